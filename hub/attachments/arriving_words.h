// SPDX-License-Identifier: MIT
// What is sealed of a file that comes in pieces, opened; and how it stands.
#pragma once

#include "arriving_store.h"
#include "attachment.h"

namespace mash::attachments {

Words open_arriving(pipeline::Context& c, const policy::Proof& proof, const ArrivingRow& row);
// It is damaged, or its time to come whole is over.
bool is_not_whole(const ArrivingRow& row, UtcTime now);

}  // namespace mash::attachments
