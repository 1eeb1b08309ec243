// SPDX-License-Identifier: MIT
#include "coverage.h"

#include <algorithm>

#include "mash/directory/directory.h"

namespace mash::decision {

using enquiry::AgencyCoverage;
using enquiry::Coverage;

namespace {

std::string coverage_words(Coverage coverage) {
  switch (coverage) {
    case Coverage::named_since:
      return "asked before they were named";
    case Coverage::left_out:
      return "not asked about them";
    case Coverage::waits:
      return "asked about them, and has not answered since";
    case Coverage::answered:
      break;
  }
  return "answered";
}

}  // namespace

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

json::Array coverage_lines(pipeline::Context& c, const policy::Proof& proof,
                           const model::Borough& borough, const CaseId& id, const PersonId& child) {
  json::Array out;
  for (const auto& one : not_covering(c, proof, id, child)) {
    json::Value line = json::Object{};
    line.set("agency", directory::agency_name(borough, one.agency));
    line.set("text", coverage_words(one.coverage));
    out.push_back(std::move(line));
  }
  return out;
}

}  // namespace mash::decision
