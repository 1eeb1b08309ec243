// SPDX-License-Identifier: MIT
// Which exemptions the hub proposes for one part of the record, and why, in one sentence each.
// A help for the eye of its owner, who decides: nothing follows from it, and nothing is chosen
// beforehand. Pure. Cost: the words of the part times names and signs.
#pragma once

#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "mash/access/access_policy.h"
#include "words.h"

namespace mash::access {

// What class of data its owner makes of it, as the law's tests of serious harm ask.
enum class DataClass { social_work, health, education, police, other };

struct Traits {
  std::string text;
  std::vector<std::string> others;  // names of people of the case who neither ask nor are meant
  DataClass data_class = DataClass::other;
  int sensitivity = 0;                 // 0 to 3, of an item
  bool handling_conditions = false;    // police handling code C
  bool teller_unnamed = false;         // a notification of somebody who is not to be named
  std::set<std::string> withheld_for;  // codes of WithholdReason, towards anybody
  // Whoever asks is said to have done harm in this case.
  bool asker_alleged = false;
  Right right = Right::own;
};
struct Proposal {
  std::string exemption;  // its code
  std::string why;
};
// Each exemption once, for the first reason found, in the order of the policy.
std::vector<Proposal> propose(const Traits& traits, const AccessPolicy& policy);

// Do these words stand in the text, whole, whatever their case?
bool says(std::string_view text, std::string_view words);

}  // namespace mash::access
