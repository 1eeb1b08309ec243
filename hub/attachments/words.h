// SPDX-License-Identifier: MIT
// The words of this slice's own enumerations.
#pragma once

#include "mash/model/coded.h"

namespace mash::attachments {

enum class State { waiting, shown, not_shown, refused };
// Of a file that comes in pieces.
enum class Arrival { coming, whole, broken };

}  // namespace mash::attachments

namespace mash::model {

template <>
inline constexpr auto k_words<attachments::State> = std::to_array<Word<attachments::State>>({
    {attachments::State::waiting, "WAITING", "A safe copy to look at is being made"},
    {attachments::State::shown, "SHOWN", "Can be looked at"},
    {attachments::State::not_shown, "NOT_SHOWN", "No safe copy to look at could be made"},
    {attachments::State::refused, "REFUSED", "Refused: it is known to be malicious"},
});

template <>
inline constexpr auto k_words<attachments::Arrival> = std::to_array<Word<attachments::Arrival>>({
    {attachments::Arrival::coming, "COMING", "On its way"},
    {attachments::Arrival::whole, "WHOLE", "Arrived whole"},
    {attachments::Arrival::broken, "BROKEN", "Damaged on its way"},
});

}  // namespace mash::model
