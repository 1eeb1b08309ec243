// SPDX-License-Identifier: MIT
// One measure of one quarter, hub by hub, like with like: shares beside London's, with limits that
// allow for size (statistics::funnel_limits). Counts are not compared: boroughs differ in children.
// London is what is shown added up, and nothing else. Pure.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "mash/statistics/funnel_limits.h"
#include "measures.h"

namespace mash::boardroom {

enum class Beside { not_compared, within, above, below };
std::string_view words_of(Beside beside);

struct Compared {
  const board::Publication* publication = nullptr;
  Measured measured;
  std::optional<statistics::ShareInterval> interval;
  std::optional<statistics::FunnelLimits> limits;
  Beside beside = Beside::not_compared;
};
struct Comparison {
  std::vector<Compared> hubs;    // in the order of names
  std::optional<double> london;  // share of all that are shown
  double factor = 1;             // statistics::Funnel
  std::size_t shown = 0;         // how many hubs have a value
  [[nodiscard]] std::size_t outside() const;
};
// `hubs`: of one quarter.
Comparison compare(const board::Definitions& all, const Measure& measure,
                   std::vector<const board::Publication*> hubs);
// "2 of 31 hubs differ from London by more than their size explains".
std::string finding_of(const Comparison& comparison, const Measure& measure);

}  // namespace mash::boardroom
