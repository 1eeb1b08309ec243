// SPDX-License-Identifier: MIT
#include "holders.h"

#include <algorithm>

#include "desks.h"
#include "mash/cases/bars.h"
#include "mash/cases/cases.h"
#include "mash/directory/directory.h"
#include "mash/shift/shift.h"
#include "pages.h"

namespace mash::casework {

namespace {

// The desk at which this person can take a task of the case now; empty: at none.
AgencyId desk_now(pipeline::Context& c, const model::Borough& borough, const CaseId& id,
                  const model::StaffMember& member) {
  const auto person = directory::load_person(c.tx, member.id, borough);
  if (!person || cases::is_barred(c.tx, id, member.id)) return {};
  const policy::Facts in_case{.case_member = true};
  if (!policy::may(person->principal, policy::Action::record_work, in_case)) return {};
  return desk_of(person->principal);
}

std::vector<AgencyId> present_desks(pipeline::Context& c, const model::Borough& borough,
                                    const CaseId& id) {
  std::vector<AgencyId> out = {pipeline::k_front_door};
  for (const auto& agency : borough.agencies) {
    if (!agency.has_desk() || is_desk_away(c, borough, agency.id)) continue;
    if (cases::is_member(c.tx, id, agency.id)) out.push_back(agency.id);
  }
  return out;
}

}  // namespace

bool is_desk_away(const pipeline::Context& c, const model::Borough& borough, const AgencyId& desk) {
  return shift::is_agency_away(borough, desk, c.now);
}

std::string Holder::code() const {
  return person.empty() ? "desk:" + desk.text() : "person:" + person.text();
}

std::vector<Holder> present_holders(pipeline::Context& c, const model::Borough& borough,
                                    const CaseId& id) {
  const shift::Presence presence(c.tx, borough, c.now);
  std::vector<std::pair<AgencyId, StaffId>> people;
  for (const auto& member : borough.staff) {
    if (!presence.is_here(member.id)) continue;
    people.emplace_back(desk_now(c, borough, id, member), member.id);
  }
  std::vector<Holder> out;
  for (const auto& desk : present_desks(c, borough, id)) {
    out.push_back({.desk = desk});
    for (const auto& [of, person] : people) {
      if (of == desk) out.push_back({.desk = desk, .person = person});
    }
  }
  return out;
}

bool is_present(pipeline::Context& c, const model::Borough& borough, const CaseId& id,
                const Holder& holder) {
  if (is_desk_away(c, borough, holder.desk)) return false;
  if (holder.person.empty()) return true;
  if (!shift::Presence(c.tx, borough, c.now).is_here(holder.person)) return false;
  const auto* member = borough.find_staff(holder.person);
  return member != nullptr && desk_now(c, borough, id, *member) == holder.desk;
}

std::string holder_name(const model::Borough& borough, const Holder& holder) {
  return holder.person.empty() ? desk_name(borough, holder.desk) + ": the desk"
                               : who_for_whom(borough, holder.person, holder.desk);
}

json::Value holder_question(const pipeline::Context& c, const model::Borough& borough,
                            const std::vector<Holder>& present, const std::string& name,
                            const std::string& label) {
  html::SelectOptions o{.name = name,
                        .label = label,
                        .hint = "Desks that work on this case, and who is there",
                        .error = html::error_of(c.faults, name),
                        .value = typed_or(c, name),
                        .choices = {{.value = "", .text = "Choose a desk or a person"}},
                        .label_classes = "govuk-label--s"};
  for (const auto& holder : present) {
    o.choices.push_back({.value = holder.code(), .text = holder_name(borough, holder)});
  }
  return html::select(o);
}

Result<Holder> read_holder(pipeline::Context& c, const model::Borough& borough, const CaseId& id,
                           const std::string& name) {
  const auto present = present_holders(c, borough, id);
  const auto chosen = std::ranges::find(present, c.input.text(name), &Holder::code);
  if (chosen == present.end()) {
    return invalid(name, "Choose a desk that works on this case, or somebody who is there");
  }
  return *chosen;
}

}  // namespace mash::casework
