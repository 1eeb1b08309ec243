// SPDX-License-Identifier: MIT
#include "patterns_scan_command.h"

#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <cmath>
#include <iostream>
#include <map>
#include <memory>
#include <optional>
#include <thread>

#include "link_files.h"
#include "mash/linkage/csv.h"
#include "mash/scan/scan.h"
#include "patterns_command.h"
#include "patterns_files.h"

namespace mash::server {

namespace {

// What is read of the files: the study, and the words for its places and times.
struct Read {
  scan::Study study;
  std::vector<std::string> names;
  std::map<std::string, std::size_t, std::less<>> index;
  TimeUnit unit = TimeUnit::number;
  std::int64_t first = 0;  // time
};

Result<bool> read_places(const std::string& path, Read& out) {
  MASH_TRY(out.study.degrees, has_column(path, "lat"));
  const std::vector<std::string> headers = out.study.degrees
                                               ? std::vector<std::string>{"place", "lat", "lon"}
                                               : std::vector<std::string>{"place", "x", "y"};
  MASH_TRY(const auto columns, read_pattern_columns(path, headers));
  MASH_TRY(const auto x, numbers_of(columns[1]));
  MASH_TRY(const auto y, numbers_of(columns[2]));
  for (std::size_t i = 0; i < x.size(); ++i) {
    if (out.study.degrees && std::abs(x[i]) > 90)
      return fault_in(columns[1], i, "a latitude is from -90 to 90");
    if (out.study.degrees && std::abs(y[i]) > 180)
      return fault_in(columns[2], i, "a longitude is from -180 to 180");
    if (!out.index.emplace(columns[0].cells[i], i).second)
      return fault_in(columns[0], i, "this place stands in an earlier row too; give each once");
    out.names.push_back(columns[0].cells[i]);
    out.study.places.push_back({x[i], y[i]});
  }
  return true;
}

Result<std::vector<std::size_t>> places_in(const PatternColumn& column, const Read& read) {
  std::vector<std::size_t> out;
  for (std::size_t i = 0; i < column.cells.size(); ++i) {
    const auto found = read.index.find(column.cells[i]);
    if (found == read.index.end())
      return fault_in(column, i, "this place is not in the file of places; add it there");
    out.push_back(found->second);
  }
  return out;
}

struct Rows {
  std::vector<std::size_t> place;
  std::vector<std::int64_t> time;
  std::vector<double> number;
};

// The period is from the first to the last time of the cases, or what --from and --to say.
Result<bool> set_period(const ScanArguments& a, const std::vector<std::int64_t>& times, Read& out) {
  constexpr std::int64_t longest = 100'000;
  const auto [low, high] = std::minmax_element(times.begin(), times.end());
  out.first = *low;
  std::int64_t last = *high;
  if (!a.from.empty()) {
    MASH_TRY(out.first, time_of_option("from", a.from, out.unit));
  }
  if (!a.to.empty()) {
    MASH_TRY(last, time_of_option("to", a.to, out.unit));
  }
  if (last < out.first) return invalid("to", "--to is before --from or before the first case");
  if (last - out.first >= longest) {
    return invalid("from", fmt::format("the times span more than {} steps; look for a slip in one, "
                                       "or begin later with --from",
                                       longest));
  }
  out.study.times = static_cast<std::size_t>(last - out.first) + 1;
  if (out.study.times * out.study.places.size() > 100'000'000)
    return invalid("from", "more than 100 million places and times; begin later with --from");
  return true;
}

Result<bool> read_cases(const ScanArguments& a, Read& out) {
  MASH_TRY(const auto columns, read_pattern_columns(a.cases, {"place", "time", "count"}));
  MASH_TRY(const auto places, places_in(columns[0], out));
  MASH_TRY(const auto times, times_of(columns[1]));
  MASH_TRY(const auto counts, numbers_of(columns[2]));
  out.unit = times.unit;
  MASH_TRY_DO(set_period(a, times.at, out));
  out.study.cases.assign(out.study.places.size() * out.study.times, 0);
  double total = 0;
  double outside = 0;
  for (std::size_t i = 0; i < counts.size(); ++i) {
    if (counts[i] < 0 || counts[i] != std::floor(counts[i]) || counts[i] > 1e6)
      return fault_in(columns[2], i, "a count is a whole number from 0 to 1,000,000");
    total += counts[i];
    if (total > 1e7) return fault_in(columns[2], i, "there are more than 10 million cases");
    const auto at = times.at[i] - out.first;
    if (at < 0 || at >= static_cast<std::int64_t>(out.study.times)) {
      outside += counts[i];
      continue;
    }
    out.study.cases[places[i] * out.study.times + static_cast<std::size_t>(at)] +=
        static_cast<std::uint32_t>(counts[i]);
  }
  if (outside > 0)
    std::cerr << fmt::format("{} cases before --from or after --to left out\n", outside);
  return true;
}

// The baseline of a place goes on until its next row, and back to the start before its first.
void spread(const std::map<std::int64_t, double>& known, std::int64_t first,
            std::span<double> row) {
  if (known.empty()) return;
  auto next = known.upper_bound(first);
  double value = next == known.begin() ? known.begin()->second : std::prev(next)->second;
  for (std::size_t t = 0; t < row.size(); ++t) {
    for (; next != known.end() && next->first <= first + static_cast<std::int64_t>(t); ++next)
      value = next->second;
    row[t] = value;
  }
}

Result<bool> read_baseline(const ScanArguments& a, Read& out) {
  MASH_TRY(const auto timed, has_column(a.baseline, "time"));
  std::vector<std::string> headers{"place", "population"};
  if (timed) headers.emplace_back("time");
  MASH_TRY(const auto columns, read_pattern_columns(a.baseline, headers));
  MASH_TRY(const auto places, places_in(columns[0], out));
  MASH_TRY(const auto people, numbers_of(columns[1]));
  Times times{out.unit, std::vector<std::int64_t>(people.size(), out.first)};
  if (timed) {
    MASH_TRY(times, times_of(columns[2]));
  }
  if (times.unit != out.unit) {
    return fault_in(columns[2], 0,
                    fmt::format("this is a {}, but the cases' times are {}s; write both in one way",
                                name_of(times.unit), name_of(out.unit)));
  }
  std::vector<std::map<std::int64_t, double>> known(out.study.places.size());
  for (std::size_t i = 0; i < people.size(); ++i) {
    if (people[i] < 0) return fault_in(columns[1], i, "a population is 0 or more");
    known[places[i]][times.at[i]] += people[i];
  }
  out.study.baseline.assign(out.study.cases.size(), 0);
  for (std::size_t p = 0; p < known.size(); ++p) {
    spread(known[p], out.first,
           std::span(out.study.baseline).subspan(p * out.study.times, out.study.times));
  }
  for (std::size_t i = 0; i < out.study.cases.size(); ++i) {
    if (out.study.cases[i] == 0 || out.study.baseline[i] > 0) continue;
    const auto at = out.first + static_cast<std::int64_t>(i % out.study.times);
    return invalid(a.baseline, fmt::format("{}: place {} has cases at {}, but no population then; "
                                           "add a row for it",
                                           a.baseline, out.names[i / out.study.times],
                                           text_of_time(at, out.unit)));
  }
  return true;
}

std::optional<scan::Model> model_of(std::string_view name) {
  if (name == "poisson") return scan::Model::poisson;
  if (name == "expectation") return scan::Model::expectation;
  if (name == "permutation") return scan::Model::permutation;
  return std::nullopt;
}

Result<scan::Options> check(const ScanArguments& a) {
  const std::pair<const char*, const std::string*> files[] = {
      {"cases", &a.cases}, {"places", &a.places}, {"out", &a.out}};
  for (const auto& [option, path] : files)
    if (path->empty()) return invalid(option, fmt::format("name the file with --{}", option));
  const auto model = model_of(a.model);
  if (!model) return invalid("model", "--model is poisson, expectation or permutation");
  if (a.baseline.empty() && *model != scan::Model::permutation)
    return invalid("baseline", "name the file with --baseline; only permutation needs none");
  const NamedFile read[] = {{"cases", a.cases}, {"baseline", a.baseline}, {"places", a.places}};
  const NamedFile written[] = {{"out", a.out}};
  MASH_TRY_DO(check_written(read, written));
  scan::Options o;
  o.model = *model;
  o.prospective = a.prospective;
  o.max_duration = a.max_duration;
  o.max_share = a.max_share;
  o.replicas = a.monte_carlo;
  o.seed = a.seed;
  o.most = a.most;
  o.threads = a.threads != 0 ? a.threads : std::max(1U, std::thread::hardware_concurrency());
  return o;
}

std::string csv_of(const Read& read, const std::vector<scan::Cluster>& clusters) {
  std::string out = "rank,places,start,end,observed,expected,relative_risk,score,p_value\n";
  for (std::size_t i = 0; i < clusters.size(); ++i) {
    const auto& c = clusters[i];
    std::string places;
    for (const auto p : c.places) places += (places.empty() ? "" : ";") + read.names[p];
    out += fmt::format("{},", i + 1);
    linkage::append_cell(out, places);
    const auto time = [&](std::size_t t) {
      return text_of_time(read.first + static_cast<std::int64_t>(t), read.unit);
    };
    out += fmt::format(",{},{},{},{:.6f},{:.6f},{:.6f},{}\n", time(c.first), time(c.last),
                       c.observed, c.expected, c.relative_risk, c.score, c.p_value);
  }
  return out;
}

Result<std::string> clusters(const ScanArguments& a) {
  MASH_TRY(const auto options, check(a));
  Read read;
  MASH_TRY_DO(read_places(a.places, read));
  MASH_TRY_DO(read_cases(a, read));
  if (options.model != scan::Model::permutation) MASH_TRY_DO(read_baseline(a, read));
  MASH_TRY(const auto found, scan::scan(read.study, options));
  for (std::size_t i = 0; i < found.size(); ++i) {
    if (found[i].near_ties == 0) continue;
    std::cerr << fmt::format("cluster {}: {} other circles score the same to 9 decimals\n", i + 1,
                             found[i].near_ties);
  }
  return csv_of(read, found);
}

}  // namespace

int scan_command(const ScanArguments& a) {
  return write_found(a.out, clusters(a));
}

void add_patterns_scan(CLI::App& patterns, std::function<int()>& run) {
  const auto a = std::make_shared<ScanArguments>();
  auto* c = patterns.add_subcommand("scan", "Clusters of cases in place and time");
  c->footer(
      "Reads cases (place,time,count), baseline (place,time,population) and places (place,x,y or "
      "place,lat,lon). Writes rank,places,start,end,observed,expected,relative_risk,score,p_value; "
      "the places are parted by semicolons.");
  c->add_option("--cases", a->cases, "CSV file: place,time,count")->required();
  c->add_option("--baseline", a->baseline,
                "CSV file: place,time,population; a population goes on until its next row");
  c->add_option("--places", a->places, "CSV file: place,x,y or place,lat,lon")->required();
  c->add_option("--model", a->model,
                "poisson: cases as the population is; expectation: the population is the number "
                "expected; permutation: without a baseline")
      ->capture_default_str();
  c->add_flag("--prospective", a->prospective, "Only clusters that last to the end");
  c->add_option("--from", a->from, "The first time; default the first of the cases");
  c->add_option("--to", a->to, "The last time; default the last of the cases");
  c->add_option("--max-duration", a->max_duration, "Longest cluster in times; default half of all");
  c->add_option("--max-share", a->max_share, "Largest share of what is expected in a circle")
      ->capture_default_str();
  c->add_option("--monte-carlo", a->monte_carlo, "Replicas by chance, for p-values")
      ->capture_default_str();
  c->add_option("--seed", a->seed, "The same seed gives the same p-values")->capture_default_str();
  c->add_option("--most", a->most, "Clusters to write at most")->capture_default_str();
  c->add_option("--threads", a->threads, "Default: as many as the machine has");
  c->add_option("--out", a->out, "File to write")->required();
  c->callback([a, &run] { run = [a] { return scan_command(*a); }; });
}

}  // namespace mash::server
