// SPDX-License-Identifier: MIT
#include "mash/statistics/surge.h"

#include <algorithm>
#include <boost/math/special_functions/beta.hpp>
#include <cmath>
#include <limits>
#include <optional>
#include <string>
#include <vector>

#include "poisson_fit.h"
#include "surge_limit.h"

namespace mash::statistics {

namespace {

using Eigen::MatrixXd;
using Eigen::VectorXd;

constexpr std::size_t k_years_for_trend = 3;

// How many whole weeks ago the same week of an earlier year was.
std::size_t weeks_ago(LocalDate last, std::size_t years) {
  LocalDate then = last;
  then.year -= static_cast<int>(years);
  if (then.month == 2 && then.day == 29) then.day = 28;
  return static_cast<std::size_t>((days_between(then, last) + 3) / 7);
}

Result<bool> check(std::span<const double> counts, LocalDate last, const SurgeOptions& o) {
  if (o.years < 1 || o.years > 20) return invalid("years", "look back 1 to 20 years");
  if (o.half_window > 12) return invalid("half_window", "at most 12 weeks before and after");
  if (o.levels < 1 || o.levels > 20) return invalid("levels", "1 to 20 levels of the season");
  if (o.past_weeks > 51) return invalid("past_weeks", "leave out at most 51 weeks");
  if (std::isnan(o.trend_p) || o.trend_p < 0 || o.trend_p > 1)
    return invalid("trend_p", "a p-value is from 0 to 1");
  if (std::isnan(o.alpha) || o.alpha < 1e-6 || o.alpha > 0.5)
    return invalid("alpha", "a chance from 0.000001 to 0.5");
  for (std::size_t i = 0; i < counts.size(); ++i) {
    if (!std::isfinite(counts[i]) || counts[i] < 0 || counts[i] != std::floor(counts[i]) ||
        counts[i] > 1e9) {
      return invalid("counts", "week " + std::to_string(i + 1) +
                                   ": a count is a whole number from 0 to 1,000,000,000");
    }
  }
  const auto needed = weeks_needed(last, o);
  if (counts.size() <= needed) {
    return invalid("counts", "there are " + std::to_string(counts.size()) + " weeks, but " +
                                 std::to_string(needed + 1) +
                                 " are needed; give more or look back fewer years");
  }
  return true;
}

struct Past {
  std::size_t week = 0;
  std::size_t level = 0;
};

// Weeks around this one in each year are level 0; those between two such windows are shared out
// among the other levels.
std::vector<Past> baseline_of(std::size_t weeks, LocalDate last, const SurgeOptions& o) {
  const auto now = weeks - 1;
  const auto w = o.half_window;
  const auto newest = now - o.past_weeks;  // left out as well
  std::vector<Past> out;
  for (std::size_t year = o.years; year > 0; --year) {
    const auto middle = now - weeks_ago(last, year);
    const auto next = now - (year > 1 ? weeks_ago(last, year - 1) : 0);
    for (std::size_t i = middle - w; i <= middle + w && i < newest; ++i) out.push_back({i, 0});
    const auto first = middle + w + 1;
    const auto end = next - w;
    for (std::size_t i = first; i < end && i < newest && o.levels > 1; ++i)
      out.push_back({i, 1 + (i - first) * (o.levels - 1) / (end - first)});
  }
  return out;
}

struct Model {
  double mean = 0;  // of the week that is judged
  double error = 0;
  double dispersion = 1;
  double trend_p = 1;
};

class Baseline {
 public:
  // Levels in which nothing was counted are left out: a regression has no finite answer there.
  Baseline(std::span<const double> counts, std::span<const Past> past, std::size_t levels)
      : now_(static_cast<double>(counts.size() - 1)), totals_(levels, 0), column_(levels, 0) {
    for (const auto& p : past) totals_[p.level] += counts[p.week];
    for (const auto& p : past)
      if (totals_[p.level] > 0) past_.push_back(p);
    Eigen::Index columns = 2;
    for (std::size_t level = 1; level < levels; ++level)
      if (totals_[level] > 0) column_[level] = columns++;
    columns_ = columns;
    y_.resize(static_cast<Eigen::Index>(past_.size()));
    for (Eigen::Index i = 0; i < y_.size(); ++i)
      y_[i] = counts[past_[static_cast<std::size_t>(i)].week];
  }

  [[nodiscard]] bool counted_now() const { return totals_[0] > 0; }
  [[nodiscard]] double highest() const { return y_.maxCoeff(); }

