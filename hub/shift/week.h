// SPDX-License-Identifier: MIT
#pragma once

#include "mash/base/time.h"

namespace mash::shift {

// The Monday of the week in which this day is.
LocalDate monday_of(LocalDate day);
// When a day begins in London.
UtcTime begin_of(LocalDate day);

}  // namespace mash::shift
