// SPDX-License-Identifier: MIT
#include "children.h"

#include <algorithm>

#include "mash/people/every_statement.h"

namespace mash::pointers {

namespace {

bool is_same(const ChildOfCase& child, const people::Statement& said) {
  return !said.person.empty() && child.said.front().person == said.person;
}

}  // namespace

std::string ChildOfCase::name() const {
  const auto named = std::ranges::find_if(
      said, [](const people::Statement& s) { return !s.given_name.empty() || !s.surname.empty(); });
  const auto& fullest = named == said.end() ? said.front() : *named;
  const auto born = LocalDate::parse(fullest.dob.reveal());
  return fullest.display_name() + (born ? ", born " + plain_date(*born) : std::string());
}

std::vector<ChildOfCase> children_in(std::span<const people::Statement> statements,
                                     LocalDate today) {
  std::vector<ChildOfCase> out;
  for (const auto& s : statements) {
    if (!people::is_child_role(s.role) || !people::may_be_child(s, today)) continue;
    const auto child =
        std::ranges::find_if(out, [&s](const ChildOfCase& one) { return is_same(one, s); });
    if (child == out.end()) {
      out.push_back({.said = {s}});
    } else {
      child->said.push_back(s);
    }
  }
  return out;
}

std::vector<pointer::Carer> carers_in(std::span<const people::Statement> statements) {
  using enum model::PersonRole;
  std::vector<pointer::Carer> out;
  for (const auto& s : statements) {
    if (s.role != parent && s.role != carer && s.role != adult_of_concern) continue;
    out.push_back({.given_names = s.given_name.reveal(),
                   .surname = s.surname.reveal(),
                   .birth = s.dob.reveal()});
  }
  return out;
}

pointer::Normal normal_of(const people::Statement& said,
                          const std::vector<pointer::Carer>& carers) {
  pointer::Details d{.given_names = said.given_name.reveal(),
                     .surname = said.surname.reveal(),
                     .other_names = said.other_names.reveal(),
                     .birth = said.dob.reveal(),
                     .nhs_number = said.nhs_number.reveal(),
                     .upn = said.upn.reveal(),
                     .carers = carers};
  if (!said.postcode.empty()) d.postcodes.push_back(said.postcode.reveal());
  return pointer::normal(d, people::read_name);
}

}  // namespace mash::pointers
