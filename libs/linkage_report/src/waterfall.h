// SPDX-License-Identifier: MIT
// A score, step by step, in hundredths of a bit that add up as they are shown.
#pragma once

#include <string>
#include <vector>

#include "mash/linkage/score.h"

namespace mash::linkage_report {

struct Step {
  std::string what;            // "Surname"
  std::string how;             // "much alike"
  linkage::Weight change = 0;  // exact
  // Hundredths of a bit: `sum` is the exact sum so far, rounded; `shown` what it grew by.
  std::int64_t shown = 0;
  std::int64_t sum = 0;
};

// All that makes up the score: the changes add up to it exactly, the figures shown to it, rounded.
std::vector<Step> steps_of(const linkage::Explanation& explanation);

std::int64_t hundredths(std::int64_t weight);
// "+1.25", with a minus sign that is one.
std::string signed_bits(std::int64_t hundredths);

// "Given name"
std::string kind_words(linkage::Kind kind);

}  // namespace mash::linkage_report
