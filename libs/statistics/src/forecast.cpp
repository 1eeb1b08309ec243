// SPDX-License-Identifier: MIT
#include "mash/statistics/forecast.h"

#include <Eigen/Dense>
#include <algorithm>
#include <cmath>
#include <numbers>
#include <string>

#include "poisson_fit.h"

namespace mash::statistics {

namespace {

using Eigen::MatrixXd;
using Eigen::VectorXd;

constexpr double k_normal_975 = 1.959963984540054;
constexpr double k_weeks_in_year = 365.25 / 7;
constexpr std::size_t k_weeks_for_trend = 104;
constexpr std::size_t k_between_origins = 4;

Eigen::Index terms_for(std::size_t weeks) {
  return weeks >= k_weeks_for_trend ? 4 : 3;
}

// The time is in years, so that the trend is of the size of the other terms.
VectorXd row_of(std::size_t week, Eigen::Index terms) {
  const double years = static_cast<double>(week) / k_weeks_in_year;
  VectorXd out(terms);
  out[0] = 1;
  out[1] = std::cos(2 * std::numbers::pi * years);
  out[2] = std::sin(2 * std::numbers::pi * years);
  if (terms > 3) out[3] = years;
  return out;
}

Result<Forecast> fitted(std::span<const double> counts, std::size_t horizon) {
  const auto n = static_cast<Eigen::Index>(counts.size());
  const Eigen::Index terms = terms_for(counts.size());
  MatrixXd x(n, terms);
  VectorXd y(n);
  for (Eigen::Index i = 0; i < n; ++i) {
    x.row(i) = row_of(static_cast<std::size_t>(i), terms).transpose();
    y[i] = counts[static_cast<std::size_t>(i)];
  }
  const auto fit = fit_poisson(x, y, VectorXd::Zero(n), VectorXd::Ones(n));
  if (fit.state != PoissonFit::State::fitted) {
    return invalid("counts", "no curve fits these counts; look for long spans with nothing");
  }
  Forecast out{.weeks = {}, .dispersion = 1, .trend = terms > 3, .past = {}};
  const VectorXd pearson = (y - fit.mean).array() / fit.mean.array().sqrt();
  out.dispersion = std::max(1.0, pearson.squaredNorm() / static_cast<double>(n - terms));
  for (std::size_t i = 0; i < horizon; ++i) {
    const VectorXd row = row_of(counts.size() + i, terms);
    const double mean = std::exp(row.dot(fit.beta));
    const double of_mean = mean * mean * row.dot(fit.inverse * row);
    const double error = std::sqrt(out.dispersion * (mean + of_mean));
    out.weeks.push_back({.mean = mean,
                         .lower = std::max(0.0, mean - (k_normal_975 * error)),
                         .upper = mean + (k_normal_975 * error)});
  }
  return out;
}

std::optional<PastAccuracy> past_of(std::span<const double> counts, std::size_t horizon) {
  PastAccuracy out;
  double inside = 0;
  for (std::size_t at = k_least_weeks; at < counts.size(); at += k_between_origins) {
    const std::size_t ahead = std::min(horizon, counts.size() - at);
    const auto then = fitted(counts.first(at), ahead);
    if (!then) continue;  // nothing would have been said then
    for (std::size_t i = 0; i < ahead; ++i) {
      const double came = counts[at + i];
      const ExpectedWeek& week = then->weeks[i];
      out.mean_error += std::abs(came - week.mean);
      out.naive_error += std::abs(came - counts[at - 1]);
      inside += came >= week.lower && came <= week.upper ? 1 : 0;
      ++out.forecasts;
    }
  }
  if (out.forecasts == 0) return std::nullopt;
  const auto n = static_cast<double>(out.forecasts);
  out.mean_error /= n;
  out.naive_error /= n;
  out.share_inside = inside / n;
  return out;
}

}  // namespace

Result<Forecast> forecast(std::span<const double> counts, std::size_t horizon) {
  if (horizon == 0 || horizon > k_least_weeks) {
    return invalid("horizon", "forecast 1 to 52 weeks ahead");
  }
  for (std::size_t i = 0; i < counts.size(); ++i) {
    if (!std::isfinite(counts[i]) || counts[i] < 0) {
      return invalid("counts", "week " + std::to_string(i + 1) + ": a count is 0 or more");
    }
  }
  if (counts.size() < k_least_weeks) {
    return invalid("counts", "there are " + std::to_string(counts.size()) +
                                 " weeks, and a season is not known before 52 have passed");
  }
  const auto looked_at = counts.last(std::min(counts.size(), k_most_weeks));
  MASH_TRY(auto out, fitted(looked_at, horizon));
  out.past = past_of(looked_at, horizon);
  return out;
}

}  // namespace mash::statistics
