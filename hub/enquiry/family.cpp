// SPDX-License-Identifier: MIT
#include "family.h"

#include <algorithm>
#include <utility>

namespace mash::enquiry {

std::vector<Named> everybody_in(pipeline::Context& c, const policy::Proof& proof,
                                const CaseId& id) {
  std::vector<Named> out;
  const auto statements = people::statements_of(c, proof, id);
  for (const auto& s : people::subjects_of(c, proof, id)) {
    Named one{s.person.text(), Sensitive(s.name), s.role, s.age, out.size(), {}};
    for (const auto& said : statements) {
      if (said.person == s.person) one.said.push_back(said.id);
    }
    out.push_back(std::move(one));
  }
  for (const auto& s : statements) {
    if (!s.person.empty()) continue;
    out.push_back({s.id.text(), Sensitive(s.display_name()), s.role, "", out.size(), {s.id}});
  }
  std::ranges::sort(out, {}, [](const Named& n) { return std::pair(n.role, n.place); });
  return out;
}

}  // namespace mash::enquiry
