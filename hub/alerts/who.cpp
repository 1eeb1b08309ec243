// SPDX-License-Identifier: MIT
#include "who.h"

#include <algorithm>

#include "mash/cases/bars.h"
#include "mash/directory/directory.h"

namespace mash::alerts {

namespace {

void add(std::vector<StaffId>& all, const StaffId& one) {
  if (std::ranges::find(all, one) == all.end()) all.push_back(one);
}

std::vector<StaffId> of_role(const model::Borough& borough, model::Role role) {
  std::vector<StaffId> out;
  for (const auto& person : borough.staff) {
    if (person.role == role) add(out, person.id);
  }
  return out;
}

std::vector<StaffId> named(const model::Borough& borough, Who who) {
  const auto managers = of_role(borough, model::Role::mash_manager);
  switch (who) {
    case Who::managers:
      return managers;
    case Who::deputies: {
      auto out = of_role(borough, model::Role::deputy_manager);
      for (const auto& manager : managers) {
        for (const auto& deputy : borough.deputies_of(manager)) add(out, deputy);
      }
      return out;
    }
    case Who::duty_team:
      return of_role(borough, model::Role::emergency_duty);
    case Who::nobody:
      break;
  }
  return {};
}

}  // namespace

std::vector<StaffId> who_gets(db::Transaction& tx, const model::Borough& borough, const Step& step,
                              const CaseId& id, UtcTime now) {
  auto out = named(borough, step.who);
  if (!borough.default_calendar().is_open(now)) {
    for (const auto& person : named(borough, step.while_closed)) add(out, person);
  }
  std::erase_if(out, [&](const StaffId& person) {
    if (!directory::load_person(tx, person, borough)) return true;
    return !id.empty() && cases::is_barred(tx, id, person);
  });
  return out;
}

}  // namespace mash::alerts
