// SPDX-License-Identifier: MIT
#include "who.h"

#include <algorithm>

#include "mash/cases/bars.h"
#include "mash/cases/walls.h"
#include "mash/directory/directory.h"
#include "mash/shift/shift.h"

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

// Those who keep walls: behind one nobody else can be told.
std::vector<StaffId> keepers(const model::Borough& borough) {
  return of_role(borough, model::Role::designated_officer);
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

// Whom of a list to tell of a case: those who are here or on call, and who stands in for the
// others. Where that is nobody, all of them: rather too many than none. Never who may not know of
// the case.
class Tell {
 public:
  Tell(db::Transaction& tx, const model::Borough& borough, const CaseId& id, UtcTime now)
      : tx_(tx),
        borough_(borough),
        id_(id),
        presence_(tx, borough, now),
        open_(borough.default_calendar().is_open(now)) {}

  void add_present(std::vector<StaffId>& out, const std::vector<StaffId>& people) const {
    const std::size_t before = out.size();
    for (const auto& person : people) {
      if (may(person) && is_present(person)) {
        add(out, person);
      } else {
        for (const auto& deputy : presence_.deputies_here(person)) {
          if (may(deputy)) add(out, deputy);
        }
      }
    }
    if (out.size() == before) add_all(out, people);
  }
  [[nodiscard]] std::vector<StaffId> on_call(const AgencyId& desk) const {
    return presence_.on_call(desk);
  }
  // Of a list, those who are here or on call; it may be nobody.
  [[nodiscard]] std::vector<StaffId> present(const std::vector<StaffId>& people) const {
    std::vector<StaffId> out;
    for (const auto& person : people) {
      if (may(person) && is_present(person)) add(out, person);
    }
    return out;
  }
  // Of a list, those at work or on call. A desk without a rota is at work in opening hours.
  void add_at_work(std::vector<StaffId>& out, const std::vector<StaffId>& people) const {
    for (const auto& person : people) {
      if (may(person) && is_at_work(person)) add(out, person);
    }
  }
  [[nodiscard]] std::vector<StaffId> deputies_here(const StaffId& person) const {
    return presence_.deputies_here(person);
  }
  void add_all(std::vector<StaffId>& out, const std::vector<StaffId>& people) const {
    for (const auto& person : people) {
      if (may(person)) add(out, person);
    }
  }

 private:
  [[nodiscard]] bool may(const StaffId& person) const {
    return may_be_told(tx_, borough_, person, id_);
  }
  [[nodiscard]] bool is_on_call(const StaffId& person) const {
    const auto on_call = presence_.on_call(shift::desk_of(borough_, person));
    return std::ranges::find(on_call, person) != on_call.end();
  }
  [[nodiscard]] bool is_present(const StaffId& person) const {
    return presence_.is_here(person) || is_on_call(person);
  }
  [[nodiscard]] bool is_at_work(const StaffId& person) const {
    const bool told_by_hours = open_ || presence_.keeps_rota(shift::desk_of(borough_, person));
    return (told_by_hours && presence_.is_here(person)) || is_on_call(person);
  }

  db::Transaction& tx_;
  const model::Borough& borough_;
  const CaseId& id_;
  shift::Presence presence_;
  bool open_;
};

// The agency's on-call list, by the rota and by the configuration, with those who stand in for
// each: whether or not they are here now, since those who are let the time run out.
void add_who_answers(std::vector<StaffId>& out, const Tell& tell, const model::Borough& borough,
                     const AgencyId& agency) {
  auto people = tell.on_call(agency);
  if (const auto* found = borough.find_agency(agency)) {
    for (const auto& person : found->on_call.releasers) add(people, person);
  }
  tell.add_all(out, people);
  for (const auto& person : people) tell.add_all(out, borough.deputies_of(person));
}

// Where no manager may know of it, whoever comes after them (settled.md 27); behind a wall those
// who keep it.
void add_leads(std::vector<StaffId>& out, const Tell& tell, const model::Borough& borough,
               bool walled) {
  std::vector<StaffId> leads;
  if (walled) {
    tell.add_present(leads, keepers(borough));
  } else {
    for (const Who next : {Who::managers, Who::deputies, Who::duty_team}) {
      if (leads.empty()) tell.add_present(leads, named(borough, next));
    }
  }
  for (const auto& lead : leads) add(out, lead);
}

void add_desk(std::vector<StaffId>& out, const Tell& tell, const model::Borough& borough,
              const AgencyId& desk) {
  std::vector<StaffId> people;
  for (const auto& person : borough.staff) {
    if (person.side == model::Side::hub && person.desk == desk) add(people, person.id);
  }
  std::vector<StaffId> at;
  tell.add_present(at, people);
  for (const auto& person : at) add(out, person);
  for (const auto& person : at) tell.add_all(out, borough.deputies_of(person));
}

}  // namespace

