// SPDX-License-Identifier: MIT
#include "mash/linkage/block.h"

#include <algorithm>
#include <utility>

#include "blocking.h"
#include "mash/base/assert.h"
#include "mash/linkage/parallel.h"

namespace mash::linkage {

namespace {

constexpr std::uint64_t k_task_pairs = 60'000;
constexpr std::size_t k_smallest_cap = 12;

std::uint64_t combine(std::uint64_t a, std::uint64_t b) {
  std::uint64_t x = (a ^ (b + 0x9e3779b97f4a7c15ULL + (a << 6U) + (a >> 2U)));
  x = (x ^ (x >> 32U)) * 0xd6e8feb86659fd93ULL;
  return x ^ (x >> 29U);
}

std::uint32_t short_key(std::uint64_t x) {
  const auto k = static_cast<std::uint32_t>(x >> 24U);
  return k == 0 || k == ~std::uint32_t{0} ? 1 : k;
}

std::uint64_t pairs_of(const std::vector<Keyed>& keyed) {
  std::uint64_t pairs = 0;
  each_block(keyed, [&](std::size_t begin, std::size_t end) {
    pairs += std::uint64_t{end - begin} * (end - begin - 1) / 2;
  });
  return pairs;
}

// Radix sort by key; rows keep their order within one.
void sort_by_key(std::vector<Keyed>& keyed) {
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

}  // namespace

std::uint32_t PassKeys::base(const PassPlan& plan, const Atoms& atoms, std::uint32_t row) {
  std::uint64_t key = 1;
  for (const Atom a : plan.base) {
    const auto value = atoms.of(a, row);
    if (value == 0) return 0;
    key = combine(key, value);
  }
  return short_key(key);
}

std::uint32_t PassKeys::narrower(std::uint32_t key, Atom atom, const Atoms& atoms,
                                 std::uint32_t row) {
  return short_key(combine(combine(key, 7), atoms.of(atom, row)));
}

std::uint32_t PassKeys::piece(std::uint32_t key, std::size_t nth) {
  return short_key(combine(key, 11 + nth));
}

// The largest block size that keeps the pass within its budget, if larger ones were cut to it.
std::size_t PassKeys::cap_for(std::uint64_t budget) const {
  for (std::size_t cap = 1U << 20U; cap > k_smallest_cap; cap /= 2) {
    std::uint64_t pairs = 0;
    each_block(sorted, [&](std::size_t begin, std::size_t end) {
      const std::uint64_t n = end - begin;
      pairs += n * (std::min<std::uint64_t>(n, cap) - 1) / 2;
    });
    if (pairs <= budget) return cap;
  }
  return k_smallest_cap;
}

void PassKeys::fill(const Atoms& atoms, std::uint32_t rows, const PassPlan& plan) {
  sorted.reserve(rows);
  for (std::uint32_t row = 0; row < rows; ++row)
    if (const auto key = base(plan, atoms, row); key != 0) sorted.push_back({key, row});
  sort_by_key(sorted);
}

void PassKeys::drop_single() {
  std::size_t kept = 0;
  each_block(sorted, [&](std::size_t begin, std::size_t end) {
    if (end - begin == 1) return;
    for (std::size_t i = begin; i < end; ++i) sorted[kept++] = sorted[i];
  });
  sorted.resize(kept);
}

PassKeys PassKeys::make(const Prepared& people, const Atoms& atoms, std::uint32_t rows,
                        const PassPlan& plan, std::uint64_t pairs) {
  PassKeys out;
  out.fill(atoms, rows, plan);
  out.drop_single();
  if (plan.use == PassPlan::Use::loose && pairs_of(out.sorted) > pairs) {
    out.sorted.clear();
  } else {
    out.split(people, atoms, plan, out.cap_for(pairs));
    out.drop_single();
  }
  out.sorted.shrink_to_fit();
  return out;
}

PassKeys PassKeys::make_index(const Prepared& people, const Atoms& atoms, std::uint32_t rows,
                              const PassPlan& plan, std::size_t cap) {
  PassKeys out;
  out.fill(atoms, rows, plan);
  out.split(people, atoms, plan, cap);
  if (!out.divided.empty() || !out.pieces.empty()) sort_by_key(out.sorted);
  return out;
}

// Moves the blocks that are not too large from `large` to `sorted`.
void PassKeys::take_small(std::vector<Keyed>& large, std::size_t cap) {
  std::size_t kept = 0;
  each_block(large, [&](std::size_t begin, std::size_t end) {
    for (std::size_t i = begin; i < end; ++i) {
      if (end - begin <= cap) {
        sorted.push_back(large[i]);
      } else {
        large[kept++] = large[i];
      }
    }
  });
  large.resize(kept);
}

void PassKeys::split(const Prepared& people, const Atoms& atoms, const PassPlan& plan,
                     std::size_t cap) {
  std::vector<Keyed> large;
  large.swap(sorted);
  sorted.reserve(large.size());
  take_small(large, cap);
  for (const Atom a : plan.split) {
    if (large.empty()) break;
    each_block(large, [&](std::size_t begin, std::size_t end) {
      divided.push_back(large[begin].key);
      for (std::size_t i = begin; i < end; ++i)
        large[i].key = narrower(divided.back(), a, atoms, large[i].row);
    });
    sort_by_key(large);
    take_small(large, cap);
  }
  std::sort(divided.begin(), divided.end());
  cut(people, atoms, large, cap);
}

// What no property parts is cut where it stands in order of name and birth, so that the most alike
// stay together.
void PassKeys::cut(const Prepared& people, const Atoms& atoms, std::vector<Keyed>& large,
                   std::size_t cap) {
  using Likeness = std::array<std::uint64_t, 4>;
  std::vector<std::pair<Likeness, std::uint32_t>> block;
  each_block(large, [&](std::size_t begin, std::size_t end) {
    block.clear();
    for (std::size_t i = begin; i < end; ++i) {
      const auto row = large[i].row;
      block.push_back({{atoms.of(Atom::name_pair, row), atoms.of(Atom::dob, row),
                        atoms.of(Atom::given_spelling, row), people.order(row)},
                       row});
    }
    std::sort(block.begin(), block.end());
    const auto key = large[begin].key;
    pieces.push_back({key, static_cast<std::uint32_t>((end - begin + cap - 1) / cap)});
    for (std::size_t i = 0; i < block.size(); ++i)
      sorted.push_back({piece(key, i / cap), block[i].second});
  });
}

Blocks Blocks::build(const Prepared& people, const BlockOptions& options) {
  Blocks blocks;
  blocks.between_sources_only_ = options.between_sources_only;
  for (std::uint32_t row = 0; row < people.rows(); ++row)
    blocks.source_.push_back(people.source(row));
  const auto plans = plans_for(people);
  const Atoms atoms(people);
  const auto total = std::max(static_cast<double>(options.pairs_at_least),
                              options.pairs_per_record * people.rows());
  // Most passes stay far below their share, so each may take more than an even one.
  const auto budget = static_cast<std::uint64_t>(
      3 * total / static_cast<double>(std::max<std::size_t>(plans.size(), 1)));
  std::vector<PassKeys> keys(plans.size());
  std::uint64_t spent = 0;
  for (const auto use : {PassPlan::Use::always, PassPlan::Use::spare, PassPlan::Use::loose}) {
    std::vector<std::size_t> these;
    for (std::size_t i = 0; i < plans.size(); ++i)
      if (plans[i].use == use && static_cast<double>(spent) < total) these.push_back(i);
    parallel(these.size(), options.threads, [&](std::size_t n, unsigned) {
      keys[these[n]] = PassKeys::make(people, atoms, people.rows(), plans[these[n]], budget);
    });
    for (const auto i : these) spent += pairs_of(keys[i].sorted);
  }
  for (std::size_t i = 0; i < plans.size(); ++i) {
    if (keys[i].sorted.empty()) continue;
    Pass pass{.name = plan_name(plans[i]), .pairs = pairs_of(keys[i].sorted)};
    each_block(keys[i].sorted, [&](std::size_t begin, std::size_t end) {
      pass.largest = std::max(pass.largest, end - begin);
    });
    blocks.passes_.push_back(std::move(pass));
    blocks.sorted_.push_back(std::move(keys[i].sorted));
  }
  MASH_ASSERT(blocks.passes_.size() <= k_most_passes);
  // Half a cache line or whole ones.
  const std::size_t n = blocks.passes_.size();
  blocks.stride_ = n <= 8 ? 8 : (n + 15) / 16 * 16;
  blocks.keys_.assign(std::size_t{people.rows()} * blocks.stride_, 0);
  parallel(blocks.passes_.size(), options.threads, [&](std::size_t p, unsigned) {
    for (const auto& k : blocks.sorted_[p])
      blocks.keys_[std::size_t{k.row} * blocks.stride_ + p] = k.key;
  });
  blocks.make_tasks();
  return blocks;
}

void Blocks::make_tasks() {
  for (std::uint32_t p = 0; p < passes_.size(); ++p) {
    const auto& sorted = sorted_[p];
    std::uint64_t pairs = 0;
    std::uint32_t begin = 0;
    each_block(sorted, [&](std::size_t from, std::size_t to) {
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
  const auto* x = keys_of(a);
  const auto* y = keys_of(b);
  for (std::size_t p = 0; p < passes_.size(); ++p)
    if (x[p] == y[p] && x[p] != 0) return true;
  return false;
}

}  // namespace mash::linkage
