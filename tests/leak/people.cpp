// SPDX-License-Identifier: MIT
#include "people.h"

#include <algorithm>
#include <set>

namespace mash::leak {

namespace {

using model::Role;

Stand stand_of(const model::StaffMember& member) {
  switch (member.role) {
    case Role::mash_manager:
    case Role::deputy_manager:
      return Stand::decider;
    case Role::designated_officer:
      return Stand::designated_officer;
    case Role::analyst:
      return Stand::analyst;
    case Role::quality_auditor:
    case Role::data_protection_officer:
    case Role::system_administrator:
      return Stand::no_content;
    default:
      break;
  }
  const std::string& agency = member.agency.text();
  if (agency == "csc" || agency == "edt") return Stand::front_door;
  if (agency == "police") return Stand::police;
  if (agency == "health") return Stand::health;
  if (agency == "education") return Stand::education;
  if (agency == "housing") return Stand::housing;
  return Stand::other_desk;
}

}  // namespace

std::vector<Standing> everybody(const model::Borough& borough) {
  std::vector<Standing> out = {{{Side::hub, ""}, Stand::nobody, "hub"},
                               {{Side::gate, ""}, Stand::nobody, "gate"}};
  std::set<std::string> roles;
  for (const auto& member : borough.staff) {
    const std::string role = member.agency.text() + " " + std::string(model::code_of(member.role)) +
                             (member.releases ? " releases" : "");
    if (member.side == model::Side::peer || !roles.insert(role).second) continue;
    const bool inside = member.side == model::Side::hub;
    out.push_back({{inside ? Side::hub : Side::gate, member.id.text()},
                   inside ? stand_of(member) : Stand::outside,
                   std::string(model::code_of(member.role))});
  }
  return out;
}

std::vector<Standing> one_of_each(const std::vector<Standing>& all) {
  std::vector<Standing> out;
  std::set<std::pair<Stand, std::string>> known;
  for (const auto& one : all) {
    if (known.emplace(one.stand, one.role).second) out.push_back(one);
  }
  return out;
}

std::vector<Observer> those(const std::vector<Standing>& all, const std::vector<Stand>& stands) {
  std::vector<Observer> out;
  for (const auto& one : all) {
    if (std::ranges::find(stands, one.stand) != stands.end()) out.push_back(one.observer);
  }
  return out;
}

}  // namespace mash::leak