std::vector<StaffId> who_gets(db::Transaction& tx, const model::Borough& borough, const Step& step,
                              const CaseId& id, UtcTime now) {
  const Tell tell(tx, borough, id, now);
  std::vector<StaffId> out;
  if (cases::has_wall(tx, id)) tell.add_present(out, keepers(borough));
  tell.add_present(out, named(borough, step.who));
  // No manager may know of it: whoever comes after them, and not only when their turn comes.
  for (const Who next : {Who::deputies, Who::duty_team}) {
    if (out.empty() && step.who == Who::managers) tell.add_present(out, named(borough, next));
  }
  if (!borough.default_calendar().is_open(now)) {
    tell.add_present(out, named(borough, step.while_closed));
  }
  return out;
}

std::vector<StaffId> who_owes(db::Transaction& tx, const model::Borough& borough, Owed who,
                              const cases::CaseHead& head, const AgencyId& agency, UtcTime now) {
  const Tell tell(tx, borough, head.id, now);
  std::vector<StaffId> out;
  if (who == Owed::holder_and_managers) {
    if (!head.taken_by.empty()) tell.add_present(out, {head.taken_by});
    add_leads(out, tell, borough, head.walled);
    return out;
  }
  if (agency.empty()) return out;
  if (who == Owed::answers_for_agency) {
    add_who_answers(out, tell, borough, agency);
    if (!out.empty()) return out;
    // All of them are barred or gone: rather somebody else of the desk, or the managers, than
    // nobody.
    add_desk(out, tell, borough, agency);
    if (out.empty()) {
      add_leads(out, tell, borough, head.walled);
    }
    return out;
  }
  std::vector<StaffId> outside;
  for (const auto& person : borough.staff) {
    if (person.side == model::Side::gate && person.agency == agency) add(outside, person.id);
  }
  add_desk(out, tell, borough, agency);
  tell.add_all(out, outside);
  for (const auto& person : outside) tell.add_all(out, borough.deputies_of(person));
  return out;
}

std::vector<StaffId> who_is_at(db::Transaction& tx, const model::Borough& borough,
                               const AgencyId& desk, const CaseId& id, UtcTime now) {
  std::vector<StaffId> out;
  add_desk(out, Tell(tx, borough, id, now), borough, desk);
  return out;
}

GoTo who_is_first(db::Transaction& tx, const model::Borough& borough, const CaseId& id,
                  UtcTime now) {
  const Tell tell(tx, borough, id, now);
  const bool walled = cases::has_wall(tx, id);
  const auto leads = walled ? keepers(borough) : named(borough, Who::managers);
  std::vector<StaffId> deputies;
  for (const auto& lead : leads) {
    for (const auto& deputy : tell.deputies_here(lead)) add(deputies, deputy);
  }
  if (!walled) {
    for (const auto& deputy : named(borough, Who::deputies)) add(deputies, deputy);
  }
  GoTo out;
  const auto team = named(borough, Who::duty_team);
  tell.add_all(out.duty, team);
  out.whole_team = std::ranges::none_of(
      team, [&](const StaffId& person) { return cases::is_barred(tx, id, person); });
  tell.add_at_work(out.people, leads);
  if (out.people.empty()) tell.add_at_work(out.people, deputies);
  out.here = !out.people.empty();
  if (!out.here) tell.add_all(out.people, leads);
  if (out.people.empty()) tell.add_all(out.people, deputies);
  return out;
}

std::vector<StaffId> leads_of(db::Transaction& tx, const model::Borough& borough, const CaseId& id,
                              UtcTime now) {
  std::vector<StaffId> out;
  add_leads(out, Tell(tx, borough, id, now), borough, cases::has_wall(tx, id));
  return out;
}

std::vector<StaffId> second_persons(db::Transaction& tx, const model::Borough& borough,
                                    const std::set<StaffId>& first, const CaseId& id, UtcTime now) {
  const Tell tell(tx, borough, id, now);
  auto leads = named(borough, Who::managers);
  for (const auto& deputy : named(borough, Who::deputies)) add(leads, deputy);
  auto duty = named(borough, Who::duty_team);
  const auto took_part = [&first](const StaffId& person) { return first.contains(person); };
  std::erase_if(leads, took_part);
  std::erase_if(duty, took_part);
  for (const auto* people : {&leads, &duty}) {
    if (auto out = tell.present(*people); !out.empty()) return out;
  }
  std::vector<StaffId> out;
  tell.add_all(out, leads);
  tell.add_all(out, duty);
  return out;
}

std::vector<StaffId> overseers_of(db::Transaction& tx, const model::Borough& borough,
                                  const StaffId& person, UtcTime now) {
  const CaseId no_case;
  const Tell tell(tx, borough, no_case, now);
  std::vector<StaffId> out;
  for (const Who next : {Who::managers, Who::deputies}) {
    auto people = named(borough, next);
    std::erase(people, person);
    if (out.empty()) tell.add_present(out, people);
  }
  tell.add_all(out, of_role(borough, model::Role::data_protection_officer));
  std::erase(out, person);
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
