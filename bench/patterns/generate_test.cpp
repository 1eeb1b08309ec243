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

TEST(Streams, AreRankedBetterThanByCountsAndWorseThanByTheTruth) {
  const Plan plan{.seed = k_seed};
  const auto streams = generate(plan);
  std::map<std::string_view, const Truth*> truth;
  for (std::size_t i = 0; i < streams.people.size(); ++i)
    truth[streams.people[i].id] = &streams.truth[i];
  Sides harm, rise, count_harm, count_rise, ceiling;
  for (const auto& s : pt::score(streams.people, plan.at, pt::weights())) {
    const auto& t = *truth.at(s.id);
    const bool risen = t.kind == Kind::escalating;
    harm.add(t.harmed, s.score);
    ceiling.add(t.harmed, t.probability);
    rise.add(risen, s.score);
    count_harm.add(t.harmed, s.events_90);
    count_rise.add(risen, s.events_90);
  }
  EXPECT_GT(harm.auc(), count_harm.auc() + 0.01);
  EXPECT_GT(rise.auc(), count_rise.auc() + 0.01);
  EXPECT_LT(harm.auc(), ceiling.auc());
}

TEST(Streams, GiveNoMoreFalseAlarmsThanIsSaid) {
  const Plan plan{.seed = k_seed};
  const auto streams = generate(plan);
  std::map<std::string_view, Kind> kinds;
  double years = 0;
  for (std::size_t i = 0; i < streams.people.size(); ++i) {
    kinds[streams.people[i].id] = streams.truth[i].kind;
    if (streams.truth[i].kind != Kind::escalating) years += (plan.days - plan.from) / pt::k_year;
  }
  for (const int stated : {10, 50, 100}) {
    double wrong = 0;
    for (const auto& a : pt::alarms(streams.people, {plan.from, plan.days, stated}, pt::weights()))
      wrong += kinds.at(a.id) != Kind::escalating ? 1 : 0;
    EXPECT_LE(1000 * wrong / years, stated);
    EXPECT_GT(1000 * wrong / years, stated / 4.0) << "a threshold far too high finds little";
  }
}

}  // namespace
}  // namespace mash::patterngen
