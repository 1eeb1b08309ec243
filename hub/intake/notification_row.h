// SPDX-License-Identifier: MIT
// The rules of notifications.csv, column by column.
#pragma once

#include "import_row.h"

namespace mash::intake {

// Adds faults to `row`. The value is complete but for what other rows decide (duplicates, hashes);
// it has no meaning if the row is rejected.
ImportedNotification read_notification(ImportRow& row, UtcTime import_clock);

}  // namespace mash::intake
