// SPDX-License-Identifier: MIT
// The words of the record: what each kind of event says on a page. One table for all slices.
#pragma once

#include <string>
#include <string_view>

namespace mash::oversight {

struct EventWords {
  std::string_view kind;   // "case.rated"
  std::string_view words;  // "Rated the case"
  // A desk's work on its own drafts: others must not learn from the record that there is one.
  bool own_desk_only = false;
};
// The words of a kind; a kind that is not known comes back as its code, for the own desk alone:
// what nobody has thought about stays where it happened.
EventWords words_of_event(std::string_view kind);
// What a note of an event adds, or "" for notes that say nothing to a reader.
std::string_view words_of_note(std::string_view note);

}  // namespace mash::oversight
