// SPDX-License-Identifier: MIT
#include "mash/enquiry/holding_back.h"

#include "mash/cases/cases.h"
#include "mash/disclosure/items.h"

namespace mash::enquiry {

json::Array holding_back(pipeline::Context& c, const model::Borough& borough, const CaseId& id) {
  json::Array out;
  const auto head = cases::find_case(c.tx, id);
  if (!head || !may(c.principal, policy::Action::decide, cases::facts_of(c, *head))) return out;
  for (const auto& owner : disclosure::agencies_holding_back(c.tx, id)) {
    const auto* agency = borough.find_agency(owner);
    if (agency == nullptr) continue;
    std::string words =
        agency->name + " has written something down that is not in the hub, or not in it yet.";
    if (!agency->on_call.telephone.empty()) {
      words += " To ask, phone " + agency->on_call.telephone + ".";
    }
    out.emplace_back(std::move(words));
  }
  return out;
}

}  // namespace mash::enquiry
