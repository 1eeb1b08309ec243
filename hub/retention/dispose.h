// SPDX-License-Identifier: MIT
// The disposal itself: in the caller's transaction, so that all of it is done or nothing.
#pragma once

#include <string>
#include <vector>

#include "due.h"

namespace mash::retention {

// What this owner ticked of what is due of this case, by Due::unit. invalid_input, at "unit": it is
// not due, or something would be left that cannot be read any more; at "looked": nobody has said
// that they looked at what wants a review.
// The texts go, the rest that the owner holds about the case is sealed anew, and a tombstone for
// each stands in the record. Throws as pipeline::rekey; then the transaction must be rolled back.
Result<void> dispose(pipeline::Context& c, const policy::Grant<policy::Action::approve_disposal>& g,
                     const Deps& deps, const cases::CaseHead& head,
                     const std::vector<std::string>& units, bool looked);

}  // namespace mash::retention
