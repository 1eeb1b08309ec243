// SPDX-License-Identifier: MIT
// One request for whoever keeps it: its time, whom it is about, what its owners said, bundles.
#include <algorithm>
#include <map>

#include "mash/cases/cases.h"
#include "mash/directory/directory.h"
#include "mash/html/house.h"
#include "mash/people/people.h"
#include "pages.h"

namespace mash::access {

namespace {

using pipeline::Context;
using pipeline::Reply;
using policy::Action;

constexpr const char* k_one = "/access/{request}";

json::Array steps_view(const policy::Proof& proof, Context& c, const Deps& deps,
                       const RequestRow& row) {
  json::Array out;
  for (const auto& step : steps_of(c.tx, row.id)) {
    json::Value v = json::Object{};
    v.set("what", model::words_of(step.step));
    v.set("day", plain_date(step.day));
    v.set("words", open_step(c, proof, row.id, step).reveal());
    v.set("by", directory::person_name(deps.borough, step.by) + ", " + plain_time(step.at));
    out.push_back(std::move(v));
  }
  return out;
}

bool reads(Context& c, const CaseId& id) {
  return policy::may(c.principal, Action::read_case, cases::standing_of(c, id));
}

// Names are for who may read the case; else the reference alone.
json::Array people_view(const policy::Proof& proof, Context& c, const RequestRow& row,
                        const std::set<CaseId>& cases) {
  json::Array out;
  for (const auto& id : cases) {
    json::Value v = json::Object{};
    const auto head = cases::find_case(c.tx, id);
    v.set("reference", head->reference);
    v.set("href", reads(c, id) ? "/case/" + id.text() : std::string());
    json::Array who;
    for (const auto& one : persons_of(c.tx, row.id)) {
      if (one.case_id != id || !reads(c, id)) continue;
      const auto now = people::person_meant(c, id, row.id, one.person);
      for (const auto& s : people::subjects_of(c, proof, id)) {
        if (s.person != now) continue;
        who.emplace_back(s.name + ": " + std::string(model::words_of(one.place)));
      }
    }
    v.set("who", std::move(who));
    out.push_back(std::move(v));
  }
  return out;
}

json::Array owners_view(Context& c, const Deps& deps, const std::vector<PartRow>& parts) {
  std::map<std::string, std::vector<const PartRow*>> by_owner;
  for (const auto& part : parts) by_owner[owner_name(deps, part.owner)].push_back(&part);
  json::Array out;
  for (const auto& [owner, own] : by_owner) {
    json::Value v = json::Object{};
    json::Array lines;
    std::int64_t answered = 0;
    for (std::size_t i = 0; i < own.size(); ++i) {
      const PartRow& part = *own[i];
      json::Value one = json::Object{};
      one.set("what", std::string(model::words_of(part.kind)) + " (" + std::to_string(i + 1) + ")");
      one.set("case", cases::find_case(c.tx, part.case_id)->reference);
      one.set("state", answer_words(deps.policy, part));
      answered += part.answered ? 1 : 0;
      lines.push_back(std::move(one));
    }
    v.set("owner", owner);
    v.set("count", static_cast<std::int64_t>(own.size()));
    v.set("answered", answered);
    v.set("due", plain_date(own.front()->due));
    v.set("waits", answered < static_cast<std::int64_t>(own.size()));
    v.set("lines", std::move(lines));
    out.push_back(std::move(v));
  }
  return out;
}

json::Value bundle_form(const Context& c, const RequestRow& row, std::string_view part) {
  json::Value v = json::Object{};
  v.set("action", path_of(row, "/bundle"));
  v.set("part", part);
  v.set("error", html::error_of(c.faults, "part"));
  return v;
}

json::Array bundles_view(Context& c, const Deps& deps, const RequestRow& row,
                         const std::set<CaseId>& cases, bool open) {
  json::Array out;
  std::int64_t number = 0;
  for (const auto& bundle : bundles_of(c.tx, row.id)) {
    if (!std::ranges::includes(cases, bundle.cases)) continue;
    out.push_back(bundle_view(deps, bundle, ++number,
                              open ? path_of(row, "/bundle/" + bundle.id) : std::string()));
  }
  return out;
}

// The cases of one side of a request: the people, the parts, the bundles.
json::Value side_view(const policy::Proof& proof, Context& c, const Deps& deps,
                      const RequestRow& row, const std::set<CaseId>& cases,
                      std::string_view which) {
  const bool open = row.state == RequestState::open || which == "APART";
  const auto parts = parts_in(c, row, cases);
  json::Value v = json::Object{};
  v.set("people", people_view(proof, c, row, cases));
  v.set("nobody", cases.empty());
  v.set("owners", owners_view(c, deps, parts));
  v.set("nothing", parts.empty());
  v.set("search", open && !cases.empty() ? path_of(row, "/search") : std::string());
  auto bundles = bundles_view(c, deps, row, cases, open);
  v.set("has_bundles", !bundles.empty());
  v.set("bundles", std::move(bundles));
  const bool ready = all_answered(parts) && !has_news(c, row, cases);
  v.set("make", open && ready ? bundle_form(c, row, which) : json::Value(false));
  v.set("waits", !ready);
  return v;
}

Result<Reply> show(const policy::Proof& proof, Context& c, const Deps& deps) {
  MASH_TRY(const auto row, request_in_path(c));
  const auto words = open_request(c, proof, row);
  const auto limit = limit_of(c, row, deps);
  const auto seen = cases_seen(c, row);
  const bool open = row.state == RequestState::open;
  json::Value data = json::Object{};
  data.set("reference", row.reference);
  data.set("who", words.who.reveal());
  data.set("address", words.address.reveal());
  data.set("asks", words.asks.reveal());
  data.set("right", model::words_of(row.right));
  data.set("received", plain_date(row.received));
  data.set("keeper", directory::person_name(deps.borough, row.keeper));
  data.set("state", open ? time_words(limit) : std::string(model::words_of(row.state)));
  data.set("clock", clock_of(c, row, limit));
  data.set("steps", steps_view(proof, c, deps, row));
  data.set("step", step_form(c, row));
  data.set("keepers", keepers_view(proof, c, deps, row));
  data.set("hand_on", keeper_form(c, deps, row));
  data.set("main", side_view(proof, c, deps, row, seen.main, "MAIN"));
  data.set("apart", seen.apart.empty() ? json::Value(false)
                                       : side_view(proof, c, deps, row, seen.apart, "APART"));
  const bool adds = open && policy::may(c.principal, Action::read_case, {.case_member = true});
  data.set("add", adds ? path_of(row, "/people") : std::string());
  data.set("add_input", html::input({.name = "reference",
                                     .label = "Reference of a case in which they are named",
                                     .hint = "Such as 7KQ4-XM2P. The hub finds their other cases",
                                     .error = html::error_of(c.faults, "reference"),
                                     .value = typed_or_empty(c, "reference"),
                                     .classes = "govuk-input--width-10",
                                     .label_classes = "govuk-label--s",
                                     .autocomplete = "off",
                                     .spellcheck = "false"}));
  return pipeline::View{.page = "access/request",
                        .title = "Access request " + row.reference,
                        .data = std::move(data),
                        .marking = "OFFICIAL-SENSITIVE"};
}

Result<Reply> step(Context& c, const Deps& deps) {
  MASH_TRY(const auto row, request_in_path(c));
  if (row.state != RequestState::open) {
    return Error{ErrorCode::conflict, "The request is over", {{"step", "The request is over"}}};
  }
  const auto what = *model::from_code<Step>(c.input.text("step"));
  MASH_TRY(const auto day, day_before_now(c, "day"));
  MASH_TRY_DO(check_step(c, deps, row, what, day));
  add_step(c, row.id, what, day, std::string(c.input.text("words")));
  c.note(std::string(model::code_of(what)));
  if (what == Step::closed) store_state(c.tx, row.id, RequestState::closed);
  if (what == Step::refused) store_state(c.tx, row.id, RequestState::refused);
  if (what == Step::withdrawn) store_state(c.tx, row.id, RequestState::withdrawn);
  return pipeline::SeeOther{path_of(row), {}};
}

Result<Reply> search(Context& c, const Deps& deps) {
  MASH_TRY(const auto row, request_in_path(c));
  look_through(c, deps, row);
  return pipeline::SeeOther{path_of(row), {}};
}

}  // namespace

std::string path_of(const RequestRow& row, std::string_view rest) {
  return "/access/" + row.id + std::string(rest);
}

Result<policy::Facts> request_facts(Context& c) {
  MASH_TRY(const auto row, request_in_path(c));
  return policy::Facts{};
}

json::Value handed_form(const std::string& action, const std::string& bundle) {
  auto choices = choices_of<Handed>();
  choices.insert(choices.begin(), html::Choice{.text = "Choose how"});
  json::Value v = json::Object{};
  v.set("action", action);
  v.set("how", html::select({.name = "handed",
                             .label = "How was it handed over?",
                             .choices = std::move(choices),
                             .id = "handed-" + bundle}));
  return v;
}

std::string time_words(const TimeLimit& limit) {
  if (!limit.began) {
    return "Its time has not begun: record how identity was shown, or that it was never in doubt";
  }
  if (limit.paused) return "Paused: they were asked what they mean";
  return "Answer by " + plain_date(*limit.due);
}

json::Value clock_of(const Context& c, const RequestRow& row, const TimeLimit& limit) {
  if (row.state != RequestState::open || !limit.due) return false;
  return html::clock(
      {.due = end_of(*limit.due), .now = c.now, .started = from_london(*limit.began, 0, 0)});
}

void add_request_routes(std::vector<pipeline::Route>& out, const Deps& deps) {
  out.push_back(pipeline::page<Action::keep_subject_requests>(
      {.path = k_one,
       .summary = "One request: its time, whom it is about, what owners said, bundles",
       .event = "access.read",
       .facts = request_facts,
       .run = [deps](const auto& grant, Context& c) { return show(grant, c, deps); }}));
  out.push_back(pipeline::act<Action::keep_subject_requests>(
      {.path = "/access/{request}/step",
       .summary = "Record what happened to a request: identity, clarification, more time, its end",
       .event = "access.step",
       .fields = {choice_field<Step>("step", "What has happened", "Select what has happened"),
                  {.name = "day",
                   .label = "The day",
                   .kind = pipeline::Kind::date,
                   .required = true,
                   .missing = "Enter the day"},
                  {.name = "words",
                   .label = "How, or why",
                   .required = true,
                   .max = 2000,
                   .missing = "Write how, or why",
                   .as_typed = true}},
       .facts = request_facts,
       .run = [deps](const auto&, Context& c) { return step(c, deps); },
       .again = k_one}));
  out.push_back(pipeline::act<Action::keep_subject_requests>(
      {.path = "/access/{request}/search",
       .summary = "Look through the record and ask each owner",
       .event = "access.searched",
       .facts = request_facts,
       .run = [deps](const auto&, Context& c) { return search(c, deps); }}));
}

}  // namespace mash::access
