// SPDX-License-Identifier: MIT
#include <algorithm>
#include <array>

#include "mash/directory/directory.h"
#include "mash/pipeline/vault.h"
#include "mash/shift/shift.h"
#include "shift_store.h"
#include "week.h"

namespace mash::shift {

namespace {

AgencyId desk_of(const model::Borough& borough, const model::StaffMember& member) {
  using model::Role;
  if (member.side != model::Side::hub || !member.content_access) return {};
  switch (member.role) {
    case Role::screening_officer:
    case Role::mash_manager:
    case Role::deputy_manager:
    case Role::mash_admin:
    case Role::designated_officer:
      return pipeline::k_front_door;
    case Role::emergency_duty:
      return borough.out_of_hours;
    case Role::navigator:
    case Role::release_officer:
    case Role::police_supervisor:
      return member.agency;
    default:
      return {};
  }
}

// The agency whose configuration says whom to ring for this desk.
const model::Agency* agency_behind(const model::Borough& borough, const AgencyId& desk) {
  if (desk != pipeline::k_front_door) return borough.find_agency(desk);
  const auto first = std::ranges::find_if(borough.staff, [&](const model::StaffMember& m) {
    return desk_of(borough, m) == pipeline::k_front_door;
  });
  return first == borough.staff.end() ? nullptr : borough.find_agency(first->agency);
}

bool is_away(const model::Borough& borough, const AgencyId& agency, LocalDate today) {
  return std::ranges::any_of(borough.absences, [&](const model::Absence& a) {
    return a.agency == agency && a.first <= today && today <= a.last;
  });
}

bool away_at(const std::vector<ShiftRow>& rows, const StaffId& person, UtcTime at) {
  return std::ranges::any_of(rows, [&](const ShiftRow& r) {
    return r.person == person && r.duty == Duty::away && r.from <= at && at < r.until;
  });
}

}  // namespace

LocalDate monday_of(LocalDate day) {
  return day.plus_days(-day.weekday());
}

UtcTime begin_of(LocalDate day) {
  return from_london(day, 0, 0);
}

AgencyId desk_of(const model::Borough& borough, const StaffId& person) {
  const auto* member = borough.find_staff(person);
  return member == nullptr ? AgencyId{} : desk_of(borough, *member);
}

std::vector<AgencyId> desks(const model::Borough& borough) {
  std::vector<AgencyId> out = {pipeline::k_front_door, borough.out_of_hours};
  for (const auto& agency : borough.agencies) {
    if (agency.has_desk() && agency.id != borough.out_of_hours) out.push_back(agency.id);
  }
  return out;
}

bool is_agency_away(const model::Borough& borough, const AgencyId& agency, UtcTime at) {
  return is_away(borough, agency, to_london(at).date);
}

std::string desk_name(const model::Borough& borough, const AgencyId& desk) {
  return desk == pipeline::k_front_door ? "Front door" : directory::agency_name(borough, desk);
}

std::vector<StaffId> people_of(const model::Borough& borough, const AgencyId& desk) {
  std::vector<StaffId> out;
  for (const auto& member : borough.staff) {
    if (!desk.empty() && desk_of(borough, member) == desk) out.push_back(member.id);
  }
  return out;
}

std::string_view words_of(Absence absence) {
  static constexpr std::array<std::string_view, 5> words = {
      "", "is not on shift", "is away", "is of an agency that is away today", "has left"};
  return words.at(static_cast<std::size_t>(absence));
}

Presence::Presence(db::Transaction& tx, const model::Borough& borough, UtcTime now)
    : borough_(&borough), today_(to_london(now).date) {
  const auto closed = directory::closed_accounts(tx);
  for (const auto& member : borough.staff) {
    const AgencyId desk = desk_of(borough, member);
    if (!desk.empty()) people_[member.id] = {.desk = desk, .open = !closed.contains(member.id)};
  }
  const LocalDate monday = monday_of(today_);
  const UtcTime week_ends = begin_of(monday.plus_days(7));
  const auto rows = shifts_between(tx, begin_of(monday), begin_of(monday.plus_days(14)));
  for (const auto& row : rows) {
    const auto found = people_.find(row.person);
    // Who works elsewhere now, or nowhere, is not at this desk.
    if (found == people_.end() || found->second.desk != row.desk) continue;
    if (row.duty == Duty::on_duty && row.from < week_ends) kept_[row.desk] = true;
    if (row.from <= now && now < row.until) found->second.add(row);
    if (row.duty == Duty::on_duty && row.from > now && found->second.open &&
        !away_at(rows, row.person, row.from)) {
      add_next(row);
    }
  }
}

void Presence::State::add(const ShiftRow& row) {
  if (row.duty == Duty::on_duty) on_duty = true;
  if (row.duty == Duty::on_call) on_call = true;
  if (row.duty == Duty::away) {
    away = true;
    deputy = row.deputy;
  }
}

void Presence::add_next(const ShiftRow& row) {
  const auto [at, first] = next_.try_emplace(row.desk, Next{row.person, row.from});
  if (!first && row.from < at->second.from) at->second = {row.person, row.from};
}

bool Presence::keeps_rota(const AgencyId& desk) const {
  return kept_.contains(desk);
}

Absence Presence::absence(const StaffId& person) const {
  const auto found = people_.find(person);
  if (found == people_.end() || !found->second.open) return Absence::left;
  const State& state = found->second;
  const auto* member = borough_->find_staff(person);
  if (is_away(*borough_, member->agency, today_)) return Absence::agency_away;
  if (state.away) return Absence::away;
  return state.on_duty || !keeps_rota(state.desk) ? Absence::none : Absence::off_shift;
}

std::vector<StaffId> Presence::here(const AgencyId& desk) const {
  auto out = people_of(*borough_, desk);
  std::erase_if(out, [this](const StaffId& id) { return !is_here(id); });
  return out;
}

std::vector<StaffId> Presence::here(model::Role role) const {
  std::vector<StaffId> out;
  for (const auto& member : borough_->staff) {
    if (member.role == role && is_here(member.id)) out.push_back(member.id);
  }
  return out;
}

std::vector<StaffId> Presence::on_call(const AgencyId& desk) const {
  std::vector<StaffId> out;
  for (const auto& id : people_of(*borough_, desk)) {
    const State& state = people_.at(id);
    if (state.on_call && state.open && !state.away) out.push_back(id);
  }
  const auto* agency = borough_->find_agency(desk);
  if (!out.empty() || agency == nullptr) return out;
  for (const auto& id : agency->on_call.releasers) {
    const auto found = people_.find(id);
    if (found != people_.end() && found->second.open && !found->second.away) out.push_back(id);
  }
  return out;
}

std::vector<StaffId> Presence::deputies_here(const StaffId& person) const {
  std::vector<StaffId> out;
  const auto add = [&](const StaffId& id) {
    if (!id.empty() && is_here(id) && std::ranges::find(out, id) == out.end()) out.push_back(id);
  };
  if (const auto found = people_.find(person); found != people_.end()) add(found->second.deputy);
  for (const auto& id : borough_->deputies_of(person)) add(id);
  return out;
}

std::optional<Next> Presence::next(const AgencyId& desk) const {
  const auto found = next_.find(desk);
  if (found == next_.end()) return std::nullopt;
  return found->second;
}

std::string Presence::telephone(const AgencyId& desk) const {
  const auto* agency = agency_behind(*borough_, desk);
  return agency == nullptr ? std::string() : agency->on_call.telephone;
}

}  // namespace mash::shift
