// SPDX-License-Identifier: MIT
#include <algorithm>
#include <array>

#include "score.h"

namespace mash::scan {

namespace {

using Lanes = std::array<float, k_lanes>;

// Rounding of floats must not hide a window that is the best.
constexpr double k_safe = 1 + 1e-4;

// Cases up to each column, place by place, of all replicas side by side.
std::vector<Lanes> running_cases(const Study& study, const Spans& spans, const Chance& chance,
                                 std::uint64_t seed, std::size_t first, std::size_t count) {
  const auto columns = spans.columns + 1;
  std::vector<Lanes> out(study.places.size() * columns, Lanes{});
  for (std::size_t lane = 0; lane < count; ++lane) {
    Random random(seed, first + lane);
    chance.draw(random, [&](std::size_t cell) {
      const auto time = cell % study.times;
      if (time < spans.offset) return;
      out[cell / study.times * columns + time - spans.offset + 1][lane] += 1;
    });
  }
  for (std::size_t i = 0; i < out.size(); ++i) {
    if (i % columns == 0) continue;
    for (std::size_t lane = 0; lane < k_lanes; ++lane) out[i][lane] += out[i - 1][lane];
  }
  return out;
}

struct Best {
  std::array<double, k_lanes> score{};
  Lanes bar{};
};

// Only a window that may be better than the best so far is worth a logarithm.
void look_at(const Lanes& to, const Lanes& from, double expected, const Score& score, Best& best) {
  const auto mean = static_cast<float>(expected);
  const auto bound = static_cast<float>(score.bound(expected) * k_safe);
  std::uint32_t any = 0;
  for (std::size_t l = 0; l < k_lanes; ++l) {
    const float over = std::max(to[l] - from[l] - mean, 0.0F);
    any |= static_cast<std::uint32_t>(over * over * bound > best.bar[l]);
  }
  if (any == 0) return;
  for (std::size_t l = 0; l < k_lanes; ++l) {
    const double s = score.of(static_cast<double>(to[l] - from[l]), expected);
    if (s <= best.score[l]) continue;
    best.score[l] = s;
    best.bar[l] = static_cast<float>(s);
  }
}

}  // namespace

void best_of_replicas(const Study& study, std::span<const Centre> centres, const Spans& spans,
                      std::span<const double> expected, const Score& score, const Chance& chance,
                      std::uint64_t seed, std::size_t first, std::span<double> best) {
  const auto columns = spans.columns + 1;
  const auto cases = running_cases(study, spans, chance, seed, first, best.size());
  Best found;
  std::vector<Lanes> sums(columns);
  std::vector<double> means(columns);
  for (const auto& centre : centres) {
    std::fill(sums.begin(), sums.end(), Lanes{});
    std::fill(means.begin(), means.end(), 0.0);
    std::size_t next = 0;
    for (std::size_t i = 0; i < centre.order.size(); ++i) {
      const auto* const row = cases.data() + centre.order[i] * columns;
      const auto* const mean = expected.data() + centre.order[i] * columns;
      for (std::size_t t = 0; t < columns; ++t) {
        means[t] += mean[t];
        for (std::size_t l = 0; l < k_lanes; ++l) sums[t][l] += row[t][l];
      }
      if (centre.sizes[next] != i + 1) continue;
      ++next;
      for (const auto& [from, to] : spans.list)
        look_at(sums[to], sums[from], means[to] - means[from], score, found);
    }
  }
  std::copy_n(found.score.begin(), best.size(), best.begin());
}

}  // namespace mash::scan
