// SPDX-License-Identifier: MIT
// The pairs of the blocking rules.
//
// What: each rule's equalities as one number per record, so that a block is a run of equal numbers
// and "an earlier rule gives this pair" is a comparison of numbers.
// Cost: about 100 ns a record and rule to build, 8 to 16 B a record and rule.
#pragma once

#include "compiled.h"

namespace mash::splink {

class Rules {
 public:
  // A piece of a rule's blocks.
  struct Task {
    std::uint32_t rule = 0;
    std::uint32_t begin = 0;  // in left rows by key
    std::uint32_t end = 0;
  };

  Rules(const Compiled::Parts& parts, unsigned threads);
  [[nodiscard]] const std::vector<Task>& tasks() const { return tasks_; }
  // Pairs of equal keys, before earlier rules are left out and filters checked.
  [[nodiscard]] std::uint64_t pairs(std::size_t rule) const { return sides_[rule].pairs; }

  // Calls use(left, right) for the task's pairs with left < right.
  template <class Use>
  void each_pair(const Task& task, Program::Scratch& scratch, Use&& use) const {
    const auto& s = sides_[task.rule];
    for (std::size_t i = task.begin; i < task.end; ++i) {
      const std::uint32_t left = s.left_rows[i];
      const std::uint32_t key = keys_[std::size_t{left} * stride_ + s.left];
      const auto& rows = s.symmetric ? s.left_rows : s.right_rows;
      const auto& begin = s.symmetric ? s.left_begin : s.right_begin;
      for (std::size_t j = s.symmetric ? i + 1 : begin[key]; j < begin[key + 1]; ++j) {
        const std::uint32_t right = rows[j];
        if (left >= right) continue;
        if (!given_before(task.rule, left, right, scratch)) use(left, right);
      }
    }
  }

 private:
  struct RuleSides {
    bool symmetric = true;
    std::size_t left = 0;  // place of the keys
    std::size_t right = 0;
    std::uint32_t keys = 0;                // 1 + the largest
    std::vector<std::uint32_t> left_rows;  // by key, then row
    std::vector<std::uint32_t> right_rows;
    std::vector<std::uint32_t> left_begin;  // by key
    std::vector<std::uint32_t> right_begin;
    std::uint64_t pairs = 0;
  };
  void number_keys(std::size_t rule);
  void gather(RuleSides& s) const;
  void make_tasks();
  // Does an earlier rule give the pair, or does this rule's filter not hold?
  [[nodiscard]] bool given_before(std::uint32_t rule, std::uint32_t left, std::uint32_t right,
                                  Program::Scratch& scratch) const {
    const auto* x = keys_.data() + std::size_t{left} * stride_;
    const auto* y = keys_.data() + std::size_t{right} * stride_;
    bool fresh = true;  // scratch is for this pair from here on
    for (std::uint32_t r = 0; r < rule; ++r) {
      const auto& s = sides_[r];
      if (x[s.left] != 0 && x[s.left] == y[s.right] && filters_hold(r, left, right, scratch, fresh))
        return true;
    }
    return !filters_hold(rule, left, right, scratch, fresh);
  }
  [[nodiscard]] bool filters_hold(std::uint32_t rule, std::uint32_t left, std::uint32_t right,
                                  Program::Scratch& scratch, bool& fresh) const;

  const Compiled::Parts& parts_;
  std::vector<RuleSides> sides_;
  std::size_t stride_ = 0;
  std::vector<std::uint32_t> keys_;  // row-major; 0: some part is NULL
  std::vector<Task> tasks_;
};

}  // namespace mash::splink
