// SPDX-License-Identifier: MIT
// Goal: where no agreement on sharing covers whom somebody asks, the page says so before the press
// and the record of the act keeps it; nothing waits for it.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>

#include "enquiry_test_world.h"
#include "mash/pipeline/record.h"

namespace mash::enquiry {
namespace {

using ::testing::AllOf;
using ::testing::Contains;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;
using namespace enquiry::testing;

class AgreedTest : public EnquiryTest {
 protected:
  // Of children's services and the police; the hub's tests stand in November 2026.
  std::string agreement(LocalDate review_by, LocalDate ends) {
    std::string id;
    barnfield::as_system(app_, [&](const auto&, pipeline::Context& c) {
      id = agreements::begin_with(
          c, borough(),
          {.name = "Safeguarding in Barnfield",
           .purposes = {"SAFEGUARD_NOW"},
           .kinds = {"0"},
           .laws = {"CA04_S11"},
           .parties = {AgencyId::trusted("csc"), AgencyId::trusted("police")},
           .begins = {2026, 1, 1},
           .review_by = review_by,
           .ends = ends});
    });
    return id;
  }
  void may_ask() { ASSERT_EQ(record("SAFETY", "CONSENT_GIVEN", "CONSENT_GIVEN").status, 200); }
  // Of the last request that was sent.
  pipeline::Event sent() {
    pipeline::Event out;
    app_.database().read([&](db::Transaction& tx) {
      for (auto& event : pipeline::events_since(tx, app_.keys(), UtcTime{})) {
        if (event.kind == "enquiry.sent") out = std::move(event);
      }
    });
    return out;
  }
  std::string form() { return app_.page(k_manager, path("/ask")).body; }
};

TEST_P(AgreedTest, D19_while_one_is_in_force_nothing_is_said) {
  start();
  may_ask();
  agreement({2027, 1, 1}, {2027, 1, 1});
  EXPECT_THAT(form(), Not(HasSubstr("with Barnfield Borough Police is in force")));
  ASSERT_EQ(ask({"police"}).status, 200);
  EXPECT_THAT(sent().notes, IsEmpty());
}

TEST_P(AgreedTest, D19_a_lapsed_one_is_said_before_the_press_and_stands_in_the_record) {
  start();
  may_ask();
  const auto id = agreement({2026, 10, 1}, {2026, 10, 31});
  EXPECT_THAT(form(), AllOf(HasSubstr("The agreement Safeguarding in Barnfield with Barnfield "
                                      "Borough Police has not been in force since 1 November "
                                      "2026. It goes all the same; ask Omar Saleh"),
                            HasSubstr("No agreement on sharing with ")));
  ASSERT_EQ(ask({"police"}).status, 200);
  EXPECT_EQ(sent().outcome, pipeline::Outcome::granted);
  EXPECT_THAT(sent().notes, ::testing::ElementsAre("agreement_lapsed"));
  EXPECT_THAT(sent().objects, Contains(id));
  EXPECT_EQ(clock(model::Stage::agency_return, "police"), "RUNNING");
}

TEST_P(AgreedTest, D19_one_that_was_not_reviewed_in_time_is_said_to_be) {
  start();
  may_ask();
  agreement({2026, 10, 1}, {2026, 12, 31});
  EXPECT_THAT(form(), HasSubstr("was to be reviewed before 2 October 2026"));
  ASSERT_EQ(ask({"police"}).status, 200);
  EXPECT_THAT(sent().notes, ::testing::ElementsAre("agreement_review_late"));
}

TEST_P(AgreedTest, D19_what_is_urgent_goes_with_one_press_as_ever) {
  start({.urgent = true});
  agreement({2026, 10, 1}, {2026, 10, 31});
  const auto answer =
      ask({"police", "health"}, {{"urgent_reason", "He is on the way to the school"},
                                 {"basis", json::Array{"CA89_S47_9_11"}}});
  EXPECT_EQ(answer.location, path());
  EXPECT_EQ(head().state, model::NotificationState::fast_track);
  EXPECT_THAT(sent().notes, AllOf(Contains("agreement_lapsed"), Contains("no_agreement")));
}

INSTANTIATE_TEST_SUITE_P(Engines, AgreedTest,
                         ::testing::Values(db::Engine::sqlite, db::Engine::postgres),
                         [](const auto& info) {
                           return info.param == db::Engine::sqlite ? "sqlite" : "postgres";
                         });

}  // namespace
}  // namespace mash::enquiry
