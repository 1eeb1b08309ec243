// SPDX-License-Identifier: MIT
#include "mash/statistics/interrupted.h"

#include <Eigen/Dense>
#include <algorithm>
#include <cmath>
#include <numbers>

#include "poisson_fit.h"

namespace mash::statistics {

namespace {

using Eigen::MatrixXd;
using Eigen::VectorXd;

constexpr double k_normal_975 = 1.959963984540054;

Result<bool> check(std::span<const Observation> series, const InterruptedOptions& o) {
  for (std::size_t i = 0; i < series.size(); ++i) {
    const auto& s = series[i];
    const std::string where = "observation " + std::to_string(i + 1) + ": ";
    if (!std::isfinite(s.count) || s.count < 0)
      return invalid("values", where + "a count is 0 or more");
    if (!std::isfinite(s.exposure) || s.exposure <= 0)
      return invalid("offset", where + "what the count is out of is above 0");
    if (i > 0 && s.time <= series[i - 1].time)
      return invalid("values", where + "times rise, and none stands twice");
  }
  const auto total = [&](bool after) {
    double sum = 0;
    for (const auto& s : series) sum += (s.time >= o.event) == after ? s.count : 0;
    return sum;
  };
  if (total(false) <= 0 || total(true) <= 0) {
    return invalid("event",
                   "there is nothing counted on one side of the event; name a time within the "
                   "series, with counts before it and from it on");
  }
  if (o.harmonics > 0 && static_cast<double>(o.harmonics) * 2 > o.year + 1e-9) {
    return invalid("harmonics",
                   "at most half as many pairs of harmonics as there are time units in a year");
  }
  return true;
}

struct Design {
  std::vector<std::string> names;
  MatrixXd x;
};

// The pair of half a year's units has a cosine only: its sine is 0 at each unit.
Design design_of(std::span<const Observation> series, const InterruptedOptions& o) {
  const auto n = static_cast<Eigen::Index>(series.size());
  const bool whole = std::all_of(series.begin(), series.end(), [&](const Observation& s) {
    return std::abs(s.time - std::round(s.time)) < 1e-9;
  });
  Design d;
  std::vector<VectorXd> columns;
  const auto add = [&](std::string name, auto value) {
    VectorXd column(n);
    for (Eigen::Index i = 0; i < n; ++i) column[i] = value(series[static_cast<std::size_t>(i)]);
    columns.push_back(std::move(column));
    d.names.push_back(std::move(name));
  };
  const double middle = (series.front().time + series.back().time) / 2;
  add("constant", [](const Observation&) { return 1.0; });
  add("step", [&](const Observation& s) { return s.time >= o.event ? 1.0 : 0.0; });
  add("trend", [&](const Observation& s) { return s.time - middle; });
  for (std::size_t k = 1; k <= o.harmonics; ++k) {
    const double turn = 2 * std::numbers::pi * static_cast<double>(k) / o.year;
    add("cosine " + std::to_string(k),
        [&](const Observation& s) { return std::cos(turn * s.time); });
    if (whole && std::abs(static_cast<double>(2 * k) - o.year) < 1e-9) continue;
    add("sine " + std::to_string(k), [&](const Observation& s) { return std::sin(turn * s.time); });
  }
  d.x.resize(n, static_cast<Eigen::Index>(columns.size()));
  for (std::size_t c = 0; c < columns.size(); ++c)
    d.x.col(static_cast<Eigen::Index>(c)) = columns[c];
  return d;
}

Result<PoissonFit> fit(const MatrixXd& x, const VectorXd& y, const VectorXd& offset) {
  auto f = fit_poisson(x, y, offset, VectorXd::Ones(y.size()));
  if (f.state == PoissonFit::State::fitted) return f;
  if (f.state == PoissonFit::State::terms_alike) {
    return invalid("harmonics",
                   "the series cannot tell step, trend and season apart; give more "
                   "observations or fewer harmonics");
  }
  return invalid("values", "no curve fits these counts; look for spans with nothing but zeros");
}

// Newey and West's rule of thumb.
std::size_t lags_for(std::size_t n) {
  return static_cast<std::size_t>(std::floor(4 * std::pow(static_cast<double>(n) / 100, 2.0 / 9)));
}

VectorXd newey_west(const MatrixXd& x, const VectorXd& rest, const MatrixXd& inverse,
                    std::size_t lags) {
  const MatrixXd scores = rest.asDiagonal() * x;
  MatrixXd meat = scores.transpose() * scores;
  const auto n = scores.rows();
  for (std::size_t lag = 1; lag <= lags; ++lag) {
    const auto by = static_cast<Eigen::Index>(lag);
    const double weight = 1 - static_cast<double>(lag) / static_cast<double>(lags + 1);
    const MatrixXd cross = scores.bottomRows(n - by).transpose() * scores.topRows(n - by);
    meat += weight * (cross + cross.transpose());
  }
  return (inverse * meat * inverse).diagonal().cwiseSqrt();
}

}  // namespace

Result<Interrupted> interrupted(std::span<const Observation> series, const InterruptedOptions& o) {
  MASH_TRY_DO(check(series, o));
  const auto design = design_of(series, o);
  const auto n = design.x.rows();
  const auto terms = design.x.cols();
  if (n <= terms + 1) {
    return invalid("values", "there are " + std::to_string(n) + " observations for " +
                                 std::to_string(terms) +
                                 " terms; give more observations or fewer harmonics");
  }
  VectorXd y(n);
  VectorXd offset(n);
  for (Eigen::Index i = 0; i < n; ++i) {
    const auto& s = series[static_cast<std::size_t>(i)];
    y[i] = s.count;
    offset[i] = std::log(s.exposure);
  }
  MASH_TRY(const auto f, fit(design.x, y, offset));
  const VectorXd rest = y - f.mean;
  const VectorXd pearson = rest.array() / f.mean.array().sqrt();
  Interrupted out;
  out.observations = series.size();
  out.before = static_cast<std::size_t>(std::count_if(
      series.begin(), series.end(), [&](const Observation& s) { return s.time < o.event; }));
  out.degrees_of_freedom = static_cast<std::size_t>(n - terms);
  out.dispersion = pearson.squaredNorm() / static_cast<double>(n - terms);
  const double around = pearson.squaredNorm();
  out.durbin_watson =
      around > 0 ? (pearson.tail(n - 1) - pearson.head(n - 1)).squaredNorm() / around : 2;
  out.lags = lags_for(series.size());
  const auto robust = newey_west(design.x, rest, f.inverse, out.lags);
  for (Eigen::Index c = 0; c < terms; ++c) {
    out.terms.push_back({design.names[static_cast<std::size_t>(c)], f.beta[c],
                         std::sqrt(f.inverse(c, c) * out.dispersion), robust[c]});
  }
  const auto& step = out.terms[1];
  out.rate_ratio = std::exp(step.estimate);
  out.lower = std::exp(step.estimate - k_normal_975 * step.error);
  out.upper = std::exp(step.estimate + k_normal_975 * step.error);
  out.newey_west_lower = std::exp(step.estimate - k_normal_975 * step.newey_west_error);
  out.newey_west_upper = std::exp(step.estimate + k_normal_975 * step.newey_west_error);
  if (step.error > 0)
    out.p_value = std::erfc(std::abs(step.estimate) / step.error / std::numbers::sqrt2);
  return out;
}

}  // namespace mash::statistics
