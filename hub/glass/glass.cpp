// SPDX-License-Identifier: MIT
#include "mash/glass/glass.h"

#include "mash/base/log.h"
#include "mash/cases/bars.h"
#include "mash/cases/cases.h"
#include "mash/cases/purposes.h"
#include "mash/directory/directory.h"
#include "pages.h"

namespace mash::glass {

using cases::Glass;
using pipeline::Context;
using policy::Action;

bool may_review(const policy::Principal& person, const Glass& glass) {
  return !glass.verdict &&
         policy::may(person, Action::review_reading, {.own = person.person == glass.staff});
}

bool is_told_as_desk(Context& c, const CaseId& id) {
  return !cases::is_front_door(c.principal) && cases::is_member(c.tx, id, c.principal.agency);
}

std::string typed_or_empty(const Context& c, std::string_view name) {
  return c.typed == nullptr ? std::string() : std::string(c.typed->text(name));
}

json::Value view_of(Context& c, const policy::Proof& proof, const model::Borough& borough,
                    const Glass& glass) {
  json::Value v = json::Object{};
  v.set("who", directory::person_name(borough, glass.staff));
  v.set("agency", directory::agency_name(borough, glass.agency));
  v.set("broken", plain_time(glass.broken_at));
  v.set("open", glass.is_open(c.now));
  v.set("until", plain_time(glass.last_at()));
  v.set("early", glass.ended_at.has_value());
  v.set("purpose", cases::purpose_words(glass.purpose));
  v.set("reason", cases::open_reason(c, proof, glass).reveal());
  v.set("review_by", plain_time(glass.review_by));
  json::Value reviewed = false;
  if (glass.verdict) {
    reviewed = json::Object{};
    reviewed.set("verdict", model::words_of(*glass.verdict));
    reviewed.set("words", cases::open_review(c, proof, glass).reveal());
    reviewed.set("by", directory::person_name(borough, glass.reviewed_by) + ", " +
                           plain_time(*glass.reviewed_at));
  }
  v.set("reviewed", std::move(reviewed));
  v.set("late", !glass.verdict && glass.review_by < c.now);
  return v;
}

std::vector<pipeline::Route> routes(const Deps& deps) {
  std::vector<pipeline::Route> out;
  add_break_routes(out, deps);
  add_case_routes(out, deps);
  add_review_routes(out, deps);
  return out;
}

std::vector<cases::Owed> owed(Context& c) {
  std::vector<cases::Owed> out;
  const auto hidden = cases::barred_cases(c.tx, c.principal.person);
  for (const auto& glass : cases::not_reviewed(c.tx)) {
    if (hidden.contains(glass.case_id) || !may_review(c.principal, glass)) continue;
    out.push_back({.case_id = glass.case_id,
                   .what = "Review why somebody broke the glass",
                   .href = "/oversight/" + glass.id,
                   .since = glass.broken_at,
                   .due_at = glass.review_by});
  }
  if (cases::is_front_door(c.principal)) return out;
  for (const auto& glass : cases::not_known(c.tx, c.principal.agency)) {
    if (hidden.contains(glass.case_id)) continue;
    out.push_back({.case_id = glass.case_id,
                   .what = "Read who broke the glass of a case that your agency is in",
                   .href = "/case/" + glass.case_id.text() + "/glass",
                   .since = glass.broken_at});
  }
  return out;
}

int remind_of_reviews(pipeline::App& app, db::Database& database, const Deps& deps, UtcTime now) {
  std::vector<Glass> late;
  database.read([&](db::Transaction& tx) { late = cases::to_remind_of(tx, now); });
  int reminded = 0;
  for (const auto& one : late) {
    const auto done = app.system_act<Action::fire_clock>(
        "glass.review-late", [&](const auto&, Context& c) -> Result<json::Value> {
          const auto glass = cases::find_glass(c.tx, one.id);
          if (!glass || glass->verdict) return json::Value{};  // somebody has meanwhile
          c.about(glass->case_id);
          c.touch(glass->id);
          int told = alerts::alert_leads(c, deps.alerts, glass->case_id);
          for (const auto& person : deps.borough.staff) {
            if (person.role != model::Role::data_protection_officer) continue;
            if (cases::is_barred(c.tx, glass->case_id, person.id)) continue;
            told += alerts::alert_person(c, deps.alerts, glass->case_id, person.id);
          }
          if (told == 0) c.note("nobody_to_alert");
          cases::store_reminded(c.tx, glass->id, now + deps.policy.remind_again);
          return json::Value{};
        });
    if (!done) {
      log::error("glass.not_reminded", {{"glass", one.id}});
      continue;
    }
    ++reminded;
  }
  return reminded;
}

}  // namespace mash::glass
