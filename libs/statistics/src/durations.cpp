// SPDX-License-Identifier: MIT
#include "mash/statistics/durations.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <map>

#include "mash/statistics/seeded.h"
#include "replicas.h"

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

constexpr double k_never = std::numeric_limits<double>::infinity();

// As many families as there are, each drawn from all of them.
class Urn {
 public:
  explicit Urn(std::span<const Lasted> spans) {
    for (const auto& s : spans) families_[s.family].push_back(s);
    for (const auto& [family, members] : families_) urn_.push_back(&members);
  }
  [[nodiscard]] std::vector<Lasted> drawn(std::uint64_t seed, std::uint64_t replica) const {
    Seeded random(seed, replica);
    std::vector<Lasted> out;
    for (std::size_t i = 0; i < urn_.size(); ++i) {
      const auto& members = *urn_[random.below(urn_.size())];
      out.insert(out.end(), members.begin(), members.end());
    }
    return out;
  }

 private:
  std::map<std::size_t, std::vector<Lasted>> families_;
  std::vector<const std::vector<Lasted>*> urn_;
};

// The middle 95 % of what replicas gave; beyond what was seen there is no value.
TimeBy between(std::optional<double> estimate, std::vector<double> values) {
  std::sort(values.begin(), values.end());
  const auto outside = outside_95(values.size());
  const auto value = [](double t) { return t < k_never ? std::optional(t) : std::nullopt; };
  return {estimate, value(values[outside]), value(values[values.size() - 1 - outside])};
}

struct Area {
  double mean = 0;   // under the curve
  double error = 0;  // by Greenwood's sum: of each end, what is beyond it
};

Area area(std::span<const Remaining> curve, double until) {
  Area out;
  double beyond = 0;
  double to = until;
  double variance = 0;
  for (std::size_t i = curve.size(); i-- > 0;) {
    const auto& r = curve[i];
    beyond += r.share * std::max(0.0, to - r.time);
    to = r.time;
    const auto n = static_cast<double>(r.at_risk);
    const auto d = static_cast<double>(r.ended);
    if (r.ended < r.at_risk) variance += beyond * beyond * d / (n * (n - d));
  }
  out.mean = beyond + to;
  out.error = std::sqrt(variance);
  return out;
}

// Percentiles of means hold the truth too seldom where few lengths are long, as here; those of the
// mean over its own error do not (bootstrap-t, Efron 1981).
TimeBy mean_between(const Area& all, std::span<const Area> replicas) {
  std::vector<double> away;
  for (const auto& r : replicas)
    if (r.error > 0) away.push_back((r.mean - all.mean) / r.error);
  if (away.empty()) return {all.mean, all.mean, all.mean};
  std::sort(away.begin(), away.end());
  const auto outside = outside_95(away.size());
  return {all.mean, std::max(0.0, all.mean - away[away.size() - 1 - outside] * all.error),
          all.mean - away[outside] * all.error};
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
  MASH_TRY_DO(check_replicas(replicas));
  const Urn urn(spans);
  std::vector<double> times;
  for (std::size_t r = 0; r < replicas; ++r)
    times.push_back(time_by(curve_of(urn.drawn(seed, r)), share).value_or(k_never));
  return between(time_by(curve_of({spans.begin(), spans.end()}), share), std::move(times));
}

Result<DurationSummary> duration_summary(std::span<const Lasted> spans, std::size_t replicas,
                                         std::uint64_t seed) {
  MASH_TRY_DO(check(spans));
  MASH_TRY_DO(check_replicas(replicas));
  double longest = 0;
  for (const auto& s : spans) longest = std::max(longest, s.length);
  const auto curve = curve_of({spans.begin(), spans.end()});
  const Urn urn(spans);
  std::vector<Area> means;
  std::vector<double> medians;
  std::vector<double> p90s;
  for (std::size_t r = 0; r < replicas; ++r) {
    const auto c = curve_of(urn.drawn(seed, r));
    means.push_back(area(c, longest));
    medians.push_back(time_by(c, 0.5).value_or(k_never));
    p90s.push_back(time_by(c, 0.9).value_or(k_never));
  }
  DurationSummary out;
  out.mean = mean_between(area(curve, longest), means);
  out.median = between(time_by(curve, 0.5), std::move(medians));
  out.p90 = between(time_by(curve, 0.9), std::move(p90s));
  out.longest_goes_on = curve.empty() || curve.back().share > 0;
  return out;
}

}  // namespace mash::statistics
