// SPDX-License-Identifier: MIT
#include "mash/linkage/block.h"

#include <algorithm>
#include <utility>

#include "blocking.h"
#include "mash/base/assert.h"
#include "mash/linkage/parallel.h"
#include "radix.h"

namespace mash::linkage {

namespace {

constexpr std::uint64_t k_task_pairs = 60'000;
constexpr std::uint64_t k_smallest_cap = 12;

std::uint64_t combine(std::uint64_t a, std::uint64_t b) {
  std::uint64_t x = (a ^ (b + 0x9e3779b97f4a7c15ULL + (a << 6U) + (a >> 2U)));
  x = (x ^ (x >> 32U)) * 0xd6e8feb86659fd93ULL;
  return x ^ (x >> 29U);
}

std::uint32_t short_key(std::uint64_t x) {
  const auto k = static_cast<std::uint32_t>(x >> 24U);
  return k == 0 || k == ~std::uint32_t{0} ? 1 : k;
}

void set_apart(std::span<Keyed> block) {
  std::sort(block.begin(), block.end(), [](const Keyed& x, const Keyed& y) {
    return (std::uint64_t{x.key} << 32U | x.row) < (std::uint64_t{y.key} << 32U | y.row);
  });
}

// Rows keep their order within a key. The lowest bits are few enough to be put in order where they
// stand.
void sort_by_key(LargeUnset<Keyed>& keyed, LargeUnset<Keyed>& other) {
  constexpr unsigned low = 10;
  radix_sort(keyed, other, low, 32, [](const Keyed& k) { return k.key; });
  for (std::size_t i = 0; i < keyed.size();) {
    const auto high = keyed.data()[i].key >> low;
    std::size_t end = i + 1;
    bool mixed = false;
    for (; end < keyed.size() && keyed.data()[end].key >> low == high; ++end)
      mixed |= keyed.data()[end].key != keyed.data()[i].key;
    if (mixed) set_apart(std::span(keyed).subspan(i, end - i));
    i = end;
  }
}

// Records by number: under their first names, and from `rows` on some of them again.
class Roll {
 public:
  Roll(const Atoms& atoms, std::uint32_t rows, std::span<const Called> further)
      : atoms_(atoms), rows_(rows), further_(further) {}
  [[nodiscard]] Called at(std::uint32_t number) const {
    return is_first(number) ? atoms_.first(number) : further_[number - rows_];
  }
  [[nodiscard]] bool is_first(std::uint32_t number) const { return number < rows_; }

 private:
  const Atoms& atoms_;
  std::uint32_t rows_;
  std::span<const Called> further_;
};

// Parts blocks that are too large, one after the other.
class Splitting {
 public:
  Splitting(const Prepared& people, const Atoms& atoms, const Roll& roll, std::size_t cap,
            bool keeps_single, PassKeys& out)
      : people_(people),
        atoms_(atoms),
        roll_(roll),
        cap_(cap),
        least_(keeps_single ? 1 : 2),
        out_(out) {}

  // By the first of the properties, and what is still too large by the next; what no property parts
  // is cut.
  void split(std::span<Keyed> block, std::span<const Atom> by) {
    if (block.size() <= cap_) {
      take(block);
      return;
    }
    if (by.empty()) {
      cut(block);
      return;
    }
    const auto key = block.front().key;
    out_.divided.push_back(key);
    for (auto& k : block) k.key = PassKeys::narrower(key, by.front(), atoms_, roll_.at(k.row));
    set_apart(block);
    each_block(block, [&](std::size_t begin, std::size_t end) {
      split(block.subspan(begin, end - begin), by.subspan(1));
    });
  }

  // `keys` is told of each row's key, if it is not empty.
  void tell(std::span<std::uint32_t> keys) { keys_ = keys; }

 private:
  void take(std::span<const Keyed> block) {
    for (const auto& k : block)
      if (!keys_.empty()) keys_.data()[k.row] = k.key;
    if (block.size() >= least_) out_.sorted.insert(out_.sorted.end(), block.begin(), block.end());
  }

  // Where it stands in order of name and birth, so that the most alike stay together.
  void cut(std::span<Keyed> block) {
    alike_.clear();
    for (const auto& k : block) {
      const auto who = roll_.at(k.row);
      alike_.push_back({{atoms_.of(Atom::name_pair, who), atoms_.of(Atom::dob, who),
                         atoms_.of(Atom::given_spelling, who), people_.order(who.row)},
                        k.row});
    }
    std::sort(alike_.begin(), alike_.end());
    const auto key = block.front().key;
    out_.pieces.push_back({key, static_cast<std::uint32_t>((block.size() + cap_ - 1) / cap_)});
    for (std::size_t i = 0; i < block.size(); ++i)
      block[i] = {PassKeys::piece(key, i / cap_), alike_[i].second};
    for (std::size_t i = 0; i < block.size(); i += cap_)
      take(block.subspan(i, std::min(cap_, block.size() - i)));
  }

