// SPDX-License-Identifier: MIT
// Probabilities from answers that people gave, instead of from the model alone.
//
// What: of labelled pairs and their scores, the share of matches as it rises with the score
// (isotonic regression by pooling adjacent violators).
// What not: it changes no score and no order of scores, only what probability they stand for.
// Errors: invalid_input with field "labels" if there are too few to say anything.
// Thread safety: pure. Cost: a sort of the labels.
// Source: Ayer et al. 1955, "An empirical distribution function for sampling with incomplete
// information"; Zadrozny and Elkan 2002 for scores of classifiers.
#pragma once

#include <vector>

#include "mash/base/result.h"
#include "mash/linkage/model.h"

namespace mash::linkage {

// Fewer say too little: a fifth of so many is ten, which tell a share to within 0.3.
constexpr std::size_t k_least_labels = 50;
constexpr std::size_t k_least_of_a_kind = 10;  // matches, and others

struct Label {
  Weight score = 0;
  bool match = false;
};

// Error: too few to say anything.
Result<bool> enough_labels(std::size_t matches, std::size_t others);

// Certainty is never claimed: of n labels, no probability is below 1 / (n + 2) or above 1 less it.
Result<Calibration> calibrate(std::vector<Label> labels);

}  // namespace mash::linkage
