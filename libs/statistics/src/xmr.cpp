// SPDX-License-Identifier: MIT
#include "mash/statistics/xmr.h"

#include <algorithm>
#include <cmath>
#include <string>

namespace mash::statistics {

namespace {

constexpr double k_limit = 2.66;
constexpr double k_outlier = 3.267;
constexpr std::size_t k_run = 7;

// Twice over in long doubles, as R's mean: a value on the mean must be found to be on it.
double mean_of(std::span<const double> values) {
  const auto n = static_cast<long double>(values.size());
  long double sum = 0;
  for (const double v : values) sum += v;
  const long double first = sum / n;
  long double rest = 0;
  for (const double v : values) rest += v - first;
  return static_cast<double>(first + rest / n);
}

double mean_moving_range(std::span<const double> values, bool screen) {
  std::vector<double> ranges;
  for (std::size_t i = 1; i < values.size(); ++i)
    ranges.push_back(std::abs(values[i] - values[i - 1]));
  const double all = mean_of(ranges);
  if (!screen || all == 0) return all;
  std::erase_if(ranges, [&](double r) { return r >= k_outlier * all; });
  return mean_of(ranges);
}

// One group's points with what the rules ask of them.
struct Group {
  std::span<XmrPoint> points;
  std::vector<int> side;    // of the mean
  std::vector<bool> close;  // beyond two thirds of a limit, but not beyond the limit
  std::vector<bool> outside;
};

Group measure(std::span<XmrPoint> points, double mean, double range) {
  Group g{points, {}, {}, {}};
  const double near = 2 * (k_limit / 3) * range;
  for (auto& p : points) {
    p.mean = mean;
    p.lower = mean - k_limit * range;
    p.upper = mean + k_limit * range;
    const bool out = p.value > p.upper || p.value < p.lower;
    g.outside.push_back(out);
    g.close.push_back(!out && (p.value < mean - near || p.value > mean + near));
    g.side.push_back(p.value > mean ? 1 : p.value < mean ? -1 : 0);
  }
  return g;
}

// Marks the points that no stronger reason has marked.
void mark(XmrPoint& point, Cause cause) {
  if (point.cause == Cause::chance) point.cause = cause;
}

// `step(i)` is the direction from point i to the next.
void mark_trends(Group& g) {
  const auto step = [&](std::size_t i) {
    const double d = g.points[i + 1].value - g.points[i].value;
    return d > 0 ? 1 : d < 0 ? -1 : 0;
  };
  for (std::size_t from = 0; from + k_run <= g.points.size(); ++from) {
    bool all = step(from) != 0;
    for (std::size_t i = from; i + 1 < from + k_run; ++i) all = all && step(i) == step(from);
    if (!all) continue;
    for (std::size_t i = from; i < from + k_run; ++i) mark(g.points[i], Cause::trend);
  }
}

void mark_two_of_three(Group& g) {
  for (std::size_t i = 0; i + 3 <= g.points.size(); ++i) {
    const bool one_side = std::abs(g.side[i] + g.side[i + 1] + g.side[i + 2]) == 3;
    const int close = int{g.close[i]} + int{g.close[i + 1]} + int{g.close[i + 2]};
    if (!one_side || close < 2) continue;
    for (std::size_t k = i; k < i + 3; ++k)
      if (g.close[k]) mark(g.points[k], Cause::two_of_three);
  }
}

void mark_sides(Group& g) {
  for (std::size_t from = 0; from + k_run <= g.points.size(); ++from) {
    const auto* const first = g.side.data() + from;
    if (*first == 0 || !std::all_of(first, first + k_run, [&](int s) { return s == *first; }))
      continue;
    for (std::size_t i = from; i < from + k_run; ++i) mark(g.points[i], Cause::one_side);
  }
}

PointType type_of(Cause cause, int side, Better better) {
  if (cause == Cause::chance) return PointType::common_cause;
  if (better == Better::none) return PointType::neutral;
  return side == (better == Better::up ? 1 : -1) ? PointType::improvement : PointType::concern;
}

Result<bool> check(std::span<const double> values, const XmrOptions& o) {
  if (!std::all_of(values.begin(), values.end(), [](double v) { return std::isfinite(v); }))
    return invalid("values", "a value is not a finite number");
  std::size_t from = 0;
  for (const auto start : o.rebase) {
    if (start <= from || start >= values.size()) {
      return invalid(
          "rebase",
          "each new group begins after the first point and after the group before it, "
          "and within the series; name its first point, counted from 1, in rising order");
    }
    from = start;
  }
  if (o.fix_after == 1) return invalid("fix-after", "limits need at least 2 points");
  return true;
}

}  // namespace

Result<std::vector<XmrPoint>> xmr(std::span<const double> values, const XmrOptions& o) {
  MASH_TRY_DO(check(values, o));
  std::vector<XmrPoint> points(values.size());
  std::vector<std::size_t> starts{0};
  starts.insert(starts.end(), o.rebase.begin(), o.rebase.end());
  for (std::size_t n = 0; n < starts.size(); ++n) {
    const auto end = n + 1 < starts.size() ? starts[n + 1] : values.size();
    const auto size = end - starts[n];
    if (size < 2) {
      return invalid(n == 0 && starts.size() == 1 ? "values" : "rebase",
                     "group " + std::to_string(n + 1) +
                         " has fewer than 2 points; limits need at least 2, better 12");
    }
    const auto group = std::span(points).subspan(starts[n], size);
    for (std::size_t i = 0; i < size; ++i) {
      group[i].value = values[starts[n] + i];
      group[i].group = n;
    }
    const auto made_of =
        values.subspan(starts[n], o.fix_after == 0 ? size : std::min(size, o.fix_after));
    auto g = measure(group, mean_of(made_of), mean_moving_range(made_of, o.screen_outliers));
    for (std::size_t i = 0; i < size; ++i)
      if (g.outside[i]) mark(group[i], Cause::outside_limits);
    mark_trends(g);
    mark_two_of_three(g);
    mark_sides(g);
    for (std::size_t i = 0; i < size; ++i)
      group[i].type = type_of(group[i].cause, g.side[i], o.better);
  }
  return points;
}

std::string_view name_of(PointType type) {
  switch (type) {
    case PointType::common_cause:
      return "common_cause";
    case PointType::improvement:
      return "improvement";
    case PointType::concern:
      return "concern";
    case PointType::neutral:
      break;
  }
  return "neutral";
}

}  // namespace mash::statistics
