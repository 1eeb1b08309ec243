// SPDX-License-Identifier: MIT
// For whom somebody works here: the front door, or the desk of their agency.
#pragma once

#include <string>

#include "mash/model/borough.h"
#include "mash/policy/policy.h"

namespace mash::casework {

// Whose words are what this person writes: the front door's, or those of the own agency.
AgencyId desk_of(const policy::Principal& person);
std::string desk_name(const model::Borough& borough, const AgencyId& desk);
// "Leon Bailey, Barnfield Borough Police"
std::string who_for_whom(const model::Borough& borough, const StaffId& person,
                         const AgencyId& desk);

}  // namespace mash::casework
