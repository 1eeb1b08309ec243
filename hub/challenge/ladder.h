// SPDX-License-Identifier: MIT
// Who answers at each stage (data/escalation.json). The times stand in the timescale policies.
// Thread safety: a plain value.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "mash/base/result.h"

namespace mash::challenge {

struct Step {
  std::string who;       // in words, after "by"
  bool outside = false;  // not of the hub: a manager writes down who it was and what they said
};
struct Ladder {
  int version = 0;
  std::vector<Step> steps;  // at least one, at most five
  [[nodiscard]] int last() const { return static_cast<int>(steps.size()); }
  [[nodiscard]] const Step& at(int stage) const {
    return steps.at(static_cast<std::size_t>(stage - 1));
  }
};
// invalid_input names the place of the fault.
Result<Ladder> parse_ladder(std::string_view text);
const Ladder& built_in_ladder();

}  // namespace mash::challenge
