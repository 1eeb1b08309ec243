// SPDX-License-Identifier: MIT
// How those who ask err: how often each level of agreement stands between a query and its person,
// counted over queries whose person is plain to see.
//
// What not: addresses and identifiers, which say more about who moved than about errors. Thread
// safety: values. The counts are integers, so that they add up to the same in any order.
#pragma once

#include <array>
#include <cstdint>

#include "mash/linkage/score.h"

namespace mash::linkage {

class AskingErrors {
 public:
  // One query and a person whom it means with this probability.
  void add(const Explanation& pair, double probability);
  void add(const AskingErrors& other);
  // The model with chances of agreement from what was counted. What the model said counts as much
  // as so many queries: few queries change little, and nothing becomes impossible.
  static constexpr double k_worth_of_model = 100;
  [[nodiscard]] Model taught(Model model) const;

 private:
  std::array<std::array<std::uint64_t, k_max_levels>, k_kinds> counts_{};  // in 2^-20
};

}  // namespace mash::linkage
