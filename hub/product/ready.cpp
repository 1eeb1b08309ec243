// SPDX-License-Identifier: MIT
#include "ready.h"

#include <algorithm>

#include "mash/directory/directory.h"
#include "mash/disclosure/clearances.h"
#include "pages.h"
#include "taken_back.h"

namespace mash::product {

namespace {

using disclosure::Clearance;
using disclosure::ClearanceAnswer;
using model::ReleaseState;
using pipeline::Context;

bool any_undecided(Context& c, const policy::Proof& proof, const ProductHead& head,
                   const VersionRow& row) {
  const auto items = items_of(c.tx, head.id, row.draft);
  return std::ranges::any_of(
      disclosure::releases_for(c, proof, head.case_id, head.recipient, items),
      [](const disclosure::Release& r) { return waits_for_owner(r.state); });
}

// What can go and nobody has sent, for whoever may send it.
std::vector<enquiry::NextStep> steps_to_send(Context& c, const policy::Proof& proof,
                                             const Deps& deps, const CaseId& id) {
  std::vector<enquiry::NextStep> out;
  if (!may(c.principal, policy::Action::issue_product)) return out;
  for (const auto& head : products_of(c.tx, id)) {
    const auto row = newest_written(c.tx, head.id);
    if (!row || row->version > 0 || readiness_of(c, proof, head, *row) != Ready::yes) continue;
    out.push_back(
        {.text = "Ready to send to " + directory::agency_name(deps.borough, head.recipient),
         .href = "/products/" + head.id.text()});
  }
  return out;
}

}  // namespace

Ready readiness_of(Context& c, const policy::Proof& proof, const ProductHead& head,
                   const VersionRow& row) {
  const auto asked = disclosure::clearances_of(c, proof, head.id, row.draft);
  if (std::ranges::find(asked, ClearanceAnswer::objected, &Clearance::answer) != asked.end()) {
    return Ready::to_write_anew;
  }
  const bool owed = std::ranges::any_of(asked, [](const Clearance& one) { return !one.answer; });
  if (owed || any_undecided(c, proof, head, row)) return Ready::waits_for_owners;
  return any_child_undecided(c, proof, head.case_id, open_draft(c, proof, head, row))
             ? Ready::waits_for_decision
             : Ready::yes;
}

std::string words_of(Ready ready) {
  switch (ready) {
    case Ready::waits_for_owners:
      return std::string(model::words_of(ProductState::owner_clearance));
    case Ready::waits_for_decision:
      return "Waits for a decision";
    case Ready::to_write_anew:
      return "To be written anew";
    case Ready::yes:
      break;
  }
  return std::string(model::words_of(ProductState::cleared));
}

std::vector<enquiry::NextStep> next_steps(Context& c, const policy::Proof& proof, const Deps& deps,
                                          const CaseId& id) {
  auto out = steps_after_taking_back(c, proof, id);
  for (auto& step : steps_to_send(c, proof, deps, id)) {
    if (std::ranges::find(out, step.href, &enquiry::NextStep::href) == out.end()) {
      out.push_back(std::move(step));
    }
  }
  return out;
}

}  // namespace mash::product
