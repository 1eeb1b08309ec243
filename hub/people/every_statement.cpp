// SPDX-License-Identifier: MIT
#include "mash/people/every_statement.h"

#include "normalise.h"
#include "people_store.h"
#include "statement.h"

namespace mash::people {

void each_statement(db::Transaction& tx, const pipeline::Vault& vault,
                    const std::function<void(const Statement&)>& take) {
  constexpr int k_at_once = 1'000;
  StatementId after;
  for (;;) {
    const auto rows = statement_rows_after(tx, after, k_at_once);
    if (rows.empty()) return;
    auto all = open_for_index(tx, vault, rows);
    for (std::size_t i = 0; i < rows.size(); ++i) {
      all[i].person = rows[i].named;
      take(all[i]);
    }
    after = rows.back().id;
  }
}

std::string read_name(std::string_view utf8) {
  return lower_ascii(utf8);
}

}  // namespace mash::people
