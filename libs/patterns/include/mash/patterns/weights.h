// SPDX-License-Identifier: MIT
// The numbers of data/patterns.json, which says where each comes from.
//
// Thread safety: pure functions. Errors: invalid_input that names the field.
#pragma once

#include <array>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "mash/base/result.h"

namespace mash::patterns {

struct Weights {
  std::int64_t version = 0;
  std::map<std::string, double, std::less<>> severity_words;
  struct Weighing {
    double cluster_days = 0, cluster_weight = 1;
    double mark_power = 1, mark_least = 0, mark_most = 1;
    double source_power = 0, source_allowance = 1;
  } weighing;
  struct Change {
    double prior = 0, temper = 1;
    std::vector<double> windows_days, ratios;
  } change;
  struct Course {
    double excess = 0;  // chance that one source says more, before the file is looked at
    std::vector<double> factors;
    double clock_events = 0, mark_events = 0;  // lent, so that small files do not say too much
  } course;
  struct Score {
    double constant = 0, now = 0, rise = 0, severity = 0;
  } score;
  struct Alarms {
    double quiet_days = 0, refit_days = 30, severity_days = 0;
    // Of the false alarms: repeat, rate, escalation, severity. The third gets what is left.
    std::array<double, 4> shares{};
  } alarms;
};

Result<Weights> read_weights(std::string_view json);
// Those built in.
const Weights& weights();

// A word of the table (any case) or a number that is not negative; nothing else.
std::optional<double> severity_of(const Weights& weights, std::string_view text);

}  // namespace mash::patterns
