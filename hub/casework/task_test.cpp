// SPDX-License-Identifier: MIT
// Goal: what is to be done has somebody who is there, a time and a reason; what became of it stays;
// and nobody learns of it who does not work on the case.
#include <gmock/gmock.h>

#include "casework_test_world.h"
#include "mash/cases/clocks.h"
#include "tasks.h"

namespace mash::casework {
namespace {

using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::Not;
using namespace casework::testing;

class TaskTest : public CaseworkTest {
 protected:
  support::Answer give(const char* who, const Values& changes = {}) {
    return app_.submit(who, path("/tasks"),
                       changed({{"what", "Ask the school"},
                                {"for", "desk:front-door"},
                                {"due-day", "24"},
                                {"due-month", "11"},
                                {"due-year", "2026"},
                                {"due_time", "2pm"},
                                {"why", "Nobody has seen her."}},
                               changes));
  }
  json::Value tasks(const char* who = k_manager) {
    return app_.get(who, path("/tasks")).json()["tasks"];
  }
  std::string task(std::size_t place = 0) { return tasks().as_array()->at(place).text("href"); }
  // The lists of "My tasks", by the caption: what stands on them.
  std::string mine(const char* who) { return json::encode(app_.get(who, "/tasks").json()); }
  support::Answer hand_over(const char* who, const std::string& which, const char* to) {
    return hand_over_from(who, which, to, holder_seen(which));
  }
  support::Answer hand_over_from(const char* who, const std::string& which, const char* to,
                                 const std::string& from) {
    return app_.submit(who, which + "/hand-over",
                       {{"to", to}, {"said", "Told him all of it."}, {"from", from}});
  }
  // Who has it, as the form says that was looked at.
  std::string holder_seen(const std::string& which) {
    std::string out;
    app_.database().read([&](db::Transaction& tx) {
      const auto row = find_task(tx, case_, which.substr(which.rfind('/') + 1));
      if (row) out = Holder{row->desk, row->person}.code();
    });
    return out;
  }
};

TEST_P(TaskTest, a_task_says_what_for_whom_by_when_and_why) {
  EXPECT_THAT(app_.page(k_screener, path("/tasks")).body,
              AllOf(HasSubstr("Nothing is to be done"), Not(HasSubstr(" checked")),
                    Not(HasSubstr(" selected")), Not(HasSubstr("possible crime"))));
  ASSERT_EQ(give(k_screener, {{"for", "person:u03"}}).location, path("/tasks"));
  const auto page = app_.page(k_health, task()).body;
  for (const char* words : {"Ask the school", "Nasima Khatun, Front door", "Nobody has seen her.",
                            "24 November 2026 at 2:00pm", "5 hours left", "Marion Pettifer"}) {
    EXPECT_THAT(page, HasSubstr(words));
  }
}

TEST_P(TaskTest, what_is_missing_or_wrong_is_named_with_the_way_out) {
  const auto empty = app_.submit(k_screener, path("/tasks"), {});
  EXPECT_EQ(empty.status, 422);
  for (const char* words : {"Say what is to be done", "Choose who is to do it", "Say why",
                            "Enter the day by which", "Enter the time by which"}) {
    EXPECT_THAT(empty.body, HasSubstr(words));
  }
  EXPECT_THAT(give(k_screener, {{"due_time", "09:00"}}).body,
              HasSubstr("This has passed. Enter a day and a time that are still to come"));
  EXPECT_THAT(give(k_screener, {{"due_time", "soon"}}).body,
              HasSubstr("Enter the time as in 2:30pm or 14:30"));
  EXPECT_EQ(app_.count("task"), 0);
}

TEST_P(TaskTest, nobody_has_a_task_who_is_not_there_or_not_in_the_case) {
  barnfield::as_system(app_, [&](const auto&, pipeline::Context& c) {
    cases::add_member(c.tx, case_, AgencyId::trusted("housing"), c.now);
  });
  EXPECT_EQ(give(k_screener, {{"for", "person:u12"}}).status, 303) << "housing is there today";
  bar(k_health);
  // Barred; of an agency that is not in the case; without content; outside; nobody.
  for (const char* who : {"person:u09", "person:u11", "desk:education", "person:u18", "person:r01",
                          "person:u99", "desk:", "person:", "police"}) {
    const auto refused = give(k_screener, {{"for", who}});
    EXPECT_EQ(refused.status, 422) << who;
    EXPECT_THAT(refused.body, HasSubstr("Choose a desk that works on this case")) << who;
  }
  app_.database().write(
      [](db::Transaction& tx) { tx.execute("insert into account values ('u04', 0)"); });
  EXPECT_EQ(give(k_screener, {{"for", "person:u04"}}).status, 422) << "has left";
  // Housing has a training day on 18 November.
  app_.clock().set(*parse_iso("2026-11-18T09:00:00+00:00"));
  EXPECT_EQ(give(k_screener, {{"for", "desk:housing"}}).status, 422);
  EXPECT_EQ(give(k_screener, {{"for", "person:u12"}}).status, 422);
  EXPECT_EQ(app_.count("task"), 1);
}

TEST_P(TaskTest, H15_the_desk_has_it_while_a_person_is_away) {
  give(k_screener, {{"for", "person:u07"}});
  EXPECT_THAT(mine(k_police), HasSubstr("For you"));
  EXPECT_THAT(mine(k_police_supervisor), AllOf(HasSubstr("For your desk"), HasSubstr("Leon Bailey"),
                                               HasSubstr(R"("away":"")")));
  bar(k_police);
  EXPECT_THAT(mine(k_police), Not(HasSubstr("Ask the school"))) << "absent to whoever is barred";
  EXPECT_THAT(mine(k_police_supervisor), HasSubstr(R"("away":"Not here now: the desk has it.")"));
  EXPECT_THAT(app_.page(k_manager, path("/tasks")).body,
              HasSubstr("Not here now: the desk has it"));
  ASSERT_EQ(hand_over(k_police_supervisor, task(), "person:u31").location, task());
  EXPECT_THAT(mine("u31"), HasSubstr("For you"));
  EXPECT_THAT(app_.page(k_manager, task()).body,
              AllOf(HasSubstr("Handed over to Stephen Oduya"), HasSubstr("Told him all of it.")));
}

TEST_P(TaskTest, it_is_handed_over_only_to_somebody_who_is_there) {
  give(k_screener, {{"for", "desk:police"}});
  EXPECT_THAT(hand_over(k_police, task(), "person:u12").body,
              HasSubstr("Choose a desk that works on this case"));
  EXPECT_THAT(hand_over(k_police, task(), "desk:police").body, HasSubstr("They have it already"));
  EXPECT_EQ(hand_over(k_manager, task(), "desk:front-door").status, 404)
      << "not the front door's to hand over";
  EXPECT_EQ(hand_over(k_police, task(), "desk:health").status, 303);
  EXPECT_EQ(hand_over(k_police, task(), "desk:police").status, 404) << "theirs no more";
}

TEST_P(TaskTest, of_two_who_hand_it_over_at_once_the_second_sees_it_and_keeps_the_words) {
  give(k_screener, {{"for", "desk:police"}});
  EXPECT_THAT(app_.page(k_police, task()).body, HasSubstr(R"(name="from" value="desk:police")"));
  ASSERT_EQ(hand_over(k_police, task(), "person:u08").status, 303);
  const auto stale = hand_over_from(k_police, task(), "person:u31", "desk:police");
  EXPECT_EQ(stale.status, 409);
  EXPECT_THAT(stale.body,
              AllOf(HasSubstr("It has been handed over meanwhile"),
                    HasSubstr("Told him all of it."), HasSubstr(R"(value="person:u08")")));
  EXPECT_EQ(holder_seen(task()), "person:u08");
}

TEST_P(TaskTest, words_for_a_task_that_is_over_are_not_lost) {
  give(k_screener, {{"for", "desk:police"}});
  const auto which = task();
  ASSERT_EQ(app_.submit(k_police, which + "/done", {{"came_of_it", "She was there."}}).status, 303);
  const auto late = app_.submit(k_police, which + "/done", {{"came_of_it", "The door was open."}});
  EXPECT_EQ(late.status, 409);
  EXPECT_THAT(late.body, AllOf(HasSubstr("What you wrote, which was not saved"),
                               HasSubstr("The door was open.")));
}

TEST_P(TaskTest, H15_the_task_of_a_desk_that_is_away_is_handed_over_by_whoever_gave_it) {
  barnfield::as_system(app_, [&](const auto&, pipeline::Context& c) {
    cases::add_member(c.tx, case_, AgencyId::trusted("housing"), c.now);
  });
  ASSERT_EQ(give(k_health, {{"for", "desk:housing"}}).status, 303);
  EXPECT_EQ(hand_over(k_health, task(), "desk:health").status, 404) << "housing is there";
  app_.clock().set(*parse_iso("2026-11-18T09:00:00+00:00"));
  EXPECT_THAT(app_.page(k_health, task()).body,
              AllOf(HasSubstr("This desk is away today: whoever gave it"),
                    HasSubstr("Hand it over"), Not(HasSubstr("It is done"))));
  EXPECT_EQ(hand_over(k_police, task(), "desk:police").status, 404) << "did not give it";
  EXPECT_THAT(app_.page(k_manager, task()).body, HasSubstr("Hand it over"));
  EXPECT_EQ(hand_over(k_health, task(), "desk:front-door").status, 303);
}

TEST_P(TaskTest, H15_nobody_who_is_off_shift_is_given_a_task) {
  app_.database().write([&](db::Transaction& tx) {
    shift::seed_on_duty(tx, borough(), StaffId::trusted("u03"), app_.clock().now(),
                        app_.clock().now() + Duration::hours(8), app_.random());
  });
  EXPECT_EQ(give(k_screener, {{"for", "person:u04"}}).status, 422);
  EXPECT_EQ(give(k_screener, {{"for", "person:u03"}}).status, 303);
  EXPECT_EQ(give(k_screener, {{"for", "person:u07"}}).status, 303) << "the police keep no rota";
  app_.clock().advance(Duration::hours(8));
  EXPECT_THAT(app_.page(k_manager, path("/tasks")).body,
              HasSubstr("Not here now: the desk has it"));
}

TEST_P(TaskTest, a_closed_case_takes_no_task) {
  barnfield::as_system(app_, [&](const auto&, pipeline::Context& c) {
    cases::set_state(c, case_, model::NotificationState::closed);
  });
  EXPECT_THAT(app_.page(k_screener, path("/tasks")).body,
              AllOf(HasSubstr("it takes no new task"), Not(HasSubstr("Give the task"))));
  const auto refused = give(k_screener);
  EXPECT_EQ(refused.status, 422);
  EXPECT_THAT(refused.body,
              AllOf(HasSubstr("This case is closed"), HasSubstr("Nobody has seen her.")));
  EXPECT_EQ(app_.count("task"), 0);
}

TEST_P(TaskTest, done_says_what_came_of_it_and_is_done_once) {
  give(k_screener, {{"for", "desk:police"}});
  const auto which = task();
  EXPECT_THAT(app_.submit(k_police, which + "/done", {}).body, HasSubstr("Say what came of it"));
  EXPECT_EQ(app_.submit(k_health, which + "/done", {{"came_of_it", "Ours"}}).status, 404);
  ASSERT_EQ(app_.submit(k_police, which + "/done", {{"came_of_it", "She was there."}}).status, 303);
  EXPECT_THAT(app_.page(k_health, which).body,
              AllOf(HasSubstr("She was there."), HasSubstr("Leon Bailey, Barnfield Borough Police"),
                    Not(HasSubstr("<form method=\"post\" action=\"" + which))));
  EXPECT_EQ(app_.submit(k_police, which + "/done", {{"came_of_it", "Again"}}).status, 409);
  EXPECT_EQ(app_.submit(k_police, which + "/call-off", {{"reason", "Again"}}).status, 409);
  EXPECT_THAT(mine(k_police), Not(HasSubstr("Ask the school")));
  EXPECT_EQ(app_.count("task_event"), 1);
}

TEST_P(TaskTest, whoever_gave_it_or_has_it_calls_it_off_with_a_reason) {
  give(k_health, {{"for", "desk:police"}});
  give(k_health, {{"for", "desk:police"}, {"what", "Another"}});
  EXPECT_EQ(app_.submit(k_manager, task(0) + "/call-off", {{"reason", "Ours"}}).status, 404);
  EXPECT_THAT(app_.submit(k_health, task(0) + "/call-off", {}).body,
              HasSubstr("Say why it need not be done any more"));
  const auto first = task(0);
  const auto second = task(1);
  EXPECT_EQ(app_.submit(k_health, first + "/call-off", {{"reason", "She rang back."}}).status, 303);
  EXPECT_EQ(app_.submit(k_police, second + "/call-off", {{"reason", "Twice."}}).status, 303);
  EXPECT_THAT(app_.page(k_manager, first).body, HasSubstr("She rang back."));
  EXPECT_EQ(app_.count("task where state = 'CALLED_OFF'"), 2);
}

TEST_P(TaskTest, C09_what_an_agency_says_of_a_task_after_the_decision_waits_for_a_managers_word) {
  for (const char* by : {"1pm", "2pm", "3pm"}) {
    give(k_health, {{"for", "desk:police"}, {"due_time", by}});
  }
  give(k_manager, {{"due_time", "4pm"}});
  const std::vector<std::string> all = {task(0), task(1), task(2), task(3)};
  set_decided();
  ASSERT_EQ(app_.submit(k_manager, all[3] + "/done", {{"came_of_it", "Seen."}}).status, 303);
  EXPECT_FALSE(late_word_waits()) << "those who decide know what they say";
  ASSERT_EQ(app_.submit(k_police, all[0] + "/done", {{"came_of_it", "He is out."}}).status, 303);
  EXPECT_TRUE(late_word_waits());
  ASSERT_EQ(hand_over(k_police, all[1], "desk:health").status, 303);
  EXPECT_TRUE(late_word_waits());
  ASSERT_EQ(app_.submit(k_health, all[2] + "/call-off", {{"reason", "He is out."}}).status, 303);
  EXPECT_TRUE(late_word_waits());
  EXPECT_EQ(app_.count("case_news where kind = 'TASK'"), 3);
}

TEST_P(TaskTest, what_is_overdue_stands_first_and_says_so) {
  give(k_screener, {{"what", "The later one"}, {"due_time", "3pm"}});
  give(k_screener, {{"what", "The earlier one"}, {"due_time", "10am"}});
  const CaseId first = case_;
  case_ = add_case();
  give(k_screener, {{"what", "Of another case"}, {"due_time", "11am"}});
  app_.clock().advance(Duration::minutes(90));
  const auto page = app_.page(k_manager, "/tasks").body;
  const auto earlier = page.find("The earlier one");
  const auto other = page.find("Of another case");
  const auto later = page.find("The later one");
  EXPECT_LT(earlier, other);
  EXPECT_LT(other, later);
  EXPECT_THAT(page, AllOf(HasSubstr("OVERDUE BY 30 MIN"), HasSubstr("1 overdue, 3 to do.")));
  case_ = first;
  EXPECT_THAT(app_.page(k_manager, path("/tasks")).body, HasSubstr("OVERDUE BY 30 MIN"));
}

TEST_P(TaskTest, C11_a_possible_crime_is_a_task_beside_the_clocks_of_the_hub) {
  barnfield::as_system(app_, [&](const auto&, pipeline::Context& c) {
    for (const auto stage : {model::Stage::rate, model::Stage::decide}) {
      cases::start_clock(c, barnfield::timescales(), case_, stage, model::Rating::red, c.now);
    }
  });
  const auto clocks = [this] {
    std::vector<cases::Deadline> out;
    app_.database().read([&](db::Transaction& tx) { out = cases::clocks_of(tx, case_); });
    return out;
  };
  const auto before = clocks();
  const auto state = barnfield::head_of(app_, case_).state;
  EXPECT_THAT(app_.page(k_police, path("/tasks")).body, HasSubstr("Is it about a possible crime?"));
  EXPECT_THAT(give(k_police, {{"for", "desk:police"}}).body,
              HasSubstr("Select whether it is about a possible crime"));
  EXPECT_THAT(give(k_police, {{"crime", "yes"}}).body,
              HasSubstr("A possible crime is for your own agency"));
  ASSERT_EQ(give(k_police, {{"crime", "yes"}, {"for", "person:u08"}}).status, 303);
  EXPECT_EQ(app_.count("task where kind = 'CRIME' and desk = 'police' and state = 'OPEN'"), 1);
  const auto after = clocks();
  ASSERT_EQ(before.size(), 2U);
  ASSERT_EQ(after.size(), before.size());
  for (std::size_t i = 0; i < after.size(); ++i) {
    EXPECT_EQ(after[i].due_at, before[i].due_at);
    EXPECT_FALSE(after[i].met_at || after[i].withdrawn);
  }
  EXPECT_EQ(barnfield::head_of(app_, case_).state, state);
  EXPECT_THAT(hand_over(k_police_supervisor, task(), "desk:health").body,
              HasSubstr("A possible crime stays with the police"));
  EXPECT_THAT(give(k_health, {{"crime", "yes"}, {"for", "desk:health"}}).body,
              HasSubstr("Only the police record a possible crime"));
}

TEST_P(TaskTest, to_whoever_does_not_work_on_it_the_case_is_absent) {
  give(k_screener);
  const std::string rest = task().substr(path("").size());
  for (const char* who : {k_housing, k_analyst}) {
    expect_absent(who, "/tasks");
    expect_absent(who, rest);
    EXPECT_EQ(give(who).status, 404) << who;
    EXPECT_EQ(app_.submit(who, task() + "/done", {{"came_of_it", "Ours"}}).status, 404) << who;
  }
  EXPECT_THAT(mine(k_housing), HasSubstr("Nothing is to be done"));
  EXPECT_EQ(app_.get(k_analyst, "/tasks").status, 404);
  bar(k_screener);
  expect_absent(k_screener, rest);
  EXPECT_EQ(app_.submit(k_screener, task() + "/done", {{"came_of_it", "Mine"}}).status, 404);
  EXPECT_THAT(mine(k_screener), HasSubstr("Nothing is to be done"));
  const CaseId other = add_case();
  const auto crossed = "/case/" + other.text() + rest;
  EXPECT_EQ(app_.get(k_manager, crossed).status, 404) << "a task of another case";
  EXPECT_EQ(app_.submit(k_manager, crossed + "/done", {{"came_of_it", "It"}}).status, 404);
}

TEST_P(TaskTest, words_are_sealed_under_the_key_of_the_agency_whose_they_are) {
  give(k_health,
       {{"what", "Planted by health"}, {"why", "Planted reason"}, {"for", "desk:police"}});
  app_.submit(k_police, task() + "/done", {{"came_of_it", "Planted by the police"}});
  EXPECT_FALSE(app_.is_stored("Planted"));
  EXPECT_EQ(app_.count("task where owner = 'health'"), 1);
  EXPECT_EQ(app_.count("task_event where owner = 'police'"), 1);
}

// C10, as a desk's dissent calls it (hub/assessment tells when).
TEST_P(TaskTest, C10_whoever_decides_has_one_task_to_read_why_an_agency_disagrees) {
  const auto say = [this](const char* desk) {
    barnfield::as_system(app_, [&](const auto&, pipeline::Context& c) {
      need_look_at_dissent(c, borough(), case_, AgencyId::trusted(desk));
    });
  };
  say("police");
  say("health");
  EXPECT_EQ(app_.count("task where kind = 'DISSENT' and desk = 'front-door' and due_at is null"),
            1);
  EXPECT_THAT(app_.page(k_manager, "/tasks").body,
              HasSubstr("Read why an agency disagrees, and whether others have said so since"));
  EXPECT_THAT(app_.page(k_housing, "/tasks").body, Not(HasSubstr("disagrees")));
  app_.database().read(
      [&](db::Transaction& tx) { EXPECT_THAT(cases::clocks_of(tx, case_), ::testing::IsEmpty()); });
}

// E05, as a decision calls it (hub/decision tells when).
class StrategyTest : public TaskTest {
 protected:
  void decide(model::Outcome outcome) {
    barnfield::as_system(app_, [&](const auto&, pipeline::Context& c) {
      need_strategy_discussion(c, {borough(), barnfield::timescales()}, case_, outcome);
    });
  }
  std::vector<cases::Deadline> clocks() {
    std::vector<cases::Deadline> out;
    app_.database().read([&](db::Transaction& tx) { out = cases::clocks_of(tx, case_); });
    return out;
  }
};

TEST_P(StrategyTest, E05_the_task_invites_police_and_health_and_has_its_clock) {
  decide(model::Outcome::s47);
  ASSERT_EQ(app_.count("task where kind = 'STRATEGY_DISCUSSION' and desk = 'front-door'"), 1);
  ASSERT_EQ(clocks().size(), 1U);
  EXPECT_EQ(clocks().front().stage, model::Stage::strategy_discussion);
  EXPECT_EQ(iso_london(clocks().front().due_at), "2026-11-25T09:00:00+00:00");
  const auto page = app_.page(k_manager, task()).body;
  for (const char* words :
       {"Strategy discussion", "Barnfield Borough Police",
        "Barnfield Integrated Health Safeguarding", "1 day left", "25 November 2026 at 9:00am"}) {
    EXPECT_THAT(page, HasSubstr(words));
  }
  EXPECT_THAT(page, Not(HasSubstr("does not work on this case yet")));
  EXPECT_THAT(mine(k_police), HasSubstr("to which your agency is invited"));
  EXPECT_THAT(mine(k_housing), HasSubstr("Nothing is to be done"));
  decide(model::Outcome::strategy_discussion);
  EXPECT_EQ(app_.count("task"), 1) << "one for all children together";
}

TEST_P(StrategyTest, other_decisions_need_none) {
  for (const auto& word : model::k_words<model::Outcome>) {
    if (word.value == model::Outcome::s47 || word.value == model::Outcome::strategy_discussion) {
      continue;
    }
    decide(word.value);
  }
  EXPECT_EQ(app_.count("task"), 0);
}

TEST_P(StrategyTest, done_meets_the_clock_and_called_off_ends_it) {
  decide(model::Outcome::s47);
  ASSERT_EQ(app_.submit(k_manager, task() + "/done", {{"came_of_it", "Held."}}).status, 303);
  EXPECT_TRUE(clocks().front().met_at.has_value());
  decide(model::Outcome::s47);
  ASSERT_EQ(app_.submit(k_manager, task() + "/call-off", {{"reason", "Held already."}}).status,
            303);
  EXPECT_EQ(app_.count("deadline where met_at is null and withdrawn_at is null"), 0);
}

TEST_P(StrategyTest, only_who_may_decide_ends_it_and_no_other_desk_gets_it) {
  decide(model::Outcome::s47);
  for (const auto& [how, field] : {std::pair{"/call-off", "reason"}, {"/done", "came_of_it"}}) {
    const auto a = app_.submit(k_screener, task() + how, {{field, "Not needed"}});
    EXPECT_EQ(a.status, 409) << how;
    EXPECT_THAT(a.body, HasSubstr("by a manager who may decide"));
  }
  EXPECT_THAT(hand_over(k_manager, task(), "desk:health").body,
              HasSubstr("A strategy discussion stays with the front door"));
  EXPECT_EQ(app_.count("task where state = 'OPEN' and desk = 'front-door'"), 1);
  EXPECT_FALSE(clocks().front().met_at || clocks().front().withdrawn);
}

TEST_P(StrategyTest, an_invitation_opens_no_case) {
  app_.database().write([&](db::Transaction& tx) {
    tx.execute("delete from case_member where case_id = $1 and agency = 'health'", {case_});
  });
  decide(model::Outcome::s47);
  EXPECT_EQ(app_.get(k_health, path("/tasks")).status, 404);
  EXPECT_THAT(mine(k_health), HasSubstr("Nothing is to be done"));
  EXPECT_THAT(app_.page(k_manager, task()).body, HasSubstr("does not work on this case yet"));
}

const auto k_engine_name = [](const auto& info) {
  return info.param == db::Engine::sqlite ? "sqlite" : "postgres";
};
INSTANTIATE_TEST_SUITE_P(Engines, TaskTest,
                         ::testing::Values(db::Engine::sqlite, db::Engine::postgres),
                         k_engine_name);
INSTANTIATE_TEST_SUITE_P(Engines, StrategyTest,
                         ::testing::Values(db::Engine::sqlite, db::Engine::postgres),
                         k_engine_name);

}  // namespace
}  // namespace mash::casework
