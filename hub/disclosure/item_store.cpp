// SPDX-License-Identifier: MIT
#include "item_store.h"

#include "mash/disclosure/owners.h"
#include "mash/model/stored.h"

namespace mash::disclosure {

namespace {

const std::string k_select =
    "select i.id, i.case_id, i.enquiry_id, i.owner, i.state, i.created_at, i.created_by, i.version,"
    " v.version, v.sensitivity, v.marking, v.written_at, v.written_by, v.sealed"
    " from item i join item_version v on v.item_id = i.id ";

ItemRow row_of(const db::Row& r) {
  ItemRow out;
  out.id = r.id<ItemId>(0);
  out.case_id = r.id<CaseId>(1);
  out.enquiry = r.id<EnquiryId>(2);
  out.owner = r.id<AgencyId>(3);
  out.state = model::stored<model::ItemState>(r.text(4));
  out.created_at = r.time(5);
  out.created_by = r.id<StaffId>(6);
  out.newest = r.integer(7);
  out.version = r.integer(8);
  out.sensitivity = static_cast<int>(r.integer(9));
  out.marking = r.text(10);
  out.written_at = r.time(11);
  out.written_by = r.id<StaffId>(12);
  out.sealed = r.blob(13);
  return out;
}

std::vector<ItemRow> rows_of(const db::Rows& rows) {
  std::vector<ItemRow> out;
  for (const auto& r : rows) out.push_back(row_of(r));
  return out;
}

void insert_version_row(db::Transaction& tx, const ItemRow& row) {
  tx.execute(
      "insert into item_version (item_id, version, sensitivity, marking, written_at, written_by,"
      " sealed) values ($1, $2, $3, $4, $5, $6, $7)",
      {row.id, row.version, row.sensitivity, row.marking, row.written_at, row.written_by,
       row.sealed});
}

}  // namespace

void insert_item(db::Transaction& tx, const ItemRow& row) {
  const auto before =
      tx.query("select coalesce(max(place), 0) from item where case_id = $1 and owner = $2",
               {row.case_id, row.owner});
  tx.execute(
      "insert into item (id, case_id, enquiry_id, owner, state, version, place, created_at,"
      " created_by) values ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
      {row.id, row.case_id, row.enquiry, row.owner, model::code_of(row.state), row.version,
       before.front().integer(0) + 1, row.created_at, row.created_by});
  insert_version_row(tx, row);
}

void insert_item_version(db::Transaction& tx, const ItemRow& row) {
  insert_version_row(tx, row);
  tx.execute("update item set version = $2 where id = $1", {row.id, row.version});
}

void store_item_state(db::Transaction& tx, const ItemId& id, model::ItemState state) {
  tx.execute("update item set state = $2 where id = $1", {id, model::code_of(state)});
}

std::optional<ItemRow> find_item(db::Transaction& tx, const ItemId& id) {
  const auto rows = tx.query(k_select + "where i.id = $1 and v.version = i.version", {id});
  if (rows.empty()) return std::nullopt;
  return row_of(rows.front());
}

std::set<AgencyId> owners_of(db::Transaction& tx, const std::vector<ItemId>& items) {
  std::set<AgencyId> out;
  for (const auto& id : items) {
    if (const auto row = find_item(tx, id)) out.insert(row->owner);
  }
  return out;
}

std::vector<ItemRow> item_versions(db::Transaction& tx, const ItemId& id) {
  return rows_of(tx.query(k_select + "where i.id = $1 order by v.version desc", {id}));
}

std::vector<ItemRow> items_of_case(db::Transaction& tx, const CaseId& id) {
  return rows_of(tx.query(
      k_select + "where i.case_id = $1 and v.version = i.version order by i.created_at, i.owner,"
                 " i.place",
      {id}));
}

std::vector<ItemId> draft_ids(db::Transaction& tx, const CaseId& id, const AgencyId& owner) {
  std::vector<ItemId> out;
  for (const auto& r : tx.query("select id from item where case_id = $1 and owner = $2 and"
                                " state = 'DRAFT' order by place",
                                {id, owner})) {
    out.push_back(r.id<ItemId>(0));
  }
  return out;
}

std::vector<AgencyId> agencies_holding_back(db::Transaction& tx, const CaseId& id) {
  std::vector<AgencyId> out;
  for (const auto& r : tx.query("select distinct owner from item where case_id = $1 and"
                                " state = 'DRAFT' order by owner",
                                {id})) {
    out.push_back(r.id<AgencyId>(0));
  }
  return out;
}

}  // namespace mash::disclosure
