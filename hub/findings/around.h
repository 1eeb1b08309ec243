// SPDX-License-Identifier: MIT
// Who is around one person, by which case or home each was reached, and the cases in which the
// person was named: pure, of a record without names.
// What not: whose record it is, what is shown (around_page.cpp). Cost: linear in the record.
#pragma once

#include <optional>
#include <string_view>
#include <vector>

#include "mash/research/record.h"

namespace mash::findings {

inline constexpr std::uint32_t k_most_steps = 3;
inline constexpr std::size_t k_most_around = 40;  // more than this nobody reads in a drawing

struct Reached {
  research::Index person = 0;
  std::uint32_t steps = 0;            // 0: the person asked for
  std::size_t from = 0;               // place in `people` of whom they were reached from
  std::optional<research::Index> in;  // the latest case that names both
  std::optional<research::Index> home;
  LocalDate shared_from, shared_until;  // where there is a home: both were said to live there
  std::int64_t cases = 0;               // in which they were named
};
struct Surroundings {
  std::vector<Reached> people;         // the nearest first
  bool cut = false;                    // there were more
  std::vector<research::Named> named;  // of the person asked for, by case
};

// As it had been told by the end of `until`. Nothing: there is no such person in this record.
std::optional<Surroundings> surroundings(const research::Record& record, std::string_view person,
                                         std::uint32_t steps, std::optional<LocalDate> until);

}  // namespace mash::findings
