// SPDX-License-Identifier: MIT
// Goal: what an agency knows after the decision reaches whoever decided, against a clock (scenario
// C09).
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "enquiry_test_world.h"
#include "mash/support/engines.h"

namespace mash::enquiry {
namespace {

using ::testing::HasSubstr;
using namespace enquiry::testing;
using model::NotificationState;
using model::Stage;

class LateAnswerTest : public EnquiryTest {};

TEST_P(LateAnswerTest, C09_what_an_agency_knows_after_the_decision_waits_against_a_clock) {
  asked({"police", "health"});
  all_is_decided();
  EXPECT_EQ(answer(k_health, "health",
                   {{"kind", "NOTHING_KNOWN"}, {"systems", "Records"}, {"period", "2020 to today"}})
                .status,
            200);
  EXPECT_EQ(clock(Stage::late_return), "NONE") << "that nothing is known changes nothing";
  write(k_police, "police", "Four call-outs");
  EXPECT_EQ(clock(Stage::late_return), "NONE") << "a draft is its desk's alone";
  EXPECT_EQ(
      answer(k_police, "police", {{"kind", "PARTIAL"}, {"still_to_come", "The custody record"}})
          .status,
      200);
  EXPECT_EQ(clock(Stage::late_return), "RUNNING");
  EXPECT_THAT(app_.page(k_manager, path()).body,
              HasSubstr("Has answered in part</strong> after the decision"));
}

TEST_P(LateAnswerTest, C09_who_may_not_share_what_it_knows_is_heard_after_the_decision_too) {
  asked({"police"});
  all_is_decided(NotificationState::closed);
  EXPECT_EQ(answer(k_police, "police",
                   {{"kind", "CANNOT_SHARE"},
                    {"ground", "ONGOING_INVESTIGATION"},
                    {"reason", "An arrest is planned"}})
                .status,
            200);
  EXPECT_EQ(clock(Stage::late_return), "RUNNING");
  EXPECT_TRUE(model::is_open(head().state)) << "who looks at lists sees no case that is over";
}

TEST_P(LateAnswerTest, C09_before_the_decision_nothing_is_late) {
  asked({"police"});
  write(k_police, "police", "Four call-outs");
  EXPECT_EQ(answer(k_police, "police", {{"kind", "KNOWN"}}).status, 200);
  EXPECT_EQ(clock(Stage::late_return), "NONE");
}

// C09: marked as late.
TEST_P(LateAnswerTest, an_answer_after_the_decision_says_so) {
  asked({"police"});
  all_is_decided();
  write(k_police, "police", "Four call-outs");
  EXPECT_EQ(answer(k_police, "police", {{"kind", "KNOWN"}}).status, 200);
  EXPECT_THAT(app_.page(k_manager, path()).body, HasSubstr("after the decision"));
  EXPECT_EQ(head().state, NotificationState::decided);
}

INSTANTIATE_TEST_SUITE_P(Engines, LateAnswerTest, support::engines(), support::engine_name);

}  // namespace
}  // namespace mash::enquiry
