// SPDX-License-Identifier: MIT
// Goal: the ladder of stages is data that is read strictly.
#include "ladder.h"

#include <gtest/gtest.h>

namespace mash::challenge {
namespace {

std::string one_stage(const std::string& stage) {
  return R"({"version": 1, "stages": [)" + stage + "]}";
}

TEST(Ladder, the_built_in_one_has_three_stages_of_which_the_first_is_the_hubs) {
  const auto& ladder = built_in_ladder();
  ASSERT_EQ(ladder.last(), 3);
  EXPECT_FALSE(ladder.at(1).outside);
  EXPECT_TRUE(ladder.at(2).outside);
  EXPECT_TRUE(ladder.at(3).outside);
}

TEST(Ladder, each_stage_says_who_answers_and_its_source) {
  EXPECT_TRUE(parse_ladder(
      one_stage(R"({"stage": 1, "who": "a manager", "outside": false, "source": "Ours"})")));
  for (const char* bad : {R"({"stage": 2, "who": "a", "outside": false, "source": "Ours"})",
                          R"({"stage": 1, "who": "", "outside": false, "source": "Ours"})",
                          R"({"stage": 1, "who": "a", "source": "Ours"})",
                          R"({"stage": 1, "who": "a", "outside": true})"}) {
    EXPECT_FALSE(parse_ladder(one_stage(bad))) << bad;
  }
  EXPECT_FALSE(parse_ladder(R"({"version": 1, "stages": []})"));
  EXPECT_FALSE(parse_ladder(R"({"stages": [1]})"));
}

}  // namespace
}  // namespace mash::challenge
