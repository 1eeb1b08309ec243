// SPDX-License-Identifier: MIT
// Goal: agencies are asked only with threshold, law and inform decisions, and consent never blocks
// safety.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "enquiry_test_world.h"

namespace mash::enquiry {
namespace {

using ::testing::AllOf;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;
using namespace enquiry::testing;
using model::NotificationState;
using model::Stage;

class AskTest : public EnquiryTest {
 protected:
  void be(NotificationState state) {
    barnfield::as_system(
        app_, [&](const auto&, pipeline::Context& c) { cases::set_state(c, case_, state); });
  }
};

// C01: nothing is sent.
TEST_P(AskTest, nobody_is_asked_before_the_basis_is_recorded) {
  start();
  for (const auto& a : {ask({"police"}), app_.get(k_manager, path("/ask"))}) {
    EXPECT_EQ(a.status, 422);
    EXPECT_THAT(a.body, HasSubstr("threshold, the legal basis and the inform decision"));
  }
  EXPECT_EQ(request_of("police"), "");
  EXPECT_EQ(record("SAFETY", "CONSENT_GIVEN", "CONSENT_GIVEN").location, path("/ask"));
  EXPECT_EQ(head().state, NotificationState::basis_recorded);
  EXPECT_TRUE(head().basis_complete);
  EXPECT_EQ(clock(Stage::basis), "MET");
  EXPECT_EQ(ask({"police", "health"}).location, path());
  EXPECT_EQ(head().state, NotificationState::enquiring);
  EXPECT_EQ(clock(Stage::agency_return, "police"), "RUNNING");
  EXPECT_THAT(not_answered(),
              ElementsAre(AgencyId::trusted("police"), AgencyId::trusted("health")));
}

// Nothing is fanned out while the children's social worker has it, whatever was recorded before.
TEST_P(AskTest, A08_nobody_is_asked_while_the_social_worker_has_it) {
  start();
  ASSERT_EQ(record("SAFETY", "CONSENT_GIVEN", "CONSENT_GIVEN").location, path("/ask"));
  for (const auto state : {NotificationState::routed_open_case, NotificationState::acknowledged}) {
    be(state);
    EXPECT_EQ(app_.get(k_manager, path("/ask")).status, 422);
    EXPECT_EQ(ask({"police"}).status, 422);
    EXPECT_THAT(app_.page(k_manager, path()).body, Not(HasSubstr(path("/ask"))));
    EXPECT_EQ(head().state, state);
  }
  EXPECT_EQ(request_of("police"), "");
  be(NotificationState::basis_recorded);
  EXPECT_EQ(ask({"police"}).status, 200) << "once a manager has rated it";
}

TEST_P(AskTest, A08_a_child_in_danger_is_asked_about_in_one_act_all_the_same) {
  start({.urgent = true});
  be(NotificationState::routed_open_case);
  EXPECT_EQ(ask({"police"}).status, 422) << "the reason and the law are asked for";
  EXPECT_EQ(ask({"police"}, {{"urgent_reason", "He is on the way to the school"},
                             {"basis", json::Array{"CA89_S47_9_11"}}})
                .location,
            path());
  EXPECT_EQ(head().state, NotificationState::fast_track);
}

// C01, C04, H12: also the reason to go on, and the attempts to reach somebody.
TEST_P(AskTest, what_is_missing_is_named) {
  start();
  const auto bare = app_.post(k_manager, path("/basis"), body({}));
  EXPECT_EQ(bare.status, 422);
  EXPECT_THAT(bare.body, HasSubstr("/threshold"));
  EXPECT_THAT(record("SAFETY", "CONSENT_GIVEN", "").body, HasSubstr("/inform-2"));
  const auto refused = record("SAFETY", "CONSENT_GIVEN", "CONSENT_REFUSED");
  EXPECT_THAT(refused.body, AllOf(HasSubstr("/dispense"), HasSubstr("/dispense_reason")));
  EXPECT_THAT(record("SAFETY", "CONSENT_GIVEN", "NOT_REACHED").body, HasSubstr("/how-2"));
  EXPECT_THAT(record("NOT_MET", "", "").body, HasSubstr("/dispense_reason"));
  EXPECT_FALSE(head().basis_complete);
}

// C03: by the threshold.
TEST_P(AskTest, a_refusal_blocks_help_by_agreement_and_not_safety) {
  start();
  EXPECT_EQ(record("NEED", "CONSENT_GIVEN", "CONSENT_REFUSED").location, path("/basis"));
  EXPECT_EQ(ask({"police"}).status, 422);
  EXPECT_THAT(app_.page(k_manager, path("/basis")).body, HasSubstr("Nobody may be asked yet"));
  EXPECT_EQ(clock(Stage::basis), "RUNNING");
  const auto safety =
      record("SAFETY", "CONSENT_GIVEN", "CONSENT_REFUSED",
             {{"dispense", "ADULTS_BEHAVIOUR"}, {"dispense_reason", "He threatened her"}});
  EXPECT_EQ(safety.location, path("/ask")) << "the next version counts";
  EXPECT_EQ(ask({"police"}).status, 200);
  EXPECT_EQ(clock(Stage::basis), "MET");
}

// C04: one agrees, one does not.
TEST_P(AskTest, both_answers_of_the_parents_are_shown_with_the_reason) {
  start();
  ASSERT_EQ(record("SAFETY", "CONSENT_GIVEN", "CONSENT_REFUSED",
                   {{"dispense", "ADULTS_BEHAVIOUR"}, {"dispense_reason", "He threatened her"}})
                .location,
            path("/ask"));
  for (const auto& page : {path("/basis"), path()}) {
    EXPECT_THAT(app_.page(k_manager, page).body,
                AllOf(HasSubstr("Knows and agrees"), HasSubstr("Knows and does not agree"),
                      HasSubstr("He threatened her")));
  }
  EXPECT_EQ(ask({"police"}).status, 200);
}

// C03: by the level of need.
TEST_P(AskTest, a_refusal_at_level_two_blocks_and_level_four_goes_on) {
  start({.level = model::NeedLevel::level_2});
  const std::vector<std::pair<std::string, json::Value>> why = {
      {"dispense", "PREJUDICE_TO_CHILD"}, {"dispense_reason", "Could be harmed"}};
  EXPECT_EQ(record("SAFETY", "CONSENT_REFUSED", "CONSENT_GIVEN", why).location, path("/basis"));
  EXPECT_EQ(ask({"police"}).status, 422);
  start({.level = model::NeedLevel::level_4});
  EXPECT_EQ(record("SAFETY", "CONSENT_REFUSED", "CONSENT_GIVEN", why).location, path("/ask"));
  EXPECT_EQ(ask({"police"}).status, 200);
}

// H12: for safety, not for help by agreement.
TEST_P(AskTest, parents_who_cannot_be_reached_hold_nothing_up) {
  start();
  EXPECT_EQ(record("SAFETY", "NOT_REACHED", "NOT_REACHED",
                   {{"how-1", "Phoned twice"}, {"how-2", "Letter"}})
                .location,
            path("/ask"));
  EXPECT_EQ(ask({"health"}).status, 200);
  start();
  EXPECT_EQ(record("NEED", "NOT_REACHED", "CONSENT_GIVEN", {{"how-1", "Phoned twice"}}).location,
            path("/basis"));
}

TEST_P(AskTest, no_reason_to_ask_meets_the_clock_and_opens_nothing) {
  start();
  EXPECT_EQ(record("NOT_MET", "", "", {{"dispense_reason", "A misunderstanding"}}).status, 200);
  EXPECT_EQ(clock(Stage::basis), "MET");
  EXPECT_EQ(ask({"police"}).status, 422);
}

// C02: asked and recorded at once.
TEST_P(AskTest, an_urgent_case_is_asked_about_in_one_act) {
  start({.urgent = true});
  EXPECT_EQ(ask({"police"}).status, 422) << "the reason and the law are asked for";
  const auto sent = ask({"police"}, {{"urgent_reason", "He is on the way to the school"},
                                     {"basis", json::Array{"CA89_S47_9_11"}}});
  EXPECT_EQ(sent.location, path());
  EXPECT_EQ(head().state, NotificationState::fast_track);
  EXPECT_TRUE(head().basis_complete);
  EXPECT_EQ(clock(Stage::agency_return, "police"), "RUNNING") << "no slower than a Red";
  EXPECT_THAT(app_.page(k_manager, path()).body, AllOf(HasSubstr("He is on the way to the school"),
                                                       HasSubstr("The child is in danger now")));
}

TEST_P(AskTest, asking_once_more_takes_no_decision_back) {
  start({.urgent = true});
  barnfield::as_system(app_, [&](const auto&, pipeline::Context& c) {
    cases::set_state(c, case_, NotificationState::disseminated);
  });
  ASSERT_EQ(ask({"police"}, {{"urgent_reason", "He is on the way to the school"},
                             {"basis", json::Array{"CA89_S47_9_11"}}})
                .status,
            200);
  EXPECT_EQ(head().state, NotificationState::disseminated);
}

// B02: an Amber of a hub that gives agencies a day; on the next day its policy says six hours.
TEST_P(AskTest, a_policy_that_changes_moves_no_clock_that_runs) {
  timescales_.policy =
      *model::policy_in_force(borough().timescales.policies, "southwark-like", {2026, 11, 24});
  asked({"health"});
  const UtcTime due = app_.clock().now() + Duration::hours(24);
  app_.clock().advance(Duration::hours(16));
  timescales_.policy.version = 2;
  for (auto& row : timescales_.policy.rows) {
    if (row.stage == Stage::agency_return) row.budget.amount = 6;
  }
  ASSERT_EQ(
      app_.post(k_administrator, path("/ask"),
                body({{"agencies", json::Array{"police"}}, {"subjects", json::Array{"everybody"}}}))
          .status,
      200);
  EXPECT_EQ(return_clock("health").due_at, due);
  EXPECT_EQ(return_clock("health").policy_version, 1);
  EXPECT_EQ(return_clock("police").due_at, app_.clock().now() + Duration::hours(6));
  EXPECT_EQ(return_clock("police").policy_version, 2);
}

TEST_P(AskTest, a_second_recorder_sees_the_first_one) {
  start();
  const auto who = keys();
  record("SAFETY", "CONSENT_GIVEN", "CONSENT_GIVEN");
  const auto second = app_.submit(
      k_screener, path("/basis"),
      {{"threshold", "NOT_MET"}, {"dispense_reason", "Typed by the second"}, {"version", "0"}});
  EXPECT_EQ(second.status, 409);
  EXPECT_THAT(second.body, AllOf(HasSubstr("Nasima Khatun recorded this too"),
                                 HasSubstr("Typed by the second")));
}

// C12: a question of one's own.
TEST_P(AskTest, asking_names_whom_it_is_about) {
  start();
  record("SAFETY", "CONSENT_GIVEN", "CONSENT_GIVEN");
  EXPECT_THAT(ask({}).body, HasSubstr("/agencies"));
  EXPECT_THAT(ask({"police"}, {{"extra", "Has he a dog?"}}).body, HasSubstr("/extra_about"));
  EXPECT_EQ(app_.post(k_manager, path("/ask"),
                      body({{"agencies", json::Array{"police"}},
                            {"subjects", json::Array{"nobody-known"}}}))
                .status,
            422);
  EXPECT_EQ(app_.post(k_manager, path("/ask"),
                      body({{"agencies", json::Array{"school1"}},
                            {"subjects", json::Array{"everybody"}}}))
                .status,
            422)
      << "only desks inside the hub";
  const auto who = keys();
  EXPECT_EQ(ask({"police"}, {{"extra", "Has he a dog?"}, {"extra_about", who[1]}}).status, 200);
  EXPECT_THAT(app_.page(k_police, request_of("police")).body,
              HasSubstr("About Emeka Okafor: Has he a dog?"));
  EXPECT_THAT(ask({"police"}).body, HasSubstr("has been asked already"));
  EXPECT_EQ(app_.post(k_manager, path("/ask"),
                      body({{"all", "yes"}, {"subjects", json::Array{"everybody"}}}))
                .status,
            200);
  EXPECT_EQ(not_answered().size(), 11U);
}

TEST_P(AskTest, only_those_who_may_ask_do) {
  start();
  record("SAFETY", "CONSENT_GIVEN", "CONSENT_GIVEN");
  const auto form =
      body({{"agencies", json::Array{"police"}}, {"subjects", json::Array{"everybody"}}});
  for (const char* who : {k_screener, k_police, k_health, "u21"}) {
    EXPECT_EQ(app_.post(who, path("/ask"), form).status, 404) << who;
  }
  EXPECT_EQ(app_.post(k_administrator, path("/ask"), form).status, 200);
}

TEST_P(AskTest, sending_twice_asks_once) {
  start();
  record("SAFETY", "CONSENT_GIVEN", "CONSENT_GIVEN");
  const std::vector<std::pair<std::string, json::Value>> key = {
      {"idempotency_key", "0123456789ab"}};
  EXPECT_EQ(ask({"police"}, key).location, path());
  EXPECT_EQ(ask({"police"}, key).location, path());
  EXPECT_EQ(not_answered().size(), 1U);
}

INSTANTIATE_TEST_SUITE_P(Engines, AskTest,
                         ::testing::Values(db::Engine::sqlite, db::Engine::postgres),
                         [](const auto& info) {
                           return info.param == db::Engine::sqlite ? "sqlite" : "postgres";
                         });

}  // namespace
}  // namespace mash::enquiry
