// SPDX-License-Identifier: MIT
// Goal: a rating is a manager's act that moves the clocks; an indicator holds it up; of two at
// once, one wins and the other loses nothing.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <thread>

#include "triage_test_world.h"

namespace mash::triage {
namespace {

using model::ConcernType;
using model::NotificationState;
using model::Rating;
using model::Stage;
using ::testing::HasSubstr;

using Form = std::vector<std::pair<std::string, std::string>>;

class RateTest : public testing::TestWithParam<db::Engine> {
 protected:
  World world_{GetParam()};
  UtcTime now_ = world_.app.clock().now();

  CaseId add(ConcernType concern, bool danger = false) {
    auto n = World::notification({concern}, now_ - Duration::hours(1));
    if (danger) n.danger = model::Answer::yes;
    n.people = {World::child("Amara", "Okafor", "2017-03-09")};
    return world_.add(n);
  }
  Form form(const CaseId& id, const std::string& rating, const std::string& response = "LATER") {
    Form f = {{"version", std::to_string(world_.head(id).version)},
              {"rating", rating},
              {"level", "3"},
              {"reason", "planted-reason-okapi"}};
    if (!response.empty()) f.emplace_back("response", response);
    return f;
  }
  support::Answer send(const CaseId& id, const Form& f, const char* who = "u03") {
    return world_.app.submit(who, World::path(id, "rate"), f);
  }
  // A minute after it is due, when the scheduler has come round.
  void let_pass(const cases::Deadline& clock) {
    world_.app.clock().set(clock.due_at + Duration::minutes(1));
    fire();
  }
  void fire() {
    cases::fire_due_clocks(world_.app.app(), world_.app.database(), world_.app.clock().now());
  }
};

// The same block as on the page of the notification.
TEST_P(RateTest, danger_place_and_whether_the_family_knows_stand_where_somebody_rates) {
  auto n = World::notification({ConcernType::neglect}, world_.app.clock().now());
  n.danger = model::Answer::unknown;
  n.where_now = Sensitive("With the neighbour at number 9");
  n.informed = model::FamilyInformed::not_safe;
  n.why_not_informed = Sensitive("He reads her telephone");
  const CaseId id = world_.add(n);
  for (const char* page : {"screen", "rate"}) {
    const std::string body = world_.app.page("u03", World::path(id, page)).body;
    EXPECT_THAT(body, HasSubstr("In danger now, says the sender")) << page;
    EXPECT_THAT(body, HasSubstr("With the neighbour at number 9")) << page;
    EXPECT_THAT(body, HasSubstr("No, it would not be safe")) << page;
    EXPECT_THAT(body, HasSubstr("He reads her telephone")) << page;
  }
}

TEST_P(RateTest, it_meets_its_clock_and_starts_the_next_ones) {
  const CaseId id = add(ConcernType::neglect);
  EXPECT_EQ(send(id, form(id, "RED")).location, "/case/" + id.text());
  const auto head = world_.head(id);
  EXPECT_EQ(head.rating, Rating::red);
  EXPECT_EQ(head.level, model::NeedLevel::level_3);
  EXPECT_EQ(head.state, NotificationState::triaged);
  EXPECT_TRUE(world_.clock(id, Stage::rate)->met_at.has_value());
  EXPECT_EQ(world_.clock(id, Stage::decide)->due_at, now_ + Duration::hours(4));
  EXPECT_EQ(world_.clock(id, Stage::basis)->started_at, now_);
  EXPECT_FALSE(world_.clock(id, Stage::response_type)->met_at.has_value());
  EXPECT_EQ(world_.app.count("audit_event where kind = 'case.rated'"), 1);
}

TEST_P(RateTest, B01_a_red_is_told_of_in_the_act_that_rates_it_and_the_page_says_so_before) {
  const CaseId id = add(ConcernType::neglect);
  EXPECT_NE(world_.app.page("u03", World::path(id, "rate"))
                .body.find("If you save a Red, Barnfield Assessment Team is told at once"),
            std::string::npos);
  send(id, form(id, "AMBER"));
  world_.app.clock().advance(Duration::minutes(5));
  Form red = form(id, "RED");
  red.emplace_back("idempotency_key", "sent-twice");
  EXPECT_EQ(send(id, red).status, 303);
  EXPECT_EQ(send(id, red).status, 303) << "the same form again";
  EXPECT_EQ(send(id, form(id, "BLUE")).status, 303);
  ASSERT_EQ(world_.rated.size(), 3U) << "once for each rating";
  EXPECT_EQ(world_.rated[0].first.rating, Rating::not_rated);
  EXPECT_EQ(world_.rated[0].first.since, now_ - Duration::hours(1)) << "its receipt";
  EXPECT_EQ(world_.rated[1].first.rating, Rating::amber);
  EXPECT_EQ(world_.rated[1].first.since, now_);
  EXPECT_EQ(world_.rated[1].second, Rating::red);
  EXPECT_EQ(world_.rated[2].first.rating, Rating::red);
  EXPECT_EQ(world_.rated[2].second, Rating::blue);
}

TEST_P(RateTest, of_a_red_the_page_says_what_lowering_takes_back_and_when_a_red_is_told_again) {
  const CaseId id = add(ConcernType::neglect);
  send(id, form(id, "RED"));
  const std::string again =
      "If you save a Red and nothing that they were sent still stands, Barnfield Assessment Team "
      "is told at once who it is about and where they are";
  EXPECT_NE(world_.app.page("u03", World::path(id, "rate"))
                .body.find("If you rate it lower than Red, what the hub itself told Barnfield "
                           "Assessment Team of the Red is taken back. " +
                           again),
            std::string::npos);
  world_.app.database().write([&](db::Transaction& tx) {
    tx.execute("update case_file set state = 'DECIDED' where id = $1", {id});
  });
  const auto decided = world_.app.page("u03", World::path(id, "rate")).body;
  EXPECT_NE(decided.find(again), std::string::npos);
  EXPECT_EQ(decided.find("If you rate it lower"), std::string::npos);
}

TEST_P(RateTest, a_provisional_red_becomes_what_a_manager_says) {
  const CaseId id = add(ConcernType::domestic_abuse, true);
  EXPECT_EQ(send(id, form(id, "GREEN")).status, 303);
  EXPECT_EQ(world_.head(id).rating, Rating::green);
  EXPECT_NE(world_.app.page("u03", World::path(id, "rate")).body.find("Red until rated"),
            std::string::npos);
}

// B06: from Amber to Red, on the page.
TEST_P(RateTest, a_new_rating_is_another_entry_and_moves_the_clock_as_the_rules_say) {
  const CaseId id = add(ConcernType::neglect);
  send(id, form(id, "AMBER"));
  world_.app.clock().advance(Duration::hours(2));
  EXPECT_EQ(send(id, form(id, "RED"), "u04").status, 303);
  EXPECT_EQ(world_.clock(id, Stage::decide)->due_at, world_.app.clock().now() + Duration::hours(4));
  EXPECT_EQ(world_.app.count("rating where kind = 'CONFIRMED'"), 2);
  EXPECT_EQ(world_.head(id).state, NotificationState::triaged);
}

TEST_P(RateTest, a_blue_asks_nobody_and_still_waits_for_a_decision) {
  const CaseId id = add(ConcernType::housing);
  EXPECT_EQ(send(id, form(id, "BLUE")).status, 303);
  EXPECT_EQ(world_.head(id).state, NotificationState::triaged);
  EXPECT_TRUE(world_.clock(id, Stage::decide).has_value());
  EXPECT_FALSE(world_.clock(id, Stage::basis).has_value());
}

// B08: an injured baby, rated Blue.
TEST_P(RateTest, an_indicator_holds_it_until_a_manager_says_why_less_is_safe) {
  const CaseId id = add(ConcernType::injury_infant);
  const auto page = world_.app.page("u03", World::path(id, "rate"));
  EXPECT_NE(page.body.find("Injury to a baby"), std::string::npos);
  const auto refused = send(id, form(id, "BLUE"));
  EXPECT_EQ(refused.status, 422);
  EXPECT_NE(refused.body.find("href=\"#override_reason\""), std::string::npos);
  EXPECT_EQ(world_.head(id).rating, Rating::provisional_red);
  Form f = form(id, "BLUE");
  f.emplace_back("override_reason", "planted-override-ibex");
  EXPECT_EQ(send(id, f, "u22").status, 422) << "emergency duty is no manager";
  EXPECT_EQ(send(id, f).status, 303);
  EXPECT_EQ(world_.head(id).rating, Rating::blue);
  EXPECT_EQ(world_.app.count("rating where overridden = 1"), 1);
  const auto after = world_.app.page("u03", World::path(id, "rate"));
  EXPECT_NE(after.body.find("planted-override-ibex"), std::string::npos);
}

TEST_P(RateTest, emergency_duty_rates_red_at_night) {
  const CaseId id = add(ConcernType::injury_infant);
  EXPECT_EQ(send(id, form(id, "RED", ""), "u22").status, 303);
  EXPECT_EQ(world_.head(id).rating, Rating::red);
}

TEST_P(RateTest, the_type_of_response_is_for_a_qualified_social_worker) {
  const CaseId id = add(ConcernType::neglect);
  const auto missing = send(id, form(id, "AMBER", ""));
  EXPECT_EQ(missing.status, 422);
  EXPECT_NE(missing.body.find("href=\"#response\""), std::string::npos);
  EXPECT_EQ(send(id, form(id, "AMBER", "ASSESSMENT"), "u22").status, 422);
  EXPECT_EQ(send(id, form(id, "AMBER", "ASSESSMENT")).status, 303);
  EXPECT_TRUE(world_.clock(id, Stage::response_type)->met_at.has_value());
  EXPECT_EQ(world_.app.count("response_type where code = 'ASSESSMENT'"), 1);
}

// B11: what the second one reads, and how they go on.
TEST_P(RateTest, of_two_at_once_one_wins_and_the_other_loses_nothing) {
  const CaseId id = add(ConcernType::neglect);
  const Form first = form(id, "RED");
  Form second = form(id, "GREEN");
  second[3].second = "words of the second manager";
  EXPECT_EQ(send(id, first).status, 303);
  const auto conflict = send(id, second, "u04");
  EXPECT_EQ(conflict.status, 409);
  EXPECT_EQ(world_.head(id).rating, Rating::red);
  EXPECT_NE(conflict.body.find("Rated Red, Level 3"), std::string::npos);
  EXPECT_NE(conflict.body.find("words of the second manager"), std::string::npos);
  const std::string version = "value=\"" + std::to_string(world_.head(id).version) + "\"";
  EXPECT_NE(conflict.body.find(version), std::string::npos);
  EXPECT_EQ(world_.app.count("rating"), 1);
  second[0].second = std::to_string(world_.head(id).version);
  EXPECT_EQ(send(id, second, "u04").status, 303);
  EXPECT_EQ(world_.app.count("rating"), 2);
}

// B11: neither has seen the other's.
TEST_P(RateTest, of_two_who_save_at_the_same_moment_one_wins) {
  const CaseId id = add(ConcernType::neglect);
  const Form first = form(id, "RED");
  const Form second = form(id, "GREEN");
  for (const char* who : {"u03", "u04"}) world_.app.page(who, World::path(id, "rate"));
  support::Answer red;
  support::Answer green;
  std::thread one([&] { red = send(id, first); });
  std::thread two([&] { green = send(id, second, "u04"); });
  one.join();
  two.join();
  EXPECT_EQ(std::min(red.status, green.status), 303);
  EXPECT_EQ(std::max(red.status, green.status), 409);
  EXPECT_EQ(world_.head(id).rating, red.status == 303 ? Rating::red : Rating::green);
  EXPECT_EQ(world_.app.count("rating"), 1);
  EXPECT_NE((red.status == 409 ? red : green).body.find("Someone else changed this case"),
            std::string::npos);
}

// B07: in the record; there are no statistics yet.
TEST_P(RateTest, what_was_late_stays_late_when_the_rating_falls) {
  for (const bool recorded : {true, false}) {  // or the scheduler has not come round yet
    const CaseId id = add(ConcernType::neglect);
    send(id, form(id, "RED"), recorded ? "u03" : "u04");
    const auto red = *world_.clock(id, Stage::decide);
    if (recorded) let_pass(red);
    world_.app.clock().set(red.due_at + Duration::minutes(2));
    const char* manager = recorded ? "u04" : "u22";
    EXPECT_EQ(send(id, form(id, "GREEN", recorded ? "LATER" : ""), manager).status, 303);
    fire();
    const auto after = *world_.clock(id, Stage::decide);
    EXPECT_EQ(after.id, red.id);
    EXPECT_EQ(after.due_at, red.due_at);
    EXPECT_EQ(after.breached_at, red.due_at);
    EXPECT_NE(world_.app.page(manager, World::path(id, "rate")).body.find("OVERDUE"),
              std::string::npos);
  }
  EXPECT_GE(world_.app.count("audit_event where kind = 'clock.breached'"), 2);
}

// B12: nobody owes why agencies may be asked, and the decision has a clock.
TEST_P(RateTest, a_green_of_a_hub_that_asks_nobody_about_one_is_decided_within_a_day) {
  auto& rows = world_.timescales.policy.rows;
  std::erase_if(rows, [](const model::TimescaleRow& row) {
    return row.rating == Rating::green &&
           (row.stage == Stage::agency_return || row.stage == Stage::decide);
  });
  rows.push_back({.stage = Stage::decide,
                  .rating = Rating::green,
                  .budget = {.amount = 24, .unit = model::Unit::wall_hours}});
  for (const bool was_amber : {false, true}) {
    const CaseId id = add(ConcernType::neglect);
    if (was_amber) {
      send(id, form(id, "AMBER"));
      EXPECT_TRUE(world_.clock(id, Stage::basis).has_value());
    }
    EXPECT_EQ(send(id, form(id, "GREEN")).status, 303);
    EXPECT_FALSE(world_.clock(id, Stage::basis).has_value());
    EXPECT_FALSE(world_.clock(id, Stage::agency_return).has_value());
    EXPECT_EQ(world_.clock(id, Stage::decide)->due_at, now_ + Duration::hours(24));
  }
}

// H13: a Green has three days to be decided; the type of response has one. Nobody is alerted yet.
TEST_P(RateTest, a_type_of_response_that_nobody_decides_is_late_by_itself) {
  const CaseId id = add(ConcernType::neglect);
  send(id, form(id, "GREEN"));
  let_pass(*world_.clock(id, Stage::response_type));
  EXPECT_EQ(world_.clock(id, Stage::response_type)->breached_at,
            world_.clock(id, Stage::response_type)->due_at);
  EXPECT_FALSE(world_.clock(id, Stage::decide)->breached_at.has_value());
  EXPECT_GT(world_.clock(id, Stage::decide)->due_at, now_ + Duration::days(2));
  const auto clocks = world_.app.get("u04", World::path(id, "rate")).json()["clocks"];
  const auto state_of = [&clocks](Stage stage) {
    for (const auto& row : *clocks.as_array()) {
      if (row.text("stage") == model::words_of(stage)) return row.text("state");
    }
    return std::string();
  };
  EXPECT_EQ(state_of(Stage::response_type), "OVERDUE");
  EXPECT_EQ(state_of(Stage::decide), "Runs");
}

TEST_P(RateTest, a_form_with_faults_keeps_the_version_that_was_read) {
  const CaseId id = add(ConcernType::neglect);
  Form f = form(id, "RED");
  f.erase(f.begin() + 3);
  world_.app.post("u01", World::path(id, "take"), json::Object{});
  const auto refused = send(id, f);
  EXPECT_EQ(refused.status, 422);
  EXPECT_NE(refused.body.find("name=\"version\" value=\"1\""), std::string::npos);
}

TEST_P(RateTest, only_those_who_confirm_may) {
  const CaseId id = add(ConcernType::neglect);
  for (const char* who : {"u01", "u07", "u18"}) {
    EXPECT_EQ(world_.app.get(who, World::path(id, "rate")).status, 404) << who;
    EXPECT_EQ(send(id, form(id, "RED"), who).status, 404) << who;
  }
  EXPECT_EQ(world_.head(id).rating, Rating::not_rated);
  EXPECT_EQ(world_.app.count("rating"), 0);
}

TEST_P(RateTest, sent_twice_is_done_once) {
  const CaseId id = add(ConcernType::neglect);
  Form f = form(id, "RED");
  f.emplace_back("idempotency_key", "one");
  EXPECT_EQ(send(id, f).status, 303);
  EXPECT_EQ(send(id, f).status, 303);
  EXPECT_EQ(world_.app.count("rating"), 1);
}

TEST_P(RateTest, a_breach_gets_its_reason_and_stays_a_breach) {
  const CaseId id = add(ConcernType::neglect);
  const auto rate = *world_.clock(id, Stage::rate);
  const auto path = World::path(id, "breach/" + rate.id);
  EXPECT_EQ(world_.app.get("u01", path).status, 404) << "it has not passed";
  world_.app.clock().set(rate.due_at + Duration::hours(3));
  EXPECT_EQ(world_.app.page("u02", path).status, 200);
  EXPECT_NE(world_.app.page("u02", World::path(id, "screen")).body.find(path), std::string::npos);
  EXPECT_EQ(world_.app.submit("u02", path, {}).status, 422);
  EXPECT_EQ(world_.app.submit("u02", path, {{"reason", "OTHER"}}).status, 422);
  const auto sent =
      world_.app.submit("u02", path, {{"reason", "OTHER"}, {"text", "planted-breach-eland"}});
  EXPECT_EQ(sent.status, 303);
  const auto late = *world_.clock(id, Stage::rate);
  EXPECT_EQ(late.breached_at, rate.due_at);
  EXPECT_EQ(late.breach_reason, "OTHER");
  EXPECT_NE(world_.app.page("u03", path).body.find("planted-breach-eland"), std::string::npos);
  const CaseId other = add(ConcernType::neglect);
  EXPECT_EQ(world_.app.get("u02", World::path(other, "breach/" + rate.id)).status, 404);
  EXPECT_EQ(world_.app.get("u07", path).status, 404);
}

TEST_P(RateTest, reasons_are_not_in_the_database_in_clear) {
  const CaseId id = add(ConcernType::injury_infant);
  Form f = form(id, "GREEN");
  f.emplace_back("override_reason", "planted-override-ibex");
  send(id, f);
  EXPECT_TRUE(world_.app.is_stored(id.text()));
  for (const char* words : {"okapi", "ibex", "Amara", "Injury to a baby", "injury_"}) {
    EXPECT_FALSE(world_.app.is_stored(words)) << words;
  }
}

INSTANTIATE_TEST_SUITE_P(Engines, RateTest,
                         testing::Values(db::Engine::sqlite, db::Engine::postgres),
                         [](const auto& info) {
                           return info.param == db::Engine::sqlite ? "sqlite" : "postgres";
                         });

}  // namespace
}  // namespace mash::triage
