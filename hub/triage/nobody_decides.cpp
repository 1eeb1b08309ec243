// SPDX-License-Identifier: MIT
#include "nobody_decides.h"

#include "mash/directory/directory.h"
#include "mash/people/family_bars.h"
#include "mash/people/people.h"

namespace mash::triage {

namespace {

std::string officers(const pipeline::Context& c, const model::Borough& borough) {
  const auto left = directory::closed_accounts(c.tx);
  std::string out;
  for (const auto& person : borough.staff) {
    if (person.role != model::Role::designated_officer || left.contains(person.id)) continue;
    out += (out.empty() ? "" : " or ") + person.name.reveal();
  }
  return out;
}

}  // namespace

json::Value nobody_decides(pipeline::Context& c, const policy::Proof& proof, const Deps& deps) {
  json::Array rows;
  for (const auto& id : people::cases_nobody_decides(c, deps.borough)) {
    c.touch(id.text());
    rows.emplace_back(json::Object{{"href", "/case/" + id.text()},
                                   {"case", people::children_line(c, proof, id) + ", " +
                                                cases::find_case(c.tx, id)->reference}});
  }
  if (rows.empty()) return false;
  const bool may_show = policy::may(c.principal, policy::Action::set_bar, {.case_member = true});
  return json::Object{
      {"rows", std::move(rows)}, {"may_show", may_show}, {"officers", officers(c, deps.borough)}};
}

}  // namespace mash::triage
