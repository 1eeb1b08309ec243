// SPDX-License-Identifier: MIT
#include <algorithm>

#include "alerts_store.h"
#include "mash/alerts/alerts.h"
#include "mash/base/log.h"
#include "mash/cases/cases.h"
#include "mash/cases/walls.h"
#include "who.h"

namespace mash::alerts {

namespace {

UtcTime time_of(const Walk& walk, const Step& step) {
  return walk.since + Duration::minutes(step.after_minutes);
}

const char* note_of(Who who) {
  switch (who) {
    case Who::managers:
      return "red_managers";
    case Who::deputies:
      return "red_deputies";
    case Who::duty_team:
      return "red_duty_team";
    case Who::nobody:
      break;
  }
  return "red_nobody_came";
}

// All steps whose time has come, though the hub was down meanwhile.
void take_steps(pipeline::Context& c, const Deps& deps, Walk walk) {
  const auto& steps = deps.policy.unseen_red;
  std::optional<UtcTime> next;
  while (static_cast<std::size_t>(walk.steps) < steps.size()) {
    const Step& step = steps[static_cast<std::size_t>(walk.steps)];
    if (time_of(walk, step) > c.now) {
      next = time_of(walk, step);
      break;
    }
    store_step(c.tx, walk, step.id, c.now);
    ++walk.steps;
    const auto people = who_gets(c.tx, deps.borough, step, walk.case_id, c.now);
    const bool anybody =
        write_to(c, deps.borough, people, {.case_id = walk.case_id, .walk = walk.id}) > 0;
    c.note(anybody || step.who == Who::nobody ? note_of(step.who) : "red_nobody_to_alert");
  }
  c.touch(walk.id);
  store_walked(c.tx, walk, next);
  c.changed("case", walk.case_id.text());
}

// May this role, by the name that the record keeps, do this in a case of its own?
bool may(const std::string& role, policy::Action action) {
  const policy::Facts member{.case_member = true};
  for (int i = 0; i < policy::k_roles; ++i) {
    const auto one = static_cast<policy::Role>(i);
    if (policy::name_of(one) != role) continue;
    return policy::is_grant(policy::decide(policy::Side::hub, one, false, action, member));
  }
  return false;
}

}  // namespace

void begin_walk(pipeline::Context& c, const Deps& deps, const CaseId& id) {
  const Walk walk{.id = new_id_text(c.random), .case_id = id, .since = c.now};
  insert_walk(c.tx, walk);
  take_steps(c, deps, walk);
}

void noticed(db::Transaction& tx, const pipeline::Event& event) {
  if (event.case_id.empty() || event.outcome != pipeline::Outcome::granted) return;
  if (event.person.empty()) return;
  const auto what = cases::has_wall(tx, event.case_id) ? policy::Action::keep_wall
                                                       : policy::Action::confirm_rating;
  if (!may(event.role, what)) return;
  end_walks(tx, event.case_id, event.person, event.at);
}

int walk_on(pipeline::App& app, db::Database& database, const Deps& deps, UtcTime now) {
  constexpr int k_batch = 100;
  std::vector<Walk> due;
  database.read([&](db::Transaction& tx) { due = due_walks(tx, now, k_batch); });
  int went_on = 0;
  for (const auto& one : due) {
    const auto done = app.system_act<policy::Action::fire_clock>(
        "red.unseen", [&](const auto&, pipeline::Context& c) -> Result<json::Value> {
          c.about(one.case_id);
          const auto walk = open_walk(c.tx, one.id);  // it may have been seen meanwhile
          if (!walk) return json::Value{};
          const auto head = cases::find_case(c.tx, walk->case_id);
          if (head && model::is_open(head->state)) {
            take_steps(c, deps, *walk);
          } else {
            end_walks(c.tx, walk->case_id, StaffId{}, c.now);
          }
          return json::Value{};
        });
    if (done) {
      ++went_on;
    } else {
      log::error("alert.walk_not_gone_on", {{"walk", one.id}});
    }
  }
  return went_on;
}

int alert_desk(pipeline::Context& c, const Deps& deps, const CaseId& id, const AgencyId& desk) {
  return write_to(c, deps.borough, who_is_at(c.tx, deps.borough, desk, id, c.now),
                  {.kind = alert::Kind::urgent, .case_id = id});
}

int alert_person(pipeline::Context& c, const Deps& deps, const CaseId& id, const StaffId& person) {
  const std::vector<StaffId> people = may_be_told(c.tx, deps.borough, person, id)
                                          ? std::vector{person}
                                          : second_persons(c.tx, deps.borough, {person}, id, c.now);
  return write_to(c, deps.borough, people, {.kind = alert::Kind::waiting, .case_id = id});
}

std::vector<StaffId> alert_second_person(pipeline::Context& c, const Deps& deps, const CaseId& id,
                                         const StaffId& other) {
  auto people = second_persons(c.tx, deps.borough, {c.principal.person, other}, id, c.now);
  write_to(c, deps.borough, people, {.kind = alert::Kind::urgent, .case_id = id});
  return people;
}

int alert_leads(pipeline::Context& c, const Deps& deps, const CaseId& id) {
  return write_to(c, deps.borough, leads_of(c.tx, deps.borough, id, c.now),
                  {.kind = alert::Kind::urgent, .case_id = id});
}

int alert_overseers(pipeline::Context& c, const Deps& deps, const StaffId& of) {
  return write_to(c, deps.borough, overseers_of(c.tx, deps.borough, of, c.now),
                  {.kind = alert::Kind::urgent});
}

void sweep(db::Transaction& tx, const AlertPolicy& policy, UtcTime now) {
  remove_before(tx, now - Duration::days(policy.keep_days));
}

}  // namespace mash::alerts
