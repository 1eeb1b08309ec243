// SPDX-License-Identifier: MIT
#include "queue_rows.h"

#include <algorithm>
#include <map>
#include <set>

#include "mash/cases/cases.h"
#include "mash/directory/directory.h"
#include "mash/html/house.h"
#include "mash/intake/intake.h"
#include "mash/people/people.h"

namespace mash::triage {

namespace {

using pipeline::Context;

std::string ages_of(const std::vector<people::Subject>& children) {
  std::string out;
  for (const auto& child : children) {
    if (child.age.empty()) continue;
    if (!out.empty()) out += ", ";
    out += child.age;
  }
  return out;
}

// "Today at 8:06am"; before yesterday, with the date.
std::string when(UtcTime at, UtcTime now) {
  const std::string words = plain_time(at);
  const auto days = days_between(to_london(at).date, to_london(now).date);
  const std::string hour = words.substr(words.find(" at "));
  return days == 0 ? "Today" + hour : days == 1 ? "Yesterday" + hour : words;
}

std::string seen_before(const std::vector<people::Subject>& children) {
  int most = 0;
  for (const auto& child : children) most = std::max(most, child.other_cases);
  if (children.empty()) return "Not looked up yet";
  if (most == 0) return "First time";
  return "In " + std::to_string(most) + (most == 1 ? " other case" : " other cases");
}

// Where a case stands. A message that was sent before anybody decided may still wait for an answer.
std::string where(const cases::OpenCase& one) {
  const std::string words(cases::standing_words(one.head));
  const bool told = one.head.state == model::NotificationState::decided && one.next &&
                    one.next->stage == model::Stage::disseminate && !one.next->agency.empty();
  return told ? words + ". What was sent at once is not accepted yet" : words;
}

json::Value clock_of(const std::optional<cases::Deadline>& next, UtcTime now) {
  if (!next) return html::clock({.now = now});
  return html::clock({.due = next->due_at,
                      .now = now,
                      .started = next->started_at,
                      .breached = next->breached_at.has_value()});
}

// What the rows say beside the heads of the cases, asked for together.
struct Told {
  std::set<CaseId> hidden_match;
  std::map<CaseId, people::CaseInShort> people;
  std::map<CaseId, std::vector<intake::NotificationView>> notifications;
};

json::Value row_of(Context& c, const Deps& deps, const cases::OpenCase& one, Told& told) {
  const CaseId& id = one.head.id;
  c.touch(id.text());
  const auto& people = told.people.at(id);
  const auto& notifications = told.notifications[id];
  json::Value row = json::Object{};
  row.set("href", cases::work_page(one.head, c.principal));
  row.set("children", people.children_line);
  row.set("ages", ages_of(people.children));
  row.set("reference", one.head.reference);
  row.set("clock", clock_of(one.next, c.now));
  row.set("stage", one.next ? cases::words_of(*one.next) : "");
  row.set("level", cases::rating_tag(one.head.rating));
  row.set("need", one.head.level ? "Level " + std::string(model::code_of(*one.head.level)) : "");
  const bool named = !notifications.empty() && !notifications.front().concerns.empty();
  row.set("concern", named ? model::words_of(notifications.front().concerns.front())
                           : std::string_view("Not said"));
  row.set("source", notifications.empty() ? "" : model::words_of(notifications.front().source));
  row.set("arrived", when(one.head.received_at, c.now));
  row.set("seen", told.hidden_match.contains(id)
                      ? "Look them up again: who did may not know of a match"
                      : seen_before(people.children));
  row.set("where", where(one));
  const bool taken = !one.head.taken_by.empty();
  row.set("with", taken ? directory::person_name(deps.borough, one.head.taken_by) : "");
  row.set("take", !taken && model::is_open(one.head.state) ? "/case/" + id.text() + "/take" : "");
  row.set("idempotency_key", false);  // several forms stand on one page
  return row;
}

}  // namespace

json::Value queue_rows(Context& c, const policy::Proof& proof, const Deps& deps,
                       const std::vector<cases::OpenCase>& list) {
  std::set<CaseId> ids;
  for (const auto& one : list) ids.insert(one.head.id);
  Told told{.hidden_match = people::cases_with_hidden_match(c),
            .people = people::cases_in_short(c, proof, ids),
            .notifications = intake::notification_views(c, proof, ids)};
  json::Array rows;
  for (const auto& one : list) rows.push_back(row_of(c, deps, one, told));
  return rows;
}

}  // namespace mash::triage
