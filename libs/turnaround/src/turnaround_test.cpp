// SPDX-License-Identifier: MIT
// Goal: what the London study published is found again, and a change of mix is no improvement.
#include "mash/turnaround/turnaround.h"

#include <gtest/gtest.h>

#include <cmath>

#include "mash/statistics/seeded.h"

namespace mash::turnaround {
namespace {

using statistics::Seeded;

constexpr std::int64_t k_hour = 3'600'000'000;
constexpr std::int64_t k_day = 24 * k_hour;
constexpr UtcTime k_change{1'400'000'000'000'000};
constexpr std::int64_t k_year = 392;  // days on each side: 14 spans of 28

// Lognormal with this mean and a sigma of 1, by the sum of 12.
double drawn(Seeded& random, double mean) {
  double normal = -6;
  for (int i = 0; i < 12; ++i) normal += random.unit();
  return mean * std::exp(normal - 0.5);
}

class Hub {
 public:
  explicit Hub(std::uint64_t seed) : random_(seed, 1) {}
  // Cases of a kind, spread evenly over a year before or after; their mean is in days.
  Hub& add(const std::string& level, const std::string& rating, bool after, int cases,
           double mean) {
    for (int i = 0; i < cases; ++i) {
      Case c;
      c.family = family_++;
      c.source = i % 2 == 0 ? "police" : "school";
      c.level = level;
      c.rating = rating;
      c.rating_last = i % 10 == 0 ? "green" : rating;
      const double day = (i + 0.5) * k_year / cases + (after ? 0 : -k_year);
      c.received = {k_change.micros + static_cast<std::int64_t>(day * k_day)};
      const double days = drawn(random_, mean);
      c.working_hours = days * 8;
      c.decided = UtcTime{c.received.micros + static_cast<std::int64_t>(days * k_day)};
      if (*c.decided > k_until) {
        c.decided.reset();
        c.working_hours = static_cast<double>((k_until - c.received).micros) / k_day * 8;
      }
      cases_.push_back(c);
    }
    return *this;
  }
  [[nodiscard]] Result<Report> report(std::uint64_t seed = 1) const {
    return evaluate(cases_, {.change = k_change, .until = k_until, .replicas = 200, .seed = seed});
  }
  std::vector<Case>& cases() { return cases_; }

  static constexpr UtcTime k_until{k_change.micros + k_year * k_day};

 private:
  Seeded random_;
  std::size_t family_ = 0;
  std::vector<Case> cases_;
};

const Comparison& of(const Report& r, Hours hours, By by, const std::string& value = "") {
  for (const auto& c : r.comparisons)
    if (c.hours == hours && c.by == by && c.value == value) return c;
  ADD_FAILURE() << "no comparison of " << value;
  return r.comparisons.front();
}

// G07: Greenwich: level 3 from 2.5 to 1.25 days, level 2 from 4.5 to 2.5.
TEST(Turnaround, FindsWhatTheLondonStudyPublished) {
  const auto r = Hub(4)
                     .add("3", "amber", false, 300, 2.5)
                     .add("3", "amber", true, 300, 1.25)
                     .add("2", "green", false, 300, 4.5)
                     .add("2", "green", true, 300, 2.5)
                     .report();
  ASSERT_TRUE(r) << r.error().message;
  for (const auto hours : {Hours::wall, Hours::working}) {
    const auto& three = of(*r, hours, By::level, "3");
    EXPECT_NEAR(*three.like_for_like.ratio, 0.5, 0.5 * 0.2);
    EXPECT_LT(*three.like_for_like.lower, 0.5);
    EXPECT_GT(*three.like_for_like.upper, 0.5);
    const auto& two = of(*r, hours, By::level, "2");
    EXPECT_LT(*two.like_for_like.lower, 2.5 / 4.5);
    EXPECT_GT(*two.like_for_like.upper, 2.5 / 4.5);
    EXPECT_LT(*two.like_for_like.upper, 1);
  }
  const auto& three = of(*r, Hours::wall, By::level, "3");
  EXPECT_TRUE(three.finding.starts_with("Level 3: like for like, 0.")) << three.finding;
  EXPECT_TRUE(three.finding.ends_with("shorter")) << three.finding;
  const auto& before = three.sides[0];
  EXPECT_EQ(before.cases, 300U);
  EXPECT_LT(*before.hours->mean.lower, 60);  // 2.5 days
  EXPECT_GT(*before.hours->mean.upper, 60);
  EXPECT_LT(*before.hours->median.lower, 60 * std::exp(-0.5));
  EXPECT_GT(*before.hours->median.upper, 60 * std::exp(-0.5));
  EXPECT_GT(*before.hours->p90.estimate, *before.hours->mean.estimate);
  const auto& chart = r->charts[1];
  EXPECT_EQ(chart.level, "3");
  EXPECT_EQ(chart.points.size(), 28U);
  EXPECT_TRUE(chart.finding.starts_with("Level 3: shorter than before")) << chart.finding;
  ASSERT_TRUE(chart.step) << chart.no_step;
  EXPECT_LT(chart.step->lower, 0.5);
  EXPECT_GT(chart.step->upper, 0.5);
}

// Red cases take half a day, green ones four days, before as after; reds are a fifth and then half.
TEST(Turnaround, MoreRedCasesAreNoImprovement) {
  int called = 0;
  for (std::uint64_t seed = 1; seed <= 6; ++seed) {
    const auto r = Hub(seed)
                       .add("3", "red", false, 60, 0.5)
                       .add("3", "green", false, 240, 4)
                       .add("3", "red", true, 150, 0.5)
                       .add("3", "green", true, 150, 4)
                       .report(seed);
    ASSERT_TRUE(r) << r.error().message;
    const auto& all = of(*r, Hours::wall, By::all);
    EXPECT_LT(*all.at_first_sight.upper, 1);  // it would be called one
    called += *all.like_for_like.upper < 1 || *all.like_for_like.lower > 1 ? 1 : 0;
    if (*all.like_for_like.upper > 1 && *all.like_for_like.lower < 1) {
      EXPECT_TRUE(all.finding.find("no change that chance does not explain") != std::string::npos);
      EXPECT_TRUE(all.finding.find("another mix") != std::string::npos) << all.finding;
    }
  }
  EXPECT_LE(called, 2);  // one in 20 is expected
}

TEST(Turnaround, OpenCasesCountAsLonger) {
  Hub hub(9);
  hub.add("2", "green", false, 100, 4).add("2", "green", true, 100, 4);
  // Half of those after are slow and still open: who leaves them out finds the rest fast.
  std::size_t n = 0;
  for (auto& c : hub.cases()) {
    if (c.received < k_change || n++ % 2 == 0) continue;
    c.decided.reset();
    c.working_hours.reset();
  }
  const auto r = hub.report();
  ASSERT_TRUE(r) << r.error().message;
  EXPECT_EQ(r->without_working_hours, 50U);
  const auto& all = of(*r, Hours::wall, By::all);
  EXPECT_EQ(all.sides[1].open, 50U);
  EXPECT_GT(*all.like_for_like.lower, 1);
  EXPECT_TRUE(all.sides[1].hours->longest_goes_on);
  EXPECT_EQ(all.sides[1].hours->p90.estimate, std::nullopt);
  // Working hours are known of the decided alone.
  EXPECT_EQ(of(*r, Hours::working, By::all).sides[1].cases, 50U);
}

TEST(Turnaround, CountsWhatMovedWhoStraddlesAndTheMix) {
  Hub hub(2);
  hub.add("2", "amber", false, 20, 1).add("2", "amber", true, 40, 1);
  hub.cases()[19].decided = UtcTime{k_change.micros + k_day};
  const auto r = hub.report();
  ASSERT_TRUE(r) << r.error().message;
  EXPECT_EQ(r->cases, 60U);
  EXPECT_EQ(r->families, 60U);
  EXPECT_EQ(r->straddling, 1U);
  ASSERT_EQ(r->moves.size(), 2U);
  EXPECT_EQ(r->moves[0].last, "amber");
  EXPECT_EQ(r->moves[0].cases[1], 36U);
  EXPECT_EQ(r->moves[1].last, "green");
  EXPECT_EQ(r->moves[1].cases[0], 2U);
  ASSERT_EQ(r->mix.size(), 2U);
  EXPECT_EQ(r->mix[0].source, "police");
  EXPECT_EQ(r->mix[0].cases[0], 10U);
  EXPECT_EQ(r->curves.size(), 1U);
  EXPECT_EQ(r->curves[0].sides[0].back().share, 0);  // all before are decided
}

TEST(Turnaround, AKindThatWasNotThereBeforeIsNotCompared) {
  const auto r = Hub(5).add("2", "amber", false, 30, 1).add("4", "red", true, 30, 1).report();
  ASSERT_TRUE(r) << r.error().message;
  const auto& all = of(*r, Hours::wall, By::all);
  EXPECT_EQ(all.like_for_like.ratio, std::nullopt);
  EXPECT_EQ(all.like_for_like.left_out, 60U);
  EXPECT_TRUE(all.finding.starts_with("All: too few alike")) << all.finding;
  EXPECT_TRUE(r->charts[1].points.empty());
  EXPECT_FALSE(r->charts[1].no_step.empty());
}

TEST(Turnaround, SaysWhatIsWrong) {
  const auto fault = [](const std::vector<Case>& cases, const Options& o) {
    const auto r = evaluate(cases, o);
    return r ? std::string() : r.error().faults.front().field;
  };
  Hub hub(1);
  hub.add("2", "amber", false, 2, 1).add("2", "amber", true, 2, 1);
  const Options good{.change = k_change, .until = Hub::k_until, .replicas = 100};
  EXPECT_EQ(fault(hub.cases(), good), "");
  auto o = good;
  o.change = Hub::k_until;
  EXPECT_EQ(fault(hub.cases(), o), "change");
  EXPECT_EQ(fault({}, good), "change");
  o = good;
  o.replicas = 1;
  EXPECT_EQ(fault(hub.cases(), o), "replicas");
  o = good;
  o.until = k_change;
  EXPECT_EQ(fault(hub.cases(), o), "cases");
  auto cases = hub.cases();
  cases[0].decided = UtcTime{cases[0].received.micros - 1};
  EXPECT_EQ(fault(cases, good), "cases");
  cases = hub.cases();
  cases[0].working_hours = -1;
  EXPECT_EQ(fault(cases, good), "cases");
}

}  // namespace
}  // namespace mash::turnaround
