// SPDX-License-Identifier: MIT
// Rows of final words, of who is asked about them, and of each answer. What is sealed stays sealed.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "mash/base/bytes.h"
#include "mash/db/database.h"
#include "mash/disclosure/clearances.h"

namespace mash::disclosure {

struct FinalWordsRow {
  ProductId product;
  std::int64_t draft = 1;
  CaseId case_id;
  AgencyId recipient;
  UtcTime asked_at;
  StaffId asked_by;
  Bytes sealed;
};
void insert_final_words(db::Transaction& tx, const FinalWordsRow& row);
// Nobody is asked any more about earlier drafts of this product.
void lapse_final_words(db::Transaction& tx, const ProductId& product, UtcTime at);

// The newest answer of an owner; place 0 is the question itself.
struct ClearanceRow {
  std::string id;
  FinalWordsRow words;
  AgencyId owner;
  std::int64_t place = 0;
  std::optional<ClearanceAnswer> answer;
  StaffId answered_by;
  UtcTime answered_at;
  Bytes sealed_answer;
};
void insert_clearance(db::Transaction& tx, const ClearanceRow& row);
// None of what has lapsed. By owner.
std::vector<ClearanceRow> clearances_of_product(db::Transaction& tx, const ProductId& product);
// Of all drafts, also of those that have lapsed; the newest draft first.
std::vector<ClearanceRow> all_clearances(db::Transaction& tx, const ProductId& product,
                                         const AgencyId& owner);
// All that wait for an answer, then the newest of the others, so many.
std::vector<ClearanceRow> clearances_of_owner(db::Transaction& tx, const AgencyId& owner,
                                              int limit);
std::vector<ClearanceRow> clearances_of_case(db::Transaction& tx, const CaseId& id,
                                             const AgencyId& owner);

}  // namespace mash::disclosure
