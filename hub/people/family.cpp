// SPDX-License-Identifier: MIT
// The family page of a case: who is in it, what each source said, who lives together.
#include <algorithm>
#include <map>

#include "mash/directory/directory.h"
#include "mash/html/house.h"
#include "normalise.h"
#include "pages.h"
#include "search.h"
#include "statement.h"

namespace mash::people {

namespace {

using pipeline::Context;
using policy::Action;

// A form below a statement, for the front door. Forms of one page must not share the key that makes
// sending twice harmless: pressing one, then another, would answer with the first. Both acts are
// harmless when sent twice.
json::Value small_form(const std::string& action, const Statement& s) {
  json::Value form = json::Object{};
  form.set("action", action);
  form.set("statement", s.id.text());
  form.set("version", s.version);
  form.set("who", s.display_name());
  form.set("idempotency_key", false);
  return form;
}

json::Array history_of(const std::vector<Identification>& events, const StatementId& id,
                       const model::Borough& borough) {
  json::Array out;
  for (const auto& e : events) {
    if (e.statement != id) continue;
    const std::string what = e.kind == "NEW"    ? "said that this is a new person"
                             : e.kind == "SAME" ? "said that this is the same person"
                                                : "took back who this is";
    out.emplace_back(directory::person_name(borough, e.by) + " " + what + ", " + plain_time(e.at));
  }
  return out;
}

json::Value statement_view(Context& c, const Statement& s, const json::Array& history,
                           const model::Borough& borough) {
  const bool may_screen = cases::is_front_door(c.principal);
  json::Value v = json::Object{};
  v.set("name", s.display_name());
  v.set("source", source_of(s, borough));
  v.set("said", said_list(s));
  v.set("history", history);
  v.set("find", may_screen && s.person.empty() ? small_form(case_path(c, "/people/search"), s)
                                               : json::Value(false));
  v.set("undo", may_screen && !s.person.empty() ? small_form(case_path(c, "/people/undo"), s)
                                                : json::Value(false));
  return v;
}

std::string facts_of(const Subject& s) {
  std::string out(model::words_of(s.role));
  if (!s.age.empty() && s.age != "unborn") out += ", age " + s.age;
  if (!s.dob.empty()) out += ", born " + date_in_words(s.dob);
  return out;
}

std::string seen_before(const Subject& s) {
  if (s.other_cases == 0) return "";
  return s.other_cases == 1 ? "Known from 1 other case"
                            : "Known from " + std::to_string(s.other_cases) + " other cases";
}

// The address as one text to compare by, or "" where it or its postcode is not known.
std::string address_key(const Statement& s) {
  const std::string line = fold(s.address_line.reveal());
  const std::string postcode = fold(s.postcode.reveal());
  return line.empty() || postcode.empty() ? "" : postcode + " " + line;
}

// People of this case whose sources give the same address, each person once.
json::Array households(const std::vector<Statement>& statements,
                       const std::vector<Subject>& subjects) {
  struct Household {
    std::string address;
    std::vector<std::string> members;  // person or statement id
    json::Array names;
  };
  std::map<std::string, Household> by_address;
  for (const auto& s : statements) {
    const std::string key = address_key(s);
    if (key.empty()) continue;
    auto& home = by_address[key];
    if (home.address.empty()) home.address = s.address_line.reveal() + ", " + s.postcode.reveal();
    const std::string& member = s.person.empty() ? s.id.text() : s.person.text();
    if (std::ranges::find(home.members, member) != home.members.end()) continue;
    home.members.push_back(member);
    const auto subject = std::ranges::find(subjects, s.person, &Subject::person);
    home.names.emplace_back(subject == subjects.end() ? s.display_name() : subject->name);
  }
  json::Array out;
  for (auto& [key, home] : by_address) {
    if (home.members.size() < 2) continue;
    json::Value one = json::Object{};
    one.set("address", home.address);
    one.set("names", std::move(home.names));
    out.push_back(std::move(one));
  }
  return out;
}

Result<pipeline::Reply> show_family(Context& c, const policy::Proof& proof, const Deps& deps) {
  const auto id = CaseId::trusted(std::string(c.input.text("case")));
  const auto statements = statements_of(c, proof, id);
  const auto subjects = subjects_of(c, proof, id);
  const auto events = identifications(c.tx, id);
  json::Array waiting;
  std::map<PersonId, json::Array> said_of;
  for (const auto& s : statements) {
    auto& list = s.person.empty() ? waiting : said_of[s.person];
    list.push_back(statement_view(c, s, history_of(events, s.id, deps.borough), deps.borough));
  }
  json::Array people;
  for (const auto& s : subjects) {
    c.touch(s.person.text());
    json::Value v = json::Object{};
    v.set("name", s.name);
    v.set("facts", facts_of(s));
    v.set("seen_before", seen_before(s));
    v.set("statements", std::move(said_of[s.person]));
    people.push_back(std::move(v));
  }
  json::Value data = case_page(c, proof);
  data.set("hidden_match",
           cases::is_front_door(c.principal) && cases_with_hidden_match(c).contains(id));
  data.set("nobody", statements.empty()
                         ? html::empty(html::Empty::nothing, "Nobody has been named yet.")
                         : json::Value(false));
  data.set("is_waiting", !waiting.empty());
  data.set("waiting", std::move(waiting));
  data.set("has_people", !people.empty());
  data.set("people", std::move(people));
  data.set("households", households(statements, subjects));
  data.set("add", cases::is_front_door(c.principal) ? case_path(c, "/people/add") : "");
  return pipeline::View{.page = "people/family", .title = "Family", .data = std::move(data)};
}

Result<pipeline::Reply> undo(Context& c, const Deps& deps) {
  MASH_TRY(const auto row, statement_in_case(c));
  if (row.version != c.input.number("version")) {
    const std::string what = last_change(c, row.id, deps.borough);
    return Error{ErrorCode::conflict, what + ". Open the family page again", {}};
  }
  MASH_TRY_DO(undo_identification(c, row));
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
       .run = [deps](const policy::Grant<Action::screen>&, Context& c) { return undo(c, deps); }}));
}

}  // namespace mash::people
