// SPDX-License-Identifier: MIT
#include "mash/simulation/draws.h"

#include <cmath>

namespace mash::simulation {

namespace {
constexpr double k_ln2 = 0x1.62e42fefa39efp-1;
}  // namespace

double exp_of(double x) {
  const double twos = std::floor(x / k_ln2 + 0.5);
  const double rest = x - twos * k_ln2;
  double sum = 1.0;
  for (int n = 17; n > 0; --n) sum = 1.0 + sum * rest / n;
  return std::ldexp(sum, static_cast<int>(twos));
}

double log_of(double x) {
  int twos = 0;
  double m = std::frexp(x, &twos);
  if (m < 0.70710678118654752) {
    m *= 2;
    --twos;
  }
  const double s = (m - 1) / (m + 1);
  double sum = 0.0;
  for (int n = 27; n > 0; n -= 2) sum = sum * s * s + 1.0 / n;
  return 2 * s * sum + twos * k_ln2;
}

double normal(Stream& stream) {
  for (;;) {
    const double u = 2 * stream.unit() - 1;
    const double v = 2 * stream.unit() - 1;
    const double square = u * u + v * v;
    if (square > 0 && square < 1) return u * std::sqrt(-2 * log_of(square) / square);
  }
}

std::uint32_t poisson(double mean, Stream& stream) {
  std::uint32_t count = 0;
  for (; mean > 30; mean -= 30) count += poisson(30, stream);
  if (mean <= 0) return count;
  const double stop = exp_of(-mean);
  for (double product = stream.unit(); product > stop; product *= stream.unit()) ++count;
  return count;
}

double lognormal(double median, double sigma, Stream& stream) {
  return median * exp_of(sigma * normal(stream));
}

}  // namespace mash::simulation
