// SPDX-License-Identifier: MIT
#include "mash/turnaround/turnaround.h"

#include <fmt/format.h>

#include <cmath>
#include <functional>
#include <map>
#include <set>
#include <tuple>

#include "charts.h"

namespace mash::turnaround {

namespace {

namespace st = mash::statistics;

using Pointers = std::vector<const Case*>;

Result<bool> check(std::span<const Case> cases, const Options& o) {
  std::array<std::size_t, 2> sides{};
  for (std::size_t i = 0; i < cases.size(); ++i) {
    const auto& c = cases[i];
    const std::string where = "case " + std::to_string(i + 1) + ": ";
    if (c.decided && *c.decided < c.received)
      return invalid("cases", where + "it was decided before it was received");
    if (c.received > o.until || (c.decided && *c.decided > o.until))
      return invalid("cases", where + "it is after the moment up to which the cases go");
    if (c.working_hours && (!std::isfinite(*c.working_hours) || *c.working_hours < 0))
      return invalid("cases", where + "hours are 0 or more");
    ++sides[c.received < o.change ? 0 : 1];
  }
  if (sides[0] == 0 || sides[1] == 0) {
    return invalid("change",
                   "all cases are on one side of the change; name a time with cases received "
                   "before it and from it on");
  }
  if (o.replicas < 100 || o.replicas > 1'000'000)
    return invalid("replicas", "100 to 1,000,000 replicas; 999 are usual");
  return true;
}

std::vector<Stratum> mix_of(std::span<const Case> cases, const Options& o) {
  std::map<std::tuple<std::string, std::string, std::string>, std::array<std::size_t, 2>> found;
  for (const auto& c : cases) ++found[{c.level, c.rating, c.source}][c.received < o.change ? 0 : 1];
  std::vector<Stratum> out;
  for (const auto& [key, sides] : found)
    out.push_back({std::get<0>(key), std::get<1>(key), std::get<2>(key), sides});
  return out;
}

std::vector<Move> moves_of(std::span<const Case> cases, const Options& o) {
  std::map<std::pair<std::string, std::string>, std::array<std::size_t, 2>> found;
  for (const auto& c : cases) ++found[{c.rating, c.rating_last}][c.received < o.change ? 0 : 1];
  std::vector<Move> out;
  for (const auto& [key, sides] : found) out.push_back({key.first, key.second, sides});
  return out;
}

bool beyond_chance(const st::TimeRatio& r) {
  return (r.upper && *r.upper < 1) || (r.lower && *r.lower > 1);
}

std::string text_of(const std::optional<double>& v) {
  return v ? fmt::format("{:.2f}", *v) : "unknown";
}

std::string finding_of(const Comparison& c) {
  const auto& like = c.like_for_like;
  const std::string of =
      c.by == By::all ? "All"
                      : fmt::format("{} {}", c.by == By::level ? "Level" : "Rating", c.value);
  const std::string clock = c.hours == Hours::wall ? "wall clock" : "working hours";
  if (!like.ratio)
    return fmt::format("{}: too few alike before and after to compare ({})", of, clock);
  const auto interval = fmt::format("{} ({} to {}, {})", text_of(like.ratio), text_of(like.lower),
                                    text_of(like.upper), clock);
  if (beyond_chance(like)) {
    return fmt::format("{}: like for like, {} times as long as before, {}", of, interval,
                       *like.ratio < 1 ? "shorter" : "longer");
  }
  std::string out = fmt::format(
      "{}: like for like, no change that chance does not explain: {} times as long", of, interval);
  if (beyond_chance(c.at_first_sight))
    out += "; what looks like one is another mix of levels, ratings and sources";
  return out;
}

// What of a comparison one clock knows.
class Compare {
 public:
  Compare(std::span<const Case> cases, const Options& o) : options_(o) {
    std::map<std::tuple<std::string, std::string, std::string>, std::size_t> numbers;
    for (const auto& c : cases) {
      strata_[&c] =
          numbers.try_emplace({c.level, c.rating, c.source}, numbers.size()).first->second;
    }
  }

