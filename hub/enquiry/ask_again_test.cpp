// SPDX-License-Identifier: MIT
// Goal: where an agency cannot share, whoever decides is offered to ask those who answer for it to
// look again, with a clock, and whoever declined does not answer that (scenario C17).
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "enquiry_test_world.h"
#include "mash/cases/bars.h"

namespace mash::enquiry {
namespace {

using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::Not;
using namespace enquiry::testing;

constexpr const char* k_link = "Ask whoever answers for Barnfield Borough Police to look again";

class AskAgainTest : public EnquiryTest {
 protected:
  void SetUp() override {
    asked({"police"});
    first_ = request_of("police");
    declined_by(k_police_colleague);
  }
  void declined_by(const char* who) {
    ASSERT_EQ(answer(who, "police",
                     {{"kind", "CANNOT_SHARE"},
                      {"ground", "ONGOING_INVESTIGATION"},
                      {"reason", "Planted: an arrest is near"}})
                  .status,
              200);
  }
  std::string form() const { return path("/ask-again/" + first_.substr(10)); }
  support::Answer again(std::vector<std::pair<std::string, json::Value>> said,
                        const char* who = k_manager) {
    app_.clock().advance(Duration::minutes(1));
    return app_.post(who, form(), body(std::move(said)));
  }
  void bar(const char* who) {
    barnfield::as_system(app_, [&](const auto&, pipeline::Context& c) {
      cases::set_bar(c, CaseId::trusted(path().substr(6)), StaffId::trusted(who), "Planted");
    });
  }
  void away(const char* who) {
    app_.database().write([&](db::Transaction& tx) {
      tx.execute(
          "insert into shift (id, desk, person, duty, starts_at, ends_at, version, entered_at,"
          " entered_by) values ('planted', 'police', $1, 'AWAY', $2, $3, 1, $2, 'u03')",
          {StaffId::trusted(who), app_.clock().now() - Duration::hours(1),
           app_.clock().now() + Duration::hours(24)});
    });
  }
  std::string second() {
    std::string out;
    app_.database().read([&](db::Transaction& tx) {
      const auto rows = tx.query("select id from enquiry order by place desc", {});
      out = "/requests/" + rows.front().text(0);
    });
    return out;
  }
  std::string first_;
};

TEST_P(AskAgainTest, C17_who_decides_is_offered_those_who_answer_for_the_agency) {
  EXPECT_THAT(app_.page(k_manager, path()).body, HasSubstr(k_link));
  EXPECT_THAT(app_.page(k_police, path()).body, Not(HasSubstr(k_link))) << "not the desk itself";
  const auto page = app_.page(k_manager, form()).body;
  EXPECT_THAT(page, AllOf(HasSubstr("Planted: an arrest is near"), HasSubstr("Stephen Oduya"),
                          HasSubstr("020 7946 0532")));
  EXPECT_THAT(page, Not(HasSubstr("value=\"u08\""))) << "not whoever declined";
  EXPECT_THAT(page, Not(HasSubstr(" checked>"))) << "nothing is chosen beforehand";
  EXPECT_EQ(app_.get(k_police, form()).status, 404);
}

TEST_P(AskAgainTest, C17_nobody_is_offered_who_may_not_know_of_the_case_or_is_away) {
  bar("u31");
  EXPECT_THAT(app_.page(k_manager, form()).body, Not(HasSubstr("value=\"u31\"")));
  EXPECT_EQ(again({{"whom", "u31"}, {"why", "She is three"}}).status, 422);
}

// u08 declined, and u31 is the only other who answers for the police.
TEST_P(AskAgainTest,
       C17_where_nobody_else_can_be_asked_it_says_whom_to_phone_and_waits_for_nothing) {
  away("u31");
  const auto page = app_.page(k_manager, form()).body;
  EXPECT_THAT(page, AllOf(HasSubstr("Nobody else who answers for Barnfield Borough Police"),
                          HasSubstr("Phone 020 7946 0532"), HasSubstr("a decision does not wait"),
                          HasSubstr("href=\"" + path() + "\"")));
  EXPECT_THAT(page, Not(HasSubstr("<form method=\"post\" action=\"" + form())));
  const auto refused = again({{"whom", "u31"}, {"why", "She is three"}});
  EXPECT_EQ(refused.status, 422);
  EXPECT_THAT(refused.body, HasSubstr("Phone 020 7946 0532"));
  EXPECT_EQ(app_.get(k_manager, form()).json()["questions"], json::Value(false));
}

TEST_P(AskAgainTest, C17_it_is_a_request_with_a_clock_of_its_own_that_says_why) {
  EXPECT_THAT(again({}).body, AllOf(HasSubstr("/whom"), HasSubstr("/why")));
  EXPECT_EQ(again({{"whom", "u08"}, {"why", "She is three"}}).status, 422);
  EXPECT_EQ(again({{"whom", "u12"}, {"why", "She is three"}}).status, 422) << "of another agency";
  ASSERT_EQ(again({{"whom", "u31"}, {"why", "She is three and sleeps there"}}).status, 200);
  EXPECT_EQ(clock(model::Stage::agency_return, "police"), "RUNNING");
  const auto read = app_.page("u31", second()).body;
  EXPECT_THAT(read, AllOf(HasSubstr("She is three and sleeps there"),
                          HasSubstr("Stephen Oduya answers for the agency, since the desk could "
                                    "not share it.")));
  EXPECT_EQ(app_.get(k_manager, form()).status, 404) << "it is asked already";
  EXPECT_THAT(app_.page(k_manager, path()).body, Not(HasSubstr(k_link)));
  EXPECT_EQ(head().state, model::NotificationState::enquiring);
}

TEST_P(AskAgainTest, C17_whoever_declined_does_not_answer_it) {
  ASSERT_EQ(again({{"whom", "u31"}, {"why", "She is three"}}).status, 200);
  const auto answered = [&](const char* who) {
    return app_.post(who, second() + "/answer",
                     body({{"kind", "CANNOT_SHARE"},
                           {"ground", "ONGOING_INVESTIGATION"},
                           {"reason", "As before"},
                           {"version", "1"}}));
  };
  EXPECT_THAT(answered(k_police_colleague).body, HasSubstr("somebody else of your agency answers"));
  EXPECT_EQ(answered("u31").status, 200);
  EXPECT_THAT(app_.page(k_manager, path()).body, HasSubstr(k_link)) << "and again, of others";
}

TEST_P(AskAgainTest, C17_a_decision_does_not_wait_for_it) {
  all_is_decided();
  EXPECT_EQ(app_.page(k_manager, path()).status, 200);
  EXPECT_EQ(again({{"whom", "u31"}, {"why", "She is three"}}).status, 200);
  EXPECT_EQ(head().state, model::NotificationState::decided);
}

INSTANTIATE_TEST_SUITE_P(Engines, AskAgainTest,
                         ::testing::Values(db::Engine::sqlite, db::Engine::postgres),
                         [](const auto& info) {
                           return info.param == db::Engine::sqlite ? "sqlite" : "postgres";
                         });

}  // namespace
}  // namespace mash::enquiry
