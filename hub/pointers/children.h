// SPDX-License-Identifier: MIT
// From what was said of people to what a child is known by between hubs. Pure.
#pragma once

#include <span>
#include <string>
#include <vector>

#include "mash/people/people.h"
#include "mash/pointer/tokens.h"

namespace mash::pointers {

// A child of one case, as far as this reader knows who is who.
struct ChildOfCase {
  std::vector<people::Statement> said;  // at least one, in the order in which they were added
  [[nodiscard]] const StatementId& first() const { return said.front().id; }
  [[nodiscard]] std::string name() const;  // "Amara Okafor, born 9 March 2017"
};
std::vector<ChildOfCase> children_in(std::span<const people::Statement> statements,
                                     LocalDate today);

// Adults whom one case names as the child's family or as caring for it.
std::vector<pointer::Carer> carers_in(std::span<const people::Statement> statements);
pointer::Normal normal_of(const people::Statement& said, const std::vector<pointer::Carer>& carers);

}  // namespace mash::pointers
