// SPDX-License-Identifier: MIT
#include "patterns_surge_command.h"

#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <cmath>
#include <iostream>
#include <map>
#include <memory>
#include <optional>
#include <vector>

#include "link_files.h"
#include "mash/base/time.h"
#include "mash/linkage/csv.h"
#include "mash/statistics/surge.h"
#include "patterns_command.h"
#include "patterns_files.h"

namespace mash::server {

namespace {

namespace st = mash::statistics;

constexpr LocalDate k_first{1970, 1, 1};

struct Counts {
  std::map<std::string, std::map<std::int64_t, double>> categories;  // by day
  std::int64_t last = 0;
};

Result<Counts> read_counts(const std::string& path) {
  MASH_TRY(const auto columns, read_pattern_columns(path, {"category", "week", "count"}));
  MASH_TRY(const auto weeks, times_of(columns[1]));
  MASH_TRY(const auto counts, numbers_of(columns[2]));
  Counts out;
  if (weeks.unit != TimeUnit::day)
    return fault_in(columns[1], 0, "a week is written as a day of it, the same each week");
  for (std::size_t i = 0; i < counts.size(); ++i) {
    if ((weeks.at[i] - weeks.at[0]) % 7 != 0) {
      return fault_in(columns[1], i,
                      "this is another day of the week than in the first row; write each week as "
                      "the same day of it");
    }
    if (counts[i] < 0 || counts[i] != std::floor(counts[i]) || counts[i] > 1e9)
      return fault_in(columns[2], i, "a count is a whole number from 0 to 1,000,000,000");
    if (!out.categories[columns[0].cells[i]].emplace(weeks.at[i], counts[i]).second) {
      return fault_in(columns[1], i,
                      "this week of this category stands in an earlier row too; give each once");
    }
  }
  out.last = *std::max_element(weeks.at.begin(), weeks.at.end());
  const auto first = *std::min_element(weeks.at.begin(), weeks.at.end());
  if (out.last - first > 100LL * 366)
    return invalid(path, path + ": the weeks span more than 100 years; look for a slip in one");
  return out;
}

// From a category's first week on; a week without a row counts 0.
std::vector<double> series_of(const std::map<std::int64_t, double>& weeks, std::int64_t at,
                              std::size_t& filled) {
  std::vector<double> out;
  for (std::int64_t day = weeks.begin()->first; day <= at; day += 7) {
    const auto found = weeks.find(day);
    if (found == weeks.end()) ++filled;
    out.push_back(found == weeks.end() ? 0 : found->second);
  }
  return out;
}

Result<st::SurgeOptions> options_of(const SurgeArguments& a) {
  if (a.counts.empty()) return invalid("counts", "name the file to read with --counts");
  if (a.out.empty()) return invalid("out", "name the file to write with --out");
  const NamedFile read[] = {{"counts", a.counts}};
  const NamedFile written[] = {{"out", a.out}};
  MASH_TRY_DO(check_written(read, written));
  if (a.limit != "negative-binomial" && a.limit != "two-thirds")
    return invalid("limit", "--limit is negative-binomial or two-thirds");
  if (a.years < 1 || a.years > 20) return invalid("years", "--years: look back 1 to 20 years");
  if (a.levels < 1 || a.levels > 20) return invalid("levels", "--levels: 1 to 20");
  if (a.past_weeks > 51) return invalid("past-weeks", "--past-weeks: leave out at most 51");
  if (std::isnan(a.alpha) || a.alpha < 1e-6 || a.alpha > 0.5)
    return invalid("alpha", "--alpha is a chance from 0.000001 to 0.5");
  if (std::isnan(a.trend_p) || a.trend_p < 0 || a.trend_p > 1)
    return invalid("trend-p", "--trend-p is a p-value from 0 to 1");
  st::SurgeOptions o;
  o.years = a.years;
  o.levels = a.levels;
  o.past_weeks = a.past_weeks;
  o.alpha = a.alpha;
  o.trend_p = a.trend_p;
  if (a.limit == "two-thirds") o.limit = st::SurgeLimit::two_thirds;
  return o;
}

Result<std::string> surges(const SurgeArguments& a) {
  MASH_TRY(const auto options, options_of(a));
  MASH_TRY(const auto counts, read_counts(a.counts));
  std::int64_t at = counts.last;
  if (!a.at.empty()) {
    MASH_TRY(at, time_of_option("at", a.at, TimeUnit::day));
    if (at > counts.last || (counts.last - at) % 7 != 0) {
      return invalid("at",
                     "--at names a week of the file by the same day of the week, at most the "
                     "last");
    }
  }
  const auto day = k_first.plus_days(static_cast<int>(at));
  const auto needed = st::weeks_needed(day, options);
  std::string out = "category,week,observed,expected,upper,score,alarm\n";
  std::size_t filled = 0;
  std::size_t young = 0;
  for (const auto& [category, weeks] : counts.categories) {
    const auto series = series_of(weeks, at, filled);
    linkage::append_cell(out, category);
    if (series.size() <= needed) {
      ++young;
      out += fmt::format(",{},{},,,,\n", day.iso(), series.empty() ? 0 : series.back());
      continue;
    }
    MASH_TRY(const auto s, st::surge(series, day, options));
    out += fmt::format(",{},{},{:.6f},{:.6f},{:.6f},{}\n", day.iso(), s.observed, s.expected,
                       s.upper, s.score, s.alarm ? "yes" : "no");
  }
  if (filled > 0) std::cerr << fmt::format("{} weeks without a row counted as 0\n", filled);
  if (young > 0) {
    std::cerr << fmt::format(
        "{} categories have fewer than {} earlier weeks: nothing can be said of them yet\n", young,
        needed);
  }
  return out;
}

}  // namespace

int surge_command(const SurgeArguments& a) {
  return write_found(a.out, surges(a));
}

void add_patterns_surge(CLI::App& patterns, std::function<int()>& run) {
  const auto a = std::make_shared<SurgeArguments>();
  auto* c = patterns.add_subcommand("surge", "Is a week's count more than earlier years explain?");
  c->footer(
      "Reads category,week,count; a week is a day of it, the same each week. Writes "
      "category,week,observed,expected,upper,score,alarm (yes, no, or empty where earlier weeks "
      "are too few).");
  c->add_option("--counts", a->counts, "CSV file: category,week,count")->required();
  c->add_option("--at", a->at, "The week to judge; default the last");
  c->add_option("--years", a->years, "Years to look back")->capture_default_str();
  c->add_option("--levels", a->levels, "Levels of the season; 1: only the weeks around this one")
      ->capture_default_str();
  c->add_option("--past-weeks", a->past_weeks, "Newest weeks left out of what is expected")
      ->capture_default_str();
  c->add_option("--alpha", a->alpha, "Chance of an alarm where nothing has changed")
      ->capture_default_str();
  c->add_option("--trend-p", a->trend_p, "Keep a trend up to this p-value; 1: always")
      ->capture_default_str();
  c->add_option("--limit", a->limit, "negative-binomial or two-thirds")->capture_default_str();
  c->add_option("--out", a->out, "File to write")->required();
  c->callback([a, &run] { run = [a] { return surge_command(*a); }; });
}

}  // namespace mash::server
