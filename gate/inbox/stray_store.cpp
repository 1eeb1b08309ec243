// SPDX-License-Identifier: MIT
#include "stray_store.h"

namespace mash::inbox {

void add_attempt(db::Transaction& tx, const Attempt& attempt, std::int64_t most) {
  const std::string day = to_london(attempt.at).date.iso();
  tx.execute(
      "insert into product_attempt (product, person, agency, day, at, told)"
      " select $1, $2, $3, $4, $5, 0"
      " where (select count(*) from product_attempt where person = $2 and day = $4) < $6"
      " on conflict (product, person, day) do nothing",
      {attempt.product, attempt.person, attempt.agency, day, attempt.at, most});
}

std::vector<Attempt> untold_strays(db::Transaction& tx) {
  std::vector<Attempt> out;
  for (const auto& r : tx.query("select a.product, a.person, a.agency, a.at from product_attempt a"
                                " where a.told = 0 and exists (select 1 from product p"
                                " where p.id = a.product and p.recipient <> a.agency)"
                                " order by a.at, a.product, a.person")) {
    out.push_back({.product = r.id<ProductId>(0),
                   .person = r.id<StaffId>(1),
                   .agency = r.id<AgencyId>(2),
                   .at = r.time(3)});
  }
  return out;
}

void store_told(db::Transaction& tx) {
  tx.execute("update product_attempt set told = 1 where told = 0");
}

void remove_attempts_before(db::Transaction& tx, UtcTime at) {
  tx.execute("delete from product_attempt where at < $1", {at});
}

}  // namespace mash::inbox
