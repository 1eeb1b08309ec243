// SPDX-License-Identifier: MIT
#include "patterns_series_command.h"

#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <cmath>
#include <iostream>
#include <memory>
#include <numeric>

#include "link_files.h"
#include "mash/base/time.h"
#include "mash/json/value.h"
#include "mash/linkage/csv.h"
#include "mash/statistics/interrupted.h"
#include "mash/statistics/xmr.h"
#include "patterns_command.h"
#include "patterns_files.h"

namespace mash::server {

namespace {

namespace st = mash::statistics;

struct Series {
  std::vector<std::string> words;  // the times as they were written
  Times times;
  std::vector<double> values;
  std::vector<double> exposure;  // empty without an offset
};

// In the order of time, whatever order the rows have. No time may stand twice.
Result<Series> read_series(const std::string& path, const std::string& offset, bool counts) {
  std::vector<std::string> headers{"time", "value"};
  if (!offset.empty()) headers.push_back(offset);
  MASH_TRY(const auto columns, read_pattern_columns(path, headers));
  MASH_TRY(const auto times, times_of(columns[0]));
  MASH_TRY(const auto values, numbers_of(columns[1]));
  for (std::size_t i = 0; i < values.size() && counts; ++i)
    if (values[i] < 0) return fault_in(columns[1], i, "a count is 0 or more");
  std::vector<double> exposure;
  if (!offset.empty()) {
    MASH_TRY(exposure, numbers_of(columns[2]));
    for (std::size_t i = 0; i < exposure.size(); ++i)
      if (exposure[i] <= 0) return fault_in(columns[2], i, "an offset is above 0");
  }
  std::vector<std::size_t> order(values.size());
  std::iota(order.begin(), order.end(), 0);
  std::sort(order.begin(), order.end(), [&](auto x, auto y) {
    return times.at[x] != times.at[y] ? times.at[x] < times.at[y] : x < y;
  });
  Series out;
  out.times.unit = times.unit;
  for (std::size_t n = 0; n < order.size(); ++n) {
    const auto i = order[n];
    if (n > 0 && times.at[i] == times.at[order[n - 1]])
      return fault_in(columns[0], i, "this time stands in an earlier row too; give each once");
    out.words.push_back(columns[0].cells[i]);
    out.times.at.push_back(times.at[i]);
    out.values.push_back(values[i]);
    if (!offset.empty()) out.exposure.push_back(exposure[i]);
  }
  return out;
}

Result<st::XmrOptions> options_of(const SpcArguments& a) {
  st::XmrOptions o;
  o.screen_outliers = a.screen_outliers;
  if (a.better != "up" && a.better != "down" && a.better != "none")
    return invalid("better", "--better is up, down or none");
  if (a.better != "none") o.better = a.better == "up" ? st::Better::up : st::Better::down;
  if (a.fix_after && *a.fix_after < 2)
    return invalid("fix-after", "--fix-after: limits need at least 2 points");
  o.fix_after = a.fix_after.value_or(0);
  for (const auto start : a.rebase) {
    if (start < 2) {
      return invalid("rebase",
                     "--rebase counts points from 1, and point 1 begins the first group anyway; "
                     "name a later one");
    }
    o.rebase.push_back(start - 1);
  }
  return o;
}

void warn_of_few_points(const std::vector<st::XmrPoint>& points, std::size_t fix_after) {
  for (std::size_t i = 0; i < points.size();) {
    const auto group = points[i].group;
    std::size_t size = 0;
    for (; i < points.size() && points[i].group == group; ++i) ++size;
    if (fix_after != 0) size = std::min(size, fix_after);
    if (size < st::k_few_points) {
      std::cerr << fmt::format(
          "group {} has limits made of {} points; under {} they are not to be trusted\n", group + 1,
          size, st::k_few_points);
    }
  }
}

Result<std::string> chart(const SpcArguments& a) {
  if (a.series.empty()) return invalid("series", "name the file to read with --series");
  if (a.out.empty()) return invalid("out", "name the file to write with --out");
  const NamedFile read[] = {{"series", a.series}};
  const NamedFile written[] = {{"out", a.out}};
  MASH_TRY_DO(check_written(read, written));
  MASH_TRY(const auto options, options_of(a));
  MASH_TRY(const auto series, read_series(a.series, "", false));
  MASH_TRY(const auto points, st::xmr(series.values, options));
  warn_of_few_points(points, options.fix_after);
  std::string out = "time,value,mean,lower,upper,point_type\n";
  for (std::size_t i = 0; i < points.size(); ++i) {
    const auto& p = points[i];
    linkage::append_cell(out, series.words[i]);
    out += fmt::format(",{},{},{},{},{}\n", p.value, p.mean, p.lower, p.upper, name_of(p.type));
  }
  return out;
}

json::Value json_of(const st::Interrupted& f, std::string_view unit) {
  json::Array terms;
  for (const auto& t : f.terms) {
    terms.push_back(json::Object{{"term", t.name},
                                 {"estimate", t.estimate},
                                 {"standard_error", t.error},
                                 {"newey_west_error", t.newey_west_error}});
  }
  return json::Object{{"rate_ratio", f.rate_ratio},
                      {"lower", f.lower},
                      {"upper", f.upper},
                      {"dispersion", f.dispersion},
                      {"p_value", f.p_value},
                      {"newey_west_lower", f.newey_west_lower},
                      {"newey_west_upper", f.newey_west_upper},
                      {"newey_west_lags", f.lags},
                      {"durbin_watson", f.durbin_watson},
                      {"observations", f.observations},
                      {"observations_before", f.before},
                      {"degrees_of_freedom", f.degrees_of_freedom},
                      {"trend_per", unit},
                      {"terms", std::move(terms)}};
}

// Days that are all the first of a month are months, which differ in length but have one season.
void as_months(Times& times) {
  std::vector<std::int64_t> months;
  for (const auto at : times.at) {
    const auto date = LocalDate{1970, 1, 1}.plus_days(static_cast<int>(at));
    if (date.day != 1) return;
    months.push_back(date.year * 12 + date.month - 1);
  }
  times = {TimeUnit::month, std::move(months)};
}

Result<json::Value> step_of(const ItsArguments& a) {
  if (a.series.empty()) return invalid("series", "name the file to read with --series");
  if (a.event.empty()) return invalid("event", "name when it began with --event");
  MASH_TRY(auto series, read_series(a.series, a.offset, true));
  if (series.times.unit == TimeUnit::day) as_months(series.times);
  const auto unit = series.times.unit;
  MASH_TRY(const auto event, time_of_option("event", a.event, unit));
  if (a.year && (std::isnan(*a.year) || *a.year < 2 || *a.year > 1000))
    return invalid("year", "--year says how many steps of time a year has: 2 to 1000");
  if (a.year && unit != TimeUnit::number)
    return invalid("year", "--year is for times that are numbers; leave it out");
  st::InterruptedOptions o;
  o.event = static_cast<double>(event);
  o.harmonics = a.harmonics;
  o.year = a.year.value_or(unit == TimeUnit::day ? 365.2425 : 12);
  std::vector<st::Observation> observations;
  for (std::size_t i = 0; i < series.values.size(); ++i) {
    observations.push_back({static_cast<double>(series.times.at[i]), series.values[i],
                            series.exposure.empty() ? 1 : series.exposure[i]});
  }
  MASH_TRY(const auto fit, st::interrupted(observations, o));
  return json_of(fit, name_of(unit));
}

}  // namespace

int spc_command(const SpcArguments& a) {
  return write_found(a.out, chart(a));
}

int its_command(const ItsArguments& a) {
  const auto answer = step_of(a);
  if (!answer) return refuse(answer.error());
  std::cout << json::encode_pretty(*answer);
  return 0;
}

void add_patterns_spc(CLI::App& patterns, std::function<int()>& run) {
  const auto a = std::make_shared<SpcArguments>();
  auto* c = patterns.add_subcommand("spc", "A chart of single values with limits (XmR)");
  c->footer(
      "Reads time,value. Writes time,value,mean,lower,upper,point_type (common_cause, "
      "improvement, concern or neutral).");
  c->add_option("--series", a->series, "CSV file: time,value")->required();
  c->add_option("--rebase", a->rebase, "Points that begin a new group, counted from 1: 13,25")
      ->delimiter(',');
  c->add_option("--fix-after", a->fix_after, "Make limits of the first N points of a group");
  c->add_flag("--screen-outliers", a->screen_outliers,
              "Leave moving ranges of 3.267 times their mean and more out of the limits");
  c->add_option("--better", a->better, "up, down or none")->capture_default_str();
  c->add_option("--out", a->out, "File to write")->required();
  c->callback([a, &run] { run = [a] { return spc_command(*a); }; });
}

void add_patterns_its(CLI::App& patterns, std::function<int()>& run) {
  const auto a = std::make_shared<ItsArguments>();
  auto* c = patterns.add_subcommand("its", "Did a rate step when something began?");
  c->footer(
      "Reads time,value and the offset's column. Prints JSON: rate_ratio, lower, upper (95 "
      "%), dispersion and the rest of the fit.");
  c->add_option("--series", a->series, "CSV file: time,value")->required();
  c->add_option("--event", a->event, "When it began: from this time on counts as after")
      ->required();
  c->add_option("--harmonics", a->harmonics, "Pairs of yearly waves; 6 are months of their own")
      ->capture_default_str();
  c->add_option("--offset", a->offset, "Column of what the values are counted out of");
  c->add_option("--year", a->year, "Steps in a year, where times are numbers; default 12");
  c->callback([a, &run] { run = [a] { return its_command(*a); }; });
}

}  // namespace mash::server
