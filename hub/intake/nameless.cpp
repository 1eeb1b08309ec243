// SPDX-License-Identifier: MIT
#include "mash/intake/nameless.h"

#include <set>
#include <stdexcept>

#include "mash/json/value.h"
#include "nameless_store.h"
#include "notification_words.h"

namespace mash::intake {

namespace {

constexpr int k_read = 1000;  // rows at a time

}  // namespace

void each_told(db::Transaction& tx, const pipeline::Vault& vault,
               const std::function<void(ToldOf)>& f) {
  NotificationId last;
  while (true) {
    const auto rows = notification_rows_after(tx, last, k_read);
    if (rows.empty()) return;
    std::set<CaseId> cases;
    for (const auto& row : rows) cases.insert(row.case_id);
    const pipeline::FetchedKeys keys(tx, cases);
    for (const auto& row : rows) {
      if (row.sealed.empty()) continue;  // its case was disposed of
      const auto words = json::parse(
          vault.open_for_index(keys, label_of(row.id, row.case_id), row.sealed).reveal());
      if (!words) throw std::runtime_error("sealed content is not JSON: notification");
      f({row.case_id, row.source, view_of(row, *words).concerns});
    }
    last = rows.back().id;
  }
}

}  // namespace mash::intake
