// SPDX-License-Identifier: MIT
// How far one hub has come with one enquiry, and the words for it.
#pragma once

#include <string_view>

#include "mash/model/coded.h"

namespace mash::pointers {

enum class Stands {
  no_list,  // its list of tags has not come: it is asked once it has
  asked,
  confirming,  // was sent hits, and has not answered
  not_known,
  ask,
  known,
  refused_user,
  refused_hub,
  refused,  // for another ground: the two hubs do not agree on the rules
  unsound,  // what came is not proved
};

constexpr bool is_answer(Stands stands) {
  return stands == Stands::not_known || stands == Stands::ask || stands == Stands::known;
}

// What that means and what it does not prove, for whoever reads it.
std::string_view meaning_of(Stands stands);

}  // namespace mash::pointers

namespace mash::model {

template <>
inline constexpr auto k_words<pointers::Stands> = std::to_array<Word<pointers::Stands>>({
    {pointers::Stands::no_list, "NO_LIST", "NOT ANSWERED"},
    {pointers::Stands::asked, "ASKED", "NOT ANSWERED"},
    {pointers::Stands::confirming, "CONFIRMING", "NOT ANSWERED"},
    {pointers::Stands::not_known, "NOT_KNOWN", "Not known there"},
    {pointers::Stands::ask, "ASK", "ASK THEM"},
    {pointers::Stands::known, "KNOWN", "KNOWN THERE"},
    {pointers::Stands::refused_user, "REFUSED_USER", "NOT ANSWERED"},
    {pointers::Stands::refused_hub, "REFUSED_HUB", "NOT ANSWERED"},
    {pointers::Stands::refused, "REFUSED", "NOT ANSWERED"},
    {pointers::Stands::unsound, "UNSOUND", "NOT ANSWERED"},
});

}  // namespace mash::model
