// SPDX-License-Identifier: MIT
// Goal: a discussion leaves a record of who was there and what each agency said, in that agency's
// own name and under its own key, and of what was decided and who does it.
#include <gmock/gmock.h>

#include "casework_test_world.h"

namespace mash::casework {
namespace {

using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::Not;
using namespace casework::testing;

class DiscussionTest : public CaseworkTest {
 protected:
  using Seats = std::vector<const char*>;
  support::Answer record(const char* who, const Values& changes = {}, const Seats& seats = {}) {
    Values form = changed({{"kind", "MASH_MEETING"},
                           {"held-day", "24"},
                           {"held-month", "11"},
                           {"held-year", "2026"},
                           {"held_time", "08:30"},
                           {"attended", "u03"},
                           {"others", "Ms Reed, Quillgate Primary School"},
                           {"said-front-door", "We have seen the flat."},
                           {"said-police", "Called there twice."},
                           {"decided", "Visit together on Friday."}},
                          changes);
    for (const char* seat : seats) form.emplace_back("seats", seat);
    return app_.submit(who, path("/discussions"), form);
  }
  std::string recorded(const char* who, const Values& changes = {}, const Seats& seats = {}) {
    const auto answer = record(who, changes, seats);
    EXPECT_EQ(answer.status, 303) << answer.body;
    return answer.location;
  }
  // Health and police are named by the seats alone: they may not be people of the hub.
  std::string strategy(const char* who, const char* time,
                       const Seats& seats = {"SOCIAL_WORKER", "POLICE", "HEALTH"}) {
    return recorded(who, {{"kind", "STRATEGY"}, {"held_time", time}}, seats);
  }
  void owed_since(const char* time) {
    app_.clock().set(*parse_iso(time));
    barnfield::as_system(app_, [&](const auto&, pipeline::Context& c) {
      need_strategy_discussion(c, {borough(), barnfield::timescales()}, case_, model::Outcome::s47);
    });
  }
  support::Answer confirm(const char* who, const std::string& which, const char* version = "1") {
    return app_.submit(who, which + "/confirm", {{"version", version}});
  }
};

TEST_P(DiscussionTest, the_record_says_who_was_there_what_each_said_and_what_was_decided) {
  EXPECT_THAT(app_.page(k_manager, path("/discussions")).body,
              AllOf(HasSubstr("No discussion has been recorded"), Not(HasSubstr(" checked"))));
  const auto which = recorded(k_manager);
  EXPECT_THAT(app_.page(k_health, path("/discussions")).body, HasSubstr(which));
  const auto page = app_.page(k_health, which).body;
  for (const char* words :
       {"MASH meeting, 24 November 2026 at 8:30am", "Nasima Khatun",
        "Ms Reed, Quillgate Primary School", "We have seen the flat.", "Called there twice.",
        "Visit together on Friday.", "Recorded by Nasima Khatun, Front door"}) {
    EXPECT_THAT(page, HasSubstr(words));
  }
}

TEST_P(DiscussionTest, what_the_chair_types_for_an_agency_is_that_agencys_to_confirm) {
  const auto which = recorded(k_manager);
  const char* waits = "Barnfield Borough Police has not confirmed this";
  EXPECT_THAT(app_.page(k_health, which).body,
              AllOf(HasSubstr(waits), Not(HasSubstr("Front door has not confirmed this"))));
  EXPECT_EQ(app_.count("contribution where agency = 'police' and written_for = 'front-door'"), 1);
  EXPECT_EQ(confirm(k_manager, which).status, 409) << "the chair confirms nothing for the police";
  EXPECT_EQ(confirm(k_health, which).status, 409);
  EXPECT_EQ(confirm(k_police, which, "2").status, 409) << "another version than they read";
  ASSERT_EQ(confirm(k_police, which).location, which);
  EXPECT_THAT(app_.page(k_health, which).body,
              AllOf(HasSubstr("Confirmed by Leon Bailey"), Not(HasSubstr(waits))));
  EXPECT_EQ(confirm(k_police, which).status, 409) << "once";
}

TEST_P(DiscussionTest, an_agency_says_it_in_its_own_words_and_nothing_is_overwritten) {
  const auto which = recorded(k_manager);
  EXPECT_THAT(app_.submit(k_police, which + "/contribution", {}).body,
              HasSubstr("Enter what your agency says"));
  ASSERT_EQ(
      app_.submit(k_police, which + "/contribution", {{"words", "Three times, not two."}}).location,
      which);
  ASSERT_EQ(
      app_.submit(k_health, which + "/contribution", {{"words", "Two visits missed."}}).status, 303)
      << "who said nothing yet";
  const auto page = app_.page(k_manager, which).body;
  EXPECT_THAT(page, AllOf(HasSubstr("Three times, not two."), HasSubstr("What stood here before"),
                          HasSubstr("Called there twice."), HasSubstr("Two visits missed."),
                          Not(HasSubstr("has not confirmed this"))));
  EXPECT_LT(page.find("Three times, not two."), page.find("Called there twice."));
}

TEST_P(DiscussionTest, each_agencys_words_are_sealed_under_its_own_key) {
  recorded(k_manager, {{"said-police", "Planted by the chair for the police"},
                       {"others", "Planted person, Planted school"},
                       {"decided", "Planted decision"}});
  EXPECT_FALSE(app_.is_stored("Planted"));
  app_.database().write([&](db::Transaction& tx) {
    tx.execute("update contribution set agency = 'health' where agency = 'police'");
  });
  EXPECT_EQ(app_.get(k_manager, path("/discussions")).status, 200);
  const auto rows = app_.get(k_manager, path("/discussions")).json();
  EXPECT_EQ(app_.get(k_manager, rows["discussions"].as_array()->front().text("href")).status, 500)
      << "under another agency's name it does not open";
}

TEST_P(DiscussionTest, what_is_missing_or_wrong_is_named_with_the_way_out) {
  const auto empty = app_.submit(k_manager, path("/discussions"), {});
  EXPECT_EQ(empty.status, 422);
  for (const char* words : {"Select what it was", "Enter the day on which it was held",
                            "Enter the time at which it was held", "Say what was decided"}) {
    EXPECT_THAT(empty.body, HasSubstr(words));
  }
  EXPECT_THAT(record(k_manager, {{"held_time", "09:01"}}).body,
              HasSubstr("This is still to come. Record a discussion once it was held"));
  EXPECT_THAT(record(k_manager, {{"attended", ""}, {"others", ""}}).body,
              HasSubstr("Select who was there, or name them below"));
  EXPECT_THAT(record(k_manager, {{"attended", "u12"}}).body,
              HasSubstr("Select only people who work on this case"));
  EXPECT_THAT(record(k_manager, {{"said-housing", "Arrears"}}).body,
              HasSubstr("This agency does not work on this case"));
  EXPECT_EQ(app_.count("discussion"), 0);
}

TEST_P(DiscussionTest, an_action_is_a_task_that_names_its_discussion) {
  const auto which = recorded(k_manager);
  const auto id = which.substr(which.rfind('/') + 1);
  EXPECT_THAT(app_.page(k_manager, which).body, HasSubstr("/tasks?discussion=" + id));
  const std::string form = path("/tasks?discussion=" + id);
  EXPECT_THAT(app_.page(k_manager, form).body, HasSubstr("MASH meeting, 24 November 2026"));
  const Values task = {{"what", "Visit on Friday"}, {"for", "desk:police"}, {"due-day", "27"},
                       {"due-month", "11"},         {"due-year", "2026"},   {"due_time", "9am"},
                       {"why", "As decided"},       {"discussion", id}};
  ASSERT_EQ(app_.submit(k_manager, path("/tasks"), task).location, which);
  EXPECT_THAT(app_.page(k_health, which).body,
              AllOf(HasSubstr("Tasks from this discussion"), HasSubstr("Visit on Friday")));
  EXPECT_EQ(app_.submit(k_manager, path("/tasks"),
                        changed(task, {{"discussion", "01ARZ3NDEKTSV4RRFFQ6"}}))
                .status,
            404);
}

TEST_P(DiscussionTest, E05_the_record_of_the_strategy_discussion_does_its_task_in_time) {
  owed_since("2026-11-23T10:00:00+00:00");
  // The time is over when it is written down; it was held in time.
  app_.clock().set(*parse_iso("2026-11-24T10:30:00+00:00"));
  recorded(k_manager);
  EXPECT_EQ(app_.count("task where state = 'OPEN'"), 1) << "a MASH meeting is none";
  strategy(k_manager, "9:45am");
  EXPECT_EQ(app_.count("task where kind = 'STRATEGY_DISCUSSION' and state = 'DONE'"), 1);
  EXPECT_EQ(app_.count("deadline where met_at is not null and breached_at is null"), 1);
}

TEST_P(DiscussionTest, one_held_before_it_was_needed_or_written_by_another_desk_is_no_end_of_it) {
  owed_since("2026-11-24T10:00:00+00:00");
  app_.clock().set(*parse_iso("2026-11-24T10:30:00+00:00"));
  strategy(k_manager, "9:45am");
  strategy(k_police, "10:15am");
  EXPECT_EQ(app_.count("task where kind = 'STRATEGY_DISCUSSION' and state = 'OPEN'"), 1);
  strategy(k_manager, "10:15am");
  EXPECT_EQ(app_.count("task where kind = 'STRATEGY_DISCUSSION' and state = 'DONE'"), 1);
}

// FB12: decided without the doctors who had seen the marks.
TEST_P(DiscussionTest, FB12_without_a_seat_it_is_incomplete_and_still_owed) {
  owed_since("2026-11-24T10:00:00+00:00");
  app_.clock().set(*parse_iso("2026-11-24T10:30:00+00:00"));
  EXPECT_THAT(app_.page(k_manager, path("/discussions")).body, Not(HasSubstr(" checked")));
  EXPECT_THAT(record(k_manager, {{"kind", "STRATEGY"}, {"held_time", "10:15am"}}).body,
              HasSubstr("Select which of these took part"));
  const auto which = strategy(k_manager, "10:15am", {"SOCIAL_WORKER", "POLICE"});
  EXPECT_EQ(app_.count("task where kind = 'STRATEGY_DISCUSSION' and state = 'OPEN'"), 1);
  EXPECT_EQ(app_.count("deadline where met_at is null"), 1);
  EXPECT_THAT(app_.page(k_health, which).body,
              AllOf(HasSubstr("A health practitioner did not take part."),
                    HasSubstr("Visit together on Friday."), HasSubstr("is still owed")));
  EXPECT_THAT(app_.page(k_manager, path("/discussions")).body,
              HasSubstr("Strategy discussion (incomplete), 24 November 2026 at 10:15am"));
  const auto police_alone = strategy(k_manager, "10:20am", {"POLICE"});
  EXPECT_THAT(app_.page(k_health, police_alone).body,
              HasSubstr("A social worker and a health practitioner did not take part."));
  const auto whole = strategy(k_manager, "10:25am");
  EXPECT_EQ(app_.count("task where kind = 'STRATEGY_DISCUSSION' and state = 'DONE'"), 1);
  EXPECT_THAT(app_.page(k_health, whole).body, Not(HasSubstr("did not take part")));
}

TEST_P(DiscussionTest, C09_what_an_agency_says_after_the_decision_waits_for_a_managers_word) {
  const auto which = recorded(k_manager);
  set_decided();
  app_.submit(k_manager, which + "/contribution", {{"words", "Our own words"}});
  EXPECT_FALSE(late_word_waits()) << "those who decide know what they say";
  ASSERT_EQ(app_.submit(k_police, which + "/contribution", {{"words", "He was released"}}).status,
            303);
  EXPECT_TRUE(late_word_waits());
}

TEST_P(DiscussionTest, C09_what_is_written_down_for_an_agency_after_the_decision_waits_too) {
  const auto before = recorded(k_manager);
  const auto news = [this](const char* desk) {
    return app_.count("case_news where kind = 'DISCUSSED' and agency = '" + std::string(desk) +
                      "'");
  };
  EXPECT_EQ(news("police"), 1);
  set_decided();
  ASSERT_EQ(confirm(k_police, before).status, 303);
  EXPECT_TRUE(late_word_waits()) << "it is the agency's word from now on";
  EXPECT_EQ(news("police"), 2);
  recorded(k_manager, {{"said-police", ""}});
  EXPECT_FALSE(late_word_waits()) << "nobody but the front door said anything";
  recorded(k_manager, {{"said-health", "Two visits missed."}});
  EXPECT_TRUE(late_word_waits());
  EXPECT_EQ(news("health"), 1);
  EXPECT_EQ(news("police"), 3);
  recorded(k_police, {{"said-health", "Seen on Monday."}, {"said-police", ""}});
  EXPECT_EQ(news("health"), 2) << "whoever wrote it down";
  EXPECT_EQ(news("police"), 4);
  EXPECT_EQ(news("front-door"), 0);
}

TEST_P(DiscussionTest, to_whoever_does_not_work_on_it_the_case_is_absent) {
  const auto which = recorded(k_manager);
  const std::string rest = which.substr(path("").size());
  bar(k_police);
  for (const char* who : {k_housing, k_analyst, k_police}) {
    expect_absent(who, "/discussions");
    expect_absent(who, rest);
    EXPECT_EQ(record(who).status, 404) << who;
    EXPECT_EQ(confirm(who, which).status, 404) << who;
    EXPECT_EQ(app_.submit(who, which + "/contribution", {{"words", "Ours"}}).status, 404) << who;
  }
  const CaseId other = add_case();
  EXPECT_EQ(app_.get(k_manager, "/case/" + other.text() + rest).status, 404) << "of another case";
}

INSTANTIATE_TEST_SUITE_P(Engines, DiscussionTest,
                         ::testing::Values(db::Engine::sqlite, db::Engine::postgres),
                         [](const auto& info) {
                           return info.param == db::Engine::sqlite ? "sqlite" : "postgres";
                         });

}  // namespace
}  // namespace mash::casework
