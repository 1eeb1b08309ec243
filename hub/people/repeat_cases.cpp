// SPDX-License-Identifier: MIT
#include "repeat_cases.h"

#include <algorithm>

#include "household.h"
#include "repeats_store.h"

namespace mash::people {

namespace {

std::vector<PersonCases> people_in(pipeline::Context& c, const std::vector<Statement>& said,
                                   const Cases& hidden) {
  std::vector<PersonCases> out;
  for (const auto& s : said) {
    if (s.person.empty()) continue;
    auto at = std::ranges::find(out, s.person, &PersonCases::person);
    if (at == out.end()) at = out.insert(out.end(), {.person = s.person});
    at->is_child = at->is_child || is_child_role(s.role);
    at->of_concern = at->of_concern || s.role == model::PersonRole::adult_of_concern;
  }
  std::set<PersonId> persons;
  for (const auto& p : out) persons.insert(p.person);
  auto known = cases_of_persons(c.tx, persons, hidden);
  for (auto& p : out) {
    p.own = std::move(known[p.person]);
    p.own.erase(c.case_id);
  }
  return out;
}

HomeCases home_cases(const Home& home, const std::vector<PersonCases>& people, Cases anybody) {
  HomeCases out{.anybody = std::move(anybody)};
  for (const auto& p : people) {
    if (std::ranges::find(home.members, p.person.text()) == home.members.end()) continue;
    out.people.insert(p.person);
    add(out.own, p.own);
  }
  return out;
}

}  // namespace

void add(Cases& to, const Cases& more) {
  to.insert(more.begin(), more.end());
}

CasesAround cases_around(pipeline::Context& c, const Recogniser& recogniser,
                         const std::vector<Statement>& said, const Cases& hidden) {
  CasesAround out{.people = people_in(c, said, hidden)};
  for (const auto& home : homes_in(said)) {
    auto found = recogniser.cases_at_home_of(*home.said, hidden);
    found.cases.erase(c.case_id);
    out.homes.push_back(home_cases(home, out.people, std::move(found.cases)));
    if (found.more) out.many.push_back(home.address);
  }
  return out;
}

WiderCases wider_cases(const CasesAround& around, const PersonId& person) {
  WiderCases out;
  for (const auto& home : around.homes) {
    if (!home.people.contains(person)) continue;
    add(out.address, home.anybody);
    add(out.household, home.own);
  }
  for (const auto& p : around.people) {
    if (p.of_concern && p.person != person) add(out.adults, p.own);
  }
  return out;
}

}  // namespace mash::people
