// SPDX-License-Identifier: MIT
#include "coverage.h"

#include <algorithm>

namespace mash::decision {

using enquiry::AgencyCoverage;
using enquiry::Coverage;

std::vector<AgencyCoverage> not_covering(pipeline::Context& c, const policy::Proof& proof,
                                         const CaseId& id, const PersonId& child) {
  const auto children = enquiry::children_in(c, proof, id);
  const auto named = std::ranges::find(children, child.text(), &enquiry::NamedChild::key);
  if (named == children.end()) return {};
  auto out = enquiry::coverage_of(enquiry::enquiries_of(c, proof, id), *named);
  const auto silent = enquiry::unanswered(c.tx, id);
  std::erase_if(out, [&silent](const AgencyCoverage& one) {
    if (one.coverage == Coverage::answered) return true;
    return one.coverage == Coverage::waits && std::ranges::find(silent, one.agency) != silent.end();
  });
  return out;
}

bool decides_without_answers(pipeline::Context& c, const policy::Proof& proof, const CaseId& id,
                             const PersonId& child) {
  if (!enquiry::unanswered(c.tx, id).empty()) return true;
  // To leave a child out was somebody's choice when they asked.
  return std::ranges::any_of(not_covering(c, proof, id, child), [](const AgencyCoverage& one) {
    return one.coverage != Coverage::left_out;
  });
}

}  // namespace mash::decision
