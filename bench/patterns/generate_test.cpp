// SPDX-License-Identifier: MIT
// Goal: on streams whose truth is known, scores beat plain counts, groups are treated alike, and
// alarms are no more often false than is said.
#include "generate.h"

#include <gtest/gtest.h>

#include <map>

#include "mash/patterns/alarms.h"
#include "mash/patterns/evaluate.h"
#include "mash/patterns/score.h"

namespace mash::patterngen {
namespace {

namespace pt = patterns;

// Streams that nothing was fitted on.
constexpr std::uint64_t k_seed = 401;

struct Sides {
  std::vector<double> yes, no;
  void add(bool positive, double score) { (positive ? yes : no).push_back(score); }
  [[nodiscard]] double auc() const { return pt::area(yes, no).auc; }
};

TEST(Streams, AreTheSameForASeedAndOthersForAnother) {
  const Plan plan{.seed = 7, .people = 50};
  const auto a = generate(plan), b = generate(plan), c = generate({.seed = 8, .people = 50});
  ASSERT_EQ(a.people.size(), 50U);
  bool differs = false;
  for (std::size_t i = 0; i < a.people.size(); ++i) {
    ASSERT_EQ(a.people[i].events.size(), b.people[i].events.size());
    differs = differs || a.people[i].events.size() != c.people[i].events.size();
  }
  EXPECT_TRUE(differs);
}

struct Ranked {
  Sides harm, rise;
  void add(const Truth& t, double score) {
    harm.add(t.harmed, score);
    rise.add(t.kind == Kind::escalating, score);
  }
};

TEST(Streams, AreRankedAboutAsWellAsByAnyCountAndWhoRisesBetter) {
  // What chance alone moves an area by between two ways of ranking the same people.
  constexpr double k_noise = 0.015;
  // What one order loses to the other question: harm follows the level, a rise the change.
  constexpr double k_shared = 0.04;
  for (const auto& family : families()) {
    SCOPED_TRACE(family.name);
    Plan plan = family.plan;
    plan.seed = k_seed;
    const auto streams = generate(plan);
    std::map<std::string_view, const Truth*> truth;
    for (std::size_t i = 0; i < streams.people.size(); ++i)
      truth[streams.people[i].id] = &streams.truth[i];
    Ranked by_score, by_month, by_quarter, by_year, by_rise, by_truth;
    for (const auto& s : pt::score(streams.people, plan.at, pt::weights())) {
      const auto& t = *truth.at(s.id);
      by_score.add(t, s.score);
      by_rise.add(t, s.escalation);
      by_month.add(t, s.events_30);
      by_quarter.add(t, s.events_90);
      by_year.add(t, s.events_365);
      by_truth.add(t, t.probability);
    }
    for (const auto* count : {&by_month, &by_quarter, &by_year}) {
      EXPECT_GT(by_score.harm.auc(), count->harm.auc() - k_noise);
      EXPECT_GT(by_score.rise.auc(), count->rise.auc() - k_shared);
      EXPECT_GT(by_rise.rise.auc(), count->rise.auc() + k_noise);
    }
    EXPECT_LT(by_score.harm.auc(), by_truth.harm.auc());
  }
}

// False alarms of all rules in 1,000 years of people who do not escalate.
double false_alarms(const Plan& plan, double stated) {
  const auto streams = generate(plan);
  std::map<std::string_view, Kind> kinds;
  double years = 0, wrong = 0;
  for (std::size_t i = 0; i < streams.people.size(); ++i) {
    kinds[streams.people[i].id] = streams.truth[i].kind;
    if (streams.truth[i].kind != Kind::escalating) years += (plan.days - plan.from) / pt::k_year;
  }
  for (const auto& a : pt::alarms(streams.people, {plan.from, plan.days, stated}, pt::weights()))
    wrong += kinds.at(a.id) != Kind::escalating ? 1 : 0;
  return 1000 * wrong / years;
}

TEST(Streams, GiveAboutAsManyFalseAlarmsAsAreBorne) {
  std::vector<Family> all(families().begin(), families().end());
  all.insert(all.end(), strange_families().begin(), strange_families().end());
  for (const auto& family : all) {
    // Each asks seconds of a debug build: those that differ most.
    if (family.name != "usual" && family.name != "incidents" && family.name != "poisson") continue;
    SCOPED_TRACE(family.name);
    Plan plan = family.plan;
    plan.seed = k_seed;
    const double rate = false_alarms(plan, 50);
    EXPECT_LE(rate, 50 * 1.5);
    EXPECT_GT(rate, 50 / 2.0) << "a threshold far too high finds little";
  }
}

}  // namespace
}  // namespace mash::patterngen
