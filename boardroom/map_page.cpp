// SPDX-License-Identifier: MIT
// The tile map: one measure, each authority a tile of the same size, and the same as a table.
#include <fmt/format.h>

#include <algorithm>

#include "comparison.h"
#include "mash/html/forms.h"
#include "missing.h"
#include "tiles.h"

namespace mash::boardroom {

namespace {

// What stands in a tile or a row: the value, and beside what is usual or beside London.
struct Standing {
  std::string name, href, value, beside;
  std::string shape;  // of a tile that stands out, beside the word
  bool out = false;
  bool none = false;
};

Standing of_change(const Compared& one, const Series& series) {
  const bool out = series.last == Usual::more || series.last == Usual::less;
  return {.name = one.publication->name,
          .href = {},
          .value = one.measured.words,
          .beside = std::string(words_of(series.last, series.better)),
          .shape = !out                         ? ""
                   : series.last == Usual::more ? "\u25b2"
                                                : "\u25bc",
          .out = out};
}

Standing of_limits(const Compared& one) {
  const bool above = one.beside == Beside::above;
  const bool out = above || one.beside == Beside::below;
  return {.name = one.publication->name,
          .href = {},
          .value = one.measured.words,
          .beside = std::string(words_of(one.beside)),
          .shape = !out    ? ""
                   : above ? "\u25b2"
                           : "\u25bc",
          .out = out};
}

std::map<std::string, Standing, std::less<>> standings_of(const Asked& asked,
                                                          const Measure& measure,
                                                          const Comparison& comparison) {
  const auto quarter = quarter_of(asked);
  std::map<std::string, Standing, std::less<>> out;
  for (const auto& one : comparison.hubs) {
    const auto& id = one.publication->hub;
    auto standing =
        measure.is_share()
            ? of_limits(one)
            : of_change(one, notifications_of(asked.all, up_to(asked.holdings, id, quarter)));
    standing.href = hub_href(id, quarter);
    out.emplace(id, std::move(standing));
  }
  return out;
}

std::string heading_of(const Measure& measure, const Comparison& comparison,
                       const std::map<std::string, Standing, std::less<>>& standings) {
  if (measure.is_share()) return finding_of(comparison, measure);
  const auto out = std::ranges::count_if(standings, [](const auto& s) { return s.second.out; });
  if (out == 0) return "No hub stands out beside what is usual for it";
  return fmt::format("{} of {} hubs {} out beside what is usual for {}", out, standings.size(),
                     out == 1 ? "stands" : "stand", out == 1 ? "it" : "them");
}

html::TableOptions table_of(const Asked& asked, const Measure& measure,
                            std::map<std::string, Standing, std::less<>> standings) {
  html::TableOptions out{
      .caption = measure.words + ", " + quarter_of(asked).words(),
      .head = {{.text = "Authority"},
               {.text = "Hub"},
               {.text = "Value", .format = "numeric"},
               {.text = measure.is_share() ? "Beside London" : "Beside what is usual for it"}},
      .rows = {},
      .first_cell_is_header = true};
  const auto row = [&out](const std::string& authority, const std::string& hub,
                          const Standing& one) {
    out.rows.push_back({{.text = authority},
                        {.text = hub, .href = one.href},
                        {.text = one.value, .format = "numeric"},
                        {.text = one.beside}});
  };
  const Standing none{.name = {}, .href = {}, .value = "no figures", .beside = ""};
  std::map<std::string, bool> shown;
  for (const auto& tile : built_in_tiles()) {
    const auto* const hub = hub_of(asked.holdings, tile.code);
    const auto at = hub == nullptr ? standings.end() : standings.find(hub->id);
    if (at != standings.end()) shown[at->first] = true;
    row(tile.name, hub == nullptr ? "no hub" : hub->name,
        at == standings.end() ? none : at->second);
  }
  for (const auto& [id, one] : standings) {
    if (!shown.contains(id)) row("outside London", one.name, one);
  }
  return out;
}

json::Value tiles_of(const Asked& asked,
                     const std::map<std::string, Standing, std::less<>>& standings) {
  json::Array out;
  for (const auto& tile : built_in_tiles()) {
    const auto* const hub = hub_of(asked.holdings, tile.code);
    const auto at = hub == nullptr ? standings.end() : standings.find(hub->id);
    Standing one{.name = {},
                 .href = "/missing" + query_of({{"quarter", quarter_of(asked).code()}}),
                 .value = "no figures",
                 .beside = hub == nullptr ? "no hub" : "not here",
                 .none = true};
    if (at != standings.end()) one = at->second;
    out.push_back(json::Object{{"name", tile.name},
                               {"row", tile.row},
                               {"column", tile.column},
                               {"href", one.href},
                               {"value", one.value},
                               {"beside", one.beside},
                               {"shape", one.shape},
                               {"out", one.out},
                               {"none", one.none}});
  }
  return json::Value(std::move(out));
}

}  // namespace

Made map_page(const Asked& asked) {
  const auto measures = measures_of(asked.all);
  const auto& measure = measure_of(measures, asked.text("show"));
  const auto quarter = quarter_of(asked);
  const auto comparison = compare(asked.all, measure, in_quarter(asked.holdings, quarter));
  const auto standings = standings_of(asked, measure, comparison);
  auto table = table_of(asked, measure, standings);
  auto data = page_data(asked, "/");
  const bool any = data.flag("any");
  const auto heading = any ? heading_of(measure, comparison, standings) : "No figures yet";
  data.set("heading", heading);
  if (any) {
    data.set("caption", measure.words + ", " + quarter.words());
    data.set("fields",
             html::fields({measure_question(measures, measure), quarter_question(asked)}));
  }
  data.set(
      "second",
      measure.is_share()
          ? "The words below a value say how it stands beside London as a whole, "
            "with limits that allow for the size of the hub."
          : fmt::format("The words below a value say whether a month of this quarter lies "
                        "outside of what is usual for this hub. By chance alone about {:.0f} "
                        "of {} hubs would stand out.",
                        k_by_chance * static_cast<double>(standings.size()), standings.size()));
  data.set("tiles", tiles_of(asked, standings));
  data.set("table", html::table(table));
  data.set("csv",
           "/map/table.csv" + query_of({{"quarter", quarter.code()}, {"show", measure.code}}));
  return {.page = "map",
          .title = "London: " + measure.words,
          .data = std::move(data),
          .tables = {{"table", std::move(table)}}};
}

}  // namespace mash::boardroom
