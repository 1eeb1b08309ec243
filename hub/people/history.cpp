// SPDX-License-Identifier: MIT
// A person across cases: what was said of them where, and what was once held to be about them.
#include <algorithm>

#include "answers.h"
#include "doubt_pages.h"
#include "household.h"
#include "joins.h"
#include "mash/base/assert.h"
#include "mash/cases/bars.h"
#include "mash/directory/directory.h"
#include "pages.h"
#include "statement.h"
#include "whole_person.h"

namespace mash::people {

namespace {

using pipeline::Context;
using policy::Action;
using policy::Grant;

// Of what was ever held to be about the person, what the reader may know of; the newest first.
std::vector<StatementRow> rows_of(Context& c, const std::vector<Identification>& events) {
  const auto hidden = cases::barred_cases(c.tx, c.principal.person);
  std::vector<StatementRow> out;
  for (const auto& e : events) {
    if (std::ranges::find(out, e.statement, &StatementRow::id) != out.end()) continue;
    auto row = find_statement_row(c.tx, e.statement);
    MASH_ASSERT(row.has_value());
    if (!hidden.contains(row->case_id)) out.push_back(*std::move(row));
  }
  std::ranges::sort(out, [](const StatementRow& a, const StatementRow& b) {
    return a.at != b.at ? a.at > b.at : a.id < b.id;
  });
  return out;
}

cases::CaseHead head_of(Context& c, const CaseId& id) {
  auto head = cases::find_case(c.tx, id);
  MASH_ASSERT(head.has_value());
  return *std::move(head);
}

json::Value case_view(Context& c, const CaseId& id, std::size_t number, json::Array statements) {
  const auto head = head_of(c, id);
  const bool here = id.text() == c.input.text("case");
  json::Value v = json::Object{};
  v.set("number", number);
  v.set("reference", head.reference);
  v.set("heading", "Case " + head.reference + (here ? " (this case)" : "") + ", received " +
                       plain_time(head.received_at));
  v.set("href", here ? "" : "/case/" + id.text() + "/notification");
  v.set("statements", std::move(statements));
  return v;
}

// Who said that two persons are this one, and, of the newest, the way to part them.
json::Array joins_of_page(Context& c, const policy::Proof& proof, const Whole& person,
                          const model::Borough& borough) {
  json::Array out;
  for (const auto& join : joins_shown(c, proof, person)) {
    json::Value v = json::Object{};
    v.set("said", directory::person_name(borough, join.row.by) +
                      " said that two who were known apart are this person, " +
                      plain_time(join.row.at));
    v.set("reason", join.reason.reveal());
    json::Array stops;
    for (const auto& stop : join.stops) stops.emplace_back(stop);
    v.set("stopped", !stops.empty());
    v.set("stops", std::move(stops));
    v.set("over_stops", join.over_stops.reveal());
    v.set("part", out.empty() ? person_path(c, "/part/" + join.row.id) : "");
    out.push_back(std::move(v));
  }
  return out;
}

Result<pipeline::Reply> show_history(const Grant<Action::screen>& grant, Context& c,
                                     const Deps& deps) {
  MASH_TRY(const auto whole, person_of_path(c, grant));
  const auto& person = whole.id;
  const auto events = identifications(c.tx, person);
  const auto rows = rows_of(c, events);
  std::vector<std::pair<CaseId, json::Array>> by_case;
  json::Array taken_back;
  for (const auto& row : rows) {
    c.touch(row.id.text());
    const auto said = open_statement(c.tx, c.vault, grant, row);
    auto view = statement_view(c, said, events, deps.borough);
    if (row.person != person) {
      view.set("reference", head_of(c, row.case_id).reference);
      view.set("undo", false);  // who it is held to be now is not for this page to take back
      taken_back.push_back(std::move(view));
      continue;
    }
    auto at = std::ranges::find(by_case, row.case_id, &std::pair<CaseId, json::Array>::first);
    if (at == by_case.end()) at = by_case.insert(by_case.end(), {row.case_id, {}});
    at->second.push_back(std::move(view));
  }
  const auto subject = subject_of(whole, to_london(c.now).date);
  json::Array cases;
  for (auto& [id, statements] : by_case) {
    cases.push_back(case_view(c, id, cases.size() + 1, std::move(statements)));
  }
  json::Value data = case_page(c, grant);
  data.set("family", case_path(c, "/family"));
  data.set("name", subject.name);
  data.set("facts", facts_of(subject));
  data.set("known", known_in_words(whole.cases(), c.case_id));
  data.set("cases", std::move(cases));
  data.set("homes", homes_over_time(c, grant, deps.recogniser, whole.said, whole.id));
  auto joins = joins_of_page(c, grant, whole, deps.borough);
  data.set("has_joins", !joins.empty());
  data.set("joins", std::move(joins));
  auto answers = answers_about(c, grant, deps, whole);
  data.set("has_answers", !answers.empty());
  data.set("answers", std::move(answers));
  add_doubt(c, grant, deps, whole, data);
  json::Value same = json::Object{};
  same.set("action", person_path(c, "/same"));
  same.set("idempotency_key", false);  // harmless when sent twice
  data.set("same", std::move(same));
  data.set("has_taken_back", !taken_back.empty());
  data.set("taken_back", std::move(taken_back));
  return pipeline::View{.page = "people/history", .title = "Person", .data = std::move(data)};
}

}  // namespace

void add_history_routes(std::vector<pipeline::Route>& out, const Deps& deps) {
  out.push_back(pipeline::page<Action::screen>(
      {.path = "/case/{case}/person/{person}",
       .summary = "All cases and words that are linked to a person of this case",
       .event = "person.read",
       .facts = cases::case_facts,
       .run = [deps](const Grant<Action::screen>& g, Context& c) {
         return show_history(g, c, deps);
       }}));
}

}  // namespace mash::people
