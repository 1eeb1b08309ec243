// SPDX-License-Identifier: MIT
#include "mash/linkage/block.h"

#include <algorithm>
#include <utility>

#include "blocking.h"
#include "parallel.h"

namespace mash::linkage {

namespace {

constexpr std::uint64_t k_task_pairs = 60'000;
constexpr std::size_t k_smallest_cap = 24;

std::uint64_t combine(std::uint64_t a, std::uint64_t b) {
  std::uint64_t x = (a ^ (b + 0x9e3779b97f4a7c15ULL + (a << 6U) + (a >> 2U)));
  x = (x ^ (x >> 32U)) * 0xd6e8feb86659fd93ULL;
  return x ^ (x >> 29U);
}

std::uint32_t short_key(std::uint64_t x) {
  const auto k = static_cast<std::uint32_t>(x >> 24U);
  return k == 0 ? 1 : k;
}

}  // namespace

// Sorted keys of one pass.
class Blocking {
 public:
  using Keyed = Blocks::Keyed;

  Blocking(const Prepared& people, std::uint64_t pair_budget)
      : people_(people), atoms_(people), budget_(pair_budget) {}

  struct Result {
    std::vector<Keyed> sorted;
    Pass pass;
    bool used = true;
  };

  Result run(const PassPlan& plan) {
    Result r;
    for (const Atom a : plan.base)
      r.pass.name += (r.pass.name.empty() ? "" : " + ") + std::string(atom_name(a));
    if (plan.base.empty()) r.pass.name = "all records";
    std::vector<Keyed> keyed;
    keyed.reserve(people_.rows());
    for (std::uint32_t row = 0; row < people_.rows(); ++row) {
      std::uint64_t key = 1;
      for (const Atom a : plan.base) {
        const auto value = atoms_.of(a, row);
        key = value == 0 || key == 0 ? 0 : combine(key, value);
      }
      if (key != 0) keyed.push_back({short_key(key), row});
    }
    sort(keyed);
    if (plan.loose && pairs_of(keyed) > budget_) {
      r.used = false;
      return r;
    }
    split(keyed, plan.split);
    r.pass.pairs = pairs_of(keyed);
    each_block(keyed, [&](std::size_t begin, std::size_t end) {
      r.pass.largest = std::max(r.pass.largest, end - begin);
    });
    r.used = r.pass.pairs > 0;
    r.sorted = std::move(keyed);
    return r;
  }

  template <class Use>
  static void each_block(const std::vector<Keyed>& keyed, Use&& use) {
    for (std::size_t i = 0; i < keyed.size();) {
      std::size_t j = i + 1;
      while (j < keyed.size() && keyed[j].key == keyed[i].key) ++j;
      use(i, j);
      i = j;
    }
  }

 private:
  static std::uint64_t pairs_of(const std::vector<Keyed>& keyed) {
    std::uint64_t pairs = 0;
    each_block(keyed, [&](std::size_t begin, std::size_t end) {
      pairs += std::uint64_t{end - begin} * (end - begin - 1) / 2;
    });
    return pairs;
  }

  // The largest block size that keeps the pass within its budget, if larger ones were cut to it.
  std::size_t cap_for(const std::vector<Keyed>& keyed) const {
    for (std::size_t cap = 1U << 20U; cap > k_smallest_cap; cap /= 2) {
      std::uint64_t pairs = 0;
      each_block(keyed, [&](std::size_t begin, std::size_t end) {
        const std::uint64_t n = end - begin;
        pairs += n * (std::min<std::uint64_t>(n, cap) - 1) / 2;
      });
      if (pairs <= budget_) return cap;
    }
    return k_smallest_cap;
  }

  void split(std::vector<Keyed>& keyed, const std::vector<Atom>& further) {
    const std::size_t cap = cap_for(keyed);
    for (const Atom a : further) {
      bool any = false;
      each_block(keyed, [&](std::size_t begin, std::size_t end) {
        if (end - begin <= cap) return;
        any = true;
        for (std::size_t i = begin; i < end; ++i)
          keyed[i].key = short_key(combine(combine(keyed[i].key, 7), atoms_.of(a, keyed[i].row)));
      });
      if (!any) return;
      sort(keyed);
    }
    cut(keyed, cap);
  }

