// SPDX-License-Identifier: MIT
#include "rules.h"

#include <algorithm>
#include <boost/math/special_functions/beta.hpp>
#include <boost/math/special_functions/gamma.hpp>
#include <cmath>

namespace mash::patterns {

namespace {

// -ln of the chance that so many or more come in a window where the rate is what came before it:
// negative binomial, as the rate is known up to a gamma.
double surprise(const Population& all, const Stream& s, double at, double days) {
  const auto recent = s.window(at, days);
  if (recent.count < 3 || recent.sources < std::min<std::size_t>(all.share.size(), 2)) return 0;
  const double years = days / k_year;
  const double before = std::max(years_seen(all.start, at) - years, 0.0);
  const double a = all.counts.a + s.apart() - recent.apart, b = all.counts.b + before;
  return -std::log(std::max(boost::math::ibeta(recent.apart, a, years / (b + years)), 1e-300));
}

double repeat(const Population& all, const Stream& s, double at) {
  double most = 0;
  for (const double days : {30.0, 90.0, 365.0}) most = std::max(most, surprise(all, s, at, days));
  return most;
}

double rate(const Population& all, const Stream& s, double at) {
  const double years = std::min(years_seen(all.start, at), 1.0);
  const double count = s.window(at, years * k_year).weighed;
  const double a = all.weighed.a + count, b = all.weighed.b + years;
  return boost::math::gamma_q(a, 2 * all.weighed.mean() * b);
}

}  // namespace

Statistics statistics_of(const Population& all, const Stream& s, double at, const Weights& w) {
  return {repeat(all, s, at), rate(all, s, at), s.change(at).nats,
          s.window(at, w.alarms.severity_days).serious};
}

}  // namespace mash::patterns
