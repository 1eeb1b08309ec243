// SPDX-License-Identifier: MIT
#pragma once

#include <vector>

#include "person_store.h"

namespace mash::people {

// Said in this case, also those that were parted, in their order.
std::vector<JoinRow> joins_said_in(db::Transaction& tx, const CaseId& id);
std::vector<SplitRow> splits_said_in(db::Transaction& tx, const CaseId& id);
void move_join(db::Transaction& tx, const JoinRow& row);
void move_split(db::Transaction& tx, const SplitRow& row);
// With its parting.
void delete_join(db::Transaction& tx, const std::string& join);
void delete_split(db::Transaction& tx, const std::string& join);
std::optional<JoinRow> find_join(db::Transaction& tx, const std::string& join);
void delete_meant(db::Transaction& tx, const std::string& object);

}  // namespace mash::people
