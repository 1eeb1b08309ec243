// SPDX-License-Identifier: MIT
#pragma once

#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "mash/alert/alert.h"
#include "mash/pipeline/route.h"

namespace mash::alerts {

struct Walk {
  std::string id;
  CaseId case_id;
  UtcTime since;
  int steps = 0;
  bool over = false;  // all steps are taken
};
void insert_walk(db::Transaction& tx, const Walk& walk);
std::optional<Walk> open_walk(db::Transaction& tx, std::string_view id);
std::vector<Walk> open_walks(db::Transaction& tx);  // the oldest first
std::vector<Walk> due_walks(db::Transaction& tx, UtcTime now, int limit);
void store_step(db::Transaction& tx, const Walk& walk, std::string_view step, UtcTime at);
void store_walked(db::Transaction& tx, const Walk& walk, std::optional<UtcTime> next_at);
// Those that began before, with the alerts of them that have not gone out.
void end_walks(db::Transaction& tx, const CaseId& id, const StaffId& seen_by, UtcTime at);

// (deadline, rule) of which somebody was told; false: it was done before.
std::set<std::pair<std::string, std::string>> told_of_clocks(db::Transaction& tx);
bool store_told(db::Transaction& tx, std::string_view deadline, std::string_view rule, UtcTime at);

enum class Channel { email, text };
std::string_view words_of(Channel channel);  // "E-mail", "Text message"

struct Alert {
  std::string id;
  alert::Kind kind{};
  Channel channel{};
  StaffId person;
  CaseId case_id;  // may be empty
  std::string walk;
  UtcTime written_at;
  int tries = 0;
  std::optional<alert::Outcome> failure;
};
void insert_alert(db::Transaction& tx, const Alert& alert);
// What waits and is to be tried now, the oldest first.
std::vector<Alert> due_alerts(db::Transaction& tx, UtcTime now, int limit);
// All that waits; refused_alerts: what was refused and its walk goes on.
std::vector<Alert> waiting_alerts(db::Transaction& tx, Channel channel);
std::vector<Alert> refused_alerts(db::Transaction& tx);
// When one last went out, of those whose case is not hidden.
std::optional<UtcTime> last_sent(db::Transaction& tx, Channel channel,
                                 const std::set<CaseId>& hidden);
// Each changes only what still waits.
void store_sent(db::Transaction& tx, const Alert& alert, UtcTime at);
void store_refused(db::Transaction& tx, const Alert& alert, UtcTime at);
void store_dropped(db::Transaction& tx, const Alert& alert, UtcTime at);
void store_failed(db::Transaction& tx, const Alert& alert, alert::Outcome why, UtcTime next_at);
void remove_before(db::Transaction& tx, UtcTime before);

}  // namespace mash::alerts
