// SPDX-License-Identifier: MIT
// Goal: every agency in a case may tell what it knows without being asked, and nobody else may.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "enquiry_test_world.h"

namespace mash::enquiry {
namespace {

using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::Not;
using namespace enquiry::testing;

class VolunteerTest : public EnquiryTest {
 protected:
  support::Answer tell(const char* who, const std::string& facts) {
    return app_.post(who, path("/volunteer"),
                     body({{"facts", facts},
                           {"source", "Attendance"},
                           {"event_date", "October 2026"},
                           {"sensitivity", "0"}}));
  }
};

TEST_P(VolunteerTest, what_is_told_is_in_the_hub_at_once_and_is_its_agencys_own) {
  asked({"police", "education"});
  EXPECT_THAT(app_.page(k_education, path()).body, HasSubstr("Tell the hub what you know"));
  EXPECT_THAT(app_.page(k_education, path("/volunteer")).body,
              AllOf(HasSubstr("You need not be asked"), Not(HasSubstr(" checked"))));
  ASSERT_EQ(tell(k_education, "Absent on Mondays\nTold a friend").location, path());
  const auto page = app_.page(k_police, path()).body;
  EXPECT_THAT(page, AllOf(HasSubstr("Absent on Mondays"), HasSubstr("Told a friend"),
                          HasSubstr("Owner has not decided")));
  std::int64_t own = 0;
  app_.database().read([&](db::Transaction& tx) {
    own = tx.query(
                "select count(*) from item where owner = 'education' and state = 'IN_HUB' and"
                " enquiry_id is null")
              .front()
              .integer(0);
  });
  EXPECT_EQ(own, 2);
  EXPECT_EQ(clock(model::Stage::agency_return, "education"), "RUNNING") << "still to be answered";
}

TEST_P(VolunteerTest, drafts_of_the_desk_stay_where_they_are) {
  asked({"police"});
  write(k_police, "police", "Half a thought");
  EXPECT_EQ(tell(k_police_colleague, "A whole one").status, 200);
  EXPECT_THAT(app_.page(k_manager, path()).body,
              AllOf(HasSubstr("A whole one"), Not(HasSubstr("Half a thought"))));
}

TEST_P(VolunteerTest, who_answered_otherwise_is_led_there) {
  asked({"police"});
  EXPECT_THAT(app_.page(k_police, path("/volunteer")).body,
              HasSubstr("has not finished its answer"));
  ASSERT_EQ(answer(k_police, "police",
                   {{"kind", "NOTHING_KNOWN"}, {"systems", "PNC"}, {"period", "2020 to today"}})
                .status,
            200);
  EXPECT_THAT(app_.page(k_police, path("/volunteer")).body,
              AllOf(HasSubstr("answered that it knows nothing"), HasSubstr(request_of("police"))));
}

TEST_P(VolunteerTest, C09_what_is_told_after_the_decision_waits_against_a_clock) {
  asked({"police"});
  all_is_decided();
  EXPECT_EQ(tell(k_police, "He was seen there").status, 200);
  EXPECT_EQ(clock(model::Stage::late_return), "RUNNING");
}

TEST_P(VolunteerTest, what_is_missing_is_named_and_a_closed_case_takes_nothing) {
  asked({"police"});
  const auto bare = app_.submit(k_police, path("/volunteer"), {{"source", "Somewhere"}});
  EXPECT_EQ(bare.status, 422);
  EXPECT_THAT(bare.body, AllOf(HasSubstr("Enter what you know"), HasSubstr("Somewhere")));
  app_.database().write([&](db::Transaction& tx) {
    tx.execute("update case_file set state = 'CLOSED' where id = $1", {case_});
  });
  EXPECT_EQ(tell(k_police, "Too late").status, 422);
  EXPECT_THAT(app_.page(k_police, path("/volunteer")).body, HasSubstr("This case is closed"));
}

TEST_P(VolunteerTest, to_an_agency_that_is_not_in_the_case_it_is_as_if_absent) {
  asked({"police"});
  const std::string absent = "/case/" + CaseId::make(app_.random()).text() + "/volunteer";
  EXPECT_EQ(app_.get(k_health, path("/volunteer")).body, app_.get(k_health, absent).body);
  EXPECT_EQ(tell(k_health, "We know her").status, 404);
  EXPECT_EQ(tell(k_manager, "The manager's own").status, 404) << "the front door has no desk";
  EXPECT_THAT(app_.page(k_manager, path()).body, Not(HasSubstr("Tell the hub what you know")));
}

INSTANTIATE_TEST_SUITE_P(Engines, VolunteerTest,
                         ::testing::Values(db::Engine::sqlite, db::Engine::postgres),
                         [](const auto& info) {
                           return info.param == db::Engine::sqlite ? "sqlite" : "postgres";
                         });

}  // namespace
}  // namespace mash::enquiry
