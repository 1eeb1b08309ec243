// SPDX-License-Identifier: MIT
// Goal: a table that compares little, or much of which nothing is known, says so, and by what is
// shown alone.
#include "mash/board/quality.h"

#include <gtest/gtest.h>

namespace mash::board {
namespace {

const Definitions& all() {
  return built_in_definitions();
}

Quality of(const char* table, const Cells& cells) {
  return quality_of(all(), *find_table(all(), table), cells);
}

TEST(Quality, warns_where_more_than_a_tenth_is_not_known) {
  EXPECT_FALSE(of("repeats", {80, 10, 10, 100}).much_unknown);
  EXPECT_TRUE(of("repeats", {80, 10, 15, 100}).much_unknown);
  EXPECT_FALSE(of("repeats", {80, 10, std::nullopt, 100}).much_unknown);
  EXPECT_FALSE(of("volumes", {30, 30, 40, 100}).much_unknown);
}

TEST(Quality, warns_of_a_small_whole_and_of_one_that_is_hidden) {
  EXPECT_FALSE(of("volumes", {0, 10, 10, 20}).few);
  EXPECT_TRUE(of("volumes", {0, 0, 15, 15}).few);
  EXPECT_TRUE(of("volumes", {0, 0, std::nullopt, std::nullopt}).few);
}

}  // namespace
}  // namespace mash::board
