// SPDX-License-Identifier: MIT
// For how long broken glass lets somebody read, and by when it is reviewed: data/glass.json.
// Thread safety: a plain value.
#pragma once

#include <string_view>

#include "mash/base/result.h"
#include "mash/base/time.h"

namespace mash::glass {

// Longer no policy may let anybody read.
inline constexpr Duration k_longest_read = Duration::hours(3);

struct GlassPolicy {
  int version = 0;
  Duration read;          // from breaking it, by the clock
  Duration review;        // the same, until a second person has said whether it was justified
  Duration remind_again;  // of a review that is late
};
// Strict: a member that is missing, unknown or out of its range is invalid_input with its name.
Result<GlassPolicy> parse_glass_policy(std::string_view text);
// Of the file that comes with the program.
const GlassPolicy& built_in_glass_policy();

}  // namespace mash::glass
