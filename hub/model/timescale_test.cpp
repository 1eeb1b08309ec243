// SPDX-License-Identifier: MIT
// Goal: every due time is the one the published rules give, in each unit, over closing times,
// holidays and clock changes, and a re-rating never loosens what it may not.
#include "mash/model/timescale.h"

#include <gtest/gtest.h>

#include "sample.h"

namespace mash::model {
namespace {

using sample::iso;
using sample::london;

const Budget k_four_working_hours{4, Unit::working_hours, Roll::same_time_next_wd,
                                  StartEvent::received};

Budget working_days(int n, Roll roll) {
  return {n, Unit::working_days, roll, StartEvent::received};
}
Budget wall_hours(int n) {
  return {n, Unit::wall_hours, Roll::same_time_next_wd, StartEvent::received};
}
Budget working_hours(int n) {
  return {n, Unit::working_hours, Roll::same_time_next_wd, StartEvent::received};
}
std::string due_text(const Budget& budget, const Calendar& calendar, const std::string& start,
                     bool runs_on = false) {
  return iso_london(due_time(budget, calendar, london(start), runs_on));
}

class Barnfield : public ::testing::Test {
 protected:
  const Timescales all_ = sample::timescales();
  const Calendar standard_ = *find_calendar(all_.calendars, "standard");
  const Calendar long_days_ = *find_calendar(all_.calendars, "long-days");
  const Calendar plain_ = sample::plain_calendar();
  const AgencyId police_ = AgencyId::trusted("police");
  const AgencyId health_ = AgencyId::trusted("health");

