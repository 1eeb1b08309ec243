// SPDX-License-Identifier: MIT
#include "household.h"

#include <algorithm>
#include <map>
#include <set>

#include "mash/base/assert.h"
#include "mash/cases/bars.h"
#include "mash/cases/cases.h"
#include "mash/linkage/normalise.h"
#include "normalise.h"
#include "pages.h"
#include "person_store.h"
#include "statement.h"

namespace mash::people {

namespace {

constexpr std::size_t k_most_others = 20;

// Newest first, each person once, nobody of this case.
std::vector<StatementRow> others(pipeline::Context& c, const std::vector<StatementId>& found,
                                 const std::vector<Statement>& here) {
  std::set<PersonId> known;
  for (const auto& s : here) {
    if (!s.person.empty()) known.insert(person_now(c.tx, s.person));
  }
  std::vector<StatementRow> rows;
  for (const auto& id : found) {
    auto row = find_statement_row(c.tx, id);  // not there: the index is ahead of this snapshot
    if (row && row->case_id.text() != c.input.text("case")) rows.push_back(*std::move(row));
  }
  std::ranges::sort(rows, [](const StatementRow& a, const StatementRow& b) {
    return a.at != b.at ? a.at > b.at : a.id < b.id;
  });
  std::erase_if(rows, [&known](const StatementRow& row) {
    return !row.person.empty() && !known.insert(row.person).second;
  });
  return rows;
}

json::Value other_view(pipeline::Context& c, const Statement& s) {
  const auto head = cases::find_case(c.tx, s.case_id);
  MASH_ASSERT(head.has_value());
  std::string facts(model::words_of(s.role));
  if (!s.dob.empty()) facts += ", born " + date_in_words(s.dob.reveal());
  json::Value v = json::Object{};
  v.set("name", s.display_name());
  v.set("facts", facts + ", named on " + plain_time(s.at) + " in case ");
  v.set("reference", head->reference);
  v.set("href", "/case/" + s.case_id.text() + "/family");
  return v;
}

}  // namespace

std::string address_key(const Statement& s) {
  const auto home = linkage::split_address(s.address_line.reveal(), lower_ascii);
  const std::string postcode = linkage::postcode(s.postcode.reveal());
  if (postcode.empty() || (home.house.empty() && home.street.empty())) return "";
  return postcode + " " + home.house + " " + home.street;
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

json::Value others_at_home(pipeline::Context& c, const policy::Proof& proof, Recogniser& recogniser,
                           const std::vector<Statement>& statements) {
  if (!cases::is_front_door(c.principal)) return false;
  recogniser.catch_up(c.tx, c.vault);
  const auto hidden = cases::barred_cases(c.tx, c.principal.person);
  std::set<StatementId> found;
  for (const auto& s : statements) {
    for (const auto& id : recogniser.at_home_of(s, hidden)) found.insert(id);
  }
  const auto rows = others(c, {found.begin(), found.end()}, statements);
  if (rows.empty()) return false;
  json::Array people;
  for (const auto& row : rows) {
    if (people.size() == k_most_others) break;
    c.touch(row.id.text());
    people.push_back(other_view(c, open_statement(c.tx, c.vault, proof, row)));
  }
  json::Value out = json::Object{};
  const auto more = rows.size() - people.size();
  out.set("more", more == 0 ? "" : "And " + std::to_string(more) + " more.");
  out.set("people", std::move(people));
  return out;
}

}  // namespace mash::people
