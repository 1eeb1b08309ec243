// SPDX-License-Identifier: MIT
#include "kept.h"

namespace mash::pipeline {

void add_kept(db::Transaction& tx, const KeptRow& row) {
  remove_kept_by_digest(tx, row.person, row.digest);
  tx.execute("insert into kept_form (id, person, at, digest, sealed) values ($1, $2, $3, $4, $5)",
             {row.id, row.person, row.at, row.digest, row.sealed});
  tx.execute(
      "delete from kept_form where person = $1 and id not in "
      "(select id from kept_form where person = $1 order by at desc, id limit $2)",
      {row.person, std::int64_t{k_most_kept}});
}

std::vector<KeptRow> find_kept(db::Transaction& tx, const StaffId& person) {
  std::vector<KeptRow> out;
  for (const auto& r : tx.query(
           "select id, at, digest, sealed from kept_form where person = $1 order by at desc, id",
           {person})) {
    out.push_back({r.text(0), person, r.time(1), r.blob(2), r.blob(3)});
  }
  return out;
}

bool remove_kept(db::Transaction& tx, const StaffId& person, const std::string& id) {
  return tx.execute("delete from kept_form where person = $1 and id = $2", {person, id}) == 1;
}

void remove_kept_by_digest(db::Transaction& tx, const StaffId& person, const Bytes& digest) {
  tx.execute("delete from kept_form where person = $1 and digest = $2", {person, digest});
}

void remove_kept_before(db::Transaction& tx, UtcTime at) {
  tx.execute("delete from kept_form where at < $1", {at});
}

}  // namespace mash::pipeline
