// SPDX-License-Identifier: MIT
#include "mash/statistics/risk_ratio.h"

#include <algorithm>
#include <cmath>

namespace mash::statistics {

namespace {

constexpr double k_normal = 1.959963984540054;  // 97.5 % of a standard normal lies below

}  // namespace

std::optional<RiskRatio> risk_ratio(const Share& one, const Share& other) {
  if (one.with <= 0 || other.with <= 0) return std::nullopt;
  const auto a = static_cast<double>(one.with);
  const auto b = static_cast<double>(other.with);
  const auto n = static_cast<double>(one.of);
  const auto m = static_cast<double>(other.of);
  const double ratio = (a / n) / (b / m);
  const double spread = k_normal * std::sqrt(std::max(0.0, 1 / a - 1 / n + 1 / b - 1 / m));
  return RiskRatio{
      .ratio = ratio, .lower = ratio * std::exp(-spread), .upper = ratio * std::exp(spread)};
}

std::optional<ShareInterval> share_interval(const Share& one) {
  if (one.of <= 0) return std::nullopt;
  const auto n = static_cast<double>(one.of);
  const double p = static_cast<double>(one.with) / n;
  const double z2 = k_normal * k_normal;
  const double middle = (p + z2 / (2 * n)) / (1 + z2 / n);
  const double half = k_normal / (1 + z2 / n) * std::sqrt(p * (1 - p) / n + z2 / (4 * n * n));
  return ShareInterval{
      .share = p, .lower = std::max(0.0, middle - half), .upper = std::min(1.0, middle + half)};
}

}  // namespace mash::statistics
