// SPDX-License-Identifier: MIT
#include "maximise.h"

#include <algorithm>
#include <bit>
#include <cmath>

#include "levels.h"
#include "mash/base/assert.h"
#include "mash/linkage/parallel.h"

namespace mash::linkage {

namespace {

constexpr unsigned k_frequency_bits = 6;
// What the starting values weigh, in pairs.
constexpr double k_start_pairs = 20;

std::uint64_t coarse(Weight w) {
  const double halves = std::round(static_cast<double>(w) / (2.0 * k_bit)) + 16;
  return static_cast<std::uint64_t>(std::clamp(halves, 0.0, 63.0));
}

using Bits = std::array<double, k_max_levels>;

Bits log2_of(const std::array<double, k_max_levels>& p) {
  Bits out{};
  for (std::size_t l = 1; l < p.size(); ++l) out[l] = std::log2(std::max(p[l], 1e-10));
  return out;
}

bool learns_household(Kind kind) {
  return facts(kind).household;
}

// Of the pairs of one household. Multiple maternities are 1.4 % of UK maternities (ONS, Birth
// characteristics, 2022), so about 2 % of the pairs of brothers and sisters. Namesakes: our guess.
constexpr double k_twins = 0.02;
constexpr double k_namesakes = 0.02;

}  // namespace

std::array<double, k_max_levels> household_by_chance(const Comparison& c) {
  const double alike = c.kind == Kind::dob ? k_twins : c.kind == Kind::given_name ? k_namesakes : 0;
  auto h = c.u;
  for (std::size_t l = 1; l < h.size(); ++l) h[l] = (1 - alike) * c.u[l] + alike * c.m[l];
  return h;
}

PatternCode::PatternCode(std::span<const Kind> kinds) {
  unsigned sum = 2 * k_frequency_bits;
  for (const Kind k : kinds) {
    bits_.push_back(static_cast<unsigned>(std::bit_width(facts(k).labels.size() - 1)));
    sum += bits_.back();
  }
  MASH_ASSERT(sum <= 64);
}

std::uint64_t PatternCode::pack(const Levels& levels, const Scorer::Frequency& f) const {
  std::uint64_t key = coarse(f.all) << k_frequency_bits | coarse(f.household);
  for (std::size_t i = 0; i < bits_.size(); ++i) key = key << bits_[i] | levels.of[i];
  return key;
}

Pattern PatternCode::unpack(std::uint64_t key, double pairs) const {
  Pattern p{.pairs = pairs};
  for (std::size_t i = bits_.size(); i-- > 0; key >>= bits_[i])
    p.levels.of[i] = static_cast<Level>(key & ((1U << bits_[i]) - 1));
  p.household_frequency = 2.0 * (static_cast<double>(key & 63U) - 16);
  p.frequency = 2.0 * (static_cast<double>(key >> k_frequency_bits) - 16);
  return p;
}

// log2 of what each class gives to each level.
struct Maximisation::Tables {
  double same = 0, moved = 0, household = 0, random = 0;
  std::vector<Bits> m, u, h, moved_m;
};

struct Maximisation::Sums {
  double same = 0, moved = 0, household = 0, likelihood = 0;
  std::vector<Bits> m, h;
};

Maximisation::Maximisation(const Model& start, const Model& model,
                           const std::vector<Pattern>& patterns, double all_pairs)
    : start_(start), model_(model), patterns_(patterns), all_pairs_(all_pairs) {
  for (std::size_t i = 0; i < model_.comparisons.size(); ++i)
    model_.comparisons[i].kind = start.comparisons[i].kind;
}

void Maximisation::expect(const Tables& t, std::size_t begin, std::size_t end, Sums& sums) const {
  const std::size_t kinds = model_.comparisons.size();
  for (std::size_t p = begin; p < end; ++p) {
    const Pattern& pattern = patterns_[p];
    double same = t.same;
    double moved = t.moved;
    double household = t.household - (pattern.frequency - pattern.household_frequency);
    double random = t.random - pattern.frequency;
    for (std::size_t i = 0; i < kinds; ++i) {
      const Level l = pattern.levels.of[i];
      same += t.m[i][l];
      moved += t.moved_m[i][l];
      household += t.h[i][l];
      random += t.u[i][l];
    }
    const double top = std::max(std::max(same, moved), std::max(household, random));
    same = std::exp2(same - top);
    moved = std::exp2(moved - top);
    household = std::exp2(household - top);
    random = std::exp2(random - top);
    const double all = same + moved + household + random;
    const double scale = pattern.pairs / all;
    same *= scale;
    moved *= scale;
    household *= scale;
    sums.same += same;
    sums.moved += moved;
    sums.household += household;
    sums.likelihood += pattern.pairs * (std::log2(all) + top);
    for (std::size_t i = 0; i < kinds; ++i) {
      const Level l = pattern.levels.of[i];
      sums.m[i][l] += same + (facts_address_[i] ? 0 : moved);
      sums.h[i][l] += household;
    }
  }
}

double Maximisation::round(unsigned threads) {
  Tables t;
  const double never = -1000;
  const auto share = [&](double p) { return p > 0 ? std::log2(p) : never; };
  t.same = share(model_.match_share * (1 - model_.moved_share));
  t.moved = share(model_.match_share * model_.moved_share);
  t.household = share(model_.household_share);
  t.random = share(1 - model_.match_share - model_.household_share);
  facts_address_.clear();
  for (const auto& c : model_.comparisons) {
    facts_address_.push_back(facts(c.kind).address);
    t.m.push_back(log2_of(c.m));
    t.u.push_back(log2_of(c.u));
    t.h.push_back(log2_of(c.h));
    t.moved_m.push_back(facts_address_.back() ? t.u.back() : t.m.back());
  }
  constexpr std::size_t piece = 8192;
  const std::size_t pieces = (patterns_.size() + piece - 1) / piece;
  std::vector<Sums> sums(pieces + 1);
  for (auto& s : sums) {
    s.m.resize(t.m.size());
    s.h.resize(t.m.size());
  }
  parallel(pieces, threads, [&](std::size_t i, unsigned) {
    expect(t, i * piece, std::min(patterns_.size(), (i + 1) * piece), sums[i]);
  });
  Sums& all = sums.back();
  for (std::size_t i = 0; i < pieces; ++i) {
    all.same += sums[i].same;
    all.moved += sums[i].moved;
    all.household += sums[i].household;
    all.likelihood += sums[i].likelihood;
    for (std::size_t k = 0; k < t.m.size(); ++k) {
      for (std::size_t l = 0; l < k_max_levels; ++l) {
        all.m[k][l] += sums[i].m[k][l];
        all.h[k][l] += sums[i].h[k][l];
      }
    }
  }
  log_likelihood_ = all.likelihood;
  return maximise(all);
}

double Maximisation::maximise(const Sums& sums) {
  double change = 0;
  const auto renew = [&](std::array<double, k_max_levels>& p, const Bits& seen, Kind kind) {
    const auto& f = facts(kind);
    double total = k_start_pairs;
    for (std::size_t l = 1; l < f.labels.size(); ++l) total += seen[l];
    for (std::size_t l = 1; l < f.labels.size(); ++l) {
      const double now = (seen[l] + k_start_pairs * f.start[l]) / total;
      change = std::max(change, std::abs(now - p[l]));
      p[l] = now;
    }
  };
  for (std::size_t i = 0; i < model_.comparisons.size(); ++i) {
    auto& c = model_.comparisons[i];
    renew(c.m, sums.m[i], c.kind);
    if (learns_household(c.kind)) renew(c.h, sums.h[i], c.kind);
  }
  const double same = sums.same + sums.moved;
  model_.match_share = std::clamp((same + 1) / all_pairs_, 1e-12, 0.5);
  if (start_.household_share > 0)
    model_.household_share = std::clamp(sums.household / all_pairs_, 1e-12, 0.4);
  if (start_.moved_share > 0)
    model_.moved_share = std::clamp((sums.moved + 1) / (same + k_start_pairs), 1e-4, 0.9);
  mend_u();
  return change;
}

// Random pairs are a mixture too: what the same people and households among them add is taken out.
void Maximisation::mend_u() {
  const double same = model_.match_share;
  const double household = model_.household_share;
  for (std::size_t i = 0; i < model_.comparisons.size(); ++i) {
    auto& c = model_.comparisons[i];
    const auto& drawn = start_.comparisons[i].u;
    for (std::size_t l = 1; l < facts(c.kind).labels.size(); ++l) {
      const double rest = drawn[l] - same * c.m[l] - household * c.h[l];
      c.u[l] = std::clamp(rest / (1 - same - household), 0.02 * drawn[l], 1.0);
    }
    if (!learns_household(c.kind)) c.h = household_by_chance(c);
  }
}

}  // namespace mash::linkage
