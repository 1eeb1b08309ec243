// SPDX-License-Identifier: MIT
// A hub's configuration as values: who works here, for which agency, with which clocks. The form is
// described in data/README.md. What not: no I/O, nothing about any family.
// Thread safety: plain values. Cost: milliseconds to read, look-ups linear (tens of entries).
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "mash/base/id.h"
#include "mash/base/result.h"
#include "mash/base/sensitive.h"
#include "mash/model/timescale.h"
#include "mash/model/words_people.h"
#include "mash/model/words_staff.h"

namespace mash::json {
class Value;
}

namespace mash::model {

// Whom to ring and who may release when a desk is not there.
struct OnCall {
  std::vector<StaffId> releasers;  // in the order in which they are rung
  std::string telephone;
};

struct Agency {
  AgencyId id;
  std::string name;
  AgencyKind kind = AgencyKind::childrens_services;
  std::string duty;  // the ground on which it takes part, in words: "s11", "voluntary"
  bool inside_hub = false;
  std::string desk;  // name of its desk; empty: it is not asked and returns nothing
  std::vector<std::string> record_systems;
  std::vector<ReferralSource> referral_sources;  // codes under which it refers
  OnCall on_call;

  [[nodiscard]] bool has_desk() const { return !desk.empty(); }
};

struct StaffMember {
  StaffId id;
  Sensitive name;
  Sensitive email;
  Sensitive mobile;  // for alerts; may be empty
  AgencyId agency;
  Role role = Role::navigator;
  std::string title;
  Side side = Side::hub;
  AgencyId desk;          // empty: works at no desk
  bool releases = false;  // may release for the own agency
  bool decides = false;   // may decide for a child: qualified in social work
  bool content_access = true;
  StaffId deputy;                  // who stands in; empty: see deputy_of of others
  std::vector<StaffId> deputy_of;  // for whom this person stands in
};

struct LocalAuthority {
  std::string name;
  std::string number;  // of the DfE
};

struct Hub {
  std::string id;
  std::string name;
  HubMode mode = HubMode::decides;
  std::vector<LocalAuthority> local_authorities;
  std::vector<std::string> peers;  // names of other hubs
  std::string default_policy;
  std::string default_calendar;
  AgencyId receiving_team;   // told at once of each Red where the policy says so; may be empty
  AgencyId early_help_team;  // told of children who are open to early help alone; may be empty
  AgencyId adult_safeguarding_team;  // gets what is about adults alone; may be empty
};

struct ClosedDay {
  LocalDate date;
  std::string reason;
};

// An agency is not there from `first` to `last`, both included.
struct Absence {
  AgencyId agency;
  LocalDate first;
  LocalDate last;
  std::string reason;
  AgencyId alternate;  // who is asked instead; empty: nobody
};

struct Borough {
  std::string title;
  Hub hub;
  std::vector<Agency> agencies;
  std::vector<StaffMember> staff;
  std::vector<ClosedDay> closed_days;
  std::vector<Absence> absences;
  AgencyId out_of_hours;  // the emergency duty team
  Timescales timescales;

  [[nodiscard]] const Agency* find_agency(const AgencyId& id) const;
  [[nodiscard]] const StaffMember* find_staff(const StaffId& id) const;
  [[nodiscard]] const Calendar& default_calendar() const;
  [[nodiscard]] const TimescalePolicy& default_policy(LocalDate day) const;
  // Whom this policy tells at once of each Red, or nullptr.
  [[nodiscard]] const Agency* told_of_red(const TimescalePolicy& policy) const;
  // Who stands in for a person, the one named first; nobody: an empty list.
  [[nodiscard]] std::vector<StaffId> deputies_of(const StaffId& id) const;
};

// Strict: a member that is missing, not known, of another kind or that points to nothing is a
// fault, named by its path ("staff[3].agency"); all faults come at once. Beyond form it checks that
// - ids and e-mail addresses are used once;
// - each role stands on its own side, and people of agencies inside the hub work inside;
// - each desk has an on-call telephone, somebody who releases and a deputy who releases too;
// - somebody decides, is the designated officer, and is on duty in the emergency duty team;
// - the teams that are told are such, somebody of each can read at the gate what it is told, and
//   early help is not the team that is told of a Red;
// - the timescale policies are lawful (parse_timescales).
// Errors: invalid_input. No fault repeats a name or an address.
Result<Borough> parse_borough(const json::Value& file);

}  // namespace mash::model
