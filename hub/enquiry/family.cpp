// SPDX-License-Identifier: MIT
#include "family.h"

#include <algorithm>
#include <utility>

namespace mash::enquiry {

std::vector<Named> everybody_in(pipeline::Context& c, const policy::Proof& proof,
                                const CaseId& id) {
  std::vector<Named> out;
  for (const auto& s : people::subjects_of(c, proof, id)) {
    out.push_back({s.person.text(), Sensitive(s.name), s.role, s.age, out.size()});
  }
  for (const auto& s : people::statements_of(c, proof, id)) {
    if (!s.person.empty()) continue;
    out.push_back({s.id.text(), Sensitive(s.display_name()), s.role, "", out.size()});
  }
  std::ranges::sort(out, {}, [](const Named& n) { return std::pair(n.role, n.place); });
  return out;
}

}  // namespace mash::enquiry
