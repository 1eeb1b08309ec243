// SPDX-License-Identifier: MIT
// `openmash patterns score`, `alarms` and `evaluate`: from CSV files to CSV files and JSON.
#pragma once

#include <CLI/CLI.hpp>
#include <functional>
#include <string>

#include "mash/base/result.h"

namespace mash::server {

struct PatternsArguments {
  std::string events, at, from, to, out, weights;
  double false_alarms = 50;
};
struct PatternsEvaluateArguments {
  std::string scores, truth, column = "score", scale;
  std::string events, at, alarms, rule, from, to;
};

int patterns_score_command(const PatternsArguments& arguments);
int patterns_alarms_command(const PatternsArguments& arguments);
int patterns_evaluate_command(const PatternsEvaluateArguments& arguments);

}  // namespace mash::server
