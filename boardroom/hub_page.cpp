// SPDX-License-Identifier: MIT
// One hub by itself: month by month, its clocks by kind, its core elements, and all it published.
#include <fmt/format.h>

#include <algorithm>

#include "elements.h"
#include "mash/base/time.h"
#include "mash/html/forms.h"
#include "mash/html/house.h"
#include "missing.h"
#include "tiles.h"

namespace mash::boardroom {

namespace {

picture::Drawn drawn_of(const Series& series, const char* id, const char* measure) {
  return picture::chart(
      {.frame = {.id = id,
                 .heading = series.finding,
                 .description = "A line from month to month, with the mean and the limits of "
                                "chance where there are enough months. The table below says the "
                                "same.",
                 .caption = "Month by month"},
       .measure = measure,
       .points = series.points,
       .limits = series.limits});
}

std::string left_out_words(const Series& series) {
  if (series.left_out == 0) return "";
  return series.left_out == 1 ? "One month is hidden or too small and left out of the line."
                              : fmt::format(
                                    "{} months are hidden or too small and left out of "
                                    "the line.",
                                    series.left_out);
}

html::TableOptions clocks_of(const Asked& asked, const board::Publication& one) {
  html::TableOptions out{.caption = "Clocks that ran out or were met, " + one.quarter.words() +
                                    ", by the policy " + one.policy,
                         .head = {{.text = "Step"},
                                  {.text = "Counted in"},
                                  {.text = "On time", .format = "numeric"},
                                  {.text = "Late", .format = "numeric"},
                                  {.text = "Late and open", .format = "numeric"},
                                  {.text = "All", .format = "numeric"},
                                  {.text = "Share on time", .format = "numeric"}},
                         .rows = {},
                         .first_cell_is_header = true};
  for (const auto& measure : measures_of(asked.all)) {
    if (measure.stage.empty()) continue;
    const auto& stage = measure.with.front().at(0);
    const auto& clock = measure.with.front().at(1);
    const auto all = figure_of(asked.all, one, "stages", measure.of.front());
    if (all.count == 0) continue;  // it has no clock of this kind
    std::vector<html::TableCell> row{{.text = board::words_of(asked.all, "STAGE", stage)},
                                     {.text = board::words_of(asked.all, "CLOCK", clock)}};
    const auto add = [&row](std::string words) {
      row.push_back({.text = std::move(words), .format = "numeric"});
    };
    for (const char* kept : {"ON_TIME", "LATE", "OPEN"}) {
      add(words_of(figure_of(asked.all, one, "stages", {stage, clock, kept})));
    }
    add(words_of(all));
    add(measured(asked.all, one, measure).words);
    out.rows.push_back(std::move(row));
  }
  return out;
}

// All cells, a row for each.
html::TableOptions figures_of(const Asked& asked, const board::Publication& one) {
  html::TableOptions out{.caption = "All figures",
                         .head = {{.text = "Table"},
                                  {.text = "Period"},
                                  {.text = "What"},
                                  {.text = "Count"},
                                  {.text = "Policy of its clocks"}},
                         .rows = {}};
  const auto add = [&](const auto& tables, const std::string& period) {
    for (const auto& [id, cells] : tables) {
      const auto& table = *board::find_table(asked.all, id);
      const auto grid = board::grid_of(asked.all, table, board::Totals::with);
      for (std::size_t i = 0; i < grid.size(); ++i) {
        std::vector<std::string> words;
        for (std::size_t k = 0; k < grid[i].size(); ++k) {
          words.push_back(board::words_of(asked.all, table.dimensions[k], grid[i][k]));
        }
        out.rows.push_back({{.text = table.title},
                            {.text = period},
                            {.text = fmt::format("{}", fmt::join(words, "; "))},
                            {.text = cells[i] ? std::to_string(*cells[i]) : std::string(k_hidden)},
                            {.text = one.policy}});
      }
    }
  };
  add(one.shown.quarter, one.quarter.words());
  add(one.shown.year, one.quarter.year_words());
  return out;
}

json::Value facts_of(const Asked& asked, std::string_view id, const board::Publication* newest) {
  std::vector<html::SummaryRow> rows;
  std::vector<std::string> names;
  for (const auto& tile : built_in_tiles()) {
    const auto* const hub = hub_of(asked.holdings, tile.code);
    if (hub != nullptr && hub->id == id) names.push_back(tile.name);
  }
  rows.push_back(
      {.key = "Authorities of London",
       .value = names.empty() ? std::string("none") : fmt::format("{}", fmt::join(names, ", "))});
  if (newest != nullptr) {
    rows.push_back(
        {.key = "Newest figures",
         .value = newest->quarter.words() + ", published on " + plain_date(newest->published)});
    rows.push_back({.key = "Policy of its clocks", .value = newest->policy});
  }
  return html::summary_list({.rows = std::move(rows)});
}

const board::Named& stage_of(const Asked& asked) {
  const auto& stages = board::dimension_of(asked.all, "STAGE").values;
  const auto at = std::ranges::find(stages, asked.text("step"), &board::Named::code);
  return at == stages.end() ? stages.front() : *at;
}

json::Value stage_question(const Asked& asked) {
  std::vector<html::Choice> choices;
  for (const auto& one : board::dimension_of(asked.all, "STAGE").values) {
    choices.push_back({.value = one.code, .text = one.words});
  }
  return html::select({.name = "step",
                       .label = "Step",
                       .value = stage_of(asked).code,
                       .choices = std::move(choices)});
}

Made without_figures(const Asked& asked, std::string_view id, const std::string& name) {
  auto data = page_data(asked, "/hubs/" + std::string(id));
  data.set("heading", name);
  data.set("facts", facts_of(asked, id, nullptr));
  data.set("any", false);
  data.set("nothing", html::empty(html::Empty::nothing,
                                  "No figures of this hub are here up to this quarter."));
  return {.page = "hub", .title = name, .data = std::move(data), .tables = {}};
}

void set_charts(const Asked& asked, const OfHub& hub, const std::string& path,
                const std::string& query, Made& to) {
  const auto volumes = notifications_of(asked.all, hub);
  const auto on_time = on_time_of(asked.all, hub, stage_of(asked).code);
  const auto first = drawn_of(volumes, "volumes", "Notifications");
  const auto second = drawn_of(on_time, "on-time", "On time");
  const auto set = [&](const char* name, const picture::Drawn& drawn, const Series& series,
                       const char* csv) {
    to.data.set(
        name, json::Object{{"picture", picture::as_data(drawn, path + "/" + csv + ".csv" + query)},
                           {"left_out", left_out_words(series)}});
    to.tables.emplace_back(csv, drawn.table);
  };
  set("volumes", first, volumes, "notifications");
  set("on_time", second, on_time, "on-time");
}

}  // namespace

Result<Made> hub_page(const Asked& asked, std::string_view id) {
  const auto quarter = quarter_of(asked);
  const auto hub = up_to(asked.holdings, id, quarter);
  const auto* const listed =
      asked.holdings.directory ? asked.holdings.directory->find(std::string(id)) : nullptr;
  if (hub.empty() && listed == nullptr) return not_found();
  if (hub.empty()) return without_figures(asked, id, listed->name);
  const auto& newest = *hub.back();
  const std::string path = "/hubs/" + std::string(id);
  const auto query = query_of({{"quarter", quarter.code()}, {"step", stage_of(asked).code}});
  Made out{.page = "hub", .title = newest.name, .data = page_data(asked, path), .tables = {}};
  auto clocks = clocks_of(asked, newest);
  auto elements = history_of(asked.all, hub);
  out.data.set("heading", newest.name);
  out.data.set("facts", facts_of(asked, id, &newest));
  out.data.set("fields", html::fields({stage_question(asked), quarter_question(asked)}));
  set_charts(asked, hub, path, query, out);
  out.data.set("clocks", html::table(clocks));
  out.data.set("clocks_csv", path + "/clocks.csv" + query);
  out.data.set("elements", html::table(elements));
  out.data.set("elements_csv", path + "/elements.csv" + query);
  out.data.set("figures_csv", path + "/figures.csv" + query);
  out.tables.emplace_back("clocks", std::move(clocks));
  out.tables.emplace_back("elements", std::move(elements));
  out.tables.emplace_back("figures", figures_of(asked, newest));
  return out;
}

}  // namespace mash::boardroom
