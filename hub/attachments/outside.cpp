// SPDX-License-Identifier: MIT
#include "mash/attachments/outside.h"

#include "attachment_store.h"
#include "mash/attachments/attachments.h"
#include "mash/attachments/shelf.h"
#include "mash/base/log.h"
#include "mash/cases/bars.h"
#include "mash/cases/cases.h"
#include "mash/cases/holds.h"

namespace mash::attachments {

bool takes_files(db::Transaction& tx) {
  constexpr std::int64_t k_megabyte = 1'000'000;
  return unseen_bytes(tx) < limits().most_unseen_megabytes * k_megabyte;
}

std::vector<cases::Owed> owed_of_unseen(pipeline::Context& c) {
  constexpr std::size_t k_most = 20;
  std::vector<cases::Owed> out;
  if (!cases::is_front_door(c.principal) || takes_files(c.tx)) return out;
  const auto hidden = cases::barred_cases(c.tx, c.principal.person);
  for (const auto& one : unseen_cases(c.tx)) {
    if (out.size() == k_most) break;
    if (hidden.contains(one.case_id)) continue;
    out.push_back({.case_id = one.case_id,
                   .what = "Nobody has looked at files that came with the notification, and new "
                           "ones wait outside until somebody has",
                   .href = shelf_of_case(one.case_id).path,
                   .since = one.since});
  }
  return out;
}

void sweep_set_aside(pipeline::App& app, db::Database& database, UtcTime now,
                     const std::vector<cases::KeptFor>& all) {
  const UtcTime before = now - Duration::days(limits().aside_days);
  std::vector<AttachmentRow> over;
  database.read([&](db::Transaction& tx) { over = aside_before(tx, before); });
  for (const auto& row : over) {
    bool held = false;
    database.read([&](db::Transaction& tx) {
      held = cases::is_held(tx, row.case_id, row.owner) ||
             !cases::kept_for(tx, all, row.case_id).empty();
    });
    if (held) continue;
    const auto recorded = app.system_act<policy::Action::collect>(
        "attachment.destroyed", [&](const auto&, pipeline::Context& c) -> Result<json::Value> {
          c.about(row.case_id);
          c.touch(row.id);
          destroy_bytes(c.tx, row.id, c.now);
          c.changed("case", row.case_id.text());
          return json::Value{};
        });
    if (!recorded) log::error("attachment.not_destroyed", {{"attachment", row.id}});
  }
}

}  // namespace mash::attachments