  [[nodiscard]] Result<Comparison> operator()(Hours hours, By by, const std::string& value,
                                              const Pointers& cases) const {
    Comparison out;
    out.hours = hours;
    out.by = by;
    out.value = value;
    std::vector<st::Compared> all;
    std::array<std::vector<st::Lasted>, 2> sides;
    for (const auto* c : cases) {
      if (hours == Hours::working && !c->working_hours) continue;
      const double length =
          hours == Hours::working ? *c->working_hours : wall_hours(*c, options_.until);
      const bool after = c->received >= options_.change;
      const bool ended = c->decided.has_value();
      const std::size_t side = after ? 1 : 0;
      ++out.sides[side].cases;
      out.sides[side].open += ended ? 0 : 1;
      sides[side].push_back({length, ended, c->family});
      all.push_back({length, ended, after, strata_.at(c), c->family});
    }
    for (std::size_t side = 0; side < 2; ++side) {
      if (sides[side].empty()) continue;
      MASH_TRY(out.sides[side].hours,
               st::duration_summary(sides[side], options_.replicas, options_.seed));
    }
    MASH_TRY(out.like_for_like, st::time_ratio(all, options_.replicas, options_.seed));
    for (auto& c : all) c.stratum = 0;
    MASH_TRY(out.at_first_sight, st::time_ratio(all, options_.replicas, options_.seed));
    out.finding = finding_of(out);
    return out;
  }

 private:
  const Options& options_;
  std::map<const Case*, std::size_t> strata_;
};

Curves curves_of(const std::string& level, const Pointers& cases, const Options& o) {
  Curves out;
  out.level = level;
  std::array<std::vector<st::Lasted>, 2> sides;
  for (const auto* c : cases) {
    sides[c->received < o.change ? 0 : 1].push_back(
        {wall_hours(*c, o.until), c->decided.has_value(), c->family});
  }
  for (std::size_t side = 0; side < 2; ++side)
    if (auto curve = st::kaplan_meier(sides[side])) out.sides[side] = std::move(*curve);
  return out;
}

}  // namespace

std::string_view name_of(Hours hours) {
  return hours == Hours::wall ? "wall" : "working";
}

std::string_view name_of(By by) {
  if (by == By::all) return "all";
  return by == By::level ? "level" : "rating";
}

Result<Report> evaluate(std::span<const Case> cases, const Options& o) {
  MASH_TRY_DO(check(cases, o));
  Report out;
  out.cases = cases.size();
  std::set<std::size_t> families;
  Pointers all;
  std::map<std::string, Pointers> levels;
  std::map<std::string, Pointers> ratings;
  for (const auto& c : cases) {
    families.insert(c.family);
    if (c.received < o.change && c.decided.value_or(o.until) >= o.change) ++out.straddling;
    if (!c.working_hours) ++out.without_working_hours;
    all.push_back(&c);
    levels[c.level].push_back(&c);
    ratings[c.rating].push_back(&c);
  }
  out.families = families.size();
  out.mix = mix_of(cases, o);
  out.moves = moves_of(cases, o);
  const Compare compare(cases, o);
  for (const auto hours : {Hours::wall, Hours::working}) {
    const auto add = [&](By by, const std::string& value, const Pointers& some) -> Result<bool> {
      MASH_TRY(auto comparison, compare(hours, by, value, some));
      out.comparisons.push_back(std::move(comparison));
      return true;
    };
    MASH_TRY_DO(add(By::all, "", all));
    for (const auto& [level, some] : levels) MASH_TRY_DO(add(By::level, level, some));
    for (const auto& [rating, some] : ratings) MASH_TRY_DO(add(By::rating, rating, some));
  }
  for (const auto& [level, some] : levels) {
    out.curves.push_back(curves_of(level, some, o));
    out.charts.push_back(chart_of(level, some, o));
  }
  return out;
}

}  // namespace mash::turnaround
