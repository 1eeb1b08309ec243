// SPDX-License-Identifier: MIT
#include "stream.h"

#include <cmath>

namespace mash::patterns {

namespace {

constexpr double k_mark_half_days = 180;
constexpr double k_mark_prior = 2;  // events of the usual severity that everybody is lent

double usual(double share, const Population& all) {
  // A source that nobody knew yet is taken for a rare one.
  return std::max(share, 1.0 / (static_cast<double>(all.people) + 20));
}

}  // namespace

void Stream::push(const Event& e) {
  const auto& w = weights_->weighing;
  const double mark = std::clamp(e.severity / all_->mean_severity, w.mark_least, w.mark_most);
  const bool near = !taken_.empty() && e.day - taken_.back().day <= w.cluster_days;
  const double apart = near ? w.cluster_weight : 1;
  const double weight = std::pow(mark, w.mark_power) * apart;
  apart_ += apart;
  if (e.source >= counts_.size()) {
    counts_.resize(e.source + 1);
    sums_.resize(e.source + 1);
  }
  counts_[e.source] += 1;
  sums_[e.source] += weight;
  taken_.push_back({e.day, weight, mark, apart, e.source, e.severity >= all_->serious});
}

std::vector<double> Stream::source_weights(double at) const {
  const auto& w = weights_->weighing;
  const double years = years_seen(all_->start, at);
  std::vector<double> out(counts_.size(), 1);
  for (std::size_t s = 0; s < counts_.size(); ++s) {
    if (counts_[s] == 0) continue;
    const double share = usual(s < all_->share.size() ? all_->share[s] : 0, *all_);
    // The rate that the other sources alone would say.
    const double others = (all_->counts.a + count() - counts_[s]) /
                          (all_->counts.b + std::max(1 - share, 0.0) * years);
    const double expected = others * share * years;
    const double more = (counts_[s] + w.source_allowance) / (expected + w.source_allowance);
    // A source that says nearly all has no others to be held against.
    const double power = w.source_power * std::min(1.0, 2 * (1 - share));
    if (more > 1 && power > 0) out[s] = std::pow(more, -power);
  }
  return out;
}

double Stream::total(double at) const {
  const auto by = source_weights(at);
  double sum = 0;
  for (std::size_t s = 0; s < sums_.size(); ++s) sum += by[s] * sums_[s];
  return sum;
}

double Stream::total_as_said() const {
  double sum = 0;
  for (const double s : sums_) sum += s;
  return sum;
}

Change Stream::change(double at) const {
  const auto& c = weights_->change;
  const auto by = source_weights(at);
  double n = 0;
  for (std::size_t s = 0; s < sums_.size(); ++s) n += by[s] * sums_[s];
  const double a = all_->weighed.a + n, b = all_->weighed.b + years_seen(all_->start, at);
  const double each = c.prior / static_cast<double>(c.windows_days.size() * c.ratios.size());
  double mass = 1 - c.prior, now = mass * a / b, risen = 0;
  Change out;
  double after = 0;
  auto next = taken_.size();
  for (const double days : c.windows_days) {
    if (days >= (at - all_->start) * 0.9) break;
    for (; next > 0 && taken_[next - 1].day > at - days; --next)
      after += by[taken_[next - 1].source] * taken_[next - 1].weight;
    const double t1 = days / k_year;
    for (const double ratio : c.ratios) {
      // The gamma-Poisson likelihood of n events of which `after` came in the last t1 years at
      // `ratio` times the base rate, against all at one rate.
      const double raised = b + (ratio - 1) * t1;
      const double nats = after * std::log(ratio) - a * std::log(raised / b);
      const double weight = each * std::exp(c.temper * nats);
      mass += weight;
      now += weight * ratio * a / raised;
      if (ratio <= 1) continue;
      risen += weight;
      if (nats > out.nats) {
        out.nats = nats;
        out.since = days;
        out.ratio = ratio;
      }
    }
  }
  out.now = now / mass;
  out.rise = risen / mass;
  return out;
}

Window Stream::window(double at, double days) const {
  Window out;
  std::vector<bool> seen(counts_.size());
  for (auto i = taken_.size(); i > 0 && taken_[i - 1].day > at - days; --i) {
    const auto& t = taken_[i - 1];
    out.count += 1;
    out.weighed += t.weight;
    out.apart += t.apart;
    out.serious += t.serious ? 1 : 0;
    if (!seen[t.source]) ++out.sources;
    seen[t.source] = true;
  }
  return out;
}

double Stream::recent_mark(double at) const {
  double sum = k_mark_prior, weight = k_mark_prior;
  for (auto i = taken_.size(); i > 0; --i) {
    const double w = std::exp2(-(at - taken_[i - 1].day) / k_mark_half_days);
    if (w < 1e-3) break;
    sum += w * taken_[i - 1].mark;
    weight += w;
  }
  return sum / weight;
}

}  // namespace mash::patterns
