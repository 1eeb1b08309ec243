// SPDX-License-Identifier: MIT
// `openmash due`: when is a step due under a policy file? A pure function; reading the file and
// printing belong to the caller.
#pragma once

#include <string>

#include "mash/base/result.h"

namespace mash::model {

struct DueArguments {
  std::string file_text;  // JSON with timescale_policies, calendars, closed_days
  std::string policy_id;
  std::string calendar_id;
  std::string stage;   // code, for instance AGENCY_RETURN
  std::string rating;  // code, for instance RED; ANY asks for the rows for any rating
  std::string agency;  // id; empty: no particular agency
  std::string at;      // start of the clock, ISO 8601 with offset
};

struct DueAnswer {
  std::string text;   // one line with its end: the due time with London's offset, or "no clock"
  int exit_code = 0;  // 0, or k_no_clock_exit
};
inline constexpr int k_no_clock_exit = 3;

// Errors: invalid_input, naming the argument or the member of the file.
Result<DueAnswer> due_command(const DueArguments& arguments);

}  // namespace mash::model
