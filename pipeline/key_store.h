// SPDX-License-Identifier: MIT
#pragma once

#include <map>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "mash/db/database.h"

namespace mash::pipeline {

std::optional<Bytes> find_data_key(db::Transaction& tx, const CaseId& case_id,
                                   const AgencyId& agency);
// All of these cases. Cost: db::query_in.
std::map<std::pair<CaseId, AgencyId>, Bytes> find_data_keys(db::Transaction& tx,
                                                            const std::set<CaseId>& cases);
void add_data_key(db::Transaction& tx, const CaseId& case_id, const AgencyId& agency,
                  const Bytes& wrapped);
void store_data_key(db::Transaction& tx, const CaseId& case_id, const AgencyId& agency,
                    const Bytes& wrapped);
// Up to `most` of an agency's, by case, after this one.
std::vector<std::pair<std::string, Bytes>> data_keys_after(db::Transaction& tx,
                                                           const AgencyId& agency,
                                                           const std::string& after, int most);

}  // namespace mash::pipeline
