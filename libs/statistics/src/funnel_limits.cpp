// SPDX-License-Identifier: MIT
#include "mash/statistics/funnel_limits.h"

#include <algorithm>
#include <cmath>

namespace mash::statistics {

namespace {

constexpr double k_normal = 3.090232306167813;  // 99.9 % of a standard normal lies below
constexpr double k_tail = 0.1;                  // of the scores at each end is drawn in

// Mean square of the scores, after the tenth at each end was put where the next one stands.
double factor_of(std::vector<double> scores) {
  std::ranges::sort(scores);
  const auto cut = static_cast<std::size_t>(k_tail * static_cast<double>(scores.size()));
  const double low = scores[cut];
  const double high = scores[scores.size() - 1 - cut];
  double sum = 0;
  for (const double z : scores) {
    const double drawn = std::clamp(z, low, high);
    sum += drawn * drawn;
  }
  const auto n = static_cast<double>(scores.size());
  const double factor = sum / n;
  return factor > 1 + 2 * std::sqrt(2 / n) ? factor : 1;
}

}  // namespace

std::optional<Funnel> funnel_limits(std::span<const Share> units) {
  if (units.size() < k_least_units) return std::nullopt;
  double with = 0;
  double of = 0;
  for (const auto& unit : units) {
    with += static_cast<double>(unit.with);
    of += static_cast<double>(unit.of);
  }
  if (with <= 0 || with >= of) return std::nullopt;
  Funnel out{.share = with / of, .limits = {}};
  const auto spread = [&out](const Share& unit) {
    return std::sqrt(out.share * (1 - out.share) / static_cast<double>(unit.of));
  };
  std::vector<double> scores;
  for (const auto& unit : units) {
    const double share = static_cast<double>(unit.with) / static_cast<double>(unit.of);
    scores.push_back((share - out.share) / spread(unit));
  }
  out.factor = factor_of(std::move(scores));
  for (const auto& unit : units) {
    const double half = k_normal * std::sqrt(out.factor) * spread(unit);
    out.limits.push_back(
        {.lower = std::max(0.0, out.share - half), .upper = std::min(1.0, out.share + half)});
  }
  return out;
}

}  // namespace mash::statistics
