// SPDX-License-Identifier: MIT
// Goal: scans find what trying every window finds, and chances are those of the definition.
#include "mash/scan/scan.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <numeric>
#include <string>

#include "random.h"
#include "score.h"

namespace mash::scan {
namespace {

std::vector<Cluster> found(const Study& study, const Options& options) {
  auto out = scan(study, options);
  EXPECT_TRUE(out) << out.error().message;
  return out ? *std::move(out) : std::vector<Cluster>();
}

std::string fault(const Study& study, const Options& options) {
  const auto out = scan(study, options);
  return out ? "" : out.error().faults.front().field;
}

// A made-up borough: places at random, cases by chance, more of them where `hot` says.
Study made_up(std::size_t places, std::size_t times, double mean, std::uint64_t seed) {
  Random random(seed, 0);
  Study s;
  s.times = times;
  for (std::size_t p = 0; p < places; ++p) {
    s.places.push_back({random.unit(), random.unit()});
    const double people = 0.5 + random.unit();
    for (std::size_t t = 0; t < times; ++t) {
      s.baseline.push_back(mean * people);
      s.cases.push_back(static_cast<std::uint32_t>(random.poisson(mean * people)));
    }
  }
  return s;
}

// Kulldorff's likelihood ratio, straight from the paper of 1997.
double kulldorff(double c, double e, double total) {
  if (c <= e) return 0;
  return c * std::log(c / e) + (total - c) * std::log((total - c) / (total - e));
}

// The best of all circles and spans, one by one and without any running sum.
double by_trying(const Study& s, const Options& o, const std::vector<double>& expected) {
  const auto n = s.places.size();
  const double total = std::accumulate(s.cases.begin(), s.cases.end(), 0.0);
  const double all = std::accumulate(expected.begin(), expected.end(), 0.0);
  const auto away = [&](std::size_t a, std::size_t b) {
    return std::hypot(s.places[a].x - s.places[b].x, s.places[a].y - s.places[b].y);
  };
  double best = 0;
  for (std::size_t centre = 0; centre < n; ++centre) {
    for (std::size_t rim = 0; rim < n; ++rim) {
      std::vector<std::size_t> inside;
      for (std::size_t p = 0; p < n; ++p)
        if (away(centre, p) <= away(centre, rim)) inside.push_back(p);
      const auto sum = [&](const auto& cells, std::size_t from, std::size_t to) {
        double out = 0;
        for (const auto p : inside)
          for (auto t = from; t < to; ++t) out += static_cast<double>(cells[p * s.times + t]);
        return out;
      };
      if (sum(expected, 0, s.times) > all * o.max_share * (1 + 1e-9)) continue;
      for (std::size_t to = o.prospective ? s.times : 1; to <= s.times; ++to) {
        for (std::size_t from = to > o.max_duration ? to - o.max_duration : 0; from < to; ++from) {
          const double c = sum(s.cases, from, to);
          const double e = sum(expected, from, to);
          const double given = c > e ? c * std::log(c / e) + e - c : 0;
          best = std::max(best, o.model == Model::expectation ? given : kulldorff(c, e, total));
        }
      }
    }
  }
  return best;
}

TEST(Scan, FindsWhatTryingEveryWindowFinds) {
  for (const std::uint64_t seed : {1U, 2U, 3U}) {
    const auto study = made_up(12, 8, 2, seed);
    const double total = std::accumulate(study.cases.begin(), study.cases.end(), 0.0);
    const double people = std::accumulate(study.baseline.begin(), study.baseline.end(), 0.0);
    std::vector<double> shared(study.baseline);
    for (auto& e : shared) e *= total / people;
    for (const bool prospective : {false, true}) {
      const Options o{.prospective = prospective, .max_duration = 3, .replicas = 1};
      EXPECT_NEAR(found(study, o).at(0).score, by_trying(study, o, shared), 1e-9);
      auto given = o;
      given.model = Model::expectation;
      EXPECT_NEAR(found(study, given).at(0).score, by_trying(study, given, study.baseline), 1e-9);
    }
  }
}

TEST(Scan, PermutationExpectsPlaceTimesTimeOverAll) {
  // Kulldorff 2005, by hand: 2 of 4 cases in place 0, 3 of 4 at time 1; both of place 0 then.
  Study s;
  s.places = {{0, 0}, {1, 0}, {5, 0}};
  s.times = 2;
  s.cases = {0, 2, 1, 0, 0, 1};
  const auto clusters = found(s, {.model = Model::permutation, .max_duration = 1, .replicas = 9});
  // Place 1 at time 0 holds the only case of that time: 1 against 1 x 1 / 4.
  EXPECT_EQ(clusters.at(0).places, std::vector<std::size_t>{1});
  EXPECT_EQ(clusters[0].first, 0U);
  EXPECT_DOUBLE_EQ(clusters[0].expected, 0.25);
  EXPECT_NEAR(clusters[0].score, std::log(4) + 3 * std::log(3 / 3.75), 1e-12);
  EXPECT_EQ(clusters.at(1).places, std::vector<std::size_t>{0});
  EXPECT_DOUBLE_EQ(clusters[1].expected, 1.5);
  EXPECT_NEAR(clusters[1].score, 2 * std::log(2 / 1.5) + 2 * std::log(2 / 2.5), 1e-12);
}

TEST(Scan, RelativeRiskIsInsideToOutside) {
  Study s;
  s.places = {{0, 0}, {1, 0}, {2, 0}, {3, 0}};
  s.cases = {6, 2, 1, 1};
  s.baseline = {1, 1, 1, 1};
  const auto c = found(s, {.replicas = 99}).at(0);
  EXPECT_EQ(c.observed, 6U);
  EXPECT_DOUBLE_EQ(c.expected, 2.5);
  EXPECT_NEAR(c.relative_risk, (6 / 2.5) / (4 / 7.5), 1e-12);
  EXPECT_NEAR(c.score, kulldorff(6, 2.5, 10), 1e-12);
}

// The distribution by hand: 3 cases in two places of equal weight. The best circle is the place
// with more cases, so a replica has 3 in one place with chance 2 in 8 and 2 with chance 6 in 8.
TEST(Scan, PValuesAreTheChancesByHand) {
  Study s;
  s.places = {{0, 0}, {1, 0}};
  s.cases = {3, 0};
  s.baseline = {1, 1};
  EXPECT_NEAR(found(s, {.replicas = 20000}).at(0).p_value, 0.25, 0.015);
  s.cases = {2, 1};
  EXPECT_EQ(found(s, {.replicas = 999}).at(0).p_value, 1);
}

TEST(Scan, ByChancePValuesAreEven) {
  for (const auto model : {Model::poisson, Model::expectation, Model::permutation}) {
    int low = 0;
    for (std::uint64_t seed = 1; seed <= 300; ++seed) {
      const auto study = made_up(10, 6, 1.5, 1000 + seed);
      const auto c =
          found(study, {.model = model, .max_duration = 3, .replicas = 39, .seed = seed});
      low += !c.empty() && c[0].p_value <= 0.1;
    }
    EXPECT_GE(low, 12) << static_cast<int>(model);  // 30 are expected; 3.5 standard deviations
    EXPECT_LE(low, 48) << static_cast<int>(model);
  }
}

TEST(Scan, ReplicasAreScoredTogetherAsTheyWouldBeAlone) {
  const auto study = made_up(20, 10, 1, 7);
  const Options o{.prospective = true, .max_duration = 4};
  const auto spans = spans_of(study.times, o);
  std::vector<double> weights(study.places.size(), 1);
  const auto centres = circles(study, weights, 10);
  std::vector<double> means;
  double total = 0;
  for (std::size_t p = 0; p < study.places.size(); ++p)
    for (std::size_t t = 0; t <= spans.columns; ++t) means.push_back(double(t) * (1 + double(p)));
  for (const auto b : study.baseline) total += b;
  const Score score(Model::expectation, total);
  const Chance chance(study, Model::expectation, study.baseline);
  std::vector<double> together(k_lanes);
  best_of_replicas(study, centres, spans, means, score, chance, 5, 0, together);
  for (std::size_t lane = 0; lane < k_lanes; ++lane) {
    std::vector<double> alone(1);
    best_of_replicas(study, centres, spans, means, score, chance, 5, lane, alone);
    EXPECT_EQ(alone[0], together[lane]);
  }
}

TEST(Scan, TheSameForAnyNumberOfThreads) {
  const auto study = made_up(30, 12, 1, 3);
  const Options one{.prospective = true, .replicas = 99};
  auto four = one;
  four.threads = 4;
  const auto a = found(study, one);
  const auto b = found(study, four);
  ASSERT_EQ(a.size(), b.size());
  for (std::size_t i = 0; i < a.size(); ++i) {
    EXPECT_EQ(a[i].places, b[i].places);
    EXPECT_EQ(a[i].p_value, b[i].p_value);
  }
}

TEST(Scan, APlantedClusterIsFoundAndOthersShareNoPlaceWithIt) {
  auto study = made_up(40, 20, 1, 11);
  std::vector<std::size_t> near(study.places.size());
  std::iota(near.begin(), near.end(), 0);
  std::sort(near.begin(), near.end(), [&](auto a, auto b) {
    return std::hypot(study.places[a].x - study.places[0].x,
                      study.places[a].y - study.places[0].y) <
           std::hypot(study.places[b].x - study.places[0].x, study.places[b].y - study.places[0].y);
  });
  for (std::size_t i = 0; i < 5; ++i)
    for (std::size_t t = 17; t < 20; ++t) study.cases[near[i] * 20 + t] += 4;
  const auto clusters = found(study, {.prospective = true, .max_duration = 7, .replicas = 199});
  auto places = clusters.at(0).places;
  std::sort(places.begin(), places.end());
  auto planted = std::vector<std::size_t>(near.begin(), near.begin() + 5);
  std::sort(planted.begin(), planted.end());
  EXPECT_EQ(places, planted);
  EXPECT_EQ(clusters[0].first, 17U);
  EXPECT_EQ(clusters[0].last, 19U);
  EXPECT_EQ(clusters[0].p_value, 1.0 / 200);
  std::vector<int> seen(study.places.size());
  for (const auto& c : clusters)
    for (const auto p : c.places) ++seen[p];
  EXPECT_EQ(*std::max_element(seen.begin(), seen.end()), 1);
}

TEST(Scan, EqualScoresAreReportedAndTheFirstPlaceGoesFirst) {
  Study s;
  s.places = {{0, 0}, {10, 0}, {20, 0}, {30, 0}};
  s.cases = {1, 5, 1, 5};
  s.baseline = {1, 1, 1, 1};
  const auto clusters = found(s, {.max_share = 0.25, .replicas = 9});
  EXPECT_EQ(clusters.at(0).places, std::vector<std::size_t>{1});
  EXPECT_EQ(clusters[0].near_ties, 1U);
  EXPECT_EQ(clusters.at(1).places, std::vector<std::size_t>{3});
}

TEST(Scan, PlacesAtOneDistanceEnterTogether) {
  Study s;
  s.places = {{0, 0}, {1, 0}, {-1, 0}, {9, 0}, {9, 9}, {-9, 9}};
  std::vector<double> weights(6, 1);
  const auto centres = circles(s, weights, 3);
  EXPECT_EQ(centres[0].sizes, (std::vector<std::uint32_t>{1, 3}));
}

TEST(Scan, DegreesAreDistancesOnTheGlobe) {
  // At 60 degrees north a degree of longitude is half of one of latitude.
  Study s;
  s.places = {{60, 0}, {60, 1.5}, {61, 0}};
  s.degrees = true;
  std::vector<double> weights(3, 1);
  EXPECT_EQ(circles(s, weights, 3)[0].order, (std::vector<std::uint32_t>{0, 1, 2}));
  s.degrees = false;
  EXPECT_EQ(circles(s, weights, 3)[0].order, (std::vector<std::uint32_t>{0, 2, 1}));
}

TEST(Scan, NothingIsFoundWhereThereIsNothing) {
  Study s;
  s.places = {{0, 0}, {1, 0}};
  s.cases = {0, 0};
  s.baseline = {1, 1};
  EXPECT_TRUE(found(s, {}).empty());
}

TEST(Scan, SaysWhatIsWrong) {
  Study s;
  EXPECT_EQ(fault(s, {}), "places");
  s.places = {{0, 0}, {1, 0}};
  EXPECT_EQ(fault(s, {}), "cases");
  s.cases = {1, 2};
  EXPECT_EQ(fault(s, {}), "baseline");
  s.baseline = {1, 0};
  EXPECT_EQ(fault(s, {}), "baseline");
  s.baseline = {1, -1};
  EXPECT_EQ(fault(s, {}), "baseline");
  s.baseline = {1, 1};
  EXPECT_EQ(fault(s, {.max_share = 0}), "max-share");
  EXPECT_EQ(fault(s, {.replicas = 0}), "monte-carlo");
  Study longer;
  longer.places = s.places;
  longer.times = 6000;
  longer.cases.assign(12000, 1);
  EXPECT_EQ(fault(longer, {.model = Model::permutation, .max_duration = 6000}), "max-duration");
  s.degrees = true;
  s.places[0].x = 91;
  EXPECT_EQ(fault(s, {}), "places");
}

}  // namespace
}  // namespace mash::scan
