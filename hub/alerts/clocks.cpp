// SPDX-License-Identifier: MIT
// Tells of clocks: that one has begun, that half of it is used, that it has run out.
#include "mash/cases/clocks.h"

#include <algorithm>

#include "alerts_store.h"
#include "mash/alerts/alerts.h"
#include "mash/base/log.h"
#include "who.h"

namespace mash::alerts {

namespace {

constexpr std::int64_t k_all = 100;  // percent

struct Due {
  cases::Deadline deadline;
  const ClockRule* rule = nullptr;
};

bool is_red(model::Rating rating) {
  return rating == model::Rating::red || rating == model::Rating::provisional_red;
}

bool is_used(const cases::Deadline& d, const ClockRule& rule, UtcTime now) {
  const auto whole = d.due_at.micros - d.started_at.micros;
  const UtcTime at{d.started_at.micros + whole / k_all * rule.percent};
  return rule.percent == k_all ? now > d.due_at : now >= at;
}

std::vector<Due> due_now(db::Transaction& tx, const Deps& deps, UtcTime now) {
  std::vector<Due> out;
  const auto told = told_of_clocks(tx);
  const bool open = deps.borough.default_calendar().is_open(now);
  for (const auto& d : cases::running_clocks(tx)) {
    if (!open && !is_red(d.rating)) continue;
    for (const auto& rule : deps.policy.clocks) {
      if (!rule.stages.contains(d.stage) || !is_used(d, rule, now)) continue;
      if (rule.who != Owed::holder_and_managers && d.agency.empty()) continue;
      if (!told.contains({d.id, rule.id})) out.push_back({d, &rule});
    }
  }
  return out;
}

bool still_runs(db::Transaction& tx, const cases::Deadline& d) {
  return std::ranges::any_of(cases::clocks_of(tx, d.case_id), [&d](const cases::Deadline& now) {
    return now.id == d.id && !now.met_at && !now.withdrawn;
  });
}

// Of several rules whose time has come, for instance after a night, only the last is worth saying.
bool is_overtaken(const std::vector<Due>& all, const Due& one) {
  for (const auto& other : all) {
    if (other.deadline.id == one.deadline.id && other.rule->who == one.rule->who &&
        other.rule->percent > one.rule->percent) {
      return true;
    }
  }
  return false;
}

}  // namespace

int tell_of_clocks(pipeline::App& app, db::Database& database, const Deps& deps, UtcTime now) {
  std::vector<Due> due;
  database.read([&](db::Transaction& tx) { due = due_now(tx, deps, now); });
  int told = 0;
  for (const auto& one : due) {
    const auto& d = one.deadline;
    const auto done = app.system_act<policy::Action::fire_clock>(
        "clock.told", [&](const auto&, pipeline::Context& c) -> Result<json::Value> {
          c.about(d.case_id);
          c.touch(d.id);
          c.note(std::string(model::code_of(d.stage)));
          if (!still_runs(c.tx, d)) return json::Value{};
          if (!store_told(c.tx, d.id, one.rule->id, c.now)) return json::Value{};
          if (is_overtaken(due, one)) return json::Value{};
          const auto head = cases::find_case(c.tx, d.case_id);
          const auto people = who_owes(c.tx, deps.borough, one.rule->who, *head, d.agency, c.now);
          const auto kind = is_red(d.rating) ? alert::Kind::urgent : alert::Kind::waiting;
          told += write_to(c, deps.borough, people, {.kind = kind, .case_id = d.case_id});
          return json::Value{};
        });
    if (!done) log::error("alert.clock_not_told", {{"deadline", d.id}});
  }
  return told;
}

}  // namespace mash::alerts
