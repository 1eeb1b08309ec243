// SPDX-License-Identifier: MIT
#include "surge_limit.h"

#include <boost/math/special_functions/beta.hpp>
#include <boost/math/special_functions/erf.hpp>
#include <boost/math/special_functions/gamma.hpp>
#include <cmath>
#include <numbers>

namespace mash::statistics {

namespace {

// More than k of a negative binomial with this mean and `dispersion` times it as variance.
double chance_above(double k, const Expected& e) {
  if (k < 0) return 1;
  if (e.mean <= 0) return 0;
  if (e.dispersion <= 1 + 1e-9) return boost::math::gamma_p(k + 1, e.mean);
  return boost::math::ibetac(e.mean / (e.dispersion - 1), k + 1, 1 / e.dispersion);
}

// The smallest k that is passed with a chance of at most alpha.
double quantile(const Expected& e, double alpha) {
  double high = 1;
  while (chance_above(high, e) > alpha) high *= 2;
  double low = -1;
  while (high - low > 1) {
    const double middle = std::floor((low + high) / 2);
    (chance_above(middle, e) > alpha ? low : high) = middle;
  }
  return high;
}

}  // namespace

Limit surge_limit(const Expected& e, double observed, double alpha, SurgeLimit kind) {
  if (kind == SurgeLimit::negative_binomial || e.mean <= 0)
    return {quantile(e, alpha), chance_above(observed - 1, e)};
  // Counts to the power of 2/3 are nearly normal; by the delta method this is their deviation.
  const double wide =
      2.0 / 3 * std::sqrt(e.dispersion * e.mean + e.error * e.error) * std::pow(e.mean, -1.0 / 3);
  const double middle = std::pow(e.mean, 2.0 / 3);
  const double z = std::numbers::sqrt2 * boost::math::erfc_inv(2 * alpha);
  const double far = (std::pow(observed, 2.0 / 3) - middle) / wide;
  return {std::pow(middle + z * wide, 1.5), std::erfc(far / std::numbers::sqrt2) / 2};
}

}  // namespace mash::statistics
