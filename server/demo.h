// SPDX-License-Identifier: MIT
// The data of a demonstration: a hub that left its spreadsheet behind two days ago and has been at
// work since. A week before, the oldest of it was imported, and officers have said who is in each
// of its cases, so that patterns are found in it (data/sample/README.md). The sample's
// notifications are moved in time (mash/intake/sample_shift.h); the older ones are imported as
// history, the last arrive one after the other, and the personas work on them with the hub's own
// acts, on a clock that runs through those days. So the record, the clocks and the queue are those
// of a hub that lived.
#pragma once

#include "hub_core.h"

namespace mash::server {

// Nothing happens to a hub that has a case. Cost: a few seconds, and some thousand entries.
Result<void> load_demo(HubCore& core, UtcTime now, Random& random);

}  // namespace mash::server
