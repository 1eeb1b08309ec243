// SPDX-License-Identifier: MIT
// Everybody named in a case, each identified person once and everybody else once for each time
// somebody named them.
#pragma once

#include <string>
#include <vector>

#include "mash/base/sensitive.h"
#include "mash/people/people.h"

namespace mash::enquiry {

struct Named {
  std::string key;  // the person's id, or the statement's
  Sensitive name;
  model::PersonRole role{};
  std::string age;                // words, may be empty
  std::size_t place = 0;          // in the order of naming
  std::vector<StatementId> said;  // what speaks of them
};
std::vector<Named> everybody_in(pipeline::Context& c, const policy::Proof& proof, const CaseId& id);

}  // namespace mash::enquiry
