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
  std::erase_if(out, [&](const auto& person) { return !may_be_told(tx, borough, person, id); });
  return out;
}

std::vector<StaffId> who_owes(db::Transaction& tx, const model::Borough& borough, Owed who,
                              const cases::CaseHead& head, const AgencyId& agency) {
  std::vector<StaffId> out;
  if (who == Owed::owing_agency) {
    for (const auto& person : borough.staff) {
      const bool at_desk = person.side == model::Side::hub && person.desk == agency;
      const bool reads = person.side == model::Side::gate && person.agency == agency;
      if (!agency.empty() && (at_desk || reads)) add(out, person.id);
    }
    for (const auto& person : std::vector<StaffId>(out)) {
      for (const auto& deputy : borough.deputies_of(person)) add(out, deputy);
    }
  } else {
    if (!head.taken_by.empty()) add(out, head.taken_by);
    for (const auto& person : named(borough, Who::managers)) add(out, person);
  }
  std::erase_if(out,
                [&](const auto& person) { return !may_be_told(tx, borough, person, head.id); });
  return out;
}

bool may_be_told(db::Transaction& tx, const model::Borough& borough, const StaffId& person,
                 const CaseId& id) {
  const auto* member = borough.find_staff(person);
  if (member == nullptr) return false;
  // Accounts of people outside stand at the gate, by the same configuration.
  const bool outside = member->side == model::Side::gate;
  if (!outside && !directory::load_person(tx, person, borough)) return false;
  return id.empty() || !cases::is_barred(tx, id, person);
}

int write_to(pipeline::Context& c, const model::Borough& borough,
             const std::vector<StaffId>& people, const Alert& about) {
  int written = 0;
  const auto write = [&](const StaffId& person, Channel channel) {
    Alert alert = about;
    alert.id = new_id_text(c.random);
    alert.channel = channel;
    alert.person = person;
    alert.written_at = c.now;
    insert_alert(c.tx, alert);
    c.touch(alert.id);
    ++written;
  };
  for (const auto& person : people) {
    const auto* member = borough.find_staff(person);
    // Also where this process has no service to send by: an import while the hub is down.
    if (!member->email.empty()) write(person, Channel::email);
    if (!member->mobile.empty()) write(person, Channel::text);
  }
  return written;
}

}  // namespace mash::alerts
