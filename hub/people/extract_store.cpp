// SPDX-License-Identifier: MIT
#include "extract_store.h"

namespace mash::people {

void insert_extract(db::Transaction& tx, const ExtractRow& row) {
  tx.execute(
      "insert into extract (id, by_staff, at, agency, listed, sealed)"
      " values ($1, $2, $3, $4, $5, $6)",
      {row.id, row.by, row.at, row.agency, row.listed, row.sealed});
}

std::optional<ExtractRow> find_extract(db::Transaction& tx, std::string_view id) {
  const auto rows =
      tx.query("select id, by_staff, at, agency, listed, sealed from extract where id = $1", {id});
  if (rows.empty()) return std::nullopt;
  const auto& r = rows.front();
  return ExtractRow{.id = r.text(0),
                    .by = r.id<StaffId>(1),
                    .at = r.time(2),
                    .agency = r.id<AgencyId>(3),
                    .listed = r.integer(4),
                    .sealed = r.blob(5)};
}

void remove_extracts_before(db::Transaction& tx, UtcTime at) {
  tx.execute("delete from extract where at < $1", {at});
}

}  // namespace mash::people
