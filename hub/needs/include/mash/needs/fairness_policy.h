// SPDX-License-Identifier: MIT
// How it is looked at whether patterns treat groups alike, as versioned data.
// Source: data/fairness.json, which names its own. What not: the figures (needs.h).
// Thread safety: plain values, pure functions. Errors: invalid_input that names the member.
#pragma once

#include <string_view>

#include "mash/base/result.h"

namespace mash::needs {

struct FairnessPolicy {
  int version = 0;
  int looks = 0;         // past days on which it is looked, as far apart as a finding holds
  int later_months = 0;  // after each, in which what followed is counted
  int least_children = 0;
  int largest_unknown_percent = 0;
  int ratio_tenths = 0;  // a group that is treated so many times as others is pointed out
};
// Strict: a member that is missing, unknown or of another kind is a fault with its name.
Result<FairnessPolicy> parse_fairness_policy(std::string_view text);
// Of the file that comes with the program.
const FairnessPolicy& built_in_fairness_policy();

}  // namespace mash::needs
