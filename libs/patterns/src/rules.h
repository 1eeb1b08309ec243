// SPDX-License-Identifier: MIT
// What each rule of an alarm looks at, for one person on one day.
//
// What not: no threshold; thresholds.h finds them.
#pragma once

#include <array>
#include <string_view>

#include "stream.h"

namespace mash::patterns {

constexpr std::size_t k_rule_count = 4;
constexpr std::array<std::string_view, k_rule_count> k_rules{"repeat", "rate", "escalation",
                                                             "severity"};
// In the order of k_rules and the units of Alarm::statistic; 0 says nothing.
using Statistics = std::array<double, k_rule_count>;

Statistics statistics_of(const Population& all, const Stream& stream, double at,
                         const Weights& weights);

}  // namespace mash::patterns
