// SPDX-License-Identifier: MIT
#include "missing.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "mash/html/forms.h"
#include "mash/html/house.h"
#include "tiles.h"

namespace mash::boardroom {

namespace {

std::string newest_of(const Holdings& holdings, std::string_view hub) {
  const board::Publication* out = nullptr;
  for (const auto& one : holdings.publications) {
    if (one.hub == hub) out = &one;  // in the order of quarters
  }
  return out == nullptr ? std::string() : out->quarter.words();
}

std::string counted(std::size_t count, const char* one, const char* several) {
  return fmt::format("{} {}", count, count == 1 ? one : several);
}

}  // namespace

const exchange::Hub* hub_of(const Holdings& holdings, std::string_view authority) {
  if (!holdings.directory) return nullptr;
  const exchange::Hub* out = nullptr;
  for (const auto& hub : holdings.directory->hubs) {
    if (std::ranges::find(hub.decides, authority) != hub.decides.end()) return &hub;
    const auto& recommends = hub.recommends;
    if (std::ranges::find(recommends, authority) != recommends.end()) out = &hub;
  }
  return out;
}

std::vector<Missing> missing_of(const Asked& asked, board::Quarter quarter) {
  std::vector<Missing> out;
  if (!asked.holdings.directory) return out;
  const auto here = in_quarter(asked.holdings, quarter);
  for (const auto& hub : asked.holdings.directory->hubs) {
    if (std::ranges::any_of(here, [&](const auto* p) { return p->hub == hub.id; })) continue;
    auto last = newest_of(asked.holdings, hub.id);
    const bool older = !last.empty();
    out.push_back(
        {.who = hub.name,
         .why = older ? "No figures of this quarter have come from it" : "Nothing has come from it",
         .last = std::move(last)});
  }
  for (const auto& tile : built_in_tiles()) {
    if (hub_of(asked.holdings, tile.code) != nullptr) continue;
    out.push_back({.who = tile.name,
                   .why = "No hub of the directory decides for it or recommends to it",
                   .last = {}});
  }
  return out;
}

std::string words_of(const std::vector<Missing>& missing, const Asked& asked) {
  std::size_t alone = 0;
  if (asked.holdings.directory) {
    for (const auto& tile : built_in_tiles()) {
      alone += hub_of(asked.holdings, tile.code) == nullptr ? 1U : 0U;
    }
  }
  const std::size_t hubs = missing.size() - alone;
  if (missing.empty()) return "nobody's";
  const auto first = counted(hubs, "hub", "hubs");
  const auto second = counted(alone, "authority without a hub", "authorities without a hub");
  if (alone == 0) return first;
  return hubs == 0 ? second : first + " and " + second;
}

json::Value page_data(const Asked& asked, const std::string& action) {
  const auto quarter = quarter_of(asked);
  const bool any = !asked.holdings.publications.empty();
  json::Value out = json::Object{};
  out.set("action", action);
  out.set("quarter_query", any ? query_of({{"quarter", quarter.code()}}) : std::string());
  out.set("hiding",
          fmt::format("Counts from 1 to 7, and others by which one of them could be worked out, "
                      "are hidden; all others are to the nearest 5. Shares are of these, and of "
                      "none under {}.",
                      asked.all.least_base));
  out.set("missing", words_of(missing_of(asked, quarter), asked));
  out.set("any", any);
  out.set("nothing",
          any ? json::Value(false)
              : html::empty(html::Empty::nothing,
                            "No figures have come yet. Take a hub's file with openmash board "
                            "take."));
  out.set("fields", any ? html::fields({quarter_question(asked)}) : json::Value(json::Array{}));
  out.set("caption", any ? quarter.words() : std::string("No quarter yet"));
  return out;
}

Made missing_page(const Asked& asked) {
  const auto quarter = quarter_of(asked);
  const auto missing = missing_of(asked, quarter);
  html::TableOptions table{.caption = "Hubs and authorities without figures of this quarter",
                           .head = {{.text = "Who"}, {.text = "Why"}, {.text = "Newest figures"}},
                           .rows = {},
                           .first_cell_is_header = true};
  for (const auto& one : missing) {
    table.rows.push_back(
        {{.text = one.who}, {.text = one.why}, {.text = one.last.empty() ? "none" : one.last}});
  }
  auto data = page_data(asked, "/missing");
  const bool known = asked.holdings.directory.has_value();
  std::string title = "Nobody's figures are missing";
  if (!known) title = "There is no directory of hubs yet";
  if (!missing.empty()) title = "Figures are missing: " + words_of(missing, asked);
  data.set("heading", title);
  data.set("any", !table.rows.empty());
  data.set("nothing", false);
  data.set("table", html::table(table));
  data.set("csv", "/missing/table.csv" + query_of({{"quarter", quarter.code()}}));
  return {.page = "missing",
          .title = std::move(title),
          .data = std::move(data),
          .tables = {{"table", std::move(table)}}};
}

}  // namespace mash::boardroom
