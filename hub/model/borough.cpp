// SPDX-License-Identifier: MIT
#include "mash/model/borough.h"

#include <algorithm>

#include "mash/base/assert.h"

namespace mash::model {

namespace {

template <class T, class IdType>
const T* find_by_id(const std::vector<T>& all, const IdType& id) {
  const auto found =
      std::find_if(all.begin(), all.end(), [&](const T& each) { return each.id == id; });
  return found == all.end() ? nullptr : &*found;
}

}  // namespace

const Agency* Borough::find_agency(const AgencyId& id) const {
  return find_by_id(agencies, id);
}

const StaffMember* Borough::find_staff(const StaffId& id) const {
  return find_by_id(staff, id);
}

const Calendar& Borough::default_calendar() const {
  const Calendar* calendar = find_calendar(timescales.calendars, hub.default_calendar);
  MASH_ASSERT(calendar != nullptr);
  return *calendar;
}

const TimescalePolicy& Borough::default_policy(LocalDate day) const {
  const TimescalePolicy* policy = policy_in_force(timescales.policies, hub.default_policy, day);
  MASH_ASSERT(policy != nullptr);
  return *policy;
}

const Agency* Borough::told_of_red(const TimescalePolicy& policy) const {
  return policy.red_tells_receiving_team_at_once ? find_agency(hub.receiving_team) : nullptr;
}

std::vector<StaffId> Borough::deputies_of(const StaffId& id) const {
  std::vector<StaffId> deputies;
  if (const StaffMember* person = find_staff(id); person != nullptr && !person->deputy.empty()) {
    deputies.push_back(person->deputy);
  }
  for (const StaffMember& other : staff) {
    const bool stands_in =
        std::find(other.deputy_of.begin(), other.deputy_of.end(), id) != other.deputy_of.end();
    const bool listed = std::find(deputies.begin(), deputies.end(), other.id) != deputies.end();
    if (stands_in && !listed) deputies.push_back(other.id);
  }
  return deputies;
}

}  // namespace mash::model
