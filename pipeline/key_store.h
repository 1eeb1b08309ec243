// SPDX-License-Identifier: MIT
#pragma once

#include <map>
#include <optional>
#include <set>
#include <utility>

#include "mash/db/database.h"

namespace mash::pipeline {

std::optional<Bytes> find_data_key(db::Transaction& tx, const CaseId& case_id,
                                   const AgencyId& agency);
// All of these cases. Cost: db::query_in.
std::map<std::pair<CaseId, AgencyId>, Bytes> find_data_keys(db::Transaction& tx,
                                                            const std::set<CaseId>& cases);
void add_data_key(db::Transaction& tx, const CaseId& case_id, const AgencyId& agency,
                  const Bytes& wrapped);

}  // namespace mash::pipeline
