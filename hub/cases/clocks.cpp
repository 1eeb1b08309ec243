// SPDX-License-Identifier: MIT
#include "mash/cases/clocks.h"

#include "cases_store.h"
#include "mash/base/log.h"
#include "mash/cases/own_clock.h"
#include "mash/html/house.h"

namespace mash::cases {

namespace {

Deadline deadline_of(pipeline::Context& c, const CaseId& id, model::Stage stage,
                     model::Rating rating, UtcTime start, const AgencyId& agency,
                     const model::Due& due) {
  Deadline d;
  d.id = new_id_text(c.random);
  d.case_id = id;
  d.stage = stage;
  d.agency = agency;
  d.rating = rating;
  d.started_at = start;
  d.due_at = due.at;
  d.policy_id = due.policy;
  d.policy_version = due.version;
  return d;
}

// What ended late is breached, even if the scheduler has not come round yet.
void store_late(db::Transaction& tx, const Deadline& d, UtcTime at) {
  if (at > d.due_at) store_breached(tx, d.id, d.due_at);
}

// Who acted in time is not late though the scheduler came round before the hub heard of it.
void meet(db::Transaction& tx, const Deadline& d, UtcTime at) {
  store_late(tx, d, at);
  if (d.breached_at && at <= d.due_at) clear_breach(tx, d.id);
  store_met(tx, d.id, at);
}

// Nobody owes it any more; one that had passed before stays breached.
void withdraw(pipeline::Context& c, const Deadline& d) {
  store_late(c.tx, d, c.now);
  store_withdrawn(c.tx, d.id, c.now, "");
}

// A rating at which the stage has a row: a decision is owed at each.
model::Rating timed_rating(const model::TimescalePolicy& policy, model::Stage stage,
                           model::Rating rating) {
  if (stage != model::Stage::decide || model::find_row(policy, stage, rating, {}) != nullptr) {
    return rating;
  }
  return rating == model::Rating::provisional_red ? model::Rating::red : model::Rating::amber;
}

// The time of a decision, for what no row of the policy times.
std::optional<model::Due> due_as_decision(pipeline::Context& c, const Timescales& t,
                                          const CaseHead& head) {
  const auto rating = timed_rating(t.policy, model::Stage::decide, head.rating);
  return model::due(t.policy, t.calendar, model::Stage::decide, rating, {}, c.now);
}

// Nobody who looks at lists sees a case that is over.
void show_on_lists(pipeline::Context& c, const CaseHead& head) {
  if (head.state == model::NotificationState::closed) {
    set_state(c, head.id, model::NotificationState::feedback_sent);
  }
}

}  // namespace

void start_clock(pipeline::Context& c, const Timescales& t, const CaseId& id, model::Stage stage,
                 model::Rating rating, UtcTime start, const AgencyId& agency) {
  if (running_clock(c.tx, id, stage, agency)) return;
  const auto due = model::due(t.policy, t.calendar, stage, rating, agency, start);
  if (!due) return;
  insert_deadline(c.tx, deadline_of(c, id, stage, rating, start, agency, *due));
}

void start_clock_to_decide(pipeline::Context& c, const Timescales& t, const CaseId& id,
                           model::Rating rating, UtcTime start) {
  constexpr auto k_decide = model::Stage::decide;
  start_clock(c, t, id, k_decide, timed_rating(t.policy, k_decide, rating), start);
}

bool is_news_late(db::Transaction& tx, const CaseHead& head) {
  return model::is_decided(head.state) || decision_stands(tx, head.id);
}

void start_clock_for_late_word(pipeline::Context& c, const Timescales& t, const CaseHead& head) {
  constexpr auto k_late = model::Stage::late_return;
  if (!running_clock(c.tx, head.id, k_late)) {
    auto due = model::due(t.policy, t.calendar, k_late, head.rating, {}, c.now);
    if (!due) due = due_as_decision(c, t, head);
    if (due) insert_deadline(c.tx, deadline_of(c, head.id, k_late, head.rating, c.now, {}, *due));
  }
  show_on_lists(c, head);
}

std::string start_clock_for_challenge(pipeline::Context& c, const Timescales& t,
                                      const CaseHead& head, model::Stage stage) {
  show_on_lists(c, head);
  auto due = model::due(t.policy, t.calendar, stage, head.rating, {}, c.now);
  if (!due) {
    due = model::due(t.policy, t.calendar, model::Stage::escalation_1, head.rating, {}, c.now);
  }
  if (!due) due = due_as_decision(c, t, head);
  if (!due) return {};
  Deadline d = deadline_of(c, head.id, stage, head.rating, c.now, {}, *due);
  insert_deadline(c.tx, d);
  return std::move(d.id);
}

void add_news(pipeline::Context& c, const CaseId& id, model::NewsKind kind, const AgencyId& from) {
  insert_news(c.tx, id, {.kind = kind, .from = from, .at = c.now});
}

void start_clock_for_news(pipeline::Context& c, const Timescales& t, const CaseId& id,
                          model::NewsKind kind, const AgencyId& from) {
  add_news(c, id, kind, from);
  const auto head = find_case(c.tx, id);
  const bool late = is_news_late(c.tx, *head);
  if (!late && model::is_open(head->state)) return;
  c.changed("case", id.text());
  c.note("late_information");
  if (!late) return reopen_to_rate(c, t, *head);
  start_clock_for_late_word(c, t, *head);
}

void reopen_to_rate(pipeline::Context& c, const Timescales& t, const CaseHead& head) {
  set_state(c, head.id, model::NotificationState::reopened);
  start_clock(c, t, head.id, model::Stage::rate, head.rating, c.now);
  start_clock(c, t, head.id, model::Stage::response_type, head.rating, c.now);
  if (head.id == c.case_id) c.note("case_reopened");
}

void re_rate_clocks(pipeline::Context& c, const Timescales& t, const CaseId& id, model::Rating from,
                    model::Rating to) {
  for (const auto& old : running(c.tx, id)) {
    if (!old.agency.empty() && old.agency == t.only_told && old.rating == k_whatever_rating) {
      continue;
    }
    const auto rating = timed_rating(t.policy, old.stage, to);
    const auto due =
        model::re_rate(t.policy, t.calendar,
                       {.stage = old.stage,
                        .from = timed_rating(t.policy, old.stage, from),
                        .to = rating,
                        .agency = old.agency,
                        .start = old.started_at,
                        .now = c.now,
                        .old = model::Due{old.due_at, old.policy_id, old.policy_version, 0}});
    if (!due || due->at == old.due_at) continue;
    const Deadline fresh = deadline_of(c, id, old.stage, rating, old.started_at, old.agency, *due);
    insert_deadline(c.tx, fresh);
    // A breach is a fact and stays in the history with its own row.
    store_withdrawn(c.tx, old.id, c.now, fresh.id);
  }
}

void meet_clock(pipeline::Context& c, const CaseId& id, model::Stage stage,
                const AgencyId& agency) {
  if (const auto d = running_clock(c.tx, id, stage, agency)) meet(c.tx, *d, c.now);
}

void meet_clock(pipeline::Context& c, const CaseId& id, model::Stage stage, UtcTime at,
                const AgencyId& agency) {
  if (const auto d = running_clock(c.tx, id, stage, agency)) meet(c.tx, *d, at);
}

void withdraw_clock(pipeline::Context& c, const CaseId& id, model::Stage stage,
                    const AgencyId& agency) {
  if (const auto d = running_clock(c.tx, id, stage, agency)) withdraw(c, *d);
}

std::string start_own_clock(pipeline::Context& c, const Timescales& t, const CaseId& id,
                            model::Stage stage, model::Rating rating, UtcTime start,
                            const AgencyId& agency) {
  const auto due = model::due(t.policy, t.calendar, stage, rating, agency, start);
  if (!due) return {};
  const Deadline fresh = deadline_of(c, id, stage, rating, start, agency, *due);
  insert_deadline(c.tx, fresh);
  return fresh.id;
}

std::optional<Deadline> own_clock(db::Transaction& tx, const CaseId& id, std::string_view clock) {
  const std::string newest = newest_replacement(tx, std::string(clock));
  for (auto& d : clocks_of(tx, id)) {
    if (d.id == newest) return std::move(d);
  }
  return std::nullopt;
}

std::optional<Deadline> running_own_clock(db::Transaction& tx, const CaseId& id,
                                          std::string_view clock) {
  auto d = own_clock(tx, id, clock);
  if (d && (d->met_at || d->withdrawn)) d.reset();
  return d;
}

void meet_own_clock(pipeline::Context& c, const CaseId& id, std::string_view clock) {
  if (const auto d = running_own_clock(c.tx, id, clock)) meet(c.tx, *d, c.now);
}

void withdraw_own_clock(pipeline::Context& c, const CaseId& id, std::string_view clock) {
  if (const auto d = running_own_clock(c.tx, id, clock)) withdraw(c, *d);
}

bool explain_breach(pipeline::Context& c, const CaseId& id, std::string_view deadline,
                    model::BreachReason reason) {
  for (const auto& d : clocks_of(c.tx, id)) {
    if (d.id != deadline) continue;
    if (!d.breached_at && (d.met_at || d.withdrawn || c.now <= d.due_at)) return false;
    store_breached(c.tx, d.id, d.due_at);
    store_breach_reason(c.tx, d.id, model::code_of(reason));
    c.touch(d.id);
    c.changed("case", id.text());
    return true;
  }
  return false;
}

std::optional<Deadline> running_clock(db::Transaction& tx, const CaseId& id, model::Stage stage,
                                      const AgencyId& agency) {
  for (auto& d : running(tx, id)) {
    if (d.stage == stage && d.agency == agency) return std::move(d);
  }
  return std::nullopt;
}

std::string_view words_of(const Deadline& deadline) {
  const bool of_recipient = deadline.stage == model::Stage::disseminate && !deadline.agency.empty();
  return of_recipient ? "The agency that was told accepts it" : model::words_of(deadline.stage);
}

json::Value clock_tag(const std::optional<Deadline>& deadline, UtcTime now) {
  if (!deadline) return html::clock({.now = now});
  return html::clock({.due = deadline->due_at,
                      .now = now,
                      .started = deadline->started_at,
                      .breached = deadline->breached_at.has_value()});
}

std::optional<Deadline> next_clock(db::Transaction& tx, const CaseId& id) {
  for (auto& d : running(tx, id)) {
    if (is_for_all(d)) return std::move(d);
  }
  return std::nullopt;
}

int fire_due_clocks(pipeline::App& app, db::Database& database, UtcTime now) {
  constexpr int k_batch = 100;
  std::vector<Deadline> due;
  database.read([&](db::Transaction& tx) { due = unrecorded_breaches(tx, now, k_batch); });
  int fired = 0;
  for (const auto& d : due) {
    const auto done = app.system_act<policy::Action::fire_clock>(
        "clock.breached", [&d](const auto&, pipeline::Context& c) -> Result<json::Value> {
          c.about(d.case_id);
          c.touch(d.id);
          c.note(std::string(model::code_of(d.stage)));
          store_breached(c.tx, d.id, d.due_at);
          c.changed("case", d.case_id.text());
          return json::Value{};
        });
    if (!done) {
      log::error("clock.not_fired", {{"deadline", d.id}});
      continue;
    }
    ++fired;
  }
  return fired;
}

}  // namespace mash::cases
