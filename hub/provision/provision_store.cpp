// SPDX-License-Identifier: MIT
#include "provision_store.h"

namespace mash::provision {

namespace {
db::Param or_null(const std::optional<Bytes>& bytes) {
  return bytes ? db::Param(*bytes) : db::Param(db::Null{});
}
}  // namespace

std::map<StaffId, Link> links_of(db::Transaction& tx, const AgencyId& agency) {
  std::map<StaffId, Link> out;
  for (const auto& row :
       tx.query("select person, sealed, deleted from provision_link where agency = $1", {agency})) {
    Link link{.sealed = std::nullopt, .deleted = row.integer(2) != 0};
    if (!row.is_null(1)) link.sealed = row.blob(1);
    out.emplace(row.id<StaffId>(0), std::move(link));
  }
  return out;
}

std::optional<StaffId> find_external(db::Transaction& tx, const AgencyId& agency,
                                     const Bytes& hash) {
  const auto rows = tx.query(
      "select person from provision_link where agency = $1 and external_hash = $2", {agency, hash});
  if (rows.empty()) return std::nullopt;
  return rows.front().id<StaffId>(0);
}

void set_external(db::Transaction& tx, const AgencyId& agency, const StaffId& person,
                  const std::optional<Bytes>& hash, const std::optional<Bytes>& sealed) {
  tx.execute(
      "insert into provision_link (agency, person, external_hash, sealed, deleted)"
      " values ($1, $2, $3, $4, 0) on conflict (agency, person)"
      " do update set external_hash = excluded.external_hash, sealed = excluded.sealed",
      {agency, person, or_null(hash), or_null(sealed)});
}

void set_deleted(db::Transaction& tx, const AgencyId& agency, const StaffId& person, bool deleted) {
  tx.execute(
      "insert into provision_link (agency, person, deleted) values ($1, $2, $3)"
      " on conflict (agency, person) do update set deleted = excluded.deleted",
      {agency, person, deleted ? 1 : 0});
}

void note_unlisted(db::Transaction& tx, const Unlisted& row, const Bytes& hash) {
  tx.execute(
      "insert into provision_unlisted (id, agency, name_hash, sealed, first_at, last_at, times)"
      " values ($1, $2, $3, $4, $5, $5, 1) on conflict (agency, name_hash)"
      " do update set last_at = excluded.last_at, times = provision_unlisted.times + 1",
      {row.id, row.agency, hash, row.sealed, row.last_at});
}

std::vector<Unlisted> unlisted(db::Transaction& tx) {
  std::vector<Unlisted> out;
  for (const auto& row :
       tx.query("select id, agency, sealed, first_at, last_at, times from provision_unlisted"
                " order by last_at desc, id limit 200")) {
    out.push_back({.id = row.text(0),
                   .agency = row.id<AgencyId>(1),
                   .sealed = row.blob(2),
                   .first_at = row.time(3),
                   .last_at = row.time(4),
                   .times = row.integer(5)});
  }
  return out;
}

void forget_unlisted(db::Transaction& tx, UtcTime before) {
  tx.execute("delete from provision_unlisted where last_at < $1", {before});
}

}  // namespace mash::provision
