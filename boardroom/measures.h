// SPDX-License-Identifier: MIT
// What can be compared: a count, or a share of two sums of cells of one table. A closed list, made
// of the tables that hubs publish. Kinds of clock are measures of their own, so that hours of the
// clock are compared with hours of the clock. Pure.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "figure.h"
#include "mash/statistics/risk_ratio.h"

namespace mash::boardroom {

using Cell = std::vector<std::string>;

struct Measure {
  std::string code;   // "RATE.CLOCK_HOURS", in addresses
  std::string words;  // "Rate the urgency: on time, in hours of the clock"
  std::string table;
  std::vector<Cell> with;
  std::vector<Cell> of;  // empty: a count
  std::string stage;     // of a clock, else empty
  [[nodiscard]] bool is_share() const { return !of.empty(); }
};
std::vector<Measure> measures_of(const board::Definitions& all);
// The first where there is none of this code.
const Measure& measure_of(const std::vector<Measure>& all, std::string_view code);

// What a hub has of it in one quarter.
struct Measured {
  Figure with, of;  // `of` of a share alone
  // Where both are shown, of at least Definitions::least_base.
  std::optional<statistics::Share> share;
  std::string words;  // "82 %", "1,250", "hidden", "too few to say"
};
Measured measured(const board::Definitions& all, const board::Publication& publication,
                  const Measure& measure);

}  // namespace mash::boardroom
