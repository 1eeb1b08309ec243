// SPDX-License-Identifier: MIT
// The rules of people.csv, column by column.
#pragma once

#include "import_row.h"

namespace mash::intake {

// Adds faults to `row`. `received` is when the notification came, if it is known. The value has no
// meaning if the row is rejected.
ImportedPerson read_person(ImportRow& row, std::optional<UtcTime> received, UtcTime import_clock);

}  // namespace mash::intake
