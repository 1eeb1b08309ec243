// SPDX-License-Identifier: MIT
// Goal: what is told of children whose case is open goes through both rooms to their social
// worker's team and comes back if nobody takes it, on the pages that people see (scenarios A08 to
// A10).
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "told_case.h"

namespace mash::world {
namespace {

using testing::HasSubstr;
using testing::Not;

class OpenCaseTest : public ToldCase {
 protected:
  void SetUp() override {
    Visitor& officer = tell();
    const std::string screen = journey_.case_path("/screen");
    journey_.look_into_case_system(officer, journey_.case_id, 2);
    officer.page(screen);
    must(officer, officer.form(screen)
                      .set("next", "ROUTED_OPEN_CASE")
                      .set("words", "The school saw bruises on both arms.")
                      .set("reason", "Both are open to the north team."));
    world_.at("it goes to the team", 9);
    world_.door();
    const auto products = world_.gate("r01").page("/products").body;
    for (const auto& link : links_of(products)) {
      if (!link.starts_with("/p/")) continue;
      const auto page = world_.gate("r01").page(link).body;
      if (page.find(journey_.words().open_case) != std::string::npos) product_ = link;
    }
    ASSERT_NE(product_, "") << products;
  }
  cases::CaseHead head() { return ToldCase::head(journey_.case_id); }
  void answer(const std::string& act, const std::string& reason) {
    ToldCase::answer("r01", product_, act, reason);
  }

  std::string product_;
};

TEST_P(OpenCaseTest, A08_A09_the_team_reads_it_and_accepts_and_a_manager_ends_it) {
  const auto read = words_of(world_.gate("r01").page(product_).body);
  EXPECT_THAT(read, HasSubstr("For the duty manager at once"));
  EXPECT_THAT(read, HasSubstr("The school saw bruises on both arms."));
  EXPECT_THAT(read, HasSubstr(journey_.words().given_name));
  EXPECT_THAT(read, Not(HasSubstr(journey_.words().referrer_name)));
  EXPECT_EQ(head().state, model::NotificationState::routed_open_case);
  EXPECT_NE(world_.hub("u03").page(journey_.case_path("/ask")).status, 200) << "nothing fans out";
  world_.at("the team accepts", 20);
  answer("/accept", "");
  EXPECT_EQ(head().state, model::NotificationState::acknowledged);
  world_.at("the manager decides", 30);
  Visitor& manager = world_.hub("u03");
  journey_.decide_children(manager, journey_.case_id, "OPEN_CASE_FORWARDED", "3");
  world_.at("the referrer is told", 31);
  manager.page(journey_.case_path("/feedback"));
  must(manager, manager.form(journey_.case_path("/feedback")).set("words", "Thank you."));
  EXPECT_EQ(head().state, model::NotificationState::closed);
}

TEST_P(OpenCaseTest, A10_nobody_acknowledges_it_and_the_queue_has_it_again) {
  world_.at("the deadline passes", 60 * 4);
  EXPECT_GT(world_.fire_clocks(), 0);
  EXPECT_EQ(head().state, model::NotificationState::screening);
  world_.at("the manager looks", 60 * 4 + 1);
  const auto queue = words_of(world_.hub("u03").page("/queue").body);
  EXPECT_THAT(queue, HasSubstr("Waits for a rating"));
  EXPECT_EQ(world_.fire_clocks(), 0);
}

TEST_P(OpenCaseTest, A10_the_team_rejects_it_and_a_manager_rates_it) {
  world_.at("the team rejects", 20);
  answer("/reject", "They moved away last month.");
  EXPECT_EQ(head().state, model::NotificationState::screening);
  world_.at("the manager reads why", 21);
  Visitor& manager = world_.hub("u03");
  EXPECT_THAT(words_of(manager.page(journey_.case_path("/products")).body),
              HasSubstr("They moved away last month."));
  manager.page(journey_.case_path("/rate"));
  must(manager, manager.form(journey_.case_path("/rate"))
                    .set("rating", "AMBER")
                    .set("level", "3")
                    .set("response", "ASSESSMENT")
                    .set("reason", "Nobody has them."));
  EXPECT_EQ(head().state, model::NotificationState::triaged);
}

INSTANTIATE_TEST_SUITE_P(Engines, OpenCaseTest,
                         testing::Values(db::Engine::sqlite, db::Engine::postgres),
                         [](const auto& info) { return engine_name(info.param); });

}  // namespace
}  // namespace mash::world
