// SPDX-License-Identifier: MIT
// Goal: a Red that no manager has opened alerts one after another, once each, until one has, and
// ends with whom to ring; alerts are sent until they are taken, and nobody who may not know of the
// case learns of them.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "alerts_test_world.h"

namespace mash::alerts {
namespace {

using alert::Outcome;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;
using testing::SizeIs;

class AlertsTest : public testing::TestWithParam<db::Engine> {
 protected:
  World w_{GetParam()};
};

TEST_P(AlertsTest, H04_B09_an_unseen_red_walks_on_and_ends_with_whom_to_ring) {
  const auto id = w_.add_red();
  EXPECT_THAT(w_.told(), ElementsAre("u03")) << "the managers, in the act that takes it in";
  w_.minutes(9);
  EXPECT_EQ(w_.walk(), 0);
  w_.minutes(1);
  EXPECT_EQ(w_.walk(), 1);
  EXPECT_EQ(w_.walk(), 0) << "each step once";
  EXPECT_THAT(w_.told(), ElementsAre("u03", "u04"));
  w_.minutes(10);
  w_.walk();
  EXPECT_THAT(w_.told(), ElementsAre("u03", "u04", "u22", "u40"));
  w_.send();
  EXPECT_EQ(w_.top("u01"), json::Value(false)) << "it still goes on";
  w_.minutes(10);
  w_.walk();
  const auto top = w_.top("u01");
  EXPECT_THAT(json::encode(top),
              HasSubstr("If nobody comes, ring Barnfield Emergency Duty Team, 020 7946"));
  EXPECT_EQ((*top["rows"].as_array())[0].text("href"), "/case/" + id.text() + "/notification");
  EXPECT_THAT(json::encode(w_.top("u22")),
              testing::AllOf(HasSubstr("Nobody is rung after you: open what waits."),
                             testing::Not(HasSubstr("Ring Barnfield"))))
      << "the duty team is not told to ring itself";
  w_.minutes(600);
  EXPECT_EQ(w_.walk(), 0);
  EXPECT_EQ(w_.app.count("red_walk_step"), 4);
}

TEST_P(AlertsTest, B09_who_stands_in_is_alerted_for_a_manager_who_is_away) {
  w_.enter("u03", "AWAY", "u05");
  w_.add_red();
  EXPECT_THAT(w_.told(), testing::UnorderedElementsAre("u05", "u04"));
}

TEST_P(AlertsTest, B09_by_the_rota_whoever_is_on_shift_is_alerted) {
  w_.enter("u01", "ON_DUTY");
  w_.enter("u04", "ON_DUTY");
  w_.add_red();
  EXPECT_THAT(w_.told(), ElementsAre("u04")) << "the manager's deputy is here, she is not";
}

TEST_P(AlertsTest, B09_where_nobody_is_on_shift_who_could_act_all_are_alerted) {
  w_.enter("u01", "ON_DUTY");
  w_.add_red();
  EXPECT_THAT(w_.told(), ElementsAre("u03")) << "rather too many than none";
}

TEST_P(AlertsTest, H01_at_night_the_duty_team_is_alerted_with_the_manager_at_once) {
  w_.minutes(8 * 60 + 5);  // 17:05, when the hub has closed
  w_.add_red();
  EXPECT_THAT(w_.told(), ElementsAre("u03", "u22", "u40"));
  w_.minutes(10);
  w_.walk();
  EXPECT_THAT(w_.told(), ElementsAre("u03", "u22", "u40", "u04")) << "and the walk goes on";
}

TEST_P(AlertsTest, H04_steps_that_passed_while_the_hub_was_down_are_taken_at_once) {
  w_.add_red();
  w_.minutes(45);
  EXPECT_EQ(w_.walk(), 1);
  EXPECT_THAT(w_.told(), ElementsAre("u03", "u04", "u22", "u40"));
  EXPECT_NE(w_.top("u01"), json::Value(false));
}

TEST_P(AlertsTest, H04_whoever_may_confirm_a_rating_ends_it_by_opening_the_case) {
  for (const char* who : {"u03", "u04", "u22"}) {
    const auto id = w_.add_red();
    w_.app.clock().advance(Duration::seconds(1));
    ASSERT_EQ(w_.app.get("u01", "/case/" + id.text()).status, 200);
    EXPECT_EQ(w_.app.count("red_walk where ended_at is null"), 1) << "who screens does not";
    ASSERT_EQ(w_.app.get(who, "/case/" + id.text()).status, 200);
    EXPECT_EQ(w_.app.count("red_walk where ended_at is null"), 0) << who;
  }
  w_.minutes(10);
  EXPECT_EQ(w_.walk(), 0);
  EXPECT_EQ(w_.send().sent, 0) << "nobody needs what has not gone out";
  EXPECT_EQ(json::encode(w_.top("u01")), "false");
}

TEST_P(AlertsTest, H04_opening_another_case_or_being_refused_ends_nothing) {
  const auto id = w_.add_red();
  const auto other = w_.add_red();
  w_.bar(id, "u03");
  w_.app.clock().advance(Duration::seconds(1));
  EXPECT_EQ(w_.app.get("u03", "/case/" + id.text()).status, 404);
  EXPECT_EQ(w_.app.get("u03", "/case/" + other.text()).status, 200);
  EXPECT_EQ(w_.app.count("red_walk where ended_at is null and case_id = '" + id.text() + "'"), 1);
}

TEST_P(AlertsTest, B09_a_barred_manager_is_not_alerted_and_sees_nothing_of_it) {
  const auto id = CaseId::make(w_.app.random());
  barnfield::as_system(w_.app, [&](const auto&, pipeline::Context& c) {
    cases::add_case(c, id, c.now, true);
    cases::set_bar(c, id, StaffId::trusted("u04"), "planted-reason");
    begin_walk(c, w_.deps, id);
  });
  w_.minutes(10);
  w_.walk();
  EXPECT_THAT(w_.told(), ElementsAre("u03")) << "nobody is written to who is barred";
  w_.emails.answers = {Outcome::not_reached};
  w_.send();
  w_.minutes(30);
  w_.walk();
  EXPECT_NE(w_.top("u03"), json::Value(false));
  EXPECT_EQ(w_.top("u04"), json::Value(false));
  EXPECT_THAT(w_.app.page("u04", "/alerts").body, Not(HasSubstr("have not gone out")));
  EXPECT_THAT(w_.app.page("u03", "/alerts").body, HasSubstr("have not gone out"));
}

TEST_P(AlertsTest, B09_a_bar_set_before_it_goes_out_keeps_it_back) {
  const auto id = w_.add_red();
  w_.bar(id, "u03");
  const auto round = w_.send();
  EXPECT_EQ(round.dropped, 2) << "e-mail and text";
  EXPECT_THAT(w_.emails.said, IsEmpty());
  EXPECT_THAT(w_.texts.said, IsEmpty());
}

TEST_P(AlertsTest, H04_what_does_not_go_out_is_said_and_tried_again_under_the_same_id) {
  w_.add_red();
  w_.emails.answers = {Outcome::not_reached, Outcome::not_reached};
  EXPECT_EQ(w_.send().failed, 1);
  EXPECT_THAT(json::encode(w_.top("u03")),
              testing::AllOf(HasSubstr("Alerts by e-mail have not gone out since"),
                             HasSubstr("Ring Barnfield Emergency Duty Team")));
  EXPECT_EQ(w_.send().failed, 0) << "not before its time";
  w_.app.clock().advance(Duration::seconds(10));
  EXPECT_EQ(w_.send().failed, 1);
  w_.app.clock().advance(Duration::seconds(19));
  EXPECT_EQ(w_.send().sent, 0);
  w_.app.clock().advance(Duration::seconds(1));
  EXPECT_EQ(w_.send().sent, 1);
  ASSERT_THAT(w_.emails.said, SizeIs(3));
  EXPECT_EQ(w_.emails.said.front(), w_.emails.said.back());
  EXPECT_THAT(w_.emails.said.front(), HasSubstr("nasima.khatun@csc.barnfield.example "));
  EXPECT_EQ(w_.send().sent, 0);
  EXPECT_EQ(w_.top("u03"), json::Value(false));
}

TEST_P(AlertsTest, H04_a_service_that_is_away_is_tried_once_a_round) {
  w_.add_red();
  w_.minutes(45);
  w_.walk();
  w_.emails.answers = {Outcome::not_allowed};
  EXPECT_EQ(w_.send().failed, 4);
  EXPECT_THAT(w_.emails.said, SizeIs(1));
}

TEST_P(AlertsTest, H04_an_address_that_does_not_exist_is_said_and_not_tried_again) {
  w_.add_red();
  w_.texts.answers = {Outcome::refused};
  EXPECT_EQ(w_.send().refused, 1);
  EXPECT_THAT(w_.app.page("u21", "/alerts").body, HasSubstr("Text message to Nasima Khatun"));
  w_.minutes(60);
  w_.send();
  EXPECT_THAT(w_.texts.said, SizeIs(1));
}

TEST_P(AlertsTest, H04_many_cases_at_once_are_one_message_to_each) {
  for (int i = 0; i < 30; ++i) w_.add_red();
  const auto round = w_.send();
  EXPECT_EQ(round.sent, 2) << "one e-mail and one text";
  EXPECT_THAT(w_.emails.said, SizeIs(1));
  EXPECT_THAT(w_.texts.said, SizeIs(1));
  EXPECT_EQ(w_.app.count("alert where sent_at is null"), 0);
}

TEST_P(AlertsTest, H01_nothing_of_a_case_is_in_the_outbox) {
  const auto id = w_.add_red();
  w_.send();
  w_.app.database().read([&](db::Transaction& tx) {
    const auto rows = tx.query("select * from alert");
    ASSERT_THAT(rows, SizeIs(2));
  });
  EXPECT_FALSE(w_.app.is_stored("07700")) << "numbers stay in the configuration";
  EXPECT_FALSE(w_.app.is_stored("nasima.khatun@")) << "and addresses";
}

TEST_P(AlertsTest, H04_without_a_service_the_pages_say_that_nobody_is_alerted) {
  World w(GetParam(), false);
  w.add_red();
  EXPECT_EQ(w.send().dropped, 2);
  EXPECT_THAT(json::encode(w.top("u01")), HasSubstr("this hub alerts nobody"));
  for (const char* who : {"u01", "u03", "u18", "u21"}) {
    EXPECT_THAT(w.app.page(who, "/alerts").body,
                HasSubstr("Nobody is alerted: this hub has no service to send by"))
        << who;
  }
  EXPECT_EQ(w.app.get("u07", "/alerts").status, 404);
}

TEST_P(AlertsTest, C16_a_desk_is_told_when_half_of_its_time_is_used_and_managers_when_it_is_over) {
  const auto id = w_.add_with_clock(model::Stage::agency_return, model::Rating::red, "police");
  w_.clocks();
  const auto desk = w_.told_now("urgent");
  EXPECT_THAT(desk, ElementsAre("u07", "u08", "u31")) << "of a new request";
  w_.minutes(59);
  EXPECT_EQ(w_.clocks(), 0);
  w_.minutes(1);
  w_.clocks();
  EXPECT_EQ(w_.told_now("urgent"), desk);
  EXPECT_EQ(w_.clocks(), 0) << "once";
  w_.minutes(61);
  w_.clocks();
  EXPECT_THAT(w_.told_now("urgent"), ElementsAre("u03"));
  w_.minutes(600);
  EXPECT_EQ(w_.clocks(), 0);
  EXPECT_EQ(barnfield::head_of(w_.app, id).state, model::NotificationState::received);
}

TEST_P(AlertsTest, C16_whoever_has_answered_is_told_of_nothing) {
  const auto id = w_.add_with_clock(model::Stage::agency_return, model::Rating::red, "police");
  w_.clocks();
  w_.told_now("urgent");
  barnfield::as_system(w_.app, [&](const auto&, pipeline::Context& c) {
    cases::meet_clock(c, id, model::Stage::agency_return, AgencyId::trusted("police"));
  });
  w_.minutes(180);
  EXPECT_EQ(w_.clocks(), 0);
}

TEST_P(AlertsTest, C16_somebody_at_the_desk_who_is_barred_is_not_told) {
  const auto id = w_.add_with_clock(model::Stage::agency_return, model::Rating::red, "police");
  w_.bar(id, "u07");
  w_.clocks();
  EXPECT_THAT(w_.told_now("urgent"), ElementsAre("u08", "u31"));
}

TEST_P(AlertsTest, H11_a_late_release_climbs_once_to_whoever_answers_for_the_agency) {
  const auto id = w_.add_with_clock(model::Stage::release, model::Rating::red, "police");
  w_.clocks();
  EXPECT_THAT(w_.told_now("urgent"), IsEmpty()) << "it is not late yet";
  w_.enter("u08", "AWAY", "u31");
  w_.minutes(13 * 60);  // the hub was down meanwhile
  EXPECT_GT(w_.clocks(), 0);
  EXPECT_THAT(w_.told_now("urgent"), ElementsAre("u08", "u31"))
      << "also who is away, and not the researcher, who may not release";
  EXPECT_EQ(w_.clocks(), 0) << "once";
  EXPECT_EQ(barnfield::head_of(w_.app, id).state, model::NotificationState::received);
}

TEST_P(AlertsTest, H11_who_is_barred_is_not_climbed_to_and_what_is_decided_climbs_to_nobody) {
  const auto barred = w_.add_with_clock(model::Stage::release, model::Rating::red, "police");
  w_.bar(barred, "u08");
  const auto decided = w_.add_with_clock(model::Stage::release, model::Rating::red, "health");
  barnfield::as_system(w_.app, [&](const auto&, pipeline::Context& c) {
    cases::meet_clock(c, decided, model::Stage::release, AgencyId::trusted("health"));
  });
  w_.minutes(60 * 24 * 3);
  w_.clocks();
  EXPECT_THAT(w_.told_now("urgent"), ElementsAre("u31"));
}

TEST_P(AlertsTest, H11_where_all_who_answer_are_barred_somebody_is_told_all_the_same) {
  const auto id = w_.add_with_clock(model::Stage::release, model::Rating::red, "police");
  for (const char* who : {"u08", "u31"}) w_.bar(id, who);
  w_.minutes(60 * 24 * 3);
  w_.clocks();
  EXPECT_THAT(w_.told_now("urgent"), ElementsAre("u07")) << "who else is at the desk";
}

TEST_P(AlertsTest, H11_where_the_whole_desk_is_barred_the_managers_are_told) {
  const auto id = w_.add_with_clock(model::Stage::release, model::Rating::red, "police");
  for (const char* who : {"u07", "u08", "u31"}) w_.bar(id, who);
  w_.minutes(60 * 24 * 3);
  w_.clocks();
  EXPECT_THAT(w_.told_now("urgent"), ElementsAre("u03"));
}

TEST_P(AlertsTest,
       H06_of_a_hidden_match_a_manager_is_told_at_once_and_again_when_the_hour_is_over) {
  const auto id = w_.add_with_clock(model::Stage::hidden_match, model::Rating::red);
  w_.bar(id, "u01");
  w_.clocks();
  EXPECT_THAT(w_.told_now("urgent"), ElementsAre("u03")) << "not whoever looked";
  w_.minutes(61);
  w_.clocks();
  EXPECT_THAT(w_.told_now("urgent"), ElementsAre("u03"));
  EXPECT_EQ(w_.clocks(), 0) << "once each";
}

TEST_P(AlertsTest,
       H06_H07_where_no_manager_may_know_of_it_the_deputy_is_told_and_else_the_duty_team) {
  const auto first = w_.add_with_clock(model::Stage::hidden_match, model::Rating::red);
  w_.bar(first, "u03");
  w_.clocks();
  EXPECT_THAT(w_.told_now("urgent"), ElementsAre("u04"));
  const auto second = w_.add_with_clock(model::Stage::hidden_match, model::Rating::red);
  for (const char* who : {"u03", "u04"}) w_.bar(second, who);
  w_.clocks();
  EXPECT_THAT(w_.told_now("urgent"), ElementsAre("u22", "u40"));
}

TEST_P(AlertsTest, H13_a_type_of_response_that_nobody_decides_is_told_of_by_itself) {
  const auto id = w_.add_with_clock(model::Stage::response_type, model::Rating::green);
  w_.minutes(24 * 60);
  EXPECT_EQ(w_.clocks(), 0) << "it is due now, and not yet over";
  w_.minutes(1);
  barnfield::as_system(w_.app, [&](const auto&, pipeline::Context& c) {
    cases::set_taken_by(c, id, StaffId::trusted("u01"));
  });
  w_.clocks();
  EXPECT_THAT(w_.told_now("waiting"), ElementsAre("u01", "u03"));
}

TEST_P(AlertsTest, A17_of_an_allegation_the_designated_officer_is_told_and_no_manager) {
  const auto id = w_.add_with_clock(model::Stage::allegation, model::Rating::not_rated);
  w_.raise_wall(id);
  w_.clocks();
  EXPECT_THAT(w_.told_now("waiting"), ElementsAre("u52"));
  w_.minutes(24 * 60 + 1);
  w_.clocks();
  EXPECT_THAT(w_.told_now("waiting"), ElementsAre("u52")) << "nor when nobody has taken it up";
}

TEST_P(AlertsTest, A17_behind_a_wall_only_the_designated_officer_ends_the_walk_of_a_red) {
  const auto red = w_.add_red();
  w_.app.page("u52", "/case/" + red.text());
  w_.minutes(10);
  EXPECT_EQ(w_.walk(), 1) << "she rates nothing";
  EXPECT_EQ(w_.app.page("u52", "/queue").status, 200) << "signed in still";
  w_.raise_wall(red);
  w_.told_now("urgent");
  w_.minutes(10);
  EXPECT_EQ(w_.walk(), 1);
  EXPECT_THAT(w_.told_now("urgent"), ElementsAre("u52"));
  EXPECT_EQ(w_.app.page("u52", "/case/" + red.text()).status, 200);
  w_.minutes(10);
  EXPECT_EQ(w_.walk(), 0);
}

TEST_P(AlertsTest, H13_what_is_not_red_waits_for_the_morning) {
  w_.add_with_clock(model::Stage::agency_return, model::Rating::amber, "police");
  w_.minutes(9 * 60);  // 18:00, when also the six hours are over
  EXPECT_EQ(w_.clocks(), 0);
  w_.minutes(15 * 60);
  w_.clocks();
  EXPECT_THAT(w_.told_now("waiting"), ElementsAre("u03", "u07", "u08", "u31"))
      << "once each: of what began and was half used in the night only the last is said";
}

TEST_P(AlertsTest, E13_whoever_was_sent_a_product_is_told_and_then_the_managers) {
  w_.add_with_clock(model::Stage::disseminate, model::Rating::red, "assess");
  w_.clocks();
  const auto recipients = w_.told_now("urgent");
  ASSERT_THAT(recipients, Not(IsEmpty()));
  for (const auto& who : recipients) {
    EXPECT_EQ(w_.deps.borough.find_staff(StaffId::trusted(who))->agency.text(), "assess");
  }
  w_.clocks();
  EXPECT_THAT(w_.told_now("urgent"), IsEmpty());
  w_.minutes(24 * 60);
  w_.clocks();
  auto all = recipients;
  all.emplace_back("u03");
  EXPECT_THAT(w_.told_now("urgent"), testing::UnorderedElementsAreArray(all));
}

TEST_P(AlertsTest, what_is_old_goes_and_what_goes_on_stays) {
  w_.add_red();
  const auto seen = w_.add_red();
  w_.app.clock().advance(Duration::seconds(1));
  w_.app.get("u03", "/case/" + seen.text());
  w_.send();
  w_.minutes(60 * 24 * (w_.deps.policy.keep_days + 1));
  w_.app.database().write(
      [&](db::Transaction& tx) { sweep(tx, w_.deps.policy, w_.app.clock().now()); });
  EXPECT_EQ(w_.app.count("red_walk"), 1);
  EXPECT_EQ(w_.app.count("alert"), 0);
}

INSTANTIATE_TEST_SUITE_P(Engines, AlertsTest,
                         testing::Values(db::Engine::sqlite, db::Engine::postgres),
                         [](const auto& info) {
                           return info.param == db::Engine::sqlite ? "sqlite" : "postgres";
                         });

json::Value policy() {
  return *json::parse(barnfield::read_text("data/alerts.json"));
}
json::Value with_step(std::size_t step, std::string_view member, json::Value value) {
  json::Value p = policy();
  json::Array steps = *p["unseen_red"].as_array();
  steps[step].set(member, std::move(value));
  p.set("unseen_red", std::move(steps));
  return p;
}
std::string fault_of(const json::Value& p) {
  const auto parsed = parse_alert_policy(json::encode(p));
  return parsed ? "" : parsed.error().faults.front().field;
}

TEST(AlertPolicy, a_wrong_file_is_refused_by_the_name_of_what_is_wrong) {
  EXPECT_EQ(fault_of(policy()), "");
  EXPECT_EQ(fault_of(with_step(1, "after_minutes", 0)), "unseen_red[1].after_minutes");
  EXPECT_EQ(fault_of(with_step(0, "source", "")), "unseen_red[0].source");
  EXPECT_EQ(fault_of(with_step(0, "who", "NOBODY")), "unseen_red[0].who");
  EXPECT_EQ(fault_of(with_step(3, "who", "DEPUTIES")), "unseen_red[3].who");
  EXPECT_EQ(fault_of(with_step(2, "who", "somebody")), "unseen_red[2].who");
  EXPECT_EQ(fault_of(with_step(2, "id", "managers")), "unseen_red[2].id");
  EXPECT_EQ(fault_of(with_step(0, "while_closed", "somebody")), "unseen_red[0].while_closed");
  EXPECT_EQ(fault_of(with_step(2, "more", 1)), "unseen_red[2].more");
  json::Value p = policy();
  json::Array clocks = *p["clocks"].as_array();
  clocks[1].set("stages", json::Array{"AGENCY_RETURNS"});
  p.set("clocks", std::move(clocks));
  EXPECT_EQ(fault_of(p), "clocks[1].stages");
  p = policy();
  p.set("keep_days", 90);
  EXPECT_EQ(fault_of(p), "keep_days");
}

}  // namespace
}  // namespace mash::alerts
