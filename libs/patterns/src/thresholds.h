// SPDX-License-Identifier: MIT
// From where on a rule says so much that people in whom nothing changed seldom reach it.
//
// What: the rules look at the file's own people, shuffled; the thresholds are those at which they
// give so many alarms a year in 1,000 of them, all rules together.
// Thread safety: pure functions. Cost: about 5 us for each shuffled event, of 100,000 or so.
#pragma once

#include <span>

#include "rules.h"

namespace mash::patterns {

// In the order of k_rules; infinite where nothing is known yet.
Statistics thresholds_at(std::span<const Person> people, double at, const Population& all,
                         double false_alarms, const Weights& weights);

}  // namespace mash::patterns
