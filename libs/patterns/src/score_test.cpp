// SPDX-License-Identifier: MIT
// Goal: who stands out is said by a sum that adds up, and nothing but the past and the events
// count.
#include "mash/patterns/score.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>

#include "mash/patterns/alarms.h"

namespace mash::patterns {
namespace {

// Forty people with an event every 200 days; "up" and "flood" are like them until day 800.
std::vector<Person> borough() {
  std::vector<Person> people;
  for (int i = 0; i < 40; ++i) {
    Person p{.id = "p" + std::to_string(100 + i), .events = {}};
    for (int k = 0; k < 5; ++k)
      p.events.push_back({20.0 + 200 * k + 4 * (i % 40), 1.0 + (i + k) % 3,
                          static_cast<std::uint32_t>((i + k) % 4)});
    people.push_back(std::move(p));
  }
  Person up{.id = "up", .events = {{30, 1, 0}, {400, 1, 1}}};
  for (int k = 0; k < 6; ++k)
    up.events.push_back({815.0 + 14 * k, 2.0 + k % 2, static_cast<std::uint32_t>(k % 4)});
  Person flood{.id = "flood", .events = {}};
  for (int k = 0; k < 45; ++k) flood.events.push_back({10.0 + 20 * k, 1, 0});
  people.push_back(std::move(up));
  people.push_back(std::move(flood));
  return people;
}

const Scored& of(const std::vector<Scored>& scored, std::string_view id) {
  return *std::ranges::find(scored, id, &Scored::id);
}

TEST(Score, PutsWhoRisesFirstAndSaysWhy) {
  const auto scored = score(borough(), 900, weights());
  ASSERT_EQ(scored.front().id, "up");
  const auto& up = scored.front();
  EXPECT_EQ(up.events_90, 6);
  EXPECT_EQ(up.sources_90, 4);
  EXPECT_EQ(up.events, 8);
  EXPECT_TRUE(up.reasons.starts_with("6 notifications in 90 days where ")) << up.reasons;
  EXPECT_NE(up.reasons.find("; 4 sources; "), std::string::npos) << up.reasons;
  EXPECT_NE(up.reasons.find(" times the rate for "), std::string::npos) << up.reasons;
}

TEST(Score, IsTheSumOfItsParts) {
  const auto& s = weights().score;
  for (const auto& one : score(borough(), 900, weights())) {
    const auto& x = one.parts;
    EXPECT_NEAR(one.score, s.constant + s.now * x.now + s.rise * x.rise + s.severity * x.severity,
                1e-12);
  }
}

TEST(Score, CountsLessWhatOneSourceAloneSaysOften) {
  const auto scored = score(borough(), 900, weights());
  const auto& flood = of(scored, "flood");
  EXPECT_LT(flood.source_weight, 0.3);
  EXPECT_LT(flood.score, of(scored, "up").score);
  EXPECT_NE(flood.reasons.find("came from one source"), std::string::npos) << flood.reasons;
}

TEST(Score, LooksAtNothingAfterTheDayAndAtNoOrder) {
  const auto people = borough();
  auto cut = people;
  for (auto& p : cut) std::erase_if(p.events, [](const Event& e) { return e.day > 850; });
  auto turned = people;
  std::ranges::reverse(turned);
  for (auto& p : turned) std::ranges::reverse(p.events);
  const auto all = score(people, 850, weights()), early = score(cut, 850, weights()),
             other = score(turned, 850, weights());
  ASSERT_EQ(all.size(), early.size());
  ASSERT_EQ(all.size(), other.size());
  for (std::size_t i = 0; i < all.size(); ++i) {
    for (const auto* same : {&early[i], &other[i]}) {
      EXPECT_EQ(all[i].id, same->id);
      EXPECT_EQ(all[i].score, same->score);
      EXPECT_EQ(all[i].reasons, same->reasons);
    }
  }
}

TEST(Score, HoldsNoSourceAgainstOthersWhereThereIsOne) {
  auto people = borough();
  for (auto& p : people)
    for (auto& e : p.events) e.source = 0;
  for (const auto& s : score(people, 900, weights())) EXPECT_EQ(s.source_weight, 1) << s.id;
}

TEST(Score, StaysANumberHoweverMuchIsTold) {
  auto people = borough();
  Person much{.id = "much", .events = {}};
  for (int k = 0; k < 3000; ++k)
    much.events.push_back({800 + k / 30.0, 2, static_cast<std::uint32_t>(k % 4)});
  people.push_back(std::move(much));
  const auto scored = score(people, 900, weights());
  EXPECT_EQ(scored.front().id, "much");
  for (const auto& s : scored) EXPECT_TRUE(std::isfinite(s.score)) << s.id;
}

TEST(Score, TakesASteadyExcessOfOneSourceForNoRise) {
  auto people = borough();
  Person plain{.id = "plain", .events = {}}, over{.id = "over", .events = {}};
  for (int k = 0; k < 6; ++k) {
    const Event e{30.0 + 140 * k, 2, static_cast<std::uint32_t>(k % 4)};
    plain.events.push_back(e);
    over.events.push_back(e);
  }
  for (int k = 0; k < 16; ++k) over.events.push_back({12.0 + 55 * k, 1, 3});
  people.push_back(std::move(plain));
  people.push_back(std::move(over));
  const auto scored = score(people, 900, weights());
  EXPECT_LT(of(scored, "over").source_weight, 0.6);
  EXPECT_LT(of(scored, "over").chance_rise, of(scored, "up").chance_rise / 3);
  EXPECT_LT(of(scored, "over").expected_90, 2 * of(scored, "plain").expected_90)
      << "not four times, as the count has it";
}

TEST(Score, LeavesOutWhoHasNoEventYet) {
  auto people = borough();
  people.push_back({.id = "later", .events = {{950, 4, 0}}});
  const auto scored = score(people, 900, weights());
  EXPECT_EQ(scored.size(), 42U);
  EXPECT_TRUE(score({}, 900, weights()).empty());
}

TEST(Alarms, AreRaisedOnceAndByWhatWasKnownThatDay) {
  const auto people = borough();
  const auto all = alarms(people, {.from = 500, .to = 1000}, weights());
  const auto risen = std::ranges::count_if(
      all, [](const Alarm& a) { return a.id == "up" && a.rule == "escalation"; });
  EXPECT_EQ(risen, 1) << "not again while it goes on";
  for (const double last : {820.0, 845.0, 880.0}) {
    auto cut = people;
    for (auto& p : cut) std::erase_if(p.events, [&](const Event& e) { return e.day > last; });
    auto early = alarms(cut, {.from = 500, .to = 1000}, weights());
    const auto known = std::ranges::count_if(all, [&](const Alarm& a) { return a.day <= last; });
    ASSERT_EQ(static_cast<std::ptrdiff_t>(early.size()), known);
    for (std::size_t i = 0; i < early.size(); ++i) {
      EXPECT_EQ(early[i].id, all[i].id);
      EXPECT_EQ(early[i].day, all[i].day);
      EXPECT_EQ(early[i].statistic, all[i].statistic);
    }
  }
}

TEST(Alarms, ComeSoonerWhereMoreFalseOnesAreBorne) {
  const auto first = [](double rate) {
    for (const auto& a :
         alarms(borough(), {.from = 500, .to = 1000, .false_alarms = rate}, weights()))
      if (a.id == "up" && a.rule == "escalation") return a.day;
    return 9999.0;
  };
  EXPECT_LE(first(100), first(50));
  EXPECT_LE(first(50), first(10));
  EXPECT_LT(first(100), 880);
}

TEST(Weights, AreReadWithTheFieldThatIsMissing) {
  const auto read = read_weights(R"({"version": 1, "severity_words": {"low": "x"}})");
  ASSERT_FALSE(read);
  EXPECT_EQ(read.error().faults.front().field, "severity_words.low");
  EXPECT_EQ(*severity_of(weights(), "HIGH"), 4);
  EXPECT_EQ(*severity_of(weights(), "2.5"), 2.5);
  EXPECT_FALSE(severity_of(weights(), "-1"));
  EXPECT_FALSE(severity_of(weights(), "huge"));
}

}  // namespace
}  // namespace mash::patterns
