// SPDX-License-Identifier: MIT
// Whose figures are not here. Pure.
#pragma once

#include <string>
#include <vector>

#include "view.h"

namespace mash::boardroom {

struct Missing {
  std::string who;  // hub or authority
  std::string why;
  std::string last;  // the newest quarter that is here, or empty
};
// Hubs of the directory first, then authorities of London for which no hub of it decides or
// recommends.
std::vector<Missing> missing_of(const Asked& asked, board::Quarter quarter);
// "2 hubs and 31 authorities without a hub", "nobody's"
std::string words_of(const std::vector<Missing>& missing, const Asked& asked);

// The hub that decides for an authority, or recommends to it; null: none.
const exchange::Hub* hub_of(const Holdings& holdings, std::string_view authority);

// The members that every page has: how counts are hidden, and whose figures are missing.
json::Value page_data(const Asked& asked, const std::string& action);

}  // namespace mash::boardroom
