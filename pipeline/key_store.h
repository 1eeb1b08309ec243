// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "mash/db/database.h"

namespace mash::pipeline {

// A key of a quarter, as it lies: sealed under its agency's root key. Numbers count from 1.
struct QuarterKey {
  std::int64_t number = 0;
  std::string quarter = {};  // "2026-Q4"
  bool leaving = false;      // its data keys go to another one
  Bytes wrapped = {};
};
// By number.
std::vector<QuarterKey> quarter_keys(db::Transaction& tx, const AgencyId& agency);
// The newest, unless it is being left. Number 0: there is none.
QuarterKey newest_quarter_key(db::Transaction& tx, const AgencyId& agency);
void add_quarter_key(db::Transaction& tx, const AgencyId& agency, const QuarterKey& key);
void store_quarter_key(db::Transaction& tx, const AgencyId& agency, std::int64_t number,
                       const Bytes& wrapped);
void leave_quarter_keys(db::Transaction& tx, const AgencyId& agency, std::string_view quarter);
// Those that are being left and hold no data key any more.
void delete_left_quarter_keys(db::Transaction& tx, const AgencyId& agency);

// Sealed data keys come after the sealed key of their quarter, where one holds them, so that the
// root key opens first what stands first (root_key.h).
std::optional<Bytes> find_data_key(db::Transaction& tx, const CaseId& case_id,
                                   const AgencyId& agency);
// All of these cases. Cost: db::query_in.
std::map<std::pair<CaseId, AgencyId>, Bytes> find_data_keys(db::Transaction& tx,
                                                            const std::set<CaseId>& cases);
// In place of what was there. `quarter_key`: the number of the one that seals it; 0: the root key.
void store_data_key(db::Transaction& tx, const CaseId& case_id, const AgencyId& agency,
                    const Bytes& wrapped, std::int64_t quarter_key);
// Up to `most` of an agency's, by case, after this one: those under the root key itself, and those
// whose quarter's key is being left. As find_data_key.
std::vector<std::pair<std::string, Bytes>> data_keys_under_root(db::Transaction& tx,
                                                                const AgencyId& agency,
                                                                const std::string& after, int most);
std::vector<std::pair<std::string, Bytes>> data_keys_leaving(db::Transaction& tx,
                                                             const AgencyId& agency,
                                                             const std::string& after, int most);

}  // namespace mash::pipeline
