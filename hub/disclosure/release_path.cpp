// SPDX-License-Identifier: MIT
#include "release_path.h"

#include <algorithm>

#include "clearance_store.h"
#include "mash/cases/bars.h"
#include "mash/cases/cases.h"
#include "release_form.h"
#include "release_store.h"

namespace mash::disclosure {

Result<policy::Facts> asked_facts(pipeline::Context& c) {
  MASH_TRY(const auto product, ProductId::parse(c.input.text("product")));
  const auto rows = requests_of_product(c.tx, product);
  const auto own = std::ranges::find(rows, c.principal.agency, &RequestRow::owner);
  const auto words = own_clearance(c.tx, product, c.principal.agency);
  if (own == rows.end() && !words) return not_found();
  c.about(words ? words->words.case_id : own->case_id);
  policy::Facts f;
  f.own = true;
  f.barred = cases::is_barred(c.tx, c.case_id, c.principal.person);
  return f;
}

Result<policy::Facts> decide_facts(pipeline::Context& c) {
  MASH_TRY(const auto product, ProductId::parse(c.input.text("product")));
  const auto rows = requests_of_product(c.tx, product);
  const auto words = clearances_of_product(c.tx, product);
  if (rows.empty() && words.empty()) return not_found();
  c.about(rows.empty() ? words.front().words.case_id : rows.front().case_id);
  policy::Facts f;
  f.barred = cases::is_barred(c.tx, c.case_id, c.principal.person);
  f.case_member = cases::works_on(c, c.case_id);
  f.item = policy::ItemState::in_hub;
  f.own = std::ranges::find(rows, c.principal.agency, &RequestRow::owner) != rows.end() ||
          std::ranges::find(words, c.principal.agency, &ClearanceRow::owner) != words.end();
  for (std::size_t n = 1; n <= k_slots; ++n) {
    const auto id = c.input.text(slot_name("item", n));
    if (id.empty()) continue;
    const auto row =
        std::ranges::find_if(rows, [&](const RequestRow& r) { return r.item.text() == id; });
    if (row == rows.end() || row->owner != c.principal.agency) f.own = false;
  }
  return f;
}

}  // namespace mash::disclosure
