// SPDX-License-Identifier: MIT
// Saying why, reading what was said, and telling whoever looks after it.
#include "mash/base/log.h"
#include "mash/directory/directory.h"
#include "mash/html/forms.h"
#include "mash/html/house.h"
#include "mash/pace/pace.h"
#include "pace_store.h"

namespace mash::pace {

namespace {

using pipeline::Context;
using pipeline::Reply;
using policy::Action;

constexpr const char* k_list = "/reading/said";
constexpr int k_newest = 50;
constexpr std::size_t k_longest_reason = 1000;

pipeline::Label label_of(std::string_view id) {
  return {.owner = pipeline::k_front_door, .kind = "pace_passed", .row = id};
}

// Where they wanted to go: an id, or nothing.
std::string case_asked_for(const Context& c) {
  const auto& input = c.typed != nullptr ? *c.typed : c.input;
  const auto id = CaseId::parse(input.text("case"));
  return id ? id->text() : std::string();
}

Result<Reply> ask(Context& c, const Deps& deps) {
  const auto id = case_asked_for(c);
  const std::string on = id.empty() ? "/" : "/case/" + id;
  json::Value data = json::Object{};
  data.set("owes", deps.pace.is_stopped(c.principal, c.now));
  data.set("opened", deps.pace.cases_opened(c.principal.person, c.now));
  data.set("case", id);
  data.set("on", on);
  data.set("fields",
           html::fields({html::textarea(
               {.name = "reason",
                .label = "Why do you open so many cases now?",
                .hint = "One sentence, such as: going through all that waits after the holiday. "
                        "Name nobody.",
                .error = html::error_of(c.faults, "reason"),
                .value = c.typed == nullptr ? std::string() : std::string(c.typed->text("reason")),
                .rows = 3,
                .max_length = static_cast<int>(k_longest_reason),
                .label_classes = "govuk-label--s"})}));
  return pipeline::View{.page = "pace/reason",
                        .title = "Say why, then go on",
                        .data = std::move(data),
                        .marking = "OFFICIAL-SENSITIVE"};
}

// Written down at once, also where nobody has been told yet.
PassedRow row_of(Context& c, const Deps& deps) {
  const auto window = built_in_pace_policy().window;
  if (auto row = unsaid(c.tx, c.principal.person, c.now - window)) return *std::move(row);
  PassedRow row{.id = new_id_text(c.random),
                .passed = {.staff = c.principal.person,
                           .agency = c.principal.agency,
                           .at = c.now,
                           .cases = deps.pace.cases_opened(c.principal.person, c.now)}};
  insert_passed(c.tx, row);
  alerts::alert_overseers(c, deps.alerts, c.principal.person);
  return row;
}

Result<Reply> say(Context& c, const Deps& deps) {
  const auto id = case_asked_for(c);
  const pipeline::SeeOther on{id.empty() ? "/" : "/case/" + id, {}};
  // Nothing is kept of what nobody asks for, and the count goes on.
  if (!deps.pace.is_stopped(c.principal, c.now)) {
    c.note(std::string(Pace::k_nothing_owed));
    return on;
  }
  const auto row = row_of(c, deps);
  json::Value words = json::Object{};
  words.set("words", c.input.text("reason"));
  store_said(c.tx, row.id, c.now,
             c.vault.seal(c.tx, label_of(row.id), json::encode(words), c.random));
  c.touch(row.id);
  return on;
}

Result<Reply> list(const policy::Proof& proof, Context& c, const Deps& deps) {
  json::Array rows;
  for (const auto& row : newest_passed(c.tx, k_newest)) {
    json::Value v = json::Object{};
    v.set("who", directory::person_name(deps.borough, row.passed.staff) + ", " +
                     directory::agency_name(deps.borough, row.passed.agency));
    v.set("at", plain_time(row.passed.at));
    v.set("cases", row.passed.cases);
    v.set("said", row.said_at.has_value());
    v.set("words", row.said_at
                       ? c.vault.open_json(c.tx, proof, label_of(row.id), row.sealed).text("words")
                       : std::string());
    c.touch(row.id);
    rows.push_back(std::move(v));
  }
  json::Value data = json::Object{};
  data.set("nothing",
           rows.empty() ? html::empty(html::Empty::nothing, "Nobody has.") : json::Value(false));
  data.set("rows", std::move(rows));
  return pipeline::View{.page = "pace/said",
                        .title = "Who opened many cases",
                        .data = std::move(data),
                        .marking = "OFFICIAL-SENSITIVE"};
}

}  // namespace

std::vector<pipeline::Route> routes(const Deps& deps) {
  const pipeline::Field case_field{.name = "case", .label = "Case", .max = 26};
  std::vector<pipeline::Route> out;
  out.push_back(pipeline::page<Action::account_for_reading>(
      {.path = k_reason_path,
       .summary = "The form to say why one opens so many cases",
       .event = "pace.asked",
       .fields = {case_field},
       .facts = pipeline::no_facts,
       .run = [deps](const auto&, Context& c) { return ask(c, deps); }}));
  out.push_back(pipeline::act<Action::account_for_reading>(
      {.path = k_reason_path,
       .summary = "Say why one opens so many cases, and go on",
       .event = std::string(Pace::k_said),
       .fields = {case_field,
                  {.name = "reason",
                   .label = "Why you open so many cases now",
                   .required = true,
                   .max = k_longest_reason,
                   .missing = "Say why you open so many cases now",
                   .as_typed = true}},
       .facts = pipeline::no_facts,
       .run = [deps](const auto&, Context& c) { return say(c, deps); },
       .again = k_reason_path}));
  out.push_back(pipeline::page<Action::review_reading>(
      {.path = k_list,
       .summary = "Who opened many cases in a short time, and why",
       .event = "pace.list",
       .facts = pipeline::no_facts,
       .run = [deps](const auto& grant, Context& c) { return list(grant, c, deps); }}));
  return out;
}

int tell_of_passed(pipeline::App& app, db::Database& /*database*/, const Deps& deps, UtcTime now) {
  int told = 0;
  for (const auto& one : deps.pace.take_passed()) {
    const auto done = app.system_act<Action::fire_clock>(
        "pace.passed", [&](const auto&, Context& c) -> Result<json::Value> {
          // After a start it is counted again, and told once all the same.
          if (unsaid(c.tx, one.staff, now - built_in_pace_policy().window)) return json::Value{};
          const PassedRow row{.id = new_id_text(c.random), .passed = one};
          insert_passed(c.tx, row);
          c.touch(row.id);
          if (alerts::alert_overseers(c, deps.alerts, one.staff) == 0) c.note("nobody_to_alert");
          return json::Value{};
        });
    if (!done) {
      log::error("pace.not_told", {{"staff", one.staff.text()}});
      deps.pace.give_back(one);
      continue;
    }
    ++told;
  }
  return told;
}

}  // namespace mash::pace
