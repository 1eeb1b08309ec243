// SPDX-License-Identifier: MIT
#pragma once

#include "mash/model/coded.h"

namespace mash::shift {

enum class Duty { on_duty, on_call, away };

}  // namespace mash::shift

namespace mash::model {

template <>
inline constexpr auto k_words<shift::Duty> = std::to_array<Word<shift::Duty>>({
    {shift::Duty::on_duty, "ON_DUTY", "On duty"},
    {shift::Duty::on_call, "ON_CALL", "On call"},
    {shift::Duty::away, "AWAY", "Away"},
});

}  // namespace mash::model
