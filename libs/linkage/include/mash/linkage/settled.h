// SPDX-License-Identifier: MIT
// What stands before any score: what people said of pairs, and who was joined the last time.
//
// What: "the same" and "not the same" as people answered, carried on through others ("A is B" and
// "B is not C" say that A is not C), and the clusters of an earlier run.
// What not: no files, no names of clusters (stable_ids.h).
// Thread safety: const use from many threads. Cost: 4 bytes a record for the answers and 4 for the
// earlier clusters, where there are any. "The same" and "together" are two reads; "different" is a
// search among the answers that say so.
#pragma once

#include <cstdint>
#include <functional>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "mash/base/result.h"

namespace mash::linkage {

// A person's answer about two records.
struct Answer {
  std::uint32_t a = 0;
  std::uint32_t b = 0;
  bool same = false;
};

constexpr std::uint32_t k_new_record = ~std::uint32_t{0};

class Settled {
 public:
  Settled() = default;
  // `before` has for each record the number of its earlier cluster, or k_new_record; it is empty if
  // there was no earlier run.
  // Errors: invalid_input with field "answers" if two answers contradict each other; it says which
  // answer, as `called` names the one at an index, does not go with the others.
  using Called = std::function<std::string(std::size_t)>;
  static Result<Settled> of(
      std::uint32_t rows, std::span<const Answer> answers, std::vector<std::uint32_t> before,
      const Called& called = [](std::size_t i) { return "answer " + std::to_string(i + 1); });

  // Somebody said that they are one person, or it follows from what was said.
  [[nodiscard]] bool same(std::uint32_t a, std::uint32_t b) const {
    return !group_.empty() && group_[a] == group_[b];
  }
  // Somebody said that they are two people, or it follows.
  [[nodiscard]] bool different(std::uint32_t a, std::uint32_t b) const;
  // They were in one cluster.
  [[nodiscard]] bool together(std::uint32_t a, std::uint32_t b) const {
    return !before_.empty() && before_[a] != k_new_record && before_[a] == before_[b];
  }

  // Per record: the first of those who are said to be one person with it. Empty without answers.
  [[nodiscard]] std::span<const std::uint32_t> groups() const { return group_; }
  // Of two groups that are two people: the first records of both.
  [[nodiscard]] std::span<const std::pair<std::uint32_t, std::uint32_t>> differing() const {
    return different_;
  }
  [[nodiscard]] std::span<const std::uint32_t> before() const { return before_; }

 private:
  std::vector<std::uint32_t> group_;                                // the first row of its group
  std::vector<std::pair<std::uint32_t, std::uint32_t>> different_;  // of groups, sorted
  std::vector<std::uint32_t> before_;
};

}  // namespace mash::linkage
