// SPDX-License-Identifier: MIT
// Places and months: children missing at one home or at the same time, and more of something in a
// week than usual.
#include <algorithm>
#include <map>
#include <set>

#include "detect.h"
#include "mash/network/away.h"
#include "mash/people/repeat_policy.h"
#include "mash/statistics/surge.h"

namespace mash::findings {

namespace {

using research::Index;

constexpr std::int64_t k_whole = 100;
constexpr int k_week = 7;

// The newest span of so many days in which enough children of one home were reported missing.
struct Span {
  std::set<Index> cases, children;
  std::set<network::Person> families;
};
std::optional<Span> missing_span(const Lookout& l, const std::vector<Index>& cases) {
  const auto& rule = l.policy.missing_place;
  for (auto last = cases.rbegin(); last != cases.rend(); ++last) {
    if (!l.is_recent(l.of(*last).day, l.policy.holds_days)) return std::nullopt;
    Span span;
    for (const Index i : cases) {
      if (i > *last || days_between(l.of(i).day, l.of(*last).day) >= rule.days) continue;
      span.cases.insert(i);
      for (const Index child : l.known_children[i]) {
        span.children.insert(child);
        span.families.insert(l.family[child]);
      }
    }
    if (std::ssize(span.children) >= rule.children && std::ssize(span.families) >= rule.families)
      return span;
  }
  return std::nullopt;
}

// A count of each of the last weeks, the newest of which ends today, and the cases of that one.
struct Weeks {
  std::vector<double> counts;
  std::vector<Index> newest;
};
std::optional<std::size_t> week_of(const Lookout& l, LocalDate day, std::size_t weeks) {
  const auto back = days_between(day, l.today) / k_week;
  if (back < 0 || back >= static_cast<std::int64_t>(weeks)) return std::nullopt;
  return weeks - 1 - static_cast<std::size_t>(back);
}

void add_week(const Lookout& l, Weeks& to, Index in, std::size_t weeks) {
  if (to.counts.empty()) to.counts.resize(weeks);
  const auto week = week_of(l, l.of(in).day, weeks);
  if (!week) return;
  to.counts[*week] += 1;
  if (*week == weeks - 1) to.newest.push_back(in);
}

void judge_week(const Lookout& l, const Subject& about, const Weeks& weeks,
                const statistics::SurgeOptions& options, std::vector<Finding>& out) {
  if (weeks.newest.empty()) return;
  const auto judged = statistics::surge(weeks.counts, l.today, options);
  if (!judged || !judged->alarm) return;
  constexpr double k_hundred = 100;
  const auto in_hundredths = [](double v) { return static_cast<std::int64_t>(v * k_hundred); };
  Finding found{.kind = Kind::surge, .rule = l.rule("surge"), .newest = l.today};
  found.subjects = {about};
  for (const Index i : weeks.newest) found.evidence.push_back({l.of(i).id, Says::counted});
  found.newest = l.of(weeks.newest.back()).day;
  found.strength = judged->upper > 0 ? in_hundredths(judged->observed / judged->upper) : k_whole;
  found.numbers = {{"observed", static_cast<std::int64_t>(judged->observed)},
                   {"expected_hundredths", in_hundredths(judged->expected)},
                   {"upper_hundredths", in_hundredths(judged->upper)},
                   {"baseline_weeks", static_cast<std::int64_t>(judged->baseline)},
                   {"alpha_thousandths", l.policy.surge.alpha_thousandths}};
  out.push_back(std::move(found));
}

}  // namespace

void find_missing_places(const Lookout& l, std::vector<Finding>& out) {
  const auto& rule = l.policy.missing_place;
  const auto& all = l.record.home_in;
  for (std::size_t from = 0, to = 0; from < all.size(); from = to) {
    std::vector<Index> cases;
    for (to = from; to < all.size() && all[to].home == all[from].home; ++to) {
      if (reports_missing(l.of(all[to].in))) cases.push_back(all[to].in);
    }
    const auto span = missing_span(l, cases);
    if (!span) continue;
    Finding found{.kind = Kind::missing_place, .rule = l.rule("missing-place")};
    found.subjects = {{About::home, l.record.homes[all[from].home].key}};
    for (const Index child : span->children) {
      found.subjects.push_back({About::child, l.record.people[child].id});
    }
    for (const Index i : span->cases) found.evidence.push_back({l.of(i).id, Says::missing});
    found.newest = l.of(*span->cases.rbegin()).day;
    found.strength = std::ssize(span->children) * k_whole / rule.children;
    found.numbers = {{"children", std::ssize(span->children)},
                     {"children_needed", rule.children},
                     {"families", std::ssize(span->families)},
                     {"families_needed", rule.families},
                     {"days", rule.days},
                     {"cases", std::ssize(span->cases)}};
    out.push_back(std::move(found));
  }
}

void find_missing_together(const Lookout& l, std::vector<Finding>& out) {
  const auto& rule = l.policy.missing_together;
  const LocalDate from = people::counts_from(
      people::built_in_repeat_policy(),
      {.amount = rule.months, .unit = people::RepeatWindow::Unit::months}, l.today);
  std::vector<network::Absence> absences;
  std::vector<Index> of;
  for (Index i = 0; i < l.record.cases.size(); ++i) {
    if (l.of(i).day < from || !reports_missing(l.of(i))) continue;
    const auto day = static_cast<network::Day>(day_number(l.of(i).day));
    for (const Index child : l.known_children[i]) {
      absences.push_back({.child = child, .from = day, .until = day + rule.days});
      of.push_back(i);
    }
  }
  for (const auto& pair :
       network::away_together(absences, l.family, static_cast<std::size_t>(rule.times))) {
    std::set<Index> cases;
    for (const auto& [one, other] : pair.times) cases.insert({of[one], of[other]});
    Finding found{.kind = Kind::missing_together, .rule = l.rule("missing-together")};
    found.newest = l.of(*cases.rbegin()).day;
    if (!l.is_recent(found.newest, l.policy.holds_days)) continue;
    found.subjects = {{About::child, l.record.people[pair.one].id},
                      {About::child, l.record.people[pair.other].id}};
    for (const Index i : cases) found.evidence.push_back({l.of(i).id, Says::missing});
    found.strength = std::ssize(pair.times) * k_whole / rule.times;
    found.numbers = {{"times", std::ssize(pair.times)},
                     {"times_needed", rule.times},
                     {"days", rule.days},
                     {"months", rule.months}};
    out.push_back(std::move(found));
  }
}

void find_surges(const Lookout& l, std::vector<Finding>& out) {
  constexpr double k_thousand = 1000;
  if (l.record.cases.empty()) return;
  statistics::SurgeOptions options;
  options.years = static_cast<std::size_t>(l.policy.surge.years);
  options.alpha = l.policy.surge.alpha_thousandths / k_thousand;
  const auto weeks =
      static_cast<std::size_t>(days_between(l.record.cases.front().day, l.today) / k_week + 1);
  if (weeks <= statistics::weeks_needed(l.today, options)) return;
  std::map<model::ConcernType, Weeks> by_concern;
  std::map<std::string, Weeks> by_district;
  for (Index i = 0; i < l.record.cases.size(); ++i) {
    for (const auto concern : l.of(i).concerns) add_week(l, by_concern[concern], i, weeks);
  }
  std::set<std::pair<Index, std::string>> once;
  for (const auto& h : l.record.home_in) {
    const auto& district = l.record.homes[h.home].district;
    if (!district.empty()) once.emplace(h.in, district);
  }
  for (const auto& [in, district] : once) add_week(l, by_district[district], in, weeks);
  for (const auto& [concern, counted] : by_concern) {
    judge_week(l, {About::concern, std::string(model::code_of(concern))}, counted, options, out);
  }
  for (const auto& [district, counted] : by_district) {
    judge_week(l, {About::district, district}, counted, options, out);
  }
}

}  // namespace mash::findings
