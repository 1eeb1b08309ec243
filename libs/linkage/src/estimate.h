// SPDX-License-Identifier: MIT
// About how people will score against a query, to choose of many whom to compare in earnest.
//
// What: exact for dates of birth and names, further ones too (a distinct name is compared once a
// query while there is room to remember it); elsewhere equal values count and others differ. What
// not: households, further addresses. Thread safety: const use from many threads. Cost: some 50 ns
// a person.
#pragma once

#include "levels.h"

namespace mash::linkage {

// Each row once.
std::vector<std::uint32_t> distinct(std::span<const std::span<const std::uint32_t>> lists);

class Estimate {
 public:
  Estimate(const Prepared& people, const Model& model);
  // At most `most` of the rows, those that promise most. `query_alone` explains the query compared
  // with itself: what its values are worth. The choice does not depend on the order of rows.
  [[nodiscard]] std::vector<std::uint32_t> best(std::uint32_t query, const Explanation& query_alone,
                                                std::vector<std::uint32_t> rows,
                                                std::size_t most) const;

 private:
  class Asking;
  struct Field {
    std::size_t position = 0;
    Kind kind = Kind::given_name;
    std::array<Weight, k_max_levels> weight{};
    bool address = false;
  };
  const Prepared& people_;
  std::vector<Field> fields_;  // by position
  std::vector<Field> plain_;   // those that only are equal or not
  Weight moved_ = 0;           // what addresses that all differ come to, at least
};

}  // namespace mash::linkage
