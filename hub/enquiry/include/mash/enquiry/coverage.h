// SPDX-License-Identifier: MIT
// What an agency answers is about those of whom it was asked. A child who is named afterwards is
// not among them until the agency is asked again.
// What not: the asking (POST /case/{case}/ask-about).
// Thread safety: as the Context that is passed in; the rest is pure. Cost: of children_in one
// select and an opening for each statement of the case.
#pragma once

#include <string>
#include <vector>

#include "mash/base/sensitive.h"
#include "mash/enquiry/enquiries.h"
#include "mash/people/people.h"

namespace mash::enquiry {

// A child of a case, and when the first source named them there.
struct NamedChild {
  std::string key;  // the person's id, or the statement's of whom nobody has identified
  Sensitive name;
  UtcTime at;
  std::vector<StatementId> said;  // all that speak of them
};
std::vector<NamedChild> children_in(pipeline::Context& c, const policy::Proof& proof,
                                    const CaseId& id);

enum class Coverage {
  answered,     // asked about them, and has answered since
  waits,        // asked about them, and has not answered since
  named_since,  // asked before they were named
  left_out      // asked when they were named already, but not about them
};
struct AgencyCoverage {
  AgencyId agency;
  Coverage coverage{};
};
// For each agency that was asked, in the order of asking.
std::vector<AgencyCoverage> coverage_of(const std::vector<Enquiry>& requests,
                                        const NamedChild& child);

}  // namespace mash::enquiry
