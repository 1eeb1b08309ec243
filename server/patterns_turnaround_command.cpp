// SPDX-License-Identifier: MIT
#include "patterns_turnaround_command.h"

#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <iostream>
#include <map>
#include <memory>
#include <optional>
#include <set>

#include "link_files.h"
#include "mash/base/time.h"
#include "mash/json/value.h"
#include "mash/turnaround/turnaround.h"
#include "patterns_command.h"
#include "patterns_files.h"

namespace mash::server {

namespace {

namespace st = mash::statistics;
namespace ta = mash::turnaround;

constexpr std::string_view k_moment =
    "a moment is written as 2026-11-24T09:00:00Z or with an offset, 2026-11-24T09:00:00+00:00";

Result<UtcTime> moment_of(const PatternColumn& column, std::size_t row) {
  const auto time = parse_iso(column.cells[row]);
  if (!time) return fault_in(column, row, k_moment);
  return *time;
}

Result<UtcTime> moment_of_option(std::string_view option, const std::string& text) {
  const auto time = parse_iso(text);
  if (!time) return invalid(std::string(option), fmt::format("--{}: {}", option, k_moment));
  return *time;
}

struct Read {
  std::vector<ta::Case> cases;
  UtcTime last;
};

enum Column : std::size_t {
  k_case,
  k_family,
  k_source,
  k_level,
  k_rating_first,
  k_rating_last,
  k_received,
  k_decided,
  k_working_hours,
};

// An empty cell is no hours; all others have to be numbers.
Result<std::vector<std::optional<double>>> hours_of(const PatternColumn& column) {
  auto filled = column;
  for (auto& cell : filled.cells)
    if (cell.empty()) cell = "0";
  MASH_TRY(const auto numbers, numbers_of(filled));
  std::vector<std::optional<double>> out;
  for (std::size_t i = 0; i < numbers.size(); ++i) {
    if (numbers[i] < 0) return fault_in(column, i, "hours are 0 or more");
    out.push_back(column.cells[i].empty() ? std::nullopt : std::optional(numbers[i]));
  }
  return out;
}

Result<Read> read_cases(const std::string& path) {
  MASH_TRY(const auto columns,
           read_pattern_columns(path, {"case", "family", "source", "level", "rating_first",
                                       "rating_last", "received", "decided", "working_hours"}));
  MASH_TRY(const auto hours, hours_of(columns[k_working_hours]));
  Read out;
  std::set<std::string_view> seen;
  std::map<std::string_view, std::size_t> families;
  std::size_t next_family = 0;
  for (std::size_t i = 0; i < hours.size(); ++i) {
    const auto cell = [&](Column c) -> const std::string& { return columns[c].cells[i]; };
    for (const auto c : {k_case, k_level, k_rating_first})
      if (cell(c).empty()) return fault_in(columns[c], i, "this must not be empty");
    if (!seen.insert(cell(k_case)).second)
      return fault_in(columns[k_case], i, "this case stands in an earlier row too; give each once");
    ta::Case c;
    // Whose family is not known is one of their own.
    if (cell(k_family).empty()) {
      c.family = next_family++;
    } else {
      const auto [found, is_new] = families.try_emplace(cell(k_family), next_family);
      next_family += is_new ? 1 : 0;
      c.family = found->second;
    }
    c.source = cell(k_source);
    c.level = cell(k_level);
    c.rating = cell(k_rating_first);
    c.rating_last = cell(k_rating_last);
    MASH_TRY(c.received, moment_of(columns[k_received], i));
    out.last = i == 0 ? c.received : std::max(out.last, c.received);
    if (!cell(k_decided).empty()) {
      MASH_TRY(c.decided, moment_of(columns[k_decided], i));
      if (*c.decided < c.received)
        return fault_in(columns[k_decided], i, "this is before the case was received");
      out.last = std::max(out.last, *c.decided);
    }
    c.working_hours = hours[i];
    out.cases.push_back(std::move(c));
  }
  return out;
}

json::Value json_of(const std::optional<double>& v) {
  return v ? json::Value(*v) : json::Value(nullptr);
}

json::Value json_of(const st::TimeBy& t) {
  return json::Object{
      {"estimate", json_of(t.estimate)}, {"lower", json_of(t.lower)}, {"upper", json_of(t.upper)}};
}

json::Value json_of(const ta::Side& s) {
  json::Object out{{"cases", s.cases}, {"open", s.open}};
  if (s.hours) {
    out.emplace_back("mean_hours", json_of(s.hours->mean));
    out.emplace_back("median_hours", json_of(s.hours->median));
    out.emplace_back("p90_hours", json_of(s.hours->p90));
    out.emplace_back("mean_is_cut_short", s.hours->longest_goes_on);
  }
  return out;
}

json::Value json_of(const st::TimeRatio& r) {
  return json::Object{{"ratio", json_of(r.ratio)}, {"lower", json_of(r.lower)},
                      {"upper", json_of(r.upper)}, {"strata", r.strata},
                      {"cases", r.used},           {"cases_left_out", r.left_out}};
}

json::Value json_of(const ta::Comparison& c) {
  return json::Object{{"finding", c.finding},
                      {"clock", ta::name_of(c.hours)},
                      {"by", ta::name_of(c.by)},
                      {"value", c.value},
                      {"before", json_of(c.sides[0])},
                      {"after", json_of(c.sides[1])},
                      {"like_for_like", json_of(c.like_for_like)},
                      {"at_first_sight", json_of(c.at_first_sight)}};
}

json::Value json_of(const std::vector<st::Remaining>& curve) {
  json::Array out;
  for (const auto& r : curve) {
    out.push_back(json::Object{{"hours", r.time},
                               {"at_risk", r.at_risk},
                               {"decided", r.ended},
                               {"share_open", r.share},
                               {"lower", r.lower},
                               {"upper", r.upper}});
  }
  return out;
}

json::Value json_of(const ta::Chart& c) {
  json::Array points;
  for (const auto& p : c.points) {
    points.push_back(json::Object{{"start", iso_utc(p.start)},
                                  {"cases", p.cases},
                                  {"median_hours", p.point.value},
                                  {"mean", p.point.mean},
                                  {"lower", p.point.lower},
                                  {"upper", p.point.upper},
                                  {"point_type", name_of(p.point.type)}});
  }
  json::Object step{{"spans_left_out", c.spans_left_out}};
  if (c.step) {
    step.emplace_back("mean_ratio", c.step->rate_ratio);
    step.emplace_back("lower", c.step->lower);
    step.emplace_back("upper", c.step->upper);
    step.emplace_back("newey_west_lower", c.step->newey_west_lower);
    step.emplace_back("newey_west_upper", c.step->newey_west_upper);
    step.emplace_back("durbin_watson", c.step->durbin_watson);
    step.emplace_back("dispersion", c.step->dispersion);
    step.emplace_back("spans", c.step->observations);
  } else {
    step.emplace_back("why_none", c.no_step);
  }
  return json::Object{{"level", c.level},
                      {"finding", c.finding},
                      {"points", std::move(points)},
                      {"interrupted_series", std::move(step)}};
}

json::Value json_of(const ta::Stratum& s) {
  return json::Object{{"level", s.level},
                      {"rating_first", s.rating},
                      {"source", s.source},
                      {"before", s.cases[0]},
                      {"after", s.cases[1]}};
}

json::Value json_of(const ta::Move& m) {
  return json::Object{{"rating_first", m.first},
                      {"rating_last", m.last},
                      {"before", m.cases[0]},
                      {"after", m.cases[1]}};
}

json::Value json_of(const ta::Curves& c) {
  return json::Object{
      {"level", c.level}, {"before", json_of(c.sides[0])}, {"after", json_of(c.sides[1])}};
}

template <class T>
json::Array array_of(const std::vector<T>& values) {
  json::Array out;
  for (const auto& v : values) out.push_back(json_of(v));
  return out;
}

Result<std::string> report_of(const TurnaroundArguments& a) {
  if (a.cases.empty()) return invalid("cases", "name the file to read with --cases");
  if (a.before_after.empty())
    return invalid("before-after", "say when the change was with --before-after");
  if (!a.out_json.empty()) {
    const NamedFile read[] = {{"cases", a.cases}};
    const NamedFile written[] = {{"out-json", a.out_json}};
    MASH_TRY_DO(check_written(read, written));
  }
  ta::Options o;
  MASH_TRY(o.change, moment_of_option("before-after", a.before_after));
  o.replicas = a.replicas;
  o.seed = a.seed;
  MASH_TRY(const auto read, read_cases(a.cases));
  o.until = read.last;
  if (!a.until.empty()) {
    MASH_TRY(o.until, moment_of_option("until", a.until));
    if (o.until < read.last)
      return invalid("until", "--until is before the last time in the file; name a later one");
  }
  MASH_TRY(const auto r, ta::evaluate(read.cases, o));
  return json::encode_pretty(json::Object{{"before_after", iso_utc(o.change)},
                                          {"until", iso_utc(o.until)},
                                          {"cases", r.cases},
                                          {"families", r.families},
                                          {"received_before_decided_after", r.straddling},
                                          {"without_working_hours", r.without_working_hours},
                                          {"replicas", o.replicas},
                                          {"seed", o.seed},
                                          {"comparisons", array_of(r.comparisons)},
                                          {"mix", array_of(r.mix)},
                                          {"rating_moves", array_of(r.moves)},
                                          {"curves", array_of(r.curves)},
                                          {"charts", array_of(r.charts)}});
}

}  // namespace

int turnaround_command(const TurnaroundArguments& a) {
  const auto report = report_of(a);
  if (!a.out_json.empty()) return write_found(a.out_json, report);
  if (!report) return refuse(report.error());
  std::cout << *report;
  return 0;
}

void add_patterns_turnaround(CLI::App& patterns, std::function<int()>& run) {
  const auto a = std::make_shared<TurnaroundArguments>();
  auto* c = patterns.add_subcommand("turnaround", "Did cases go faster after something changed?");
  c->footer(
      "Reads case,family,source,level,rating_first,rating_last,received,decided,working_hours; "
      "decided is empty while a case is open, times are ISO 8601 with an offset. Prints JSON.");
  c->add_option("--cases", a->cases, "CSV file of cases")->required();
  c->add_option("--before-after", a->before_after,
                "When it changed: received from then on is after")
      ->required();
  c->add_option("--until", a->until, "When the file was made; default the last time in it");
  c->add_option("--replicas", a->replicas, "Draws of families, for intervals")
      ->capture_default_str();
  c->add_option("--seed", a->seed, "The same seed gives the same intervals")->capture_default_str();
  c->add_option("--out-json", a->out_json, "File to write instead of stdout");
  c->callback([a, &run] { run = [a] { return turnaround_command(*a); }; });
}

}  // namespace mash::server
