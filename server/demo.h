// SPDX-License-Identifier: MIT
// The data of a demonstration: a hub that left its spreadsheet behind two days ago and has been at
// work since. The sample's notifications are moved in time (mash/intake/sample_shift.h); the older
// ones are imported as history, the last arrive one after the other, and the personas work on them
// with the hub's own acts, on a clock that runs through those days. So the record, the clocks and
// the queue are those of a hub that lived.
#pragma once

#include "hub_core.h"

namespace mash::server {

// Nothing happens to a hub that has a case. Cost: about a second, and a thousand entries.
Result<void> load_demo(HubCore& core, UtcTime now, Random& random);

}  // namespace mash::server