  const TimescalePolicy& policy(const std::string& id) const {
    return *policy_in_force(all_.policies, id, {2026, 11, 24});
  }
  std::string due_at(const std::string& id, Stage stage, Rating rating, const AgencyId& agency,
                     const std::string& start) const {
    const auto when = due(policy(id), standard_, stage, rating, agency, london(start));
    return when ? iso_london(when->at) : "no clock";
  }
};

TEST_F(Barnfield, every_clock_check_of_the_sample_file_holds) {
  const json::Value file = sample::read_json("../shared/data/scenarios/agencies.json");
  int checked = 0;
  for (const json::Value& check : *file["clock_checks"].as_array()) {
    const Budget budget{static_cast<int>(check.number("amount")),
                        *from_code<Unit>(check.text("unit")),
                        from_code<Roll>(check.text("roll")).value_or(Roll::same_time_next_wd),
                        StartEvent::received};
    const UtcTime start = iso(check.text("start"));
    EXPECT_EQ(due_time(budget, standard_, start, false), iso(check.text("due")));
    ++checked;
    const std::string without = check.text("due_without_local_closures");
    if (without.empty()) continue;
    EXPECT_EQ(due_time(budget, plain_, start, false), iso(without));
    ++checked;
  }
  EXPECT_EQ(checked, 5);
}

TEST_F(Barnfield, b01_a_red_is_due_back_in_two_hours_and_tells_the_receiving_team) {
  EXPECT_EQ(due_at("merton-like", Stage::agency_return, Rating::red, health_, "2026-11-24 16:30"),
            "2026-11-24T18:30:00+00:00");
  EXPECT_TRUE(policy("merton-like").red_tells_receiving_team_at_once);
  EXPECT_FALSE(policy("southwark-like").red_tells_receiving_team_at_once);
}

TEST_F(Barnfield, b02_a_stored_due_time_names_its_version_and_a_new_version_does_not_move_it) {
  TimescalePolicy changed = policy("southwark-like");
  const auto row = find_row(changed, Stage::agency_return, Rating::amber, health_);
  ASSERT_NE(row, nullptr);
  const auto stored = due(changed, standard_, Stage::agency_return, Rating::amber, health_,
                          london("2026-11-24 10:00"));
  changed.version = 2;
  changed.effective_from = {2026, 11, 25};
  changed.rows[stored->row].budget.amount = 6;
  const std::vector<TimescalePolicy> both = {policy("southwark-like"), changed};

  EXPECT_EQ(iso_london(stored->at), "2026-11-25T10:00:00+00:00");
  EXPECT_EQ(stored->policy, "southwark-like");
  EXPECT_EQ(stored->version, 1);
  EXPECT_EQ(policy_in_force(both, "southwark-like", {2026, 11, 24})->version, 1);
  EXPECT_EQ(policy_in_force(both, "southwark-like", {2026, 11, 25})->version, 2);
  EXPECT_EQ(policy_in_force(both, "southwark-like", {2020, 1, 1})->version, 1);
  EXPECT_EQ(policy_in_force(both, "merton-like", {2026, 11, 25}), nullptr);
}

TEST_F(Barnfield, b03_working_hours_go_over_a_weekend_unless_red_runs_on) {
  EXPECT_EQ(due_text(k_four_working_hours, standard_, "2026-10-30 16:00"),
            "2026-11-02T12:00:00+00:00");
  EXPECT_EQ(due_text(k_four_working_hours, standard_, "2026-10-30 16:00", true),
            "2026-10-30T20:00:00+00:00");
}

// B03: for no other rating.
TEST_F(Barnfield, only_red_runs_on_and_only_under_a_policy_that_says_so) {
  EXPECT_EQ(due_at("merton-like", Stage::basis, Rating::red, {}, "2026-10-30 16:00"),
            "2026-10-30T20:00:00+00:00");
  EXPECT_EQ(due_at("merton-like", Stage::basis, Rating::amber, {}, "2026-10-30 16:00"),
            "2026-11-02T12:00:00+00:00");
  EXPECT_EQ(due_at("surrey-like", Stage::agency_return, Rating::red, police_, "2026-10-30 16:00"),
            "2026-11-02T12:00:00+00:00");
  // Started outside opening hours it begins at the next opening, then runs on.
  EXPECT_EQ(due_text(working_hours(10), standard_, "2026-10-30 17:00", true),
            "2026-11-02T19:00:00+00:00");
}

TEST_F(Barnfield, b04_one_working_day_over_christmas) {
  const Budget day = working_days(1, Roll::same_time_next_wd);
  EXPECT_EQ(due_text(day, plain_, "2026-12-24 15:00"), "2026-12-29T15:00:00+00:00");
}

TEST_F(Barnfield, b05_wall_hours_are_elapsed_hours_over_both_clock_changes) {
  EXPECT_EQ(due_text(wall_hours(4), standard_, "2026-10-24 23:00"), "2026-10-25T02:00:00+00:00");
  EXPECT_EQ(due_text(wall_hours(4), standard_, "2026-03-28 23:00"), "2026-03-29T04:00:00+01:00");
}

TEST_F(Barnfield, b06_a_more_urgent_rating_takes_the_earlier_of_old_and_new) {
  const Due old{london("2026-11-25 12:00"), "southwark-like", 1, 5};
  const auto red = re_rate(policy("southwark-like"), standard_,
                           {Stage::agency_return, Rating::amber, Rating::red, health_,
                            london("2026-11-24 10:00"), london("2026-11-24 11:00"), old});
  EXPECT_EQ(iso_london(red->at), "2026-11-24T15:00:00+00:00");

  const Due sooner{london("2026-11-24 14:00"), "southwark-like", 1, 5};
  const auto kept = re_rate(policy("southwark-like"), standard_,
                            {Stage::agency_return, Rating::amber, Rating::red, health_,
                             london("2026-11-23 14:00"), london("2026-11-24 11:00"), sooner});
  EXPECT_EQ(kept->at, sooner.at);
  EXPECT_EQ(kept->row, sooner.row);
}

TEST_F(Barnfield, a_less_urgent_rating_counts_again_from_the_first_start) {
  const Due old{london("2026-11-24 14:00"), "southwark-like", 1, 4};
  const auto amber = re_rate(policy("southwark-like"), standard_,
                             {Stage::agency_return, Rating::red, Rating::amber, health_,
                              london("2026-11-24 10:00"), london("2026-11-24 12:00"), old});
  EXPECT_EQ(iso_london(amber->at), "2026-11-25T10:00:00+00:00");
  EXPECT_EQ(amber->row, 6U);
}

// B07: by the rule.
TEST_F(Barnfield, a_breached_clock_is_never_extended) {
  const Due old{london("2026-11-24 14:00"), "southwark-like", 1, 4};
  ReRating change{
      Stage::agency_return,       Rating::red, Rating::green, health_, london("2026-11-24 10:00"),
      london("2026-11-24 14:01"), old};
  EXPECT_EQ(re_rate(policy("southwark-like"), standard_, change)->at, old.at);
  change.to = Rating::blue;  // no clock at all, yet the breach stays
  EXPECT_EQ(re_rate(policy("southwark-like"), standard_, change)->at, old.at);
  change.from = Rating::green;
  change.to = Rating::red;
  EXPECT_EQ(re_rate(policy("southwark-like"), standard_, change)->at, old.at);
  change.now = old.at;  // due now is not yet late
  change.from = Rating::red;
  change.to = Rating::green;
  EXPECT_EQ(iso_london(re_rate(policy("southwark-like"), standard_, change)->at),
            "2026-11-26T10:00:00+00:00");
}

TEST_F(Barnfield, a_re_rating_may_start_or_end_a_clock) {
  const ReRating from_blue{
      Stage::agency_return,       Rating::blue, Rating::red, health_, london("2026-11-24 08:00"),
      london("2026-11-24 11:00"), std::nullopt};
  EXPECT_EQ(iso_london(re_rate(policy("southwark-like"), standard_, from_blue)->at),
            "2026-11-24T15:00:00+00:00");
  const Due old{london("2026-11-24 14:00"), "southwark-like", 1, 4};
  const ReRating to_blue{
      Stage::agency_return,       Rating::red, Rating::blue, health_, london("2026-11-24 10:00"),
      london("2026-11-24 11:00"), old};
  EXPECT_FALSE(re_rate(policy("southwark-like"), standard_, to_blue));
}

TEST_F(Barnfield, b10_a_local_closure_stops_working_clocks_and_not_wall_clocks) {
  // Friday 19 June 2026 is closed in the borough.
  EXPECT_EQ(due_text(k_four_working_hours, standard_, "2026-06-18 16:00"),
            "2026-06-22T12:00:00+01:00");
  EXPECT_EQ(due_text(working_days(1, Roll::same_time_next_wd), standard_, "2026-06-18 16:00"),
            "2026-06-22T16:00:00+01:00");
  EXPECT_EQ(due_text(wall_hours(20), standard_, "2026-06-18 16:00"), "2026-06-19T12:00:00+01:00");
}

TEST_F(Barnfield, b12_a_hub_that_asks_nobody_for_green_still_has_an_outcome_due) {
  TimescalePolicy pre_mash = policy("merton-like");
  std::erase_if(pre_mash.rows, [](const TimescaleRow& row) {
    return row.rating == Rating::green &&
           (row.stage == Stage::agency_return || row.stage == Stage::decide);
  });
  pre_mash.rows.push_back({Stage::decide, Rating::green, {}, wall_hours(24), true});
  const UtcTime rated = london("2026-11-24 10:00");
  EXPECT_FALSE(due(pre_mash, standard_, Stage::agency_return, Rating::green, health_, rated));
  EXPECT_EQ(due(pre_mash, standard_, Stage::decide, Rating::green, {}, rated)->at,
            london("2026-11-25 10:00"));
}

TEST_F(Barnfield, closing_is_outside_and_a_budget_may_end_at_closing) {
  EXPECT_EQ(due_text(working_hours(8), standard_, "2026-11-24 09:00"), "2026-11-24T17:00:00+00:00");
  EXPECT_EQ(due_text(working_hours(8), standard_, "2026-11-24 17:00"), "2026-11-25T17:00:00+00:00");
  EXPECT_EQ(due_text(working_hours(1), standard_, "2026-11-24 16:59:59"),
            "2026-11-25T09:59:59+00:00");
  EXPECT_EQ(due_text(working_hours(1), standard_, "2026-11-24 03:00"), "2026-11-24T10:00:00+00:00");
  const Budget today{0, Unit::same_working_day, Roll::same_time_next_wd, StartEvent::received};
  EXPECT_EQ(due_text(today, standard_, "2026-11-24 09:00"), "2026-11-24T17:00:00+00:00");
  EXPECT_EQ(due_text(today, standard_, "2026-11-24 17:00"), "2026-11-25T17:00:00+00:00");
  EXPECT_EQ(due_text(today, standard_, "2026-11-27 18:00"), "2026-11-30T17:00:00+00:00");
}

TEST_F(Barnfield, working_days_keep_the_time_of_day_inside_opening_hours_or_go_to_closing) {
  const Budget same_time = working_days(1, Roll::same_time_next_wd);
  EXPECT_EQ(due_text(same_time, standard_, "2026-11-27 11:30:15"), "2026-11-30T11:30:15+00:00");
  // What comes on Friday after closing, or at the weekend, is not a day later than what came
  // before.
  EXPECT_EQ(due_text(same_time, standard_, "2026-11-27 17:05"), "2026-11-30T17:00:00+00:00");
  EXPECT_EQ(due_text(same_time, standard_, "2026-11-28 11:30"), "2026-11-30T17:00:00+00:00");
  EXPECT_EQ(due_text(same_time, standard_, "2026-11-29 23:59"), "2026-11-30T17:00:00+00:00");
  // Before opening it has come on that day already.
  EXPECT_EQ(due_text(same_time, standard_, "2026-11-30 07:30"), "2026-12-01T09:00:00+00:00");
  EXPECT_EQ(due_text(working_days(2, Roll::end_of_next_wd), standard_, "2026-11-27 18:00"),
            "2026-12-01T17:00:00+00:00");
  // Thursday closes at 17:15, Friday at 17:00.
  EXPECT_EQ(due_text(same_time, long_days_, "2026-11-26 17:10"), "2026-11-27T17:00:00+00:00");
  EXPECT_EQ(due_text(working_days(3, Roll::end_of_next_wd), standard_, "2026-11-26 10:00"),
            "2026-12-01T17:00:00+00:00");
  const UtcTime start = london("2026-11-24 10:00") + Duration{250'000};
  EXPECT_EQ(due_time(same_time, standard_, start, false), start + Duration::days(1));
}

TEST_F(Barnfield, working_days_keep_londons_time_of_day_over_a_clock_change) {
  EXPECT_EQ(due_text(working_days(1, Roll::same_time_next_wd), standard_, "2026-10-23 16:00"),
            "2026-10-26T16:00:00+00:00");
}

TEST_F(Barnfield, h01_danger_on_a_friday_evening_has_a_wall_clock_at_once) {
  for (const TimescalePolicy& each : all_.policies) {
    EXPECT_EQ(due_at(each.id, Stage::rate, Rating::provisional_red, {}, "2026-11-27 17:05"),
              "2026-11-27T18:05:00+00:00");
    for (const Rating rating : {Rating::provisional_red, Rating::red}) {
      EXPECT_EQ(due_at(each.id, Stage::disseminate, rating, AgencyId::trusted("assess"),
                       "2026-11-27 17:05"),
                "2026-11-27T19:05:00+00:00")
          << each.id << ": whoever is told answers that night";
    }
  }
}

TEST_F(Barnfield, a_rating_beats_any_and_no_row_is_no_clock) {
  EXPECT_EQ(due_at("merton-like", Stage::release, Rating::red, police_, "2026-11-27 16:00"),
            "2026-11-27T18:00:00+00:00");
  EXPECT_EQ(due_at("merton-like", Stage::release, Rating::green, police_, "2026-11-27 16:00"),
            "2026-11-30T16:00:00+00:00");
  EXPECT_EQ(due_at("merton-like", Stage::agency_return, Rating::blue, police_, "2026-11-27 16:00"),
            "no clock");
  EXPECT_EQ(due_at("merton-like", Stage::escalation_4, Rating::red, police_, "2026-11-27 16:00"),
            "no clock");
  EXPECT_EQ(due_at("surrey-like", Stage::agency_return, Rating::red, health_, "2026-11-27 16:00"),
            "no clock");
  EXPECT_EQ(due_at("surrey-like", Stage::agency_return, Rating::red, {}, "2026-11-27 16:00"),
            "no clock");
}

TEST_F(Barnfield, a_row_for_the_agency_beats_a_row_for_all_even_for_any_rating) {
  TimescalePolicy mixed = policy("merton-like");
  mixed.rows.push_back({Stage::agency_return, std::nullopt, police_, wall_hours(9), false});
  const auto amount = [&](Rating rating, const AgencyId& agency) {
    return find_row(mixed, Stage::agency_return, rating, agency)->budget.amount;
  };
  EXPECT_EQ(amount(Rating::red, police_), 9);
  EXPECT_EQ(amount(Rating::red, health_), 2);
  mixed.rows.push_back({Stage::agency_return, Rating::red, police_, wall_hours(1), false});
  EXPECT_EQ(amount(Rating::red, police_), 1);
  EXPECT_EQ(amount(Rating::green, police_), 9);
}

}  // namespace
}  // namespace mash::model
