// SPDX-License-Identifier: MIT
#include "mash/statistics/durations.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <map>

#include "mash/statistics/seeded.h"

namespace mash::statistics {

namespace {

constexpr double k_normal_975 = 1.959963984540054;

Result<bool> check(std::span<const Lasted> spans) {
  if (spans.empty()) return invalid("spans", "there is nothing to measure; give at least one");
  for (const auto& s : spans)
    if (!std::isfinite(s.length) || s.length < 0) return invalid("spans", "a length is 0 or more");
  return true;
}

// On the scale of log(-log), where the interval stays between 0 and 1.
void set_interval(Remaining& r, double greenwood) {
  r.error = r.share * std::sqrt(greenwood);
  r.lower = r.upper = r.share;
  if (r.share <= 0 || r.share >= 1) return;
  const double log_share = std::log(r.share);
  const double wide = std::exp(k_normal_975 * std::sqrt(greenwood) / std::abs(log_share));
  r.lower = std::exp(log_share * wide);
  r.upper = std::exp(log_share / wide);
}

// What ends and what is lost from sight at one time: the latter was still at risk.
std::vector<Remaining> curve_of(std::vector<Lasted> spans) {
  std::sort(spans.begin(), spans.end(),
            [](const Lasted& a, const Lasted& b) { return a.length < b.length; });
  std::vector<Remaining> out;
  double share = 1;
  double greenwood = 0;
  for (std::size_t i = 0; i < spans.size();) {
    Remaining r;
    r.time = spans[i].length;
    r.at_risk = spans.size() - i;
    for (; i < spans.size() && spans[i].length <= r.time; ++i) r.ended += spans[i].ended ? 1 : 0;
    if (r.ended == 0) continue;
    const auto n = static_cast<double>(r.at_risk);
    const auto d = static_cast<double>(r.ended);
    share *= 1 - d / n;
    if (r.ended < r.at_risk) greenwood += d / (n * (n - d));
    r.share = r.ended < r.at_risk ? share : 0;
    set_interval(r, greenwood);
    out.push_back(r);
  }
  return out;
}

}  // namespace

Result<std::vector<Remaining>> kaplan_meier(std::span<const Lasted> spans) {
  MASH_TRY_DO(check(spans));
  return curve_of({spans.begin(), spans.end()});
}

std::optional<double> time_by(std::span<const Remaining> curve, double share) {
  for (const auto& r : curve)
    if (r.share <= 1 - share + 1e-12) return r.time;
  return std::nullopt;
}

Result<TimeBy> time_by_with_interval(std::span<const Lasted> spans, double share,
                                     std::size_t replicas, std::uint64_t seed) {
  MASH_TRY_DO(check(spans));
  if (std::isnan(share) || share <= 0 || share >= 1)
    return invalid("share", "a share is above 0 and below 1");
  if (replicas < 100 || replicas > 1'000'000)
    return invalid("replicas", "100 to 1,000,000 replicas; 1000 are usual");
  constexpr double never = std::numeric_limits<double>::infinity();
  std::map<std::size_t, std::vector<Lasted>> families;
  for (const auto& s : spans) families[s.family].push_back(s);
  std::vector<const std::vector<Lasted>*> urn;
  for (const auto& [family, members] : families) urn.push_back(&members);
  std::vector<double> times;
  for (std::size_t r = 0; r < replicas; ++r) {
    Seeded random(seed, r);
    std::vector<Lasted> drawn;
    for (std::size_t i = 0; i < urn.size(); ++i) {
      const auto& members = *urn[random.below(urn.size())];
      drawn.insert(drawn.end(), members.begin(), members.end());
    }
    times.push_back(time_by(curve_of(std::move(drawn)), share).value_or(never));
  }
  std::sort(times.begin(), times.end());
  const auto at = [&](double part) -> std::optional<double> {
    const double t = times[static_cast<std::size_t>(part * static_cast<double>(replicas - 1))];
    return t < never ? std::optional(t) : std::nullopt;
  };
  return TimeBy{time_by(curve_of({spans.begin(), spans.end()}), share), at(0.025), at(0.975)};
}

}  // namespace mash::statistics
