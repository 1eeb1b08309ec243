// SPDX-License-Identifier: MIT
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "mash/base/bytes.h"
#include "mash/db/database.h"
#include "states.h"

namespace mash::product {

// One product for each case and recipient; its versions follow each other.
struct ProductHead {
  ProductId id;
  CaseId case_id;
  std::string reference;
  AgencyId recipient;
};
struct VersionRow {
  ProductId product;
  std::int64_t draft = 1;    // counts what was written
  std::int64_t version = 0;  // counts what left; 0 until then
  bool safety = false;
  bool passes_case = false;  // a safety product with which open cases went to their social workers
  ProductState state{};
  StaffId created_by;
  UtcTime created_at;
  StaffId issued_by;
  UtcTime issued_at;
  std::string hash;
  std::optional<RecallReason> recalled;
  UtcTime rejected_at;  // when the hub heard of it
  Bytes sealed_draft;
};
struct ActRow {
  std::string id;  // of the inward message
  ProductId product;
  std::int64_t version = 1;
  std::string kind;
  StaffId person;
  UtcTime at;
  Bytes sealed;
};

void insert_product(db::Transaction& tx, const ProductHead& head);
std::optional<ProductHead> find_product(db::Transaction& tx, const ProductId& id);
std::optional<ProductHead> find_product(db::Transaction& tx, const CaseId& id,
                                        const AgencyId& recipient);
std::vector<ProductHead> products_of(db::Transaction& tx, const CaseId& id);

// Gives the row its draft number.
std::int64_t insert_version(db::Transaction& tx, const VersionRow& row,
                            const std::vector<ItemId>& items);
// Newest first.
std::vector<VersionRow> versions_of(db::Transaction& tx, const ProductId& id);
std::vector<ItemId> items_of(db::Transaction& tx, const ProductId& id, std::int64_t draft);
// Those of them of which something has left.
std::vector<ItemId> items_that_went(db::Transaction& tx, const ProductId& id, std::int64_t draft);
// To whom the open cases of this case's children were passed last, if ever.
std::optional<ProductHead> passed_to(db::Transaction& tx, const CaseId& id);
// Cases in state ROUTED_OPEN_CASE or ROUTED_ADULT in which an answer is overdue or none is owed;
// few, if any.
std::vector<CaseId> passed_and_silent(db::Transaction& tx, UtcTime now);
std::int64_t next_version(db::Transaction& tx, const ProductId& id);
// It leaves now: version, issuer, time, hash and bytes of `row`, and which items went.
void store_issued(db::Transaction& tx, const VersionRow& row, const Bytes& sealed_issued,
                  const std::vector<ItemId>& went);
// The sealed copy of what left as this draft.
Bytes sealed_issued(db::Transaction& tx, const ProductId& id, std::int64_t draft);
void store_state(db::Transaction& tx, const ProductId& id, std::int64_t draft, ProductState state);
void store_rejected(db::Transaction& tx, const ProductId& id, std::int64_t draft, UtcTime at);
void store_recalled(db::Transaction& tx, const ProductId& id, std::int64_t draft, RecallReason why);
// Versions that went to this recipient with this item and are not taken back.
std::vector<VersionRow> versions_with(db::Transaction& tx, const ItemId& item,
                                      const AgencyId& recipient);

void insert_act(db::Transaction& tx, const ActRow& row);
std::vector<ActRow> acts_of(db::Transaction& tx, const ProductId& id);  // oldest first

std::string last_directory_hash(db::Transaction& tx);
void insert_directory(db::Transaction& tx, const std::string& hash, UtcTime at);

}  // namespace mash::product
