// SPDX-License-Identifier: MIT
// Goal: what is said of published cells follows from them alone.
#include "measures.h"

#include <gtest/gtest.h>

#include "comparison.h"

namespace mash::boardroom {
namespace {

const board::Definitions& all() {
  return board::built_in_definitions();
}

board::Publication with_repeats(const std::string& name, std::int64_t again, std::int64_t all_of) {
  board::Publication out{.hub = name, .name = name};
  out.shown.quarter["repeats"] = {all_of - again, again, 0, all_of};
  return out;
}

TEST(Figures, SayWhetherACellIsHiddenOrWasNotPublished) {
  board::Publication one;
  EXPECT_EQ(words_of(figure_of(all(), one, "volumes", {"MONTH_1"})), "not published");
  one.shown.quarter["volumes"] = {std::nullopt, 0, 1250, 1234565};
  EXPECT_EQ(words_of(figure_of(all(), one, "volumes", {"MONTH_1"})), "hidden");
  EXPECT_EQ(words_of(figure_of(all(), one, "volumes", {"MONTH_2"})), "0");
  EXPECT_EQ(words_of(figure_of(all(), one, "volumes", {"MONTH_3"})), "1,250");
  EXPECT_EQ(words_of(figure_of(all(), one, "volumes", {"TOTAL"})), "1,234,565");
}

TEST(Figures, AreFoundInATableOfSeveralDimensions) {
  board::Publication one;
  const auto& table = *board::find_table(all(), "stages");
  const auto grid = board::grid_of(all(), table, board::Totals::with);
  for (std::size_t i = 0; i < grid.size(); ++i) {
    one.shown.quarter["stages"].push_back(static_cast<std::int64_t>(i) * 5);
  }
  for (std::size_t i = 0; i < grid.size(); ++i) {
    EXPECT_EQ(figure_of(all(), one, "stages", grid[i]).count, static_cast<std::int64_t>(i) * 5);
  }
}

TEST(Measures, AShareNeedsBothCountsAndABase) {
  const auto measures = measures_of(all());
  const auto& again = measure_of(measures, "AGAIN");
  EXPECT_EQ(measured(all(), with_repeats("a", 25, 100), again).words, "25 %");
  EXPECT_EQ(measured(all(), with_repeats("a", 10, 15), again).words, "too few to say");
  auto hidden = with_repeats("a", 25, 100);
  hidden.shown.quarter["repeats"][1] = std::nullopt;
  EXPECT_EQ(measured(all(), hidden, again).words, "hidden");
  EXPECT_EQ(measured(all(), board::Publication{}, again).words, "not published");
  // Each is rounded by itself.
  EXPECT_EQ(measured(all(), with_repeats("a", 105, 100), again).words, "100 %");
}

TEST(Measures, KindsOfClockAreComparedApart) {
  const auto measures = measures_of(all());
  EXPECT_EQ(measure_of(measures, "RATE.CLOCK_HOURS").words,
            "Rate the urgency: on time, in hours of the clock");
  EXPECT_EQ(measure_of(measures, "RATE.WORKING_TIME").words,
            "Rate the urgency: on time, in working hours or days");
  EXPECT_EQ(measure_of(measures, "no such").code, "NOTIFICATIONS");
}

TEST(Comparison, OneHubFarFromLondonStandsOut) {
  std::vector<board::Publication> hubs;
  for (int i = 0; i < 9; ++i) {
    hubs.push_back(
        with_repeats(std::string(1, static_cast<char>('a' + i)), 100 + 5 * (i % 2), 500));
  }
  hubs.push_back(with_repeats("z", 300, 500));
  hubs.push_back(with_repeats("y", 10, 15));
  std::vector<const board::Publication*> pointers;
  for (const auto& one : hubs) pointers.push_back(&one);
  const auto measures = measures_of(all());
  const auto comparison = compare(all(), measure_of(measures, "AGAIN"), pointers);
  EXPECT_EQ(comparison.shown, 10U);
  EXPECT_EQ(comparison.outside(), 1U);
  EXPECT_EQ(comparison.hubs.back().beside, Beside::above);
  EXPECT_EQ(comparison.hubs[9].beside, Beside::not_compared);
  EXPECT_EQ(finding_of(comparison, measure_of(measures, "AGAIN")),
            "1 of 10 hubs differs from London by more than its size explains");
}

}  // namespace
}  // namespace mash::boardroom
