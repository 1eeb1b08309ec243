// SPDX-License-Identifier: MIT
#include "mash/scan/scan.h"

#include <algorithm>
#include <atomic>
#include <cmath>
#include <numeric>
#include <string>
#include <thread>

#include "score.h"

namespace mash::scan {

namespace {

// Replicas keep all columns of all places side by side, and each circle looks at all spans.
Result<bool> check_size(const Study& study, const Options& o) {
  constexpr std::size_t most_cells = 8'000'000;
  constexpr std::size_t most_spans = 20'000'000;
  const auto longest = longest_span(study.times, o);
  const auto columns = o.prospective ? longest : study.times;
  const auto spans = o.prospective ? longest : study.times * longest;
  if (study.places.size() * (columns + 1) <= most_cells && spans <= most_spans) return true;
  return invalid("max-duration",
                 "there is too much to look at; take longer times (weeks for days), a shorter "
                 "--max-duration, or --prospective");
}

Result<bool> check(const Study& study, const Options& o) {
  const auto cells = study.places.size() * study.times;
  if (cells == 0) return invalid("places", "there is no place; give at least one");
  for (const auto& p : study.places) {
    if (!std::isfinite(p.x) || !std::isfinite(p.y) ||
        (study.degrees && (std::abs(p.x) > 90 || std::abs(p.y) > 360)))
      return invalid("places", "a place is nowhere: latitudes go from -90 to 90");
  }
  if (study.cases.size() != cells)
    return invalid("cases", "give a number of cases for each place and time");
  const auto sum = std::accumulate(study.cases.begin(), study.cases.end(), std::uint64_t{0});
  if (sum > 10'000'000)
    return invalid("cases", "more than 10 million cases; take longer times apart");
  MASH_TRY_DO(check_size(study, o));
  if (o.replicas == 0 || o.replicas > 1'000'000)
    return invalid("monte-carlo", "1 to 1,000,000 replicas; 999 are usual");
  if (std::isnan(o.max_share) || o.max_share <= 0 || o.max_share > 1)
    return invalid("max-share", "a share is above 0 and at most 1; half is usual");
  if (o.model == Model::permutation) return true;
  if (study.baseline.size() != cells)
    return invalid("baseline", "give a baseline for each place and time");
  for (std::size_t i = 0; i < cells; ++i) {
    if (!std::isfinite(study.baseline[i]) || study.baseline[i] < 0)
      return invalid("baseline", "a baseline is 0 or more");
    if (study.baseline[i] <= 0 && study.cases[i] > 0)
      return invalid("baseline", "there are cases where the baseline has nobody");
  }
  return true;
}

// For each cell.
std::vector<double> expected_of(const Study& study, Model model, double total) {
  if (model == Model::expectation) return study.baseline;
  std::vector<double> out(study.cases.size());
  if (model == Model::poisson) {
    const double people = std::accumulate(study.baseline.begin(), study.baseline.end(), 0.0);
    for (std::size_t i = 0; i < out.size(); ++i)
      out[i] = people > 0 ? study.baseline[i] / people * total : 0;
    return out;
  }
  std::vector<double> of_place(study.places.size());
  std::vector<double> of_time(study.times);
  for (std::size_t i = 0; i < out.size(); ++i) {
    of_place[i / study.times] += study.cases[i];
    of_time[i % study.times] += study.cases[i];
  }
  for (std::size_t i = 0; i < out.size() && total > 0; ++i)
    out[i] = of_place[i / study.times] * of_time[i % study.times] / total;
  return out;
}

// Sums up to each column, place by place.
template <class Cell>
std::vector<double> running(const Study& study, const Spans& spans,
                            const std::vector<Cell>& cells) {
  const auto columns = spans.columns + 1;
  std::vector<double> out(study.places.size() * columns);
  for (std::size_t p = 0; p < study.places.size(); ++p) {
    for (std::size_t t = 1; t < columns; ++t) {
      out[p * columns + t] = out[p * columns + t - 1] +
                             static_cast<double>(cells[p * study.times + spans.offset + t - 1]);
    }
  }
  return out;
}

// The best span of one circle.
struct Candidate {
  double score = 0;
  std::uint32_t centre = 0;
  std::uint32_t size = 0;
  std::size_t span = 0;
  double cases = 0;
  double expected = 0;
};

std::vector<Candidate> candidates(std::span<const Centre> centres, const Spans& spans,
                                  std::span<const double> cases, std::span<const double> expected,
                                  const Score& score) {
  const auto columns = spans.columns + 1;
  std::vector<Candidate> out;
  std::vector<double> sums(columns);
  std::vector<double> means(columns);
  for (std::uint32_t c = 0; c < centres.size(); ++c) {
    std::fill(sums.begin(), sums.end(), 0.0);
    std::fill(means.begin(), means.end(), 0.0);
    std::uint32_t added = 0;
    for (const auto size : centres[c].sizes) {
      for (; added < size; ++added) {
        const auto row = centres[c].order[added] * columns;
        for (std::size_t t = 0; t < columns; ++t) {
          sums[t] += cases[row + t];
          means[t] += expected[row + t];
        }
      }
      Candidate best;
      for (std::size_t s = 0; s < spans.list.size(); ++s) {
        const auto [from, to] = spans.list[s];
        const double n = sums[to] - sums[from];
        const double mean = means[to] - means[from];
        if (const double value = score.of(n, mean); value > best.score)
          best = {value, c, size, s, n, mean};
      }
      if (best.score > 0) out.push_back(best);
    }
  }
  return out;
}

// Scores are compared to 9 decimals: beyond them the order of sums decides.
long long rounded(double score) {
  return std::llround(score * 1e9);
}

std::vector<std::uint32_t> places_of(std::span<const Centre> centres, const Candidate& c) {
  const auto& order = centres[c.centre].order;
  return {order.begin(), order.begin() + c.size};
}

void sort_best_first(std::span<const Centre> centres, std::vector<Candidate>& all) {
  std::sort(all.begin(), all.end(), [&](const Candidate& a, const Candidate& b) {
    if (rounded(a.score) != rounded(b.score)) return rounded(a.score) > rounded(b.score);
    if (a.size != b.size) return a.size < b.size;
    auto x = places_of(centres, a);
    auto y = places_of(centres, b);
    std::sort(x.begin(), x.end());
    std::sort(y.begin(), y.end());
    return x < y;
  });
}

std::vector<double> replicas(const Study& study, const Options& o, std::span<const Centre> centres,
                             const Spans& spans, std::span<const double> expected,
                             const Score& score, const Chance& chance) {
  std::vector<double> best(o.replicas);
  std::atomic<std::size_t> next{0};
  const auto work = [&] {
    for (;;) {
      const auto first = next.fetch_add(k_lanes);
      if (first >= best.size()) return;
      const auto count = std::min(k_lanes, best.size() - first);
      best_of_replicas(study, centres, spans, expected, score, chance, o.seed, first,
                       std::span(best).subspan(first, count));
    }
  };
  std::vector<std::jthread> helpers;
  for (unsigned i = 1; i < o.threads; ++i) helpers.emplace_back(work);
  work();
  helpers.clear();
  std::sort(best.begin(), best.end());
  return best;
}

}  // namespace

Chance::Chance(const Study& study, Model model, std::span<const double> expected)
    : given_(model == Model::expectation),
      total_(std::accumulate(expected.begin(), expected.end(), 0.0)),
      alias_(expected) {
  if (model != Model::permutation) return;
  for (std::size_t i = 0; i < study.cases.size(); ++i) {
    row_.insert(row_.end(), study.cases[i], i - i % study.times);
    times_.insert(times_.end(), study.cases[i], static_cast<std::uint32_t>(i % study.times));
  }
}

Result<std::vector<Cluster>> scan(const Study& study, const Options& o) {
  MASH_TRY_DO(check(study, o));
  const double total = std::accumulate(study.cases.begin(), study.cases.end(), 0.0);
  std::vector<Cluster> out;
  if (total <= 0) return out;
  const auto expected = expected_of(study, o.model, total);
  const auto spans = spans_of(study.times, o);
  std::vector<double> weights(study.places.size());
  for (std::size_t i = 0; i < expected.size(); ++i) weights[i / study.times] += expected[i];
  const double all = std::accumulate(weights.begin(), weights.end(), 0.0);
  const auto centres = circles(study, weights, o.max_share * all * (1 + 1e-12));
  const auto means = running(study, spans, expected);
  const Score score(o.model, total);
  auto found = candidates(centres, spans, running(study, spans, study.cases), means, score);
  sort_best_first(centres, found);
  const Chance chance(study, o.model, expected);
  const auto chances = replicas(study, o, centres, spans, means, score, chance);
  std::vector<bool> taken(study.places.size());
  for (const auto& f : found) {
    if (out.size() >= o.most) break;
    const auto places = places_of(centres, f);
    if (std::any_of(places.begin(), places.end(), [&](auto p) { return taken[p]; })) continue;
    for (const auto p : places) taken[p] = true;
    const auto bar = f.score - 1e-9 * std::max(1.0, f.score);
    const auto beyond = chances.end() - std::lower_bound(chances.begin(), chances.end(), bar);
    const auto ties = std::count_if(found.begin(), found.end(), [&](const Candidate& c) {
      return rounded(c.score) == rounded(f.score);
    });
    out.push_back({.places = {places.begin(), places.end()},
                   .first = spans.offset + spans.list[f.span].first,
                   .last = spans.offset + spans.list[f.span].second - 1,
                   .observed = static_cast<std::uint64_t>(std::llround(f.cases)),
                   .expected = f.expected,
                   .relative_risk = score.relative_risk(f.cases, f.expected),
                   .score = f.score,
                   .p_value = static_cast<double>(1 + beyond) / static_cast<double>(o.replicas + 1),
                   .near_ties = static_cast<std::size_t>(ties - 1)});
  }
  return out;
}

}  // namespace mash::scan
