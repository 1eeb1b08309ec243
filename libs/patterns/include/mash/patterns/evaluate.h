// SPDX-License-Identifier: MIT
// How good scores and alarms are, where the truth is known: on simulated streams.
//
// What: area under the curve with DeLong's interval, precision and recall among the first k,
// calibration, delay at stated rates of false alarms, false positives between groups.
// What not: nothing here says how good anything is for real children.
// Thread safety: pure functions. Cost: n log n.
// Sources: Hanley and McNeil 1982 (area), DeLong et al. 1988 (its variance), Cox 1958 (calibration
// by logistic regression on the log-odds).
#pragma once

#include <optional>
#include <span>
#include <string>
#include <vector>

#include "mash/json/value.h"

namespace mash::patterns {

// One person of whom the truth is known.
struct Judged {
  double score = 0;
  bool positive = false;
  std::string group = {};
  std::optional<double> probability = {};              // the true one
  std::optional<double> onset = {};                    // day of the change
  std::vector<std::pair<double, double>> alarms = {};  // day and statistic, by day
};

struct Area {
  double auc = 0.5, low = 0, high = 1, error = 0;  // 95 %; ties count half
};
// With no positive or no negative: 0.5, and the interval 0 to 1.
Area area(std::span<const double> positives, std::span<const double> negatives);

// As the scores are meant: chances, their log-odds, or events to be expected.
enum class Scale { probability, log_odds, expected };

// With no positive or no negative the areas are null.
json::Value ranking(std::span<const Judged> people);
json::Value calibration(std::span<const Judged> people, Scale scale);
// Days from onset to the first alarm from then on, at each rate of false alarms (a year in 1,000
// people that are neither positive nor have an onset).
json::Value delays(std::span<const Judged> people, double from, double to);
json::Value between_groups(std::span<const Judged> people);

}  // namespace mash::patterns