  using Likeness = std::array<std::uint64_t, 4>;
  const Prepared& people_;
  const Atoms& atoms_;
  const Roll& roll_;
  std::size_t cap_;
  std::size_t least_;
  PassKeys& out_;
  std::span<std::uint32_t> keys_;
  std::vector<std::pair<Likeness, std::uint32_t>> alike_;
};

// How many blocks there are of each size.
class Sizes {
 public:
  explicit Sizes(std::span<const Keyed> sorted) {
    each_block(sorted, [&](std::size_t begin, std::size_t end) {
      const std::uint64_t n = end - begin;
      if (n < 2) return;
      records_ += n;
      if (n > k_smallest_cap) {
        large_.push_back(n);
      } else {
        small_pairs_ += n * (n - 1) / 2;
      }
    });
  }
  // In blocks of two or more.
  [[nodiscard]] std::size_t records() const { return records_; }
  // If larger ones were cut to `cap`.
  [[nodiscard]] std::uint64_t pairs(std::uint64_t cap) const {
    std::uint64_t pairs = small_pairs_;
    for (const auto n : large_) pairs += n * (std::min(n, cap) - 1) / 2;
    return pairs;
  }
  // The largest block size that keeps the pass within its budget.
  [[nodiscard]] std::size_t cap_for(std::uint64_t budget) const {
    for (std::size_t cap = 1U << 20U; cap > k_smallest_cap; cap /= 2)
      if (pairs(cap) <= budget) return cap;
    return k_smallest_cap;
  }

 private:
  std::size_t records_ = 0;
  std::uint64_t small_pairs_ = 0;
  std::vector<std::uint64_t> large_;
};

void order_parts(PassKeys& keys) {
  std::sort(keys.divided.begin(), keys.divided.end());
  std::sort(keys.pieces.begin(), keys.pieces.end(),
            [](const auto& x, const auto& y) { return x.key < y.key; });
}

}  // namespace

std::uint32_t PassKeys::base(const PassPlan& plan, const Atoms& atoms, const Called& who) {
  std::uint64_t key = 1;
  for (const Atom a : plan.base) {
    const auto value = atoms.of(a, who);
    if (value == 0) return 0;
    key = combine(key, value);
  }
  return short_key(key);
}

std::uint32_t PassKeys::narrower(std::uint32_t key, Atom atom, const Atoms& atoms,
                                 const Called& who) {
  return short_key(combine(combine(key, 7), atoms.of(atom, who)));
}

std::uint32_t PassKeys::piece(std::uint32_t key, std::size_t nth) {
  return short_key(combine(key, 11 + nth));
}

namespace {

// Looks each property up once for all plans, some rows at a time, which stay in the cache.
class BaseKeys {
 public:
  static constexpr std::uint32_t k_some = 256;

  explicit BaseKeys(std::span<const PassPlan* const> plans) : plans_(plans) {
    for (const auto* plan : plans) used_.insert(used_.end(), plan->base.begin(), plan->base.end());
    std::sort(used_.begin(), used_.end());
    used_.erase(std::unique(used_.begin(), used_.end()), used_.end());
    values_.resize(used_.size());
  }

  // Of `n` rows, at most k_some.
  void look_up(const Atoms& atoms, std::uint32_t from, std::uint32_t n) {
    n_ = n;
    for (std::size_t a = 0; a < used_.size(); ++a) {
      auto* values = values_[a].data();
      for (std::uint32_t i = 0; i < n; ++i) values[i] = atoms.of(used_[a], from + i);
    }
  }

  void write(std::size_t plan, std::uint32_t* to) {
    std::fill_n(keys_.begin(), n_, 1);
    std::fill_n(whole_.begin(), n_, true);
    for (const Atom atom : plans_[plan]->base) {
      const auto at = std::lower_bound(used_.begin(), used_.end(), atom) - used_.begin();
      const auto* value = values_[static_cast<std::size_t>(at)].data();
      for (std::uint32_t i = 0; i < n_; ++i) {
        whole_.data()[i] &= value[i] != 0;
        keys_.data()[i] = combine(keys_.data()[i], value[i]);
      }
    }
    for (std::uint32_t i = 0; i < n_; ++i)
      to[i] = whole_.data()[i] ? short_key(keys_.data()[i]) : 0;
  }

