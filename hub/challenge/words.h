// SPDX-License-Identifier: MIT
// What the forms of this slice and those who read them have in common.
#pragma once

#include <string_view>

#include "mash/pipeline/when.h"

namespace mash::challenge {

inline constexpr std::string_view k_needed = "NEEDED";
inline constexpr std::string_view k_nothing = "NOTHING";

inline const pipeline::WhenQuestion& by_when() {
  static const pipeline::WhenQuestion q{.name = "safety_due",
                                        .day = "By which day is it done?",
                                        .time = "By what time?",
                                        .missing_day = "Enter the day by which it is done",
                                        .missing_time = "Enter the time by which it is done"};
  return q;
}

}  // namespace mash::challenge
