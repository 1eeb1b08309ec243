// SPDX-License-Identifier: MIT
// Links that were passed on: kept as they are opened, told to the hub by the sweeper.
#include <algorithm>

#include "mash/door/door.h"
#include "pages.h"
#include "stray_store.h"

namespace mash::inbox {

namespace {
constexpr std::int64_t k_most_in_a_day = 50;    // of one person: more is no link but a search
constexpr Duration k_kept = Duration::days(2);  // a day, wherever in it the clock stands
}  // namespace

void noticed(db::Transaction& tx, const pipeline::Event& event) {
  if (event.person.empty() || event.objects.empty()) return;
  const bool absent = std::ranges::any_of(event.notes, [](const std::string& note) {
    return note == k_not_yours || note == k_not_here;
  });
  if (!absent) return;
  add_attempt(tx,
              {.product = ProductId::trusted(event.objects.front()),
               .person = event.person,
               .agency = event.agency,
               .at = event.at},
              k_most_in_a_day);
}

int send_strays(db::Transaction& tx, Random& random, UtcTime now) {
  const auto strays = untold_strays(tx);
  for (const auto& one : strays) {
    const packages::ProductStray body{one.product, one.person, one.agency};
    door::queue(tx, {.id = new_id_text(random),
                     .kind = packages::InwardKind::product_strayed,
                     .at = one.at,
                     .body = packages::encode(body)});
  }
  store_told(tx);
  remove_attempts_before(tx, now - k_kept);
  return static_cast<int>(strays.size());
}

}  // namespace mash::inbox
