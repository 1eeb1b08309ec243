// SPDX-License-Identifier: MIT
#include "mash/disclosure/erasure.h"

#include <algorithm>

#include "item_store.h"
#include "mash/attachments/erasure.h"
#include "mash/crypto/crypto.h"

namespace mash::disclosure {

namespace {

void note(Erased& out, const char* kind, const db::Rows& rows) {
  for (const auto& r : rows) {
    out.lines.push_back(std::string(kind) + " " + r.text(0) + " " + std::to_string(r.integer(1)) +
                        " " + hex(crypto::sha256(r.blob(2))));
    ++out.texts;
  }
}

void erase_signatures(db::Transaction& tx, const ItemId& id, Erased& out) {
  const auto records = tx.query(
      "select distinct s.id, cast(1 as bigint), s.sealed from signed_record s join signed_release r"
      " on r.record = s.id join release_event e on e.id = r.release where e.item_id = $1"
      " order by s.id",
      {id});
  tx.execute(
      "delete from signed_release where release in"
      " (select id from release_event where item_id = $1)",
      {id});
  // One record may hold lines about several items: it goes with the last of them.
  for (const auto& r : records) {
    if (!tx.query("select 1 from signed_release where record = $1", {r.text(0)}).empty()) continue;
    note(out, "signed_record", {r});
    tx.execute("delete from signed_record where id = $1", {r.text(0)});
  }
}

}  // namespace

std::vector<HeldItem> items_held(db::Transaction& tx, const CaseId& id, const AgencyId& owner) {
  std::vector<HeldItem> out;
  for (const auto& r : tx.query("select i.id, i.state, v.written_at from item i"
                                " join item_version v on v.item_id = i.id and"
                                " v.version = i.version where i.case_id = $1 and i.owner = $2"
                                " and i.state <> 'ERASED' order by i.place",
                                {id, owner})) {
    out.push_back({r.id<ItemId>(0), r.text(1) == "IN_HUB", r.time(2)});
  }
  return out;
}

Erased erase_item(db::Transaction& tx, const ItemId& id) {
  Erased out;
  note(out, "item",
       tx.query("select item_id, version, sealed from item_version where item_id = $1"
                " order by version",
                {id}));
  note(out, "release",
       tx.query("select id, version, sealed from release_event where item_id = $1 order by id",
                {id}));
  erase_signatures(tx, id, out);
  auto files = attachments::erase_files_of(tx, id);
  out.files = std::ranges::count_if(
      files, [](const std::string& line) { return line.starts_with("attachment "); });
  out.lines.insert(out.lines.end(), files.begin(), files.end());
  tx.execute("update item_version set sealed = $2 where item_id = $1", {id, Bytes{}});
  tx.execute("update release_event set sealed = $2 where item_id = $1", {id, Bytes{}});
  store_item_state(tx, id, model::ItemState::erased);
  return out;
}

}  // namespace mash::disclosure
