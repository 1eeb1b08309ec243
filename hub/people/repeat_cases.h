// SPDX-License-Identifier: MIT
// In which other cases the people of a case are named, and those around them.
#pragma once

#include <set>
#include <string>
#include <vector>

#include "mash/people/index.h"
#include "mash/pipeline/route.h"

namespace mash::people {

using Cases = std::set<CaseId>;
void add(Cases& to, const Cases& more);

// What is known of one home of this case.
struct HomeCases {
  std::set<PersonId> people;  // who lives there by the words of this case
  Cases own;                  // of all of them
  Cases anybody;              // of whoever was said to be there
};

// One who is identified.
struct PersonCases {
  PersonId person;
  Cases own;
  bool is_child = false;
  bool of_concern = false;
};

struct CasesAround {
  std::vector<PersonCases> people;
  std::vector<HomeCases> homes;
  std::vector<std::string> many;  // addresses of more than a family says of its home
};
// By what is `said` in the case that the facts are about, which never counts itself; `hidden` cases
// take no part. The recogniser has caught up.
CasesAround cases_around(pipeline::Context& c, const Recogniser& recogniser,
                         const std::vector<Statement>& said, const Cases& hidden);

// What a person's household, address and the other adults of concern of the case add.
struct WiderCases {
  Cases household, address, adults;
};
WiderCases wider_cases(const CasesAround& around, const PersonId& person);

}  // namespace mash::people