 private:
  using Values = std::array<std::uint64_t, k_some>;
  std::span<const PassPlan* const> plans_;
  std::vector<Atom> used_;
  std::vector<Values> values_;  // of each property
  Values keys_{};
  std::array<bool, k_some> whole_{};
  std::uint32_t n_ = 0;
};

}  // namespace

std::vector<LargeUnset<std::uint32_t>> base_keys(std::span<const PassPlan* const> plans,
                                                 const Atoms& atoms, std::uint32_t rows,
                                                 unsigned threads) {
  std::vector<LargeUnset<std::uint32_t>> keys(plans.size());
  for (auto& k : keys) k.resize(rows);
  constexpr std::uint32_t piece = 16 * BaseKeys::k_some;
  std::vector<BaseKeys> makers(std::max(threads, 1U), BaseKeys(plans));
  parallel((rows + piece - 1) / piece, threads, [&](std::size_t p, unsigned thread) {
    const auto end = std::min(rows, static_cast<std::uint32_t>((p + 1) * piece));
    for (auto from = static_cast<std::uint32_t>(p * piece); from < end; from += BaseKeys::k_some) {
      makers[thread].look_up(atoms, from, std::min(BaseKeys::k_some, end - from));
      for (std::size_t k = 0; k < plans.size(); ++k) makers[thread].write(k, keys[k].data() + from);
    }
  });
  return keys;
}

PassKeys PassKeys::make(const Prepared& people, const Atoms& atoms, std::span<std::uint32_t> keys,
                        const PassPlan& plan, std::uint64_t pairs, Sorting& sorting) {
  PassKeys out;
  auto& keyed = sorting.keyed;
  keyed.clear();
  for (std::uint32_t row = 0; row < keys.size(); ++row)
    if (const auto key = keys.data()[row]; key != 0) keyed.push_back({key, row});
  sort_by_key(keyed, sorting.other);
  const Sizes sizes(keyed);
  if (plan.use == PassPlan::Use::loose && sizes.pairs(keyed.size()) > pairs) return out;
  const auto cap = sizes.cap_for(pairs);
  out.sorted.reserve(sizes.records());
  const Roll roll(atoms, people.rows(), {});
  Splitting splitting(people, atoms, roll, cap, false, out);
  splitting.tell(keys);
  each_block(keyed, [&](std::size_t begin, std::size_t end) {
    const auto block = std::span(keyed).subspan(begin, end - begin);
    if (block.size() > cap) {
      splitting.split(block, plan.split);
    } else if (block.size() > 1) {
      out.sorted.insert(out.sorted.end(), block.begin(), block.end());
    }
  });
  each_block(out.sorted, [&](std::size_t begin, std::size_t end) {
    const std::size_t n = end - begin;
    out.pairs += std::uint64_t{n} * (n - 1) / 2;
    out.largest = std::max(out.largest, n);
  });
  return out;
}

namespace {

// Rows instead of numbers, each once a key.
void number_by_row(LargeUnset<Keyed>& sorted, const Roll& roll) {
  each_block(sorted, [&](std::size_t begin, std::size_t end) {
    const auto block = std::span(sorted).subspan(begin, end - begin);
    if (std::all_of(block.begin(), block.end(), [&](auto& k) { return roll.is_first(k.row); }))
      return;
    for (auto& k : block) k.row = roll.at(k.row).row;
    set_apart(block);
  });
  const auto same = [](const Keyed& x, const Keyed& y) { return x.key == y.key && x.row == y.row; };
  sorted.erase(std::unique(sorted.begin(), sorted.end(), same), sorted.end());
}

}  // namespace

PassKeys PassKeys::make_index(const Prepared& people, const Atoms& atoms, std::uint32_t rows,
                              std::span<const Called> further, const PassPlan& plan,
                              std::size_t cap) {
  PassKeys out;
  LargeUnset<Keyed> keyed;
  LargeUnset<Keyed> other;
  const Roll roll(atoms, rows, further);
  MASH_ASSERT(further.size() < ~std::uint32_t{0} - rows);
  keyed.reserve(rows + further.size());
  const auto add = [&](const Called& who, std::uint32_t number) {
    if (const auto key = base(plan, atoms, who); key != 0) keyed.push_back({key, number});
  };
  for (std::uint32_t row = 0; row < rows; ++row) add(atoms.first(row), row);
  const NamesOf names(plan);
  for (std::uint32_t i = 0; i < further.size(); ++i)
    if (names.take(atoms.first(further[i].row), further[i])) add(further[i], rows + i);
  sort_by_key(keyed, other);
  out.sorted.reserve(keyed.size());
  Splitting splitting(people, atoms, roll, cap, true, out);
  each_block(keyed, [&](std::size_t begin, std::size_t end) {
    splitting.split(std::span(keyed).subspan(begin, end - begin), plan.split);
  });
  order_parts(out);
  if (!out.divided.empty() || !out.pieces.empty()) sort_by_key(out.sorted, other);
  number_by_row(out.sorted, roll);
  return out;
}

Blocks Blocks::build(const Prepared& people, const BlockOptions& options) {
  Blocks blocks;
  blocks.between_sources_only_ = options.between_sources_only;
  for (std::uint32_t row = 0; row < people.rows() && options.between_sources_only; ++row)
    blocks.source_.push_back(people.source(row));
  const auto plans = plans_for(people);
  const Atoms atoms(people);
  const auto total = std::max(static_cast<double>(options.pairs_at_least),
                              options.pairs_per_record * people.rows());
  // Most passes stay far below their share, so each may take more than an even one.
  const auto budget = static_cast<std::uint64_t>(
      3 * total / static_cast<double>(std::max<std::size_t>(plans.size(), 1)));
  std::vector<LargeUnset<std::uint32_t>> keys;  // of the passes, row by row
  std::vector<Sorting> sorting(std::max(options.threads, 1U));
  std::uint64_t spent = 0;
  for (const auto use : {PassPlan::Use::always, PassPlan::Use::spare, PassPlan::Use::loose}) {
    std::vector<const PassPlan*> these;
    for (const auto& plan : plans)
      if (plan.use == use && static_cast<double>(spent) < total) these.push_back(&plan);
    auto base = base_keys(these, atoms, people.rows(), options.threads);
    std::vector<PassKeys> made(these.size());
    parallel(these.size(), options.threads, [&](std::size_t n, unsigned thread) {
      made[n] = PassKeys::make(people, atoms, base[n], *these[n], budget, sorting[thread]);
    });
    for (std::size_t n = 0; n < these.size(); ++n) {
      spent += made[n].pairs;
      if (made[n].pairs == 0) continue;
      blocks.passes_.push_back({plan_name(*these[n]), made[n].pairs, made[n].largest});
      blocks.sorted_.push_back(std::move(made[n].sorted));
      keys.push_back(std::move(base[n]));
    }
  }
  MASH_ASSERT(blocks.passes_.size() <= k_most_passes);
  blocks.keep_keys(keys, options.threads);
  blocks.make_tasks(options.threads);
  return blocks;
}

// Side by side for each record, half a cache line or whole ones.
void Blocks::keep_keys(std::span<const LargeUnset<std::uint32_t>> keys, unsigned threads) {
  const std::size_t n = keys.size();
  stride_ = n <= 8 ? 8 : (n + 15) / 16 * 16;
  if (n == 0) return;
  const std::size_t rows = keys.front().size();
  keys_.resize(rows * stride_);
  constexpr std::size_t piece = 4096;
  parallel((rows + piece - 1) / piece, threads, [&](std::size_t nth, unsigned) {
    const auto end = std::min(rows, (nth + 1) * piece);
    for (std::size_t row = nth * piece; row < end; ++row) {
      for (std::size_t p = 0; p < stride_; ++p)
        keys_.data()[row * stride_ + p] = p < n ? keys[p].data()[row] : 0;
    }
  });
}

void Blocks::make_tasks(unsigned threads) {
  std::vector<std::vector<Task>> found(passes_.size());
  parallel(passes_.size(), threads, [&](std::size_t nth, unsigned) {
    const auto p = static_cast<std::uint32_t>(nth);
    const auto& sorted = sorted_[p];
    std::uint64_t pairs = 0;
    std::uint32_t begin = 0;
    each_block(sorted, [&](std::size_t from, std::size_t to) {
      for (std::size_t i = from; i < to; ++i) {
        pairs += to - i - 1;
        if (pairs < k_task_pairs) continue;
        found[p].push_back({p, begin, static_cast<std::uint32_t>(i + 1)});
        begin = static_cast<std::uint32_t>(i + 1);
        pairs = 0;
      }
    });
    if (pairs > 0) found[p].push_back({p, begin, static_cast<std::uint32_t>(sorted.size())});
  });
  for (const auto& tasks : found) tasks_.insert(tasks_.end(), tasks.begin(), tasks.end());
}

bool Blocks::covers(std::uint32_t a, std::uint32_t b) const {
  return passes_of(a, b) != 0;
}

std::uint64_t Blocks::passes_of(std::uint32_t a, std::uint32_t b) const {
  const auto* x = keys_of(a);
  const auto* y = keys_of(b);
  std::uint64_t out = 0;
  for (std::size_t p = 0; p < passes_.size(); ++p)
    if (x[p] == y[p] && x[p] != 0) out |= std::uint64_t{1} << p;
  return out;
}

}  // namespace mash::linkage
