// SPDX-License-Identifier: MIT
// Poisson regression with a log link, for the methods of this library.
#pragma once

#include <Eigen/Dense>

namespace mash::statistics {

struct PoissonFit {
  enum class State { fitted, terms_alike, no_curve };
  State state = State::no_curve;
  Eigen::VectorXd beta;
  Eigen::VectorXd mean;
  Eigen::MatrixXd inverse;  // of the information, without the dispersion
};

// Weights are of observations; an offset is of the logarithm of the mean.
PoissonFit fit_poisson(const Eigen::MatrixXd& x, const Eigen::VectorXd& y,
                       const Eigen::VectorXd& offset, const Eigen::VectorXd& weights);

}  // namespace mash::statistics
