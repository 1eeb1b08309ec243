// SPDX-License-Identifier: MIT
#include "mash/statistics/shrinkage.h"

#include <algorithm>
#include <boost/math/special_functions/digamma.hpp>
#include <boost/math/special_functions/gamma.hpp>
#include <boost/math/special_functions/trigamma.hpp>
#include <cmath>
#include <string>

namespace mash::statistics {

namespace {

using boost::math::digamma;
using boost::math::lgamma;
using boost::math::trigamma;

Result<bool> check(std::span<const Exposed> counts) {
  if (counts.size() < 2) return invalid("counts", "give the counts of at least 2");
  for (std::size_t i = 0; i < counts.size(); ++i) {
    const auto& c = counts[i];
    const std::string where = "count " + std::to_string(i + 1) + ": ";
    if (!std::isfinite(c.count) || c.count < 0 || c.count != std::floor(c.count))
      return invalid("counts", where + "a count is a whole number from 0 on");
    if (!std::isfinite(c.exposure) || c.exposure <= 0)
      return invalid("exposure", where + "an exposure is above 0");
  }
  return true;
}

// With the rate of the gamma as shape / mean.
double log_likelihood(std::span<const Exposed> counts, double a, double mean) {
  const double b = a / mean;
  double sum = 0;
  for (const auto& c : counts) {
    sum += lgamma(c.count + a) - lgamma(a) - lgamma(c.count + 1) - a * std::log1p(c.exposure / b) +
           c.count * std::log(c.exposure / (b + c.exposure));
  }
  return sum;
}

// Slopes and curvature by the logarithms of shape and mean, in which the surface is rounder.
struct Slopes {
  double a = 0;
  double m = 0;
  double aa = 0;
  double am = 0;
  double mm = 0;
};

Slopes slopes(std::span<const Exposed> counts, double a, double mean) {
  Slopes s;
  for (const auto& c : counts) {
    const double mu = mean * c.exposure;  // expected; the variance is mu + mu^2 / a
    const double all = a + mu;
    const double by_a =
        digamma(c.count + a) - digamma(a) - std::log1p(mu / a) + (mu - c.count) / all;
    const double by_aa =
        trigamma(c.count + a) - trigamma(a) + 1 / a - 1 / all - (mu - c.count) / (all * all);
    s.a += a * by_a;
    s.m += a * (c.count - mu) / all;
    s.aa += a * by_a + a * a * by_aa;
    s.am += a * (c.count - mu) * mu / (all * all);
    s.mm -= a * mu * (c.count + a) / (all * all);
  }
  return s;
}

}  // namespace

// Newton's method; where the surface does not bend down, a step uphill; halved until it gains.
Result<Gamma> fit_gamma(std::span<const Exposed> counts) {
  MASH_TRY_DO(check(counts));
  constexpr int most_rounds = 200;
  constexpr double no_spread = 1e7;  // a shape at which the rates are the same to 3 in 10,000
  double total = 0;
  double exposure = 0;
  for (const auto& c : counts) {
    total += c.count;
    exposure += c.exposure;
  }
  if (total <= 0) return invalid("counts", "nothing was counted, so no rate can be told");
  double a = 1;
  double mean = total / exposure;
  double value = log_likelihood(counts, a, mean);
  for (int round = 0; round < most_rounds && a < no_spread; ++round) {
    const auto s = slopes(counts, a, mean);
    const double bend = s.aa * s.mm - s.am * s.am;
    double da = s.a > 0 ? 0.5 : -0.5;
    double dm = -s.m / s.mm;
    if (s.aa < 0 && bend > 0) {
      da = -(s.mm * s.a - s.am * s.m) / bend;
      dm = -(s.aa * s.m - s.am * s.a) / bend;
    }
    const double far = std::max({1.0, std::abs(da), std::abs(dm)});
    double next = value;
    double part = 1 / far;
    for (; part > 1e-12; part /= 2) {
      next = log_likelihood(counts, a * std::exp(part * da), mean * std::exp(part * dm));
      if (next >= value) break;
    }
    if (part <= 1e-12) return Gamma{a, a / mean, value};
    a *= std::exp(part * da);
    mean *= std::exp(part * dm);
    value = next;
    if (std::abs(part * da) < 1e-10 && std::abs(part * dm) < 1e-10)
      return Gamma{a, a / mean, value};
  }
  return invalid("counts",
                 "the counts differ by no more than chance explains; use the common rate");
}

Shrunk shrunk(const Exposed& one, const Gamma& among) {
  const double shape = one.count + among.shape;
  const double rate = one.exposure + among.rate;
  return {shape / rate, boost::math::gamma_p_inv(shape, 0.05) / rate,
          boost::math::gamma_p_inv(shape, 0.95) / rate};
}

double chance_above(double rate, const Exposed& one, const Gamma& among) {
  if (rate <= 0) return 1;
  return boost::math::gamma_q(one.count + among.shape, rate * (one.exposure + among.rate));
}

}  // namespace mash::statistics
