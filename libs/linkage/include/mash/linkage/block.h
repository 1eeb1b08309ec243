// SPDX-License-Identifier: MIT
// Which pairs are worth comparing.
//
// What: passes, each a key of two or more properties ("surname and year of birth"); records with
// equal keys are compared. Names enter by sound and by likely spelling, so that the expansion
// happens among distinct names, not among people; dates also without the order of their digits.
// A block that is too large is split by further properties of the same pass, never dropped.
// What not: no scores. A pair is given once, by the first pass that finds it.
// Thread safety: const use from many threads. Cost: about 80 ms a pass and million records; 12 B a
// record and pass at most.
#pragma once

#include <algorithm>
#include <array>
#include <string>

#include "mash/linkage/memory.h"
#include "mash/linkage/prepare.h"

namespace mash::linkage {

struct Pair {
  std::uint32_t a = 0;
  std::uint32_t b = 0;
};

struct BlockOptions {
  double pairs_per_record = 12;              // what all passes together may cost, about
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
  static constexpr std::size_t k_most_passes = 48;
  static constexpr std::size_t k_lane = 4;                      // keys that are compared at once
  static constexpr std::uint32_t k_no_key = ~std::uint32_t{0};  // never a key

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

  // Calls use(run, lefts) for each block of the task, or the end of one: each of the first `lefts`
  // records is to be compared with those behind it. Only blocks whose key, as a random number below
  // 2^32, is at most `sample`. `early(row)` is called before, and `soon(row)` when what early asked
  // for has come.
  template <class Use, class Early, class Soon>
  void each_run(const Task& task, std::uint32_t sample, Use&& use, Early&& early,
                Soon&& soon) const {
    constexpr std::size_t ahead = 24;
    const Keyed* sorted = sorted_[task.pass].data();
    const std::size_t size = sorted_[task.pass].size();
    std::size_t asked = task.begin;
    std::size_t told = task.begin;
    for (std::size_t i = task.begin; i < task.end;) {
      std::size_t end = i + 1;
      while (end < size && sorted[end].key == sorted[i].key) ++end;
      if (sorted[i].key <= sample) {
        for (asked = std::max(asked, i); asked < size && asked < end + 2 * ahead; ++asked) {
          __builtin_prefetch(keys_of(sorted[asked].row));
          early(sorted[asked].row);
        }
        for (told = std::max(told, i); told < size && told < end + ahead; ++told)
          soon(sorted[told].row);
        use(std::span(sorted + i, sorted + end), std::min<std::size_t>(end, task.end) - i);
      }
      i = end;
    }
  }
  // Calls use(a, b) for each pair of the task that no earlier pass gives.
  template <class Use>
  void each_pair(const Task& task, std::uint32_t sample, Use&& use) const {
    const auto pair_up = [&](std::span<const Keyed> run, std::size_t lefts) {
      for (std::size_t i = 0; i < lefts; ++i) {
        const auto known = before(task.pass, run[i].row);
        for (std::size_t j = i + 1; j < run.size(); ++j)
          if (!known.has(run[j].row)) use(run[i].row, run[j].row);
      }
    };
    const auto nothing = [](std::uint32_t) {};
    each_run(task, sample, pair_up, nothing, nothing);
  }
  // A record's keys of the passes before one, to ask of many other records whether one of those
  // passes pairs the two already.
  class Before {
   public:
    // ... or whether the two must not be compared.
    [[nodiscard]] bool has(std::uint32_t other) const {
      if (blocks_.between_sources_only_ && blocks_.source_[row_] == blocks_.source_[other])
        return true;
      const std::uint32_t* keys = blocks_.keys_of(other);
      std::uint32_t same = 0;
      for (std::size_t p = 0; p < used_; p += k_lane) {
        for (std::size_t i = p; i < p + k_lane; ++i)
          same |= static_cast<std::uint32_t>(keys[i] == keys_[i]);
      }
      return same != 0;
    }

   private:
    friend class Blocks;
    Before(const Blocks& blocks, std::uint32_t pass, std::uint32_t row)
        : blocks_(blocks), row_(row), used_(pass) {
      const std::uint32_t* keys = blocks.keys_of(row);
      for (std::size_t i = 0; i < (used_ + k_lane - 1) / k_lane * k_lane; ++i)
        keys_[i] = i < pass && keys[i] != 0 ? keys[i] : k_no_key;
    }
    const Blocks& blocks_;
    std::uint32_t row_;
    std::size_t used_;
    std::array<std::uint32_t, k_most_passes> keys_;  // NOLINT(*-member-init): as many as are used
  };
  [[nodiscard]] Before before(std::uint32_t pass, std::uint32_t row) const {
    return {*this, pass, row};
  }
  // Would some pass give this pair?
  [[nodiscard]] bool covers(std::uint32_t a, std::uint32_t b) const;
  // The passes that would: bit p stands for passes()[p].
  [[nodiscard]] std::uint64_t passes_of(std::uint32_t a, std::uint32_t b) const;

 private:
  [[nodiscard]] const std::uint32_t* keys_of(std::uint32_t row) const {
    return keys_.data() + std::size_t{row} * stride_;
  }
  // From each pass's keys by row.
  void keep_keys(std::span<const LargeUnset<std::uint32_t>> keys, unsigned threads);
  void make_tasks(unsigned threads);
  bool between_sources_only_ = false;
  std::vector<Pass> passes_;
  std::vector<Task> tasks_;
  std::vector<LargeUnset<Keyed>> sorted_;
  std::size_t stride_ = 0;
  LargeUnset<std::uint32_t> keys_;  // row-major; 0: the pass has no key for the record
  std::vector<std::uint16_t> source_;
};

}  // namespace mash::linkage
