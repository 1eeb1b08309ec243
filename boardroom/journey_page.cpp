// SPDX-License-Identifier: MIT
// From notification to decision: London as a funnel, and each hub's cells as it published them.
#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "mash/html/forms.h"
#include "mash/picture/picture.h"
#include "missing.h"

namespace mash::boardroom {

namespace {

using Steps = std::vector<std::string>;

// Who came as far as this: the steps in which their notifications can stand.
struct Stage {
  const char* words;
  Steps steps;
};
std::vector<Stage> stages() {
  const Steps help{"EARLY_HELP", "ASSESSMENT", "PROTECTION"};
  Steps decided{"NO_ACTION", "ELSEWHERE"};
  decided.insert(decided.end(), help.begin(), help.end());
  Steps asked{"ASKED"};
  asked.insert(asked.end(), decided.begin(), decided.end());
  Steps rated{"RATED"};
  rated.insert(rated.end(), asked.begin(), asked.end());
  return {{"Notified", {std::string(board::k_total)}},
          {"Rated", rated},
          {"Agencies asked or decided", asked},
          {"Decided", decided},
          {"Help or protection", help},
          {"Protection", {"PROTECTION"}}};
}

struct London {
  std::vector<picture::FunnelStage> stages;
  std::size_t hidden = 0;  // cells of hubs that are in no sum
  std::size_t hubs = 0;
};
London london_of(const Asked& asked, const std::vector<const board::Publication*>& hubs) {
  London out;
  for (const auto& stage : stages()) {
    picture::FunnelStage sum{.label = stage.words};
    for (const auto* hub : hubs) {
      for (const auto& step : stage.steps) {
        sum.count += figure_of(asked.all, *hub, "journey", {step}).count.value_or(0);
      }
    }
    // Each cell is rounded by itself, so a part may come out larger than its whole.
    if (!out.stages.empty()) sum.count = std::min(sum.count, out.stages.back().count);
    out.stages.push_back(std::move(sum));
  }
  for (const auto* hub : hubs) {
    const auto total = figure_of(asked.all, *hub, "journey", {std::string(board::k_total)});
    out.hubs += total.published ? 1U : 0U;
    for (const auto& step : board::dimension_of(asked.all, "STEP").values) {
      const auto one = figure_of(asked.all, *hub, "journey", {step.code});
      out.hidden += one.published && !one.count ? 1U : 0U;
    }
  }
  return out;
}

html::TableOptions table_of(const Asked& asked, const std::vector<const board::Publication*>& hubs,
                            board::Quarter quarter) {
  html::TableOptions out{.caption = "How far notifications had come, " + quarter.words(),
                         .head = {{.text = "Hub"}, {.text = "All", .format = "numeric"}},
                         .rows = {},
                         .first_cell_is_header = true};
  const auto& steps = board::dimension_of(asked.all, "STEP").values;
  for (const auto& step : steps) out.head.push_back({.text = step.words, .format = "numeric"});
  out.head.push_back({.text = "Policy of its clocks"});
  for (const auto* hub : hubs) {
    std::vector<html::TableCell> row{{.text = hub->name, .href = hub_href(hub->hub, quarter)}};
    const auto add = [&](const std::string& step) {
      row.push_back(
          {.text = words_of(figure_of(asked.all, *hub, "journey", {step})), .format = "numeric"});
    };
    add(std::string(board::k_total));
    for (const auto& step : steps) add(step.code);
    row.push_back({.text = hub->policy, .classes = "mash-nowrap"});
    out.rows.push_back(std::move(row));
  }
  return out;
}

std::string finding_of(const London& london) {
  const auto notified = london.stages.front().count;
  const auto helped = london.stages.at(4).count;
  if (notified <= 0) return "From notification to decision: nothing is shown";
  constexpr double k_hundred = 100;
  return fmt::format("Of 100 notifications {:.0f} led to help or protection",
                     k_hundred * static_cast<double>(helped) / static_cast<double>(notified));
}

json::Value comparisons(const Asked& asked, board::Quarter quarter) {
  json::Array out;
  for (const auto& measure : measures_of(asked.all)) {
    if (!measure.code.starts_with("DECIDED.")) continue;
    out.push_back(json::Object{
        {"text", measure.words},
        {"href", "/compare" + query_of({{"quarter", quarter.code()}, {"show", measure.code}})}});
  }
  return json::Value(std::move(out));
}

}  // namespace

Made journey_page(const Asked& asked) {
  const auto quarter = quarter_of(asked);
  const auto hubs = in_quarter(asked.holdings, quarter);
  const auto london = london_of(asked, hubs);
  const auto finding = finding_of(london);
  auto table = table_of(asked, hubs, quarter);
  const auto drawn = picture::funnel(
      {.frame = {.id = "funnel",
                 .heading = "London, " + std::to_string(london.hubs) + " hubs",
                 .description = "A bar for each step, as wide as there are notifications that came "
                                "so far. The table below says the same.",
                 .caption = "London as far as it is shown"},
       .stages = london.stages});
  auto data = page_data(asked, "/journey");
  const auto query = query_of({{"quarter", quarter.code()}});
  data.set("heading", data.flag("any") ? finding : "No figures yet");
  data.set("picture", picture::as_data(drawn, "/journey/london.csv" + query));
  data.set("left_out",
           london.hidden == 0
               ? std::string("No step of any hub is hidden.")
               : fmt::format("{} {} hubs are hidden and in no sum, so the later bars are at least "
                             "as long as they are drawn.",
                             london.hidden, london.hidden == 1 ? "step of the" : "steps of the"));
  data.set("table", html::table(table));
  data.set("csv", "/journey/hubs.csv" + query);
  data.set("compared", comparisons(asked, quarter));
  return {.page = "journey",
          .title = "From notification to decision",
          .data = std::move(data),
          .tables = {{"london", drawn.table}, {"hubs", std::move(table)}}};
}

}  // namespace mash::boardroom
