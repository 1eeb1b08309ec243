// SPDX-License-Identifier: MIT
#include "desks.h"

#include "mash/cases/cases.h"
#include "mash/directory/directory.h"

namespace mash::casework {

AgencyId desk_of(const policy::Principal& person) {
  return cases::is_front_door(person) ? pipeline::k_front_door : person.agency;
}

std::string desk_name(const model::Borough& borough, const AgencyId& desk) {
  return desk == pipeline::k_front_door ? "Front door" : directory::agency_name(borough, desk);
}

std::string who_for_whom(const model::Borough& borough, const StaffId& person,
                         const AgencyId& desk) {
  return directory::person_name(borough, person) + ", " + desk_name(borough, desk);
}

}  // namespace mash::casework
