// SPDX-License-Identifier: MIT
// The family page of a case: who is in it, what each source said, who lives together.
#include <algorithm>
#include <map>

#include "household.h"
#include "mash/html/house.h"
#include "mash/people/repeats.h"
#include "pages.h"
#include "search.h"
#include "statement.h"

namespace mash::people {

namespace {

using pipeline::Context;
using policy::Action;

Result<pipeline::Reply> show_family(Context& c, const policy::Proof& proof, const Deps& deps) {
  const auto id = CaseId::trusted(std::string(c.input.text("case")));
  const auto statements = statements_of(c, proof, id);
  const auto subjects = subjects_of(c, proof, id);
  const auto events = identifications(c.tx, id);
  if (cases::is_front_door(c.principal)) deps.recogniser.catch_up(c.tx, c.vault);
  const auto& policy = built_in_repeat_policy();
  const auto repeats = repeats_of(c, deps.recogniser, policy, statements);
  json::Array waiting;
  std::map<PersonId, json::Array> said_of;
  for (const auto& s : statements) {
    auto& list = s.person.empty() ? waiting : said_of[s.person];
    list.push_back(statement_view(c, s, events, deps.borough));
  }
  json::Array people;
  for (const auto& s : subjects) {
    c.touch(s.person.text());
    json::Value v = json::Object{};
    v.set("name", s.name);
    v.set("facts", facts_of(s));
    v.set("seen_before", seen_before_in_words(s));
    v.set("repeats", repeats ? repeats_in_words(*repeats, s.person) : "");
    v.set("history",
          cases::is_front_door(c.principal) ? case_path(c, "/person/" + s.person.text()) : "");
    v.set("statements", std::move(said_of[s.person]));
    people.push_back(std::move(v));
  }
  json::Value data = case_page(c, proof);
  data.set("hidden_match",
           cases::is_front_door(c.principal) && cases_with_hidden_match(c).contains(id));
  data.set("nobody", statements.empty()
                         ? html::empty(html::Empty::nothing, "Nobody has been named yet.")
                         : json::Value(false));
  data.set("repeats", repeats ? repeats_view(*repeats, policy, id) : json::Value(false));
  data.set("is_waiting", !waiting.empty());
  data.set("look_all_up", cases::is_front_door(c.principal) && waiting.size() > 1
                              ? case_path(c, "/people/together")
                              : std::string());
  data.set("waiting", std::move(waiting));
  data.set("has_people", !people.empty());
  data.set("people", std::move(people));
  data.set("households", households(statements, subjects));
  data.set("others", others_at_home(c, proof, deps.recogniser, statements));
  data.set("add", cases::is_front_door(c.principal) ? case_path(c, "/people/add") : "");
  const bool may_hide = policy::may(c.principal, Action::set_bar, {.case_member = true});
  data.set("hide", may_hide ? case_path(c, "/bars") : std::string());
  data.set("ask_to_hide", !may_hide && cases::is_front_door(c.principal));
  data.set("contact_form",
           cases::is_front_door(c.principal) ? case_path(c, "/contact") : std::string());
  return pipeline::View{.page = "people/family", .title = "Family", .data = std::move(data)};
}

Result<pipeline::Reply> undo(const policy::Grant<Action::screen>& grant, Context& c,
                             const Deps& deps) {
  MASH_TRY(const auto row, statement_in_case(c));
  if (row.version != c.input.number("version")) {
    const std::string what = last_change(c, row.id, deps.borough);
    return Error{ErrorCode::conflict, what + ". Open the family page again", {}};
  }
  MASH_TRY(const auto changed, undo_identification(c, grant, deps, row));
  for (const auto& id : changed) people_changed(c, grant, deps, id);
  return pipeline::SeeOther{case_path(c, "/family"), {}};
}

}  // namespace

void add_family_routes(std::vector<pipeline::Route>& out, const Deps& deps) {
  out.push_back(pipeline::page<Action::read_case>(
      {.path = "/case/{case}/family",
       .summary = "Who is in the family of a case and what each source said",
       .event = "family.read",
       .facts = cases::case_facts,
       .run = [deps](const policy::Grant<Action::read_case>& grant, Context& c) {
         return show_family(c, grant, deps);
       }}));
  out.push_back(pipeline::act<Action::screen>(
      {.path = "/case/{case}/people/undo",
       .summary = "Take back who a statement is about",
       .event = "person.undone",
       .fields = {{.name = "statement", .label = "Statement", .required = true, .max = 26},
                  {.name = "version",
                   .label = "Version",
                   .kind = pipeline::Kind::number,
                   .required = true,
                   .max = 20}},
       .facts = cases::case_facts,
       .run = [deps](const policy::Grant<Action::screen>& g, Context& c) {
         return undo(g, c, deps);
       }}));
}

}  // namespace mash::people