  // None: it fits no curve, or leaves nothing to tell the spread by.
  [[nodiscard]] std::optional<Model> fitted(bool trend, double weights_from) const {
    const auto x = design(trend);
    if (y_.size() <= x.cols()) return std::nullopt;
    VectorXd weights = VectorXd::Ones(y_.size());
    auto fit = fit_poisson(x, y_, VectorXd::Zero(y_.size()), weights);
    if (fit.state != PoissonFit::State::fitted) return std::nullopt;
    weights = reweighted(x, fit, weights_from);
    fit = fit_poisson(x, y_, VectorXd::Zero(y_.size()), weights);
    if (fit.state != PoissonFit::State::fitted) return std::nullopt;
    Model m;
    m.dispersion = dispersion(fit, weights, x.cols());
    VectorXd row = VectorXd::Zero(x.cols());
    row[0] = 1;  // times are counted from the week that is judged
    m.mean = std::exp(row.dot(fit.beta));
    m.error = m.mean * std::sqrt(m.dispersion * row.dot(fit.inverse * row));
    if (trend) {
      const double t = fit.beta[1] / std::sqrt(m.dispersion * fit.inverse(1, 1));
      const auto df = static_cast<double>(y_.size() - x.cols());
      m.trend_p = boost::math::ibeta(df / 2, 0.5, df / (df + t * t));
    }
    return m;
  }

 private:
  [[nodiscard]] MatrixXd design(bool trend) const {
    const Eigen::Index shift = trend ? 0 : 1;
    MatrixXd x = MatrixXd::Zero(y_.size(), columns_ - shift);
    for (Eigen::Index i = 0; i < y_.size(); ++i) {
      const auto& p = past_[static_cast<std::size_t>(i)];
      x(i, 0) = 1;
      if (trend) x(i, 1) = (static_cast<double>(p.week) - now_) / 52;
      if (p.level > 0) x(i, column_[p.level] - shift) = 1;
    }
    return x;
  }

  [[nodiscard]] double dispersion(const PoissonFit& fit, const VectorXd& weights,
                                  Eigen::Index terms) const {
    const VectorXd rest = y_ - fit.mean;
    const double sum = (weights.array() * rest.array().square() / fit.mean.array()).sum();
    return std::max(1.0, sum / static_cast<double>(y_.size() - terms));
  }

  // Anscombe's residuals, each by its own leverage. Together the weights are as before.
  [[nodiscard]] VectorXd reweighted(const MatrixXd& x, const PoissonFit& fit, double from) const {
    const double phi = dispersion(fit, VectorXd::Ones(y_.size()), x.cols());
    VectorXd out = VectorXd::Ones(y_.size());
    for (Eigen::Index i = 0; i < y_.size(); ++i) {
      const double mean = fit.mean[i];
      const double leverage = mean * x.row(i).dot(fit.inverse * x.row(i).transpose());
      const double away = 1.5 * (std::pow(y_[i], 2.0 / 3) - std::pow(mean, 2.0 / 3)) /
                          (std::pow(mean, 1.0 / 6) * std::sqrt(phi * std::max(1e-9, 1 - leverage)));
      if (away > from) out[i] = 1 / (away * away);
    }
    return out * (static_cast<double>(y_.size()) / out.sum());
  }

  double now_;
  std::vector<double> totals_;
  std::vector<Eigen::Index> column_;
  Eigen::Index columns_ = 2;
  std::vector<Past> past_;
  VectorXd y_;
};

Result<Model> model_of(const Baseline& baseline, const SurgeOptions& o, bool& trend) {
  trend = false;
  if (!baseline.counted_now()) return Model{};
  if (o.years >= k_years_for_trend) {
    const auto with = baseline.fitted(true, o.weights_from);
    if (with && with->trend_p <= o.trend_p && with->mean <= baseline.highest()) {
      trend = true;
      return *with;
    }
  }
  const auto without = baseline.fitted(false, o.weights_from);
  if (without) return *without;
  return invalid("counts", "no curve fits the earlier weeks; look back more years");
}

}  // namespace

std::size_t weeks_needed(LocalDate last, const SurgeOptions& o) {
  return weeks_ago(last, o.years) + o.half_window;
}

Result<Surge> surge(std::span<const double> counts, LocalDate last, const SurgeOptions& o) {
  MASH_TRY_DO(check(counts, last, o));
  const auto past = baseline_of(counts.size(), last, o);
  const Baseline baseline(counts, past, o.levels);
  Surge out;
  MASH_TRY(const auto model, model_of(baseline, o, out.trend));
  out.observed = counts.back();
  out.expected = model.mean;
  out.dispersion = model.dispersion;
  out.baseline = past.size();
  const auto limit =
      surge_limit({model.mean, model.error, model.dispersion}, out.observed, o.alpha, o.limit);
  out.upper = limit.upper;
  out.p_value = limit.p_value;
  const bool above = out.observed > out.upper;
  if (out.upper > out.expected) {
    out.score = (out.observed - out.expected) / (out.upper - out.expected);
  } else if (above) {
    out.score = std::numeric_limits<double>::infinity();
  }
  double lately = 0;
  for (const double c : counts.last(std::min(o.few_weeks, counts.size()))) lately += c;
  out.enough = lately >= o.few;
  out.alarm = above && out.enough;
  return out;
}

}  // namespace mash::statistics
