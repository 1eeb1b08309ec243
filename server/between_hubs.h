// SPDX-License-Identifier: MIT
// What hubs do with each other, wired: the way of their words and what is made of them. What not:
// the gates, which carry them.
#pragma once

#include "hub_slices.h"
#include "mash/transfers/transfers.h"

namespace mash::server {

// For pages and the scheduler, which take nothing in: without `on_red` and `on_arrived`.
transfers::Deps transfers_of(const model::Borough& borough, const cases::Timescales& timescales,
                             const alerts::Deps& alerts);

}  // namespace mash::server
