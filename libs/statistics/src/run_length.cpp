// SPDX-License-Identifier: MIT
#include "mash/statistics/run_length.h"

#include <Eigen/Dense>
#include <algorithm>
#include <cmath>
#include <numbers>

namespace mash::statistics {

namespace {

using Eigen::MatrixXd;
using Eigen::VectorXd;

// States of the coarser of two chains. Their error falls with the square of the states' width, so
// that two chains tell where it would be nothing; a chain may have half a state less.
constexpr Eigen::Index k_coarse = 101;
constexpr Eigen::Index k_fine = 201;

template <class RunLength>
double at_no_width(const RunLength& run_length, double short_of = 0) {
  const double coarse = run_length(k_coarse);
  const double fine = run_length(k_fine);
  const double ratio = (k_fine - short_of) / (k_coarse - short_of);
  return fine + (fine - coarse) / (ratio * ratio - 1);
}

double normal_below(double x) {
  return 0.5 * std::erfc(-x / std::numbers::sqrt2);
}

Result<bool> check_cusum(double k, double h) {
  if (!std::isfinite(k) || k < 0) return invalid("k", "the allowance k is 0 or more");
  if (!std::isfinite(h) || h <= 0) return invalid("h", "the bar h is above 0");
  return true;
}

Result<bool> check_ewma(double lambda, double c) {
  if (!std::isfinite(lambda) || lambda <= 0 || lambda > 1)
    return invalid("lambda", "lambda is above 0 and at most 1");
  if (!std::isfinite(c) || c <= 0) return invalid("c", "the bar c is above 0");
  return true;
}

Result<bool> check_values(std::span<const double> values) {
  if (std::all_of(values.begin(), values.end(), [](double v) { return std::isfinite(v); }))
    return true;
  return invalid("values", "a value is not a finite number");
}

// Steps until the chain leaves its states, from each of them.
VectorXd steps(const MatrixXd& stay) {
  const auto n = stay.rows();
  return (MatrixXd::Identity(n, n) - stay).partialPivLu().solve(VectorXd::Ones(n));
}

// The sum upwards alone, from 0. State 0 is the sum 0 and half an interval above it.
double one_sided(double k, double h, double mean) {
  return at_no_width(
      [&](Eigen::Index states) {
        const double width = h / (static_cast<double>(states) - 0.5);
        MatrixXd stay(states, states);
        for (Eigen::Index i = 0; i < states; ++i) {
          const auto below = [&](double j) {
            return normal_below((j - static_cast<double>(i)) * width + k - mean);
          };
          stay(i, 0) = below(0.5);
          for (Eigen::Index j = 1; j < states; ++j)
            stay(i, j) = below(static_cast<double>(j) + 0.5) - below(static_cast<double>(j) - 0.5);
        }
        return steps(stay)[0];
      },
      0.5);
}

}  // namespace

Result<std::vector<CusumPoint>> cusum(std::span<const double> values, double k, double h) {
  MASH_TRY_DO(check_cusum(k, h));
  MASH_TRY_DO(check_values(values));
  std::vector<CusumPoint> out;
  CusumPoint at;
  for (const double v : values) {
    at.up = std::max(0.0, at.up + v - k);
    at.down = std::max(0.0, at.down - v - k);
    at.alarm = at.up > h || at.down > h;
    out.push_back(at);
  }
  return out;
}

Result<std::vector<EwmaPoint>> ewma(std::span<const double> values, double lambda, double c) {
  MASH_TRY_DO(check_ewma(lambda, c));
  MASH_TRY_DO(check_values(values));
  std::vector<EwmaPoint> out;
  EwmaPoint at;
  double forgotten = 1;
  for (const double v : values) {
    at.value = lambda * v + (1 - lambda) * at.value;
    forgotten *= (1 - lambda) * (1 - lambda);
    at.limit = c * std::sqrt(lambda / (2 - lambda) * (1 - forgotten));
    at.alarm = std::abs(at.value) > at.limit;
    out.push_back(at);
  }
  return out;
}

// Both sums alarm as if alone (Kemp 1961): their rates add up.
Result<double> cusum_run_length(double k, double h, double mean) {
  MASH_TRY_DO(check_cusum(k, h));
  MASH_TRY_DO(check_values(std::span(&mean, 1)));
  return 1 / (1 / one_sided(k, h, mean) + 1 / one_sided(k, h, -mean));
}

Result<double> ewma_run_length(double lambda, double c, double mean) {
  MASH_TRY_DO(check_ewma(lambda, c));
  MASH_TRY_DO(check_values(std::span(&mean, 1)));
  const double limit = c * std::sqrt(lambda / (2 - lambda));
  return at_no_width([&](Eigen::Index states) {
    const double width = 2 * limit / static_cast<double>(states);
    MatrixXd stay(states, states);
    for (Eigen::Index i = 0; i < states; ++i) {
      const double last = -limit + (static_cast<double>(i) + 0.5) * width;
      const auto below = [&](Eigen::Index j) {
        const double to = -limit + static_cast<double>(j) * width;
        return normal_below((to - (1 - lambda) * last) / lambda - mean);
      };
      for (Eigen::Index j = 0; j < states; ++j) stay(i, j) = below(j + 1) - below(j);
    }
    return steps(stay)[states / 2];
  });
}

}  // namespace mash::statistics
