// SPDX-License-Identifier: MIT
// Who observes: every role of every agency of the demo borough once, and nobody.
#pragma once

#include <string>
#include <vector>

#include "mash/model/borough.h"
#include "observe.h"

namespace mash::leak {

// Whom the agency's information in the main case of world::Journey concerns.
enum class Stand {
  decider,     // manager and deputy
  front_door,  // the others of the front door and of the emergency duty team
  designated_officer,
  police,  // desks that were asked
  health,
  education,
  analyst,     // patterns over the whole record, without names
  no_content,  // auditor, data protection officer, system administrator
  housing,     // a member of the other case alone
  other_desk,  // asked for nothing
  outside,     // at the gate
  nobody
};

struct Standing {
  Observer observer;
  Stand stand{};
  std::string role{};
};
std::vector<Standing> everybody(const model::Borough& borough);
// One of each role where people stand alike: who stands apart from the others stays.
std::vector<Standing> one_of_each(const std::vector<Standing>& all);
std::vector<Observer> those(const std::vector<Standing>& all, const std::vector<Stand>& stands);

}  // namespace mash::leak
