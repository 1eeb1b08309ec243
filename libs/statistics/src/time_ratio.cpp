// SPDX-License-Identifier: MIT
#include "mash/statistics/time_ratio.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <vector>

#include "mash/statistics/seeded.h"
#include "replicas.h"

namespace mash::statistics {

namespace {

constexpr double k_farthest = 20;  // logarithm of a ratio: 500 million
constexpr double k_near = 1e-6;    // as exact as logarithms are found

struct Item {
  double length = 0;
  bool ended = true;
  std::size_t index = 0;
};

struct Stratum {
  std::vector<Item> before;  // by length
  std::vector<Item> after;
};

class Strata {
 public:
  explicit Strata(std::span<const Compared> spans) : times_drawn_(spans.size(), 1) {
    std::map<std::size_t, Stratum> by_number;
    for (std::size_t i = 0; i < spans.size(); ++i) {
      auto& s = by_number[spans[i].stratum];
      (spans[i].after ? s.after : s.before).push_back({spans[i].length, spans[i].ended, i});
    }
    const auto shorter = [](const Item& a, const Item& b) { return a.length < b.length; };
    for (auto& [number, s] : by_number) {
      if (s.before.empty() || s.after.empty()) continue;
      std::sort(s.before.begin(), s.before.end(), shorter);
      std::sort(s.after.begin(), s.after.end(), shorter);
      used_ += s.before.size() + s.after.size();
      strata_.push_back(std::move(s));
    }
  }

  [[nodiscard]] std::size_t count() const { return strata_.size(); }
  [[nodiscard]] std::size_t used() const { return used_; }
  [[nodiscard]] std::vector<std::uint32_t>& times_drawn() { return times_drawn_; }

  // The middle of the ratios at which neither side is the longer.
  [[nodiscard]] std::optional<double> ratio() const {
    double low = -1;
    double high = 1;
    while (score(std::exp(low)) >= 0 && low > -k_farthest) low -= 1;
    while (score(std::exp(high)) <= 0 && high < k_farthest) high += 1;
    if (score(std::exp(low)) >= 0 || score(std::exp(high)) <= 0) return std::nullopt;
    const double left = crossing(low, high, [](double s) { return s >= 0; });
    if (score(std::exp(left + k_near)) > 0) return std::exp(left);
    const double right = crossing(left, high, [](double s) { return s > 0; });
    return std::exp((left + right) / 2);
  }

 private:
  // Above 0: more pairs have the time before, times the ratio, as the longer. Rises with the ratio.
  [[nodiscard]] double score(double ratio) const {
    double sum = 0;
    for (const auto& s : strata_) sum += score(s, ratio);
    return sum;
  }

  [[nodiscard]] double score(const Stratum& s, double ratio) const {
    double all_after = 0;
    double all = 0;
    for (const auto& a : s.after) all_after += times_drawn_[a.index];
    double ended_shorter = 0;     // after, than the one before that is looked at
    double shorter_or_alike = 0;  // ended or not
    std::size_t next = 0;
    std::size_t next_alike = 0;
    double sum = 0;
    for (const auto& b : s.before) {
      const double length = b.length * ratio;
      for (; next < s.after.size() && s.after[next].length < length; ++next)
        if (s.after[next].ended) ended_shorter += times_drawn_[s.after[next].index];
      for (; next_alike < s.after.size() && s.after[next_alike].length <= length; ++next_alike)
        shorter_or_alike += times_drawn_[s.after[next_alike].index];
      const double longer = b.ended ? all_after - shorter_or_alike : 0;
      sum += times_drawn_[b.index] * (ended_shorter - longer);
      all += times_drawn_[b.index];
    }
    return sum / (all + all_after + 1);
  }

  template <class Beyond>
  [[nodiscard]] double crossing(double low, double high, Beyond beyond) const {
    while (high - low > k_near) {
      const double middle = (low + high) / 2;
      (beyond(score(std::exp(middle))) ? high : low) = middle;
    }
    return high;
  }

  std::vector<std::uint32_t> times_drawn_;
  std::vector<Stratum> strata_;
  std::size_t used_ = 0;
};

}  // namespace

Result<TimeRatio> time_ratio(std::span<const Compared> spans, std::size_t replicas,
                             std::uint64_t seed) {
  MASH_TRY_DO(check_replicas(replicas));
  for (const auto& s : spans)
    if (!std::isfinite(s.length) || s.length < 0) return invalid("spans", "a length is 0 or more");
  Strata strata(spans);
  TimeRatio out;
  out.strata = strata.count();
  out.used = strata.used();
  out.left_out = spans.size() - out.used;
  out.ratio = strata.ratio();
  if (!out.ratio) return out;
  std::map<std::size_t, std::vector<std::size_t>> families;
  for (std::size_t i = 0; i < spans.size(); ++i) families[spans[i].family].push_back(i);
  std::vector<const std::vector<std::size_t>*> urn;
  for (const auto& [family, members] : families) urn.push_back(&members);
  std::vector<double> ratios;
  for (std::size_t r = 0; r < replicas; ++r) {
    Seeded random(seed, r);
    auto& drawn = strata.times_drawn();
    std::fill(drawn.begin(), drawn.end(), 0);
    for (std::size_t i = 0; i < urn.size(); ++i)
      for (const auto member : *urn[random.below(urn.size())]) ++drawn[member];
    // One that tells nothing could be as far off as any: it widens the interval on both sides.
    const auto ratio = strata.ratio();
    ratios.push_back(ratio.value_or(r % 2 == 0 ? 0 : INFINITY));
  }
  std::sort(ratios.begin(), ratios.end());
  const auto value = [](double v) {
    return v > 0 && std::isfinite(v) ? std::optional(v) : std::nullopt;
  };
  const auto outside = outside_95(replicas);
  out.lower = value(ratios[outside]);
  out.upper = value(ratios[replicas - 1 - outside]);
  return out;
}

}  // namespace mash::statistics
