// SPDX-License-Identifier: MIT
// Who is present: at a desk, with a role, on call, standing in, and who comes next. A desk whose
// rota has nobody on duty in the present week (Monday to Sunday in London) keeps none, and then
// everybody with an open account there counts as present, so that a hub that uses no rota works.
// What not: who may do what (policy), which cases somebody may see (cases/bars.h), ringing anybody.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "mash/db/database.h"
#include "mash/model/borough.h"

namespace mash::shift {

struct ShiftRow;  // shift_store.h

// Where somebody works: `pipeline::k_front_door`, the duty team, or the desk of their agency.
// Empty: at no desk.
AgencyId desk_of(const model::Borough& borough, const StaffId& person);
// The front door, the duty team, then the agencies in the order of the borough.
std::vector<AgencyId> desks(const model::Borough& borough);
std::string desk_name(const model::Borough& borough, const AgencyId& desk);
// By the configuration, on this day in London.
bool is_agency_away(const model::Borough& borough, const AgencyId& agency, UtcTime at);
// Everybody who works there, in the order of the borough, also those who left.
std::vector<StaffId> people_of(const model::Borough& borough, const AgencyId& desk);

enum class Absence { none, off_shift, away, agency_away, left };
// "is not on shift", "is away"; empty for none.
std::string_view words_of(Absence absence);

struct Next {
  StaffId person;
  UtcTime from;
};

// How things stand at one moment, read once: two queries.
// `borough` must outlive it. Thread safety: a plain value.
class Presence {
 public:
  Presence(db::Transaction& tx, const model::Borough& borough, UtcTime now);

  // Is somebody entered as on duty at this desk in the present week?
  [[nodiscard]] bool keeps_rota(const AgencyId& desk) const;
  // Why somebody is not present; none: they are. Who works at no desk has `left`.
  [[nodiscard]] Absence absence(const StaffId& person) const;
  [[nodiscard]] bool is_here(const StaffId& person) const {
    return absence(person) == Absence::none;
  }
  // Present, in the order of the borough.
  [[nodiscard]] std::vector<StaffId> here(const AgencyId& desk) const;
  [[nodiscard]] std::vector<StaffId> here(model::Role role) const;
  // Whom to ring: on call by the rota now, else by the configuration of the agency, in its order.
  // Never who has left or is away.
  [[nodiscard]] std::vector<StaffId> on_call(const AgencyId& desk) const;
  // Who stands in for somebody and is present: by the rota while they are away, then as configured.
  [[nodiscard]] std::vector<StaffId> deputies_here(const StaffId& person) const;
  // Who is on duty there next by the rota of this week and the next; nothing: nobody is entered.
  [[nodiscard]] std::optional<Next> next(const AgencyId& desk) const;
  // The number to ring for this desk; may be empty.
  [[nodiscard]] std::string telephone(const AgencyId& desk) const;

 private:
  struct State {
    AgencyId desk;
    bool open = false, on_duty = false, on_call = false, away = false;
    StaffId deputy;
    void add(const ShiftRow& row);  // what stands now
  };
  void add_next(const ShiftRow& row);
  const model::Borough* borough_;
  LocalDate today_;
  std::map<StaffId, State> people_;
  std::map<AgencyId, bool> kept_;
  std::map<AgencyId, Next> next_;
};

}  // namespace mash::shift
