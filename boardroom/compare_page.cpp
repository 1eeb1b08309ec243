// SPDX-License-Identifier: MIT
// One measure hub by hub, like with like: the kind of clock is part of the measure, and the policy
// by which a hub's clocks run stands beside its figure.
#include <fmt/format.h>

#include <cmath>

#include "comparison.h"
#include "mash/html/forms.h"
#include "mash/picture/picture.h"
#include "missing.h"

namespace mash::boardroom {

namespace {

constexpr double k_hundred = 100;

std::string range_words(double lower, double upper) {
  return fmt::format("{:.0f} to {:.0f}", lower * k_hundred, upper * k_hundred);
}

picture::Drawn drawn_of(const Comparison& comparison, const Measure& measure,
                        html::TableOptions table) {
  picture::BarOptions options{
      .frame = {.id = "hubs",
                .heading = measure.words,
                .description = "A bar for each hub with the interval in which its share lies in 95 "
                               "of 100 such quarters; a triangle where it is above or below "
                               "London's limits. The table below says the same.",
                .caption = "Hub by hub"},
      .label_heading = "Hub",
      .measure = measure.is_share() ? "Share in 100" : "Count",
      .interval_heading = "Between"};
  for (const auto& one : comparison.hubs) {
    picture::Bar bar{.label = one.publication->name, .words = one.measured.words};
    if (one.interval) {
      bar.value = one.interval->share * k_hundred;
      bar.lower = one.interval->lower * k_hundred;
      bar.upper = one.interval->upper * k_hundred;
      bar.interval_words = range_words(one.interval->lower, one.interval->upper);
    } else if (!measure.is_share() && one.measured.with.count) {
      bar.value = static_cast<double>(*one.measured.with.count);
    } else {
      continue;  // in the table below with its word
    }
    if (one.beside == Beside::above) bar.words = "\u25b2 " + bar.words;
    if (one.beside == Beside::below) bar.words = "\u25bc " + bar.words;
    options.bars.push_back(std::move(bar));
  }
  auto out = picture::bars(options);
  out.table = std::move(table);  // which says more of each
  return out;
}

html::TableOptions table_of(const Comparison& comparison, const Measure& measure,
                            board::Quarter quarter) {
  html::TableOptions out{.caption = measure.words + ", " + quarter.words(),
                         .head = {{.text = "Hub"}},
                         .rows = {},
                         .first_cell_is_header = true,
                         .stack = true};
  const auto numeric = [&out](const char* words) {
    out.head.push_back({.text = words, .format = "numeric"});
  };
  numeric(measure.is_share() ? "Share" : "Count");
  if (measure.is_share()) {
    numeric("Counted");
    numeric("Of");
    numeric("London's limits for its size");
    out.head.push_back({.text = "Beside London"});
  }
  out.head.push_back({.text = "Policy of its clocks"});
  for (const auto& one : comparison.hubs) {
    std::vector<html::TableCell> row{
        {.text = one.publication->name, .href = hub_href(one.publication->hub, quarter)},
        {.text = one.measured.words, .format = "numeric"}};
    if (measure.is_share()) {
      row.push_back({.text = words_of(one.measured.with), .format = "numeric"});
      row.push_back({.text = words_of(one.measured.of), .format = "numeric"});
      row.push_back({.text = one.limits ? range_words(one.limits->lower, one.limits->upper) : "",
                     .format = "numeric"});
      row.push_back({.text = std::string(words_of(one.beside))});
    }
    row.push_back({.text = one.publication->policy, .classes = "mash-nowrap"});
    out.rows.push_back(std::move(row));
  }
  return out;
}

std::string limits_words(const Comparison& comparison, const Measure& measure) {
  if (!measure.is_share()) {
    return "Counts are not compared: authorities differ in how many children live there.";
  }
  if (!comparison.london) return "There are no limits of so few hubs.";
  std::string out = fmt::format(
      "London has {}: what is shown added up. Outside of the limits a hub differs by more than its "
      "size explains (2 in 1,000 do so by chance).",
      percent(*comparison.london));
  if (comparison.factor > 1) {
    out += fmt::format(
        " Hubs differ among themselves by more than chance, so the limits are {:.1f} times as "
        "wide as chance alone would make them.",
        std::sqrt(comparison.factor));
  }
  return out + " A difference is a question and no verdict.";
}

}  // namespace

Made compare_page(const Asked& asked) {
  const auto measures = measures_of(asked.all);
  const auto& measure = measure_of(measures, asked.text("show"));
  const auto quarter = quarter_of(asked);
  const auto comparison = compare(asked.all, measure, in_quarter(asked.holdings, quarter));
  auto table = table_of(comparison, measure, quarter);
  auto data = page_data(asked, "/compare");
  if (data.flag("any")) {
    data.set("caption", measure.words + ", " + quarter.words());
    data.set("fields",
             html::fields({measure_question(measures, measure), quarter_question(asked)}));
  }
  data.set("heading", finding_of(comparison, measure));
  data.set("limits", limits_words(comparison, measure));
  data.set("picture", picture::as_data(drawn_of(comparison, measure, table),
                                       "/compare/table.csv" + query_of({{"quarter", quarter.code()},
                                                                        {"show", measure.code}})));
  return {.page = "compare",
          .title = "Hub by hub: " + measure.words,
          .data = std::move(data),
          .tables = {{"table", std::move(table)}}};
}

}  // namespace mash::boardroom
