// SPDX-License-Identifier: MIT
// The family page of a case: who is in it, what each source said, who lives together.
#include <algorithm>
#include <map>

#include "mash/html/house.h"
#include "normalise.h"
#include "pages.h"
#include "search.h"
#include "statement.h"

namespace mash::people {

namespace {

using pipeline::Context;
using policy::Action;

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
    list.push_back(statement_view(c, s, events, deps.borough));
  }
  json::Array people;
  for (const auto& s : subjects) {
    c.touch(s.person.text());
    json::Value v = json::Object{};
    v.set("name", s.name);
    v.set("facts", facts_of(s));
    v.set("seen_before", seen_before_in_words(s));
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
