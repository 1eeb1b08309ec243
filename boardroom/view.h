// SPDX-License-Identifier: MIT
// What a page of the Board is made of, before it is HTML, PDF or CSV.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "mash/boardroom/take.h"
#include "mash/html/components.h"
#include "mash/json/value.h"
#include "measures.h"
#include "series.h"

namespace mash::boardroom {

// What was asked, and of what.
struct Asked {
  const board::Definitions& all;
  const Holdings& holdings;
  std::map<std::string, std::string, std::less<>> query;
  [[nodiscard]] std::string text(std::string_view name) const;
};

struct Made {
  std::string page;  // of templates/: "map"
  std::string title;
  json::Value data;
  std::vector<std::pair<std::string, html::TableOptions>> tables;  // by the name of its CSV
};

// Quarters of which anything is here, the newest first.
std::vector<board::Quarter> quarters_of(const Holdings& holdings);
// The one asked for, else the newest; nothing is here: of the year 2012, of which nothing is.
board::Quarter quarter_of(const Asked& asked);
// Of each hub the newest file of that quarter, in the order of names.
std::vector<const board::Publication*> in_quarter(const Holdings& holdings, board::Quarter quarter);
// What one hub published up to that quarter.
OfHub up_to(const Holdings& holdings, std::string_view hub, board::Quarter quarter);

std::string hub_href(std::string_view id, board::Quarter quarter);
json::Value quarter_question(const Asked& asked);
json::Value measure_question(const std::vector<Measure>& measures, const Measure& chosen);
// "?quarter=2026-04&show=NOTIFICATIONS"
std::string query_of(const std::vector<std::pair<std::string, std::string>>& values);

// One for each page.
Made map_page(const Asked& asked);
Made compare_page(const Asked& asked);
Made journey_page(const Asked& asked);
Made programme_page(const Asked& asked);
Made missing_page(const Asked& asked);
// not_found: the directory has no such hub and nothing of it is here.
Result<Made> hub_page(const Asked& asked, std::string_view id);

}  // namespace mash::boardroom
