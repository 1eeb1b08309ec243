// SPDX-License-Identifier: MIT
// Goal: whoever sees a Red that no manager has opened reads to whom to go, and nobody is named who
// is not there or may not know of it.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "alerts_test_world.h"
#include "mash/support/engines.h"

namespace mash::alerts {
namespace {

class GoToTest : public testing::TestWithParam<db::Engine> {
 protected:
  World w_{GetParam(), false};
  std::string go_to(const char* reader = "u01") {
    const auto top = w_.top(reader);
    return std::string((*top["rows"].as_array())[0].text("go_to"));
  }
};
constexpr const char* k_duty = "Ring Barnfield Emergency Duty Team, 020 7946 0541.";

TEST_P(GoToTest, H04_a_red_says_to_which_manager_to_go_and_rings_nobody_else_first) {
  w_.add_red();
  EXPECT_EQ(go_to(),
            "Go to Nasima Khatun, or ring 020 7946 0531. If nobody comes, ring Barnfield Emergency "
            "Duty Team, 020 7946 0541.");
  EXPECT_EQ(go_to("u03"), "You come first: open it.");
  EXPECT_EQ(go_to("u22"),
            "Go to Nasima Khatun, or ring 020 7946 0531. Nobody is rung after you: open what "
            "waits.");
}

TEST_P(GoToTest, B09_a_barred_manager_is_not_named) {
  const auto id = w_.add_red();
  w_.bar(id, "u03");
  EXPECT_THAT(go_to(), testing::StartsWith("Go to Gareth Howell, or ring"));
  w_.bar(id, "u04");
  EXPECT_EQ(go_to(), k_duty);
  w_.bar(id, "u22");
  EXPECT_EQ(go_to(),
            "Ring Barnfield Emergency Duty Team, 020 7946 0541, and ask for Nathan Brooks.");
  w_.bar(id, "u40");
  EXPECT_EQ(go_to(), "Nobody works here who could be told of it.") << "nor is a barred team rung";
}

TEST_P(GoToTest, B09_who_has_left_or_is_away_is_not_named) {
  w_.add_red();
  w_.enter("u03", "AWAY", "u05");
  EXPECT_THAT(go_to(), testing::StartsWith("Go to Sandra Whitlock or Gareth Howell, or ring"));
  w_.app.database().write(
      [](db::Transaction& tx) { tx.execute("insert into account values ('u04', 0), ('u05', 0)"); });
  EXPECT_EQ(go_to(), k_duty);
}

TEST_P(GoToTest, H01_at_night_without_a_rota_the_duty_team_comes_first) {
  w_.minutes(8 * 60 + 5);  // 17:05, when the hub has closed
  w_.add_red();
  EXPECT_EQ(go_to(), k_duty);
  w_.enter("u03", "ON_DUTY");
  EXPECT_THAT(go_to(), testing::StartsWith("Go to Nasima Khatun, or ring"));
}

TEST_P(GoToTest, A17_behind_a_wall_only_who_keeps_it_is_named) {
  w_.raise_wall(w_.add_red());
  EXPECT_EQ(w_.top("u01"), json::Value(false));
  EXPECT_EQ(go_to("u52"), "You come first: open it.");
}

INSTANTIATE_TEST_SUITE_P(Engines, GoToTest, support::engines(), support::engine_name);

}  // namespace
}  // namespace mash::alerts
