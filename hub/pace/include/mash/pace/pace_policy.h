// SPDX-License-Identifier: MIT
// How many different cases each role opens in an hour before it says why: data/pace.json.
// Thread safety: a plain value.
#pragma once

#include <map>
#include <string>
#include <string_view>

#include "mash/base/result.h"
#include "mash/base/time.h"

namespace mash::pace {

struct Limit {
  int cases = 0;
  bool stops = false;  // else it is only recorded and told
};

struct PacePolicy {
  int version = 0;
  Duration window;
  std::map<std::string, Limit, std::less<>> limits;  // by the name that the record keeps of a role
};
// Strict: a member that is missing, unknown or out of its range is invalid_input with its name; so
// is a role without a limit that reads cases, and a duty team that would be stopped.
Result<PacePolicy> parse_pace_policy(std::string_view text);
// Of the file that comes with the program.
const PacePolicy& built_in_pace_policy();

}  // namespace mash::pace
