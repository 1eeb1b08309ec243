// SPDX-License-Identifier: MIT
// Working days as the law counts them: Monday to Friday but for bank holidays. What not: when the
// hub is open (calendar.h); a day on which it alone is closed moves no time that a statute sets.
// Thread safety: immutable values.
#pragma once

#include "mash/model/calendar.h"

namespace mash::model {

// From `closed_days` of a configuration file, those of the kind "bank_holiday". Another kind, or
// none, is a closure of the hub's own. Errors: invalid_input, naming the member.
Result<Calendar> parse_public_calendar(const json::Value& file);

}  // namespace mash::model