  // What no property parts is cut where it stands in order of name and birth, so that the most
  // alike stay together.
  void cut(std::vector<Keyed>& keyed, std::size_t cap) {
    bool any = false;
    each_block(keyed, [&](std::size_t begin, std::size_t end) {
      if (end - begin <= cap) return;
      any = true;
      const auto likeness = [&](const Keyed& k) {
        return std::array<std::uint64_t, 4>{
            atoms_.of(Atom::name_pair, k.row), atoms_.of(Atom::dob, k.row),
            atoms_.of(Atom::given_spelling, k.row), people_.order(k.row)};
      };
      std::sort(keyed.begin() + static_cast<std::ptrdiff_t>(begin),
                keyed.begin() + static_cast<std::ptrdiff_t>(end),
                [&](const Keyed& x, const Keyed& y) { return likeness(x) < likeness(y); });
      for (std::size_t i = begin; i < end; ++i)
        keyed[i].key = short_key(combine(keyed[i].key, 11 + (i - begin) / cap));
    });
    if (any) sort(keyed);
  }

  // Radix sort by key; rows keep their order within one.
  static void sort(std::vector<Keyed>& keyed) {
    constexpr unsigned bits = 11;
    constexpr std::size_t buckets = 1U << bits;
    std::vector<Keyed> other(keyed.size());
    for (unsigned shift = 0; shift < 32; shift += bits) {
      std::array<std::size_t, buckets> at{};
      for (const auto& k : keyed) ++at[(k.key >> shift) % buckets];
      std::size_t sum = 0;
      for (auto& n : at) sum += std::exchange(n, sum);
      for (const auto& k : keyed) other[at[(k.key >> shift) % buckets]++] = k;
      keyed.swap(other);
    }
  }

  const Prepared& people_;
  Atoms atoms_;
  std::uint64_t budget_;
};

Blocks Blocks::build(const Prepared& people, const BlockOptions& options) {
  Blocks blocks;
  blocks.between_sources_only_ = options.between_sources_only;
  for (std::uint32_t row = 0; row < people.rows(); ++row)
    blocks.source_.push_back(people.source(row));
  const auto plans = plans_for(people);
  const auto total = std::max(static_cast<double>(options.pairs_at_least),
                              options.pairs_per_record * people.rows());
  // Most passes stay far below their share, so each may take more than an even one.
  const auto budget = static_cast<std::uint64_t>(
      3 * total / static_cast<double>(std::max<std::size_t>(plans.size(), 1)));
  std::vector<Blocking::Result> results(plans.size());
  parallel(plans.size(), options.threads,
           [&](std::size_t i, unsigned) { results[i] = Blocking(people, budget).run(plans[i]); });
  for (auto& r : results) {
    if (!r.used) continue;
    blocks.passes_.push_back(std::move(r.pass));
    blocks.sorted_.push_back(std::move(r.sorted));
  }
  blocks.keys_.assign(std::size_t{people.rows()} * blocks.passes_.size(), 0);
  for (std::size_t p = 0; p < blocks.passes_.size(); ++p)
    for (const auto& k : blocks.sorted_[p])
      blocks.keys_[std::size_t{k.row} * blocks.passes_.size() + p] = k.key;
  blocks.make_tasks();
  return blocks;
}

void Blocks::make_tasks() {
  for (std::uint32_t p = 0; p < passes_.size(); ++p) {
    const auto& sorted = sorted_[p];
    std::uint64_t pairs = 0;
    std::uint32_t begin = 0;
    Blocking::each_block(sorted, [&](std::size_t from, std::size_t to) {
      for (std::size_t i = from; i < to; ++i) {
        pairs += to - i - 1;
        if (pairs < k_task_pairs) continue;
        tasks_.push_back({p, begin, static_cast<std::uint32_t>(i + 1)});
        begin = static_cast<std::uint32_t>(i + 1);
        pairs = 0;
      }
    });
    if (pairs > 0) tasks_.push_back({p, begin, static_cast<std::uint32_t>(sorted.size())});
  }
}

bool Blocks::covers(std::uint32_t a, std::uint32_t b) const {
  const auto* x = keys_.data() + std::size_t{a} * passes_.size();
  const auto* y = keys_.data() + std::size_t{b} * passes_.size();
  for (std::size_t p = 0; p < passes_.size(); ++p)
    if (x[p] == y[p] && x[p] != 0) return true;
  return false;
}

}  // namespace mash::linkage
