// SPDX-License-Identifier: MIT
#include "poisson_fit.h"

#include <cmath>
#include <limits>

namespace mash::statistics {

namespace {

using Eigen::MatrixXd;
using Eigen::VectorXd;

double deviance(const VectorXd& y, const VectorXd& mean, const VectorXd& weights) {
  double sum = 0;
  for (Eigen::Index i = 0; i < y.size(); ++i) {
    const double log_part = y[i] > 0 ? y[i] * std::log(y[i] / mean[i]) : 0;
    sum += 2 * weights[i] * (log_part - (y[i] - mean[i]));
  }
  return sum;
}

}  // namespace

// Iteratively reweighted least squares, which for the log link is Newton's method.
PoissonFit fit_poisson(const MatrixXd& x, const VectorXd& y, const VectorXd& offset,
                       const VectorXd& weights) {
  constexpr int most_rounds = 100;
  PoissonFit f;
  f.mean = y.array() + 0.1;
  VectorXd eta = f.mean.array().log();
  double last = std::numeric_limits<double>::infinity();
  for (int round = 0; round < most_rounds; ++round) {
    const VectorXd root = (weights.array() * f.mean.array()).sqrt();
    const VectorXd z = (eta - offset).array() + (y - f.mean).array() / f.mean.array();
    const Eigen::ColPivHouseholderQR<MatrixXd> qr(root.asDiagonal() * x);
    if (qr.rank() < x.cols()) {
      f.state = PoissonFit::State::terms_alike;
      return f;
    }
    f.beta = qr.solve(root.cwiseProduct(z));
    eta = x * f.beta + offset;
    f.mean = eta.array().exp();
    const double now = deviance(y, f.mean, weights);
    if (!std::isfinite(now)) return f;
    if (std::abs(now - last) < 1e-12 * (std::abs(now) + 0.1)) {
      const VectorXd working = weights.cwiseProduct(f.mean);
      const MatrixXd information = x.transpose() * working.asDiagonal() * x;
      f.inverse = information.ldlt().solve(MatrixXd::Identity(x.cols(), x.cols()));
      f.state = PoissonFit::State::fitted;
      return f;
    }
    last = now;
  }
  return f;
}

}  // namespace mash::statistics
