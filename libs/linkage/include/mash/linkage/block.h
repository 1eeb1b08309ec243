// SPDX-License-Identifier: MIT
// Which pairs are worth comparing.
//
// What: passes, each a key of two or more properties ("surname and year of birth"); records with
// equal keys are compared. Names enter by sound and by likely spelling, so that the expansion
// happens among distinct names, not among people; dates also without the order of their digits.
// A block that is too large is split by further properties of the same pass, never dropped.
// What not: no scores. A pair is given once, by the first pass that finds it.
// Thread safety: const use from many threads. Cost: about 25 ms a pass and million records; 8 B a
// record and pass.
#pragma once

#include <string>

#include "mash/linkage/prepare.h"

namespace mash::linkage {

struct Pair {
  std::uint32_t a = 0;
  std::uint32_t b = 0;
};

struct BlockOptions {
  double pairs_per_record = 40;              // what all passes together may cost, about
  std::uint64_t pairs_at_least = 4'000'000;  // a small file may always cost this much
  bool between_sources_only = false;         // do not compare records of one source
  unsigned threads = 1;
};

struct Pass {
  std::string name;         // "surname + year of birth"
  std::uint64_t pairs = 0;  // of equal keys, before earlier passes are excluded
  std::size_t largest = 0;  // records of one key
};

class Blocks {
 public:
  // A run of equal keys' records to compare with those behind them.
  struct Task {
    std::uint32_t pass = 0;
    std::uint32_t begin = 0;  // in the pass's sorted rows
    std::uint32_t end = 0;
  };

  struct Keyed {
    std::uint32_t key;
    std::uint32_t row;
  };

  static Blocks build(const Prepared& people, const BlockOptions& options);
  [[nodiscard]] std::span<const Pass> passes() const { return passes_; }
  // Pieces of about equal work, in an order that depends on the keys only.
  [[nodiscard]] std::span<const Task> tasks() const { return tasks_; }

  // Calls use(a, b) for each pair of the task that no earlier pass gives; only for blocks whose
  // key, as a random number below 2^32, is at most `sample`. `ready(row)` is called a little
  // before.
  template <class Use, class Ready>
  void each_pair(const Task& task, std::uint32_t sample, Use&& use, Ready&& ready) const {
    const Keyed* sorted = sorted_[task.pass].data();
    const std::size_t size = sorted_[task.pass].size();
    std::size_t end = task.begin;  // of the block of row i
    for (std::size_t i = task.begin; i < task.end; ++i) {
      if (i >= end) {
        for (end = i + 1; end < size && sorted[end].key == sorted[i].key;) ++end;
        if (sorted[i].key > sample) {
          i = end - 1;
          continue;
        }
        for (std::size_t j = i; end - i > 1 && j < end && j < i + 64; ++j) {
          __builtin_prefetch(keys_.data() + std::size_t{sorted[j].row} * passes_.size());
          ready(sorted[j].row);
        }
      }
      for (std::size_t j = i + 1; j < end; ++j) {
        if (!seen_before(task.pass, sorted[i].row, sorted[j].row))
          use(sorted[i].row, sorted[j].row);
      }
    }
  }
  // Would some pass give this pair?
  [[nodiscard]] bool covers(std::uint32_t a, std::uint32_t b) const;

 private:
  [[nodiscard]] bool seen_before(std::uint32_t pass, std::uint32_t a, std::uint32_t b) const {
    if (between_sources_only_ && source_[a] == source_[b]) return true;
    const auto* x = keys_.data() + std::size_t{a} * passes_.size();
    const auto* y = keys_.data() + std::size_t{b} * passes_.size();
    unsigned seen = 0;  // no early end: the compiler makes this one run of vector instructions
    for (std::uint32_t p = 0; p < pass; ++p)
      seen |= static_cast<unsigned>(x[p] == y[p]) & static_cast<unsigned>(x[p] != 0);
    return seen != 0;
  }
  void make_tasks();
  bool between_sources_only_ = false;
  std::vector<Pass> passes_;
  std::vector<Task> tasks_;
  std::vector<std::vector<Keyed>> sorted_;
  std::vector<std::uint32_t> keys_;  // row-major; 0: the pass has no key for the record
  std::vector<std::uint16_t> source_;
};

}  // namespace mash::linkage
