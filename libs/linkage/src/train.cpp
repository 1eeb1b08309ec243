// SPDX-License-Identifier: MIT
#include "mash/linkage/train.h"

#include <algorithm>
#include <bit>
#include <cmath>

#include "levels.h"
#include "mash/linkage/parallel.h"
#include "maximise.h"
#include "radix.h"

namespace mash::linkage {

namespace {

std::uint64_t scrambled(std::uint64_t x) {
  x += 0x9e3779b97f4a7c15ULL;
  x = (x ^ (x >> 30U)) * 0xbf58476d1ce4e5b9ULL;
  x = (x ^ (x >> 27U)) * 0x94d049bb133111ebULL;
  return x ^ (x >> 31U);
}

// Of two records with this kind of value, how often is it the same? Exactly, from counts.
double same_by_chance(const Prepared& people, Kind kind) {
  double n = 0;
  double same = 0;
  const auto add = [&](std::uint32_t value) {
    const double c = people.count(kind, value);
    n += c;
    same += c * (c - 1);
  };
  if (kind == Kind::dob) {
    for (const auto d : people.dates())
      if (has_day(d)) add(d);
  } else {
    const auto& v = people.vocabulary(kind);
    for (std::uint32_t value = 1; value < v.size(); ++value)
      if (!is_name(kind) || (v[value].marks & k_initial) == 0) add(value);
  }
  return n < 2 ? 0 : same / (n * (n - 1));
}

// Of two records, how often are the names of this kind two forms of one name?
double variants_by_chance(const Prepared& people, Kind kind) {
  const auto& v = people.vocabulary(kind);
  double n = 0;
  double both = 0;
  for (std::uint32_t a = 1; a < v.size(); ++a) {
    const double c = people.count(kind, a);
    n += c;
    if (c > 0)
      for (const auto b : v.forms(a)) both += c * people.count(kind, b);
  }
  return n < 2 ? 0 : both / (n * (n - 1));
}

void sort_numbers(LargeUnset<std::uint64_t>& numbers, unsigned bits) {
  LargeUnset<std::uint64_t> other;
  radix_sort(numbers, other, 0, bits, [](std::uint64_t n) { return n; });
}

// Pairs of records with both names the same, as a share of all pairs with both names.
struct SameNames {
  double share = 0;
  std::size_t records = 0;
};
SameNames same_names(const Prepared& people) {
  if (!people.has(Kind::given_name) || !people.has(Kind::surname)) return {};
  const std::uint64_t names = people.vocabulary(Kind::given_name).size();
  LargeUnset<std::uint64_t> both;
  both.reserve(people.rows());
  for (std::uint32_t row = 0; row < people.rows(); ++row) {
    const std::uint64_t given = people.cell(row, Kind::given_name);
    const std::uint64_t surname = people.cell(row, Kind::surname);
    if (given != 0 && surname != 0) both.push_back(given * names + surname);
  }
  sort_numbers(both, static_cast<unsigned>(std::bit_width(names * names)));
  double same = 0;
  for (std::size_t i = 0; i < both.size();) {
    std::size_t j = i;
    while (j < both.size() && both[j] == both[i]) ++j;
    same += static_cast<double>(j - i) * static_cast<double>(j - i - 1);
    i = j;
  }
  const auto n = static_cast<double>(both.size());
  return {.share = same / std::max(1.0, n * (n - 1)), .records = both.size()};
}

// How much more often two people have both names in common than if the names were independent.
double names_together(const SameNames& found, const Prepared& people, const Model& model) {
  if (found.records < 1000) return 1;  // too few to tell
  const auto& given = model.comparisons[people.slot(Kind::given_name)];
  const auto& surname = model.comparisons[people.slot(Kind::surname)];
  const double one_person = model.match_share * given.m[k_name_same] * surname.m[k_name_same];
  const double chance = given.u[k_name_same] * surname.u[k_name_same];
  return std::clamp((found.share - one_person) / chance, 1.0, 64.0);
}

// Some rows, chosen and put in order by what the records are, not by where they stand.
std::vector<std::uint32_t> drawn_rows(const Prepared& people) {
  constexpr std::uint64_t wanted = 150'000;
  std::vector<std::uint32_t> rows;
  for (std::uint32_t row = 0; row < people.rows(); ++row)
    if (scrambled(people.order(row)) % people.rows() < wanted) rows.push_back(row);
  std::sort(rows.begin(), rows.end(),
            [&](auto a, auto b) { return people.order(a) < people.order(b); });
  return rows;
}

// Compares pairs, some at a time, so that their memory can be asked for early.
template <class Use>
void compare_pairs(const Prepared& people, const Comparer& comparer, std::span<const Pair> pairs,
                   Use&& use) {
  constexpr std::size_t batch = 16;
  for (std::size_t from = 0; from < pairs.size(); from += batch) {
    const auto some = pairs.subspan(from, std::min(batch, pairs.size() - from));
    for (const auto& p : some) {
      __builtin_prefetch(people.row_cells(p.a));
      __builtin_prefetch(people.row_cells(p.b));
    }
    for (const auto& p : some) {
      comparer.ask_for_all(p.a);
      comparer.ask_for_all(p.b);
    }
    for (const auto& p : some) use(p, comparer.all(p.a, p.b));
  }
}

// Levels of random pairs.
std::vector<std::array<std::uint64_t, k_max_levels>> random_levels(const Prepared& people,
                                                                   const TrainOptions& options) {
  const Comparer comparer(people);
  const auto rows = drawn_rows(people);
  const std::size_t kinds = people.kinds().size();
  constexpr std::uint64_t piece = 20'000;
  const auto wanted = std::min(options.random_pairs, 30'000 + std::uint64_t{10} * people.rows());
  const auto pieces = static_cast<std::size_t>((wanted + piece - 1) / piece);
  std::vector<std::vector<std::array<std::uint64_t, k_max_levels>>> counts(pieces);
  parallel(pieces, options.threads, [&](std::size_t p, unsigned) {
    auto& mine = counts[p];
    mine.resize(kinds);
    std::vector<Pair> pairs;
    for (std::uint64_t i = p * piece; i < (p + 1) * piece; ++i) {
      const Pair pair{rows[scrambled(2 * i) % rows.size()],
                      rows[scrambled(2 * i + 1) % rows.size()]};
      if (pair.a != pair.b) pairs.push_back(pair);
    }
    compare_pairs(people, comparer, pairs, [&](const Pair&, const Levels& levels) {
      for (std::size_t k = 0; k < kinds; ++k) ++mine[k][levels.of[k]];
    });
  });
  std::vector<std::array<std::uint64_t, k_max_levels>> sum(kinds);
  for (const auto& c : counts) {
    for (std::size_t k = 0; k < kinds; ++k)
      for (std::size_t l = 0; l < k_max_levels; ++l) sum[k][l] += c[k][l];
  }
  return sum;
}

bool has_household(const Prepared& people) {
  return std::any_of(people.kinds().begin(), people.kinds().end(), [](Kind k) {
    return (facts(k).address && k != Kind::town) || k == Kind::phone;
  });
}

std::size_t address_kinds(const Prepared& people) {
  return static_cast<std::size_t>(std::count_if(people.kinds().begin(), people.kinds().end(),
                                                [](Kind k) { return facts(k).address; }));
}

struct Compared {
  Pair pair;
  Levels levels;
};
struct Sample {
  std::vector<std::vector<Compared>> pieces;
  double rate = 1;  // of the pairs that blocking gives
};

// Some of the pairs that blocking gives.
Sample sample_pairs(const Prepared& people, const Blocks& blocks, const TrainOptions& options) {
  std::uint64_t all = 0;
  for (const auto& p : blocks.passes()) all += p.pairs;
  Sample out;
  out.rate = std::min(1.0, static_cast<double>(options.blocked_pairs) /
                               std::max<double>(1, static_cast<double>(all)));
  const auto sample = static_cast<std::uint32_t>(out.rate * 4294967295.0);
  const Comparer comparer(people);
  const auto tasks = blocks.tasks();
  out.pieces.resize(tasks.size());
  parallel(tasks.size(), options.threads, [&](std::size_t t, unsigned) {
    std::vector<Pair> pairs;
    blocks.each_pair(tasks[t], sample,
                     [&](std::uint32_t a, std::uint32_t b) { pairs.push_back({a, b}); });
    compare_pairs(people, comparer, pairs, [&](const Pair& pair, const Levels& levels) {
      out.pieces[t].push_back({pair, levels});
    });
  });
  return out;
}

// How often they agree alike; how rare what they share is depends on the model.
Patterns count_patterns(const Prepared& people, const Sample& sample, const Model& model,
                        unsigned threads) {
  const Scorer scorer(people, model);
  const PatternCode code(people.kinds());
  std::vector<std::size_t> begin{0};
  for (const auto& piece : sample.pieces) begin.push_back(begin.back() + piece.size());
  LargeUnset<std::uint64_t> codes(begin.back());
  parallel(sample.pieces.size(), threads, [&](std::size_t t, unsigned) {
    auto* out = codes.data() + begin[t];
    for (const auto& [pair, levels] : sample.pieces[t])
      *out++ = code.pack(levels, scorer.frequency(pair.a, pair.b, levels));
  });
  sort_numbers(codes, 64);
  return code.count(codes, 1 / sample.rate);
}

}  // namespace

Model starting_model(const Prepared& people, const TrainOptions& options) {
  Model model;
  const double n = std::max<double>(people.rows(), 2);
  // One more record of the same person for every third record.
  model.match_share = std::min(0.3 / n, 0.1);
  model.household_share = has_household(people) ? std::min(0.3 / n, 0.1) : 0;
  model.moved_share = address_kinds(people) > 1 ? 0.05 : 0;
  const auto counts = random_levels(people, options);
  for (std::size_t i = 0; i < people.kinds().size(); ++i) {
    const Kind kind = people.kinds()[i];
    const auto& f = facts(kind);
    Comparison c{.kind = kind, .m = f.start};
    double sum = 0;
    for (std::size_t l = 1; l < f.labels.size(); ++l) sum += static_cast<double>(counts[i][l]);
    // A level that was never drawn still can happen.
    const double extra = 0.3;
    sum += extra * static_cast<double>(f.labels.size() - 1);
    for (std::size_t l = 1; l < f.labels.size(); ++l)
      c.u[l] = (static_cast<double>(counts[i][l]) + extra) / sum;
    if (kind != Kind::sex) c.u[f.labels.size() - 1] = std::max(same_by_chance(people, kind), 1e-9);
    if (kind == Kind::given_name || kind == Kind::surname)
      c.u[k_name_variant] = std::max(variants_by_chance(people, kind), 1e-8);
    c.h = facts(kind).household ? f.start : household_by_chance(c);
    model.comparisons.push_back(c);
  }
  const auto of = [&](Kind kind) -> Comparison* {
    return people.has(kind) ? &model.comparisons[people.slot(kind)] : nullptr;
  };
  if (auto* given = of(Kind::given_name); given != nullptr && of(Kind::surname) != nullptr)
    given->u[k_name_crossed] = 2 * given->u[k_name_same] * of(Kind::surname)->u[k_name_same];
  return model;
}

Training train(const Prepared& people, const Blocks& blocks, const TrainOptions& options) {
  Training out;
  const Model start = starting_model(people, options);
  out.model = start;
  const double n = people.rows();
  const double all_pairs = std::max(1.0, n * (n - 1) / 2);
  const auto same = same_names(people);
  const auto sample = sample_pairs(people, blocks, options);
  // Twice: how rare values are depends on how many records a person has.
  for (int pass = 0; pass < 2; ++pass) {
    const auto patterns = count_patterns(people, sample, out.model, options.threads);
    out.patterns = patterns.all.size();
    Maximisation em(start, out.model, patterns, all_pairs);
    for (out.rounds = 0; out.rounds < options.rounds; ++out.rounds)
      if (em.round(options.threads) < 1e-4) break;
    out.model = em.model();
    out.model.names_together = names_together(same, people, out.model);
  }
  return out;
}

}  // namespace mash::linkage
