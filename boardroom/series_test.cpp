// SPDX-License-Identifier: MIT
// Goal: what is usual for a hub, which month is not, and how often chance alone looks so.
#include "series.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>

#include "mash/boardroom/take.h"
#include "mash/statistics/seeded.h"

namespace mash::boardroom {
namespace {

using testing::HasSubstr;

const board::Definitions& all() {
  return board::built_in_definitions();
}

// A hub whose months have these counts, three a quarter from April 2024 on.
Publications monthly(const std::vector<std::optional<std::int64_t>>& counts) {
  Publications out;
  for (std::size_t i = 0; i + 2 < counts.size(); i += 3) {
    board::Publication one{.hub = "ashby", .name = "Ashby", .policy = "p 1"};
    one.quarter = board::Quarter{2024, 4}.plus(static_cast<int>(i / 3));
    one.shown.quarter["volumes"] = {counts[i], counts[i + 1], counts[i + 2], std::nullopt};
    out.push_back(std::move(one));
  }
  return out;
}
OfHub of(const Publications& all_of_it) {
  OfHub out;
  for (const auto& one : all_of_it) out.push_back(&one);
  return out;
}

TEST(Series, AMonthThatIsNoChanceIsNamed) {
  std::vector<std::optional<std::int64_t>> months(18, 100);
  for (std::size_t i = 0; i < months.size(); ++i) months[i] = i % 2 == 0 ? 90 : 115;
  const auto calm = notifications_of(all(), of(monthly(months)));
  EXPECT_EQ(calm.last, Usual::as_usual);
  EXPECT_EQ(calm.finding, "Notifications: no month that chance does not explain");
  months.back() = 250;
  const auto held = monthly(months);
  const auto risen = notifications_of(all(), of(held));
  EXPECT_EQ(risen.last, Usual::more);
  EXPECT_EQ(risen.finding, "Notifications: more than chance in Sep 2025");
}

TEST(Series, HiddenMonthsAreLeftOutAndCounted) {
  std::vector<std::optional<std::int64_t>> months(15, 10);
  months[3] = std::nullopt;
  const auto held = monthly(months);
  const auto series = notifications_of(all(), of(held));
  EXPECT_EQ(series.left_out, 1U);
  EXPECT_EQ(series.points.size(), 14U);
  EXPECT_TRUE(series.limits);
  const auto few = monthly({10, 10, 15});
  EXPECT_EQ(notifications_of(all(), of(few)).last, Usual::too_few);
}

TEST(Series, LimitsBeginAnewWithAnotherPolicy) {
  Publications hubs;
  const auto& table = *board::find_table(all(), "stages_by_month");
  const auto size = board::grid_of(all(), table, board::Totals::with).size();
  for (int i = 0; i < 5; ++i) {
    board::Publication one{.hub = "a", .name = "A", .policy = i < 4 ? "p 1" : "p 2"};
    one.quarter = board::Quarter{2024, 4}.plus(i);
    one.shown.quarter["stages_by_month"] = board::Cells(size, 100);
    hubs.push_back(std::move(one));
  }
  EXPECT_FALSE(on_time_of(all(), of(hubs), "RATE").limits);
  hubs.back().policy = "p 1";
  const auto series = on_time_of(all(), of(hubs), "RATE");
  EXPECT_TRUE(series.limits);
  EXPECT_EQ(series.points.front().words, "100 %");
  EXPECT_THAT(series.finding, HasSubstr("Rate the urgency, on time"));
}

// A count of this mean by chance (normal, from twelve uniform numbers), to the nearest 5.
std::int64_t drawn(statistics::Seeded& random, double mean) {
  double sum = -6;
  for (int i = 0; i < 12; ++i) sum += random.unit();
  return static_cast<std::int64_t>(std::lround((mean + sum * std::sqrt(mean)) / 5)) * 5;
}

TEST(Series, AsManyHubsStandOutByChanceAsThePageSays) {
  statistics::Seeded random(11, 1);
  constexpr int k_hubs = 1000;
  int out = 0;
  for (int hub = 0; hub < k_hubs; ++hub) {
    std::vector<std::optional<std::int64_t>> months(24);
    for (auto& month : months) month = drawn(random, 400);
    const auto held = monthly(months);
    const auto last = notifications_of(all(), of(held)).last;
    out += last == Usual::more || last == Usual::less ? 1 : 0;
  }
  EXPECT_NEAR(out / static_cast<double>(k_hubs), k_by_chance, 0.02);
}

}  // namespace
}  // namespace mash::boardroom
