// SPDX-License-Identifier: MIT
// Rows of items and their versions. What is sealed stays sealed here.
#pragma once

#include <optional>
#include <vector>

#include "mash/base/bytes.h"
#include "mash/db/database.h"
#include "mash/disclosure/items.h"

namespace mash::disclosure {

// An item with one of its versions.
struct ItemRow {
  ItemId id;
  CaseId case_id;
  EnquiryId enquiry;
  AgencyId owner;
  model::ItemState state{};
  UtcTime created_at;
  StaffId created_by;
  std::int64_t newest = 1;  // its newest version; the rest is of `version`
  std::int64_t version = 1;
  int sensitivity = 0;
  std::string marking;
  UtcTime written_at;
  StaffId written_by;
  Bytes sealed;
};

void insert_item(db::Transaction& tx, const ItemRow& row);
// The item's next version; `row.version` is its number.
void insert_item_version(db::Transaction& tx, const ItemRow& row);
void store_item_state(db::Transaction& tx, const ItemId& id, model::ItemState state);

std::optional<ItemRow> find_item(db::Transaction& tx, const ItemId& id);    // newest version
std::vector<ItemRow> item_versions(db::Transaction& tx, const ItemId& id);  // newest first
// All items of the case in their newest version, the oldest item first.
std::vector<ItemRow> items_of_case(db::Transaction& tx, const CaseId& id);
std::vector<ItemId> draft_ids(db::Transaction& tx, const CaseId& id, const AgencyId& owner);

}  // namespace mash::disclosure
