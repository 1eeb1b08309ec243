// SPDX-License-Identifier: MIT
// Accounts that the system of an agency ends (SCIM), apart from those that the hub itself closed:
// such a system opens again what a system closed and nothing else. Thread safety and cost: one
// select or two statements of the caller's transaction.
#pragma once

#include "mash/directory/directory.h"

namespace mash::directory {

// Whom the hub's operator closed, whatever a system said of them before or after.
std::set<StaffId> closed_by_hub(db::Transaction& tx);
// As close_account, on the word of the person's agency.
Result<void> close_by_system(pipeline::Context& c, const model::Borough& borough,
                             const StaffId& id);

std::string_view by_system_schema();  // after schema()

}  // namespace mash::directory
