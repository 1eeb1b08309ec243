// SPDX-License-Identifier: MIT
// Subjects: persons as their statements in one case make them.
#include "mash/people/people.h"

#include <algorithm>
#include <charconv>
#include <map>
#include <utility>

#include "mash/cases/bars.h"
#include "mash/cases/cases.h"
#include "repeats_store.h"
#include "statement.h"

namespace mash::people {

namespace {

using model::PersonRole;

constexpr int k_adult = 18;

int year_of(std::string_view iso) {
  int year = 0;
  if (iso.size() >= 4) std::from_chars(iso.data(), iso.data() + 4, year);
  return year;
}

// Whoever may be a child is treated as one.
bool may_be_child(PersonRole role, std::string_view dob, LocalDate today) {
  if (role != PersonRole::sibling) return is_child_role(role);
  const int year = year_of(dob);
  return year == 0 || today.year - year <= k_adult;
}

int names_given(const Statement& s) {
  return (s.given_name.empty() ? 0 : 1) + (s.surname.empty() ? 0 : 1);
}

// The fullest name and date win; of two as full, the newer one.
void merge(Subject& subject, const Statement& s, int& names) {
  // The first role in the list weighs most: whom one source calls a child is decided for.
  subject.role = std::min(subject.role, s.role);
  if (names_given(s) >= names) {
    names = names_given(s);
    subject.name = s.display_name();
  }
  if (!s.dob.empty() && s.dob.reveal().size() >= subject.dob.size()) subject.dob = s.dob.reveal();
  subject.statements.push_back(s.id);
}

// One name in the line of a case.
struct Mention {
  PersonId person;
  PersonRole role{};
  std::size_t place = 0;  // in the order of the statements
  std::string name;
  int names = 0;  // how full it is
};

Mention mention(const Statement& s) {
  const bool unnamed = names_given(s) == 0 && s.role == PersonRole::unborn;
  return {.person = s.person,
          .role = s.role,
          .name = unnamed ? "Unborn baby" : s.short_name(),
          .names = names_given(s)};
}

// Each identified person once, everybody else once for each statement.
std::vector<Mention> mentions_of(const std::vector<Statement>& statements) {
  std::vector<Mention> out;
  for (const auto& s : statements) {
    Mention next = mention(s);
    const auto known =
        s.person.empty() ? out.end() : std::ranges::find(out, s.person, &Mention::person);
    if (known == out.end()) {
      next.place = out.size();
      out.push_back(std::move(next));
      continue;
    }
    known->role = std::min(known->role, next.role);
    if (next.names > known->names) {
      known->name = next.name;
      known->names = next.names;
    }
  }
  std::ranges::sort(out, {}, [](const Mention& m) { return std::pair(m.role, m.place); });
  return out;
}

std::string line_of(const std::vector<Statement>& said) {
  const auto all = mentions_of(said);
  if (all.empty()) return "Name not known";
  if (!is_child_role(all.front().role)) return all.front().name + " (adult)";
  std::size_t others = 0;
  bool siblings = true;
  for (std::size_t i = 1; i < all.size() && is_child_role(all[i].role); ++i) {
    ++others;
    siblings = siblings && all[i].role == PersonRole::sibling;
  }
  if (others == 0) return all.front().name;
  const std::string one = siblings ? "sibling" : "other child";
  const std::string many = siblings ? "siblings" : "other children";
  return all.front().name + " and " + std::to_string(others) + " " + (others == 1 ? one : many);
}

using SubjectsOfCases = std::map<CaseId, std::vector<Subject>>;

SubjectsOfCases subjects_in(pipeline::Context& c, const policy::Proof& proof,
                            const std::map<CaseId, std::vector<Statement>>& said) {
  SubjectsOfCases out;
  for (const auto& [id, statements] : said) {
    out[id] = subjects_from(statements, to_london(c.now).date);
  }
  // That a person is known from another case is for those who may see all cases.
  if (!cases::is_front_door(proof.principal())) return out;
  std::set<PersonId> persons;
  for (const auto& [id, subjects] : out) {
    for (const auto& s : subjects) persons.insert(s.person);
  }
  const auto known =
      cases_of_persons(c.tx, persons, cases::barred_cases(c.tx, proof.principal().person));
  for (auto& [id, subjects] : out) {
    for (auto& s : subjects) {
      const auto in = known.find(s.person);
      if (in == known.end()) continue;
      s.other_cases = static_cast<int>(in->second.size()) - (in->second.contains(id) ? 1 : 0);
    }
  }
  return out;
}

std::vector<Subject> children_among(std::vector<Subject> all, LocalDate today) {
  std::erase_if(all, [today](const Subject& s) { return !may_be_child(s, today); });
  return all;
}

}  // namespace

int years_between(LocalDate from, LocalDate to) {
  const bool before_birthday =
      to.month < from.month || (to.month == from.month && to.day < from.day);
  return to.year - from.year - (before_birthday ? 1 : 0);
}

std::string birth_question(const Statement& s, LocalDate today) {
  const std::string& dob = s.dob.reveal();
  const int year = year_of(dob);
  if (year == 0) return "";
  const auto day = LocalDate::parse(dob);
  if (day ? *day > today : year > today.year) {
    return "This date of birth is still to come. Check the date or the role.";
  }
  const int years = day ? years_between(*day, today) : today.year - year - 1;
  if (s.role != PersonRole::child || years <= k_oldest_child) return "";
  return "Recorded as a child, but " + age_in_words(dob, today) +
         " years old by this date of birth. Check the date or the role.";
}

bool is_child_role(PersonRole role) {
  return role == PersonRole::child || role == PersonRole::unborn || role == PersonRole::sibling;
}

bool may_be_child(const Statement& s, LocalDate today) {
  return may_be_child(s.role, s.dob.reveal(), today);
}

bool may_be_child(const Subject& s, LocalDate today) {
  return may_be_child(s.role, s.dob, today);
}

std::string age_in_words(std::string_view dob, LocalDate today) {
  const int year = year_of(dob);
  if (year == 0 || year > today.year) return "";
  if (const auto day = LocalDate::parse(dob)) {
    const int years = years_between(*day, today);
    if (years < 0) return "";
    return years == 0 ? "under 1" : std::to_string(years);
  }
  const int most = today.year - year;
  if (most <= 1) return most == 0 ? "under 1" : "0 or 1";
  return std::to_string(most - 1) + " or " + std::to_string(most);
}

std::vector<Subject> subjects_from(const std::vector<Statement>& statements, LocalDate today) {
  std::vector<Subject> out;
  std::vector<int> names;  // how full the name of each is
  for (const auto& s : statements) {
    if (s.person.empty()) continue;
    auto at = std::ranges::find(out, s.person, &Subject::person);
    if (at == out.end()) {
      out.push_back({.person = s.person, .role = s.role});
      names.push_back(0);
      at = std::prev(out.end());
    }
    merge(*at, s, names[static_cast<std::size_t>(at - out.begin())]);
  }
  for (auto& s : out) {
    s.age = s.role == PersonRole::unborn ? "unborn" : age_in_words(s.dob, today);
  }
  return out;
}

std::vector<Subject> subjects_of(pipeline::Context& c, const policy::Proof& proof,
                                 const CaseId& id) {
  return std::move(subjects_in(c, proof, statements_in(c, proof, {id}))[id]);
}

std::vector<Subject> children_of(pipeline::Context& c, const policy::Proof& proof,
                                 const CaseId& id) {
  return children_among(subjects_of(c, proof, id), to_london(c.now).date);
}

bool identity_incomplete(PersonRole role, bool has_dob) {
  return is_child_role(role) && role != PersonRole::unborn && !has_dob;
}

std::string children_line(pipeline::Context& c, const policy::Proof& proof, const CaseId& id) {
  return line_of(statements_of(c, proof, id));
}

std::string children_named(pipeline::Context& c, const policy::Proof& proof, const CaseId& id) {
  std::string out;
  std::size_t children = 0;
  for (const auto& one : mentions_of(statements_of(c, proof, id))) {
    if (!is_child_role(one.role)) continue;
    out += (++children == 1 ? "" : ", ") + one.name;
  }
  return children < 2 ? "" : out;
}

std::map<CaseId, CaseInShort> cases_in_short(pipeline::Context& c, const policy::Proof& proof,
                                             const std::set<CaseId>& ids) {
  auto said = statements_in(c, proof, ids);
  auto subjects = subjects_in(c, proof, said);
  const auto today = to_london(c.now).date;
  std::map<CaseId, CaseInShort> out;
  for (const auto& id : ids) {
    out.emplace(id, CaseInShort{.children_line = line_of(said[id]),
                                .children = children_among(std::move(subjects[id]), today)});
  }
  return out;
}

}  // namespace mash::people
