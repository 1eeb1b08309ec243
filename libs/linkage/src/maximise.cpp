// SPDX-License-Identifier: MIT
#include "maximise.h"

#include <algorithm>
#include <bit>
#include <cmath>
#include <numeric>
#include <unordered_map>

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
    for (const bool address : {false, true}) {
      const std::uint64_t all = (std::uint64_t{1} << bits_.back()) - 1;
      mask_[address] = mask_[address] << bits_.back() | (address == facts(k).address ? all : 0);
    }
  }
  MASH_ASSERT(sum <= 64);
}

std::uint64_t PatternCode::pack(const Levels& levels, const Scorer::Frequency& f) const {
  std::uint64_t key = coarse(f.all) << k_frequency_bits | coarse(f.household);
  for (std::size_t i = 0; i < bits_.size(); ++i) key = key << bits_[i] | levels.of[i];
  return key;
}

Levels PatternCode::unpack(std::uint64_t code) const {
  Levels levels;
  for (std::size_t i = bits_.size(); i-- > 0; code >>= bits_[i])
    levels.of[i] = static_cast<Level>(code & ((1U << bits_[i]) - 1));
  return levels;
}

Patterns PatternCode::count(std::span<const std::uint64_t> codes, double weight) const {
  Patterns out;
  std::array<std::unordered_map<std::uint64_t, std::uint32_t>, 2> known;
  const auto part = [&](std::size_t which, std::uint64_t code) {
    const auto levels = code & mask_[which];
    const auto id = static_cast<std::uint32_t>(out.parts[which].size());
    const auto [at, added] = known[which].emplace(levels, id);
    if (added) out.parts[which].push_back(unpack(levels));
    return at->second;
  };
  const unsigned level_bits = std::accumulate(bits_.begin(), bits_.end(), 0U);
  for (std::size_t i = 0; i < codes.size();) {
    std::size_t j = i;
    while (j < codes.size() && codes[j] == codes[i]) ++j;
    const auto frequencies = codes[i] >> level_bits;
    const auto bits = [](std::uint64_t coarse) { return 2.0 * (static_cast<double>(coarse) - 16); };
    out.all.push_back({.part = {part(0, codes[i]), part(1, codes[i])},
                       .frequency = bits(frequencies >> k_frequency_bits),
                       .household_frequency = bits(frequencies & ((1U << k_frequency_bits) - 1)),
                       .pairs = static_cast<double>(j - i) * weight});
    i = j;
  }
  return out;
}

// What each class of pairs gives to a pattern or has in it: first log2 of probabilities, then
// pairs.
struct Maximisation::Classes {
  double same = 0, moved = 0, household = 0, random = 0;
};

struct Maximisation::Sums {
  double same = 0, moved = 0, household = 0;
  std::vector<Bits> m, h;
};

Maximisation::Maximisation(const Model& start, const Model& model, const Patterns& patterns,
                           double all_pairs)
    : start_(start), model_(model), patterns_(patterns), all_pairs_(all_pairs) {
  for (std::size_t i = 0; i < model_.comparisons.size(); ++i)
    model_.comparisons[i].kind = start.comparisons[i].kind;
}

Maximisation::PartClasses Maximisation::weigh_parts() const {
  constexpr double never = -1000;
  const auto share = [&](double p) { return p > 0 ? std::log2(p) : never; };
  // The shares of the classes go with the first part.
  const Classes shares{.same = share(model_.match_share * (1 - model_.moved_share)),
                       .moved = share(model_.match_share * model_.moved_share),
                       .household = share(model_.household_share),
                       .random = share(1 - model_.match_share - model_.household_share)};
  std::vector<Bits> m;
  std::vector<Bits> u;
  std::vector<Bits> h;
  for (const auto& c : model_.comparisons) {
    m.push_back(log2_of(c.m));
    u.push_back(log2_of(c.u));
    h.push_back(log2_of(c.h));
  }
  PartClasses out;
  for (std::size_t which = 0; which < out.size(); ++which) {
    for (const auto& levels : patterns_.parts[which]) {
      Classes sum = which == 0 ? shares : Classes{};
      for (std::size_t i = 0; i < m.size(); ++i) {
        const Level l = levels.of[i];
        sum.same += m[i][l];
        sum.moved += which == 0 ? m[i][l] : u[i][l];
        sum.household += h[i][l];
        sum.random += u[i][l];
      }
      out[which].push_back(sum);
    }
  }
  return out;
}

void Maximisation::expect(const PartClasses& parts, std::size_t begin, std::size_t end,
                          PartClasses& found) const {
  for (std::size_t which = 0; which < found.size(); ++which)
    found[which].resize(parts[which].size());
  constexpr double nothing = -60;  // bits below the likeliest class
  for (std::size_t p = begin; p < end; ++p) {
    const Pattern& pattern = patterns_.all.data()[p];
    const Classes& x = parts[0].data()[pattern.part[0]];
    const Classes& y = parts[1].data()[pattern.part[1]];
    const double same = x.same + y.same;
    const double moved = x.moved + y.moved;
    const double household =
        x.household + y.household - (pattern.frequency - pattern.household_frequency);
    const double random = x.random + y.random - pattern.frequency;
    const double top = std::max(std::max(same, moved), std::max(household, random));
    const auto power = [&](double bits) {
      return bits - top < nothing ? 0 : std::exp2(bits - top);
    };
    const Classes c{power(same), power(moved), power(household), power(random)};
    const double scale = pattern.pairs / (c.same + c.moved + c.household + c.random);
    for (std::size_t which = 0; which < found.size(); ++which) {
      Classes& sum = found[which].data()[pattern.part[which]];
      sum.same += c.same * scale;
      sum.moved += c.moved * scale;
      sum.household += c.household * scale;
    }
  }
}

// The pairs of each class by level.
Maximisation::Sums Maximisation::add_up(const PartClasses& found) const {
  Sums all;
  all.m.resize(model_.comparisons.size());
  all.h.resize(model_.comparisons.size());
  for (std::size_t which = 0; which < found.size(); ++which) {
    for (std::size_t part = 0; part < found[which].size(); ++part) {
      const Classes& c = found[which][part];
      const Levels& levels = patterns_.parts[which][part];
      if (which == 0) {
        all.same += c.same;
        all.moved += c.moved;
        all.household += c.household;
      }
      for (std::size_t i = 0; i < all.m.size(); ++i) {
        all.m[i][levels.of[i]] += c.same + (which == 0 ? c.moved : 0);
        all.h[i][levels.of[i]] += c.household;
      }
    }
  }
  return all;
}

double Maximisation::round(unsigned threads) {
  const auto parts = weigh_parts();
  constexpr std::size_t piece = 32'768;
  const std::size_t pieces = (patterns_.all.size() + piece - 1) / piece;
  std::vector<PartClasses> found(std::max<std::size_t>(pieces, 1));
  parallel(pieces, threads, [&](std::size_t i, unsigned) {
    expect(parts, i * piece, std::min(patterns_.all.size(), (i + 1) * piece), found[i]);
  });
  for (std::size_t i = 1; i < pieces; ++i) {
    for (std::size_t which = 0; which < parts.size(); ++which) {
      for (std::size_t k = 0; k < parts[which].size(); ++k) {
        found[0][which][k].same += found[i][which][k].same;
        found[0][which][k].moved += found[i][which][k].moved;
        found[0][which][k].household += found[i][which][k].household;
      }
    }
  }
  return maximise(add_up(found[0]));
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
