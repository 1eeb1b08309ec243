// SPDX-License-Identifier: MIT
// Goal: whoever challenges a decision is answered in time, one stage after the other; the child is
// kept safe meanwhile, and what comes of it is linked with a new decision.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "decision_test_world.h"
#include "mash/cases/bars.h"
#include "mash/challenge/challenges.h"
#include "mash/decision/decisions.h"

namespace mash::decision {
namespace {

using model::NotificationState;
using model::Stage;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;
using namespace sample;

using Form = std::vector<std::pair<std::string, json::Value>>;

class Challenging : public testing::TestWithParam<db::Engine> {
 protected:
  void SetUp() override {
    decide(case_.amara, "EARLY_HELP");
    decide(case_.obi, "EARLY_HELP");
  }
  std::string at(const std::string& rest) const { return "/case/" + case_.id.text() + rest; }
  std::string tab() const { return at("/decision"); }
  void decide(const PersonId& child, const std::string& outcome,
              const std::string& who = k_manager) {
    app_.clock().advance(Duration::minutes(1));
    const auto path = tab() + "/" + child.text();
    const auto form = app_.get(who, path).json()["form"];
    const auto a = app_.post(who, path,
                             body({{"outcome", outcome},
                                   {"level", "2"},
                                   {"reason", "She has an aunt"},
                                   {"evidence", "The zebra notebook"},
                                   {"without_reason", "They can follow"},
                                   {"version", form.text("version")}}));
    ASSERT_EQ(a.status, 200) << a.body;
  }
  Form challenge(const PersonId& child) const {
    return {{"challenged", json::Array{child.text()}},
            {"ground", "THRESHOLD"},
            {"reason", "He waits for her at the gate"}};
  }
  // The school, by telephone; written down by the front door.
  support::Answer by_school(const PersonId& child) {
    app_.clock().advance(Duration::minutes(1));
    auto form = challenge(child);
    form.emplace_back("from", "REFERRER");
    form.emplace_back("who", "Ms Reed, head teacher, by telephone");
    return app_.post(k_screener, at("/challenges"), body(form));
  }
  support::Answer by_police(const PersonId& child) {
    app_.clock().advance(Duration::minutes(1));
    return app_.post(k_police, at("/challenges"), body(challenge(child)));
  }
  json::Array lines(const std::string& who = k_manager) {
    const auto page = app_.get(who, at("/challenges")).json();
    const auto* all = page["challenges"].as_array();
    return all == nullptr ? json::Array() : *all;
  }
  std::string one() {
    const auto all = lines();
    return all.empty() ? std::string("/none") : all.back().text("href");
  }
  json::Value open(const std::string& who = k_manager) { return app_.get(who, one()).json(); }
  support::Answer safe(const std::string& needed = "NEEDED", const std::string& due = "2026-11-30",
                       const std::string& who = k_screener) {
    app_.clock().advance(Duration::minutes(1));
    return app_.post(who, one() + "/safety",
                     body({{"safety_needed", needed},
                           {"safety_words", "A teacher walks her home"},
                           {"safety_whom", "desk:front-door"},
                           {"safety_due", due},
                           {"safety_due_time", "3pm"}}));
  }
  support::Answer answer(const std::string& result, const std::string& who = k_deputy,
                         const std::string& stage = "1", const std::string& name = "") {
    app_.clock().advance(Duration::minutes(1));
    return app_.post(who, one() + "/answer",
                     body({{"result", result},
                           {"answer_words", "The aunt fetches her now"},
                           {"answer_name", name},
                           {"answer_stage", stage}}));
  }
  support::Answer next(const std::string& who) {
    app_.clock().advance(Duration::minutes(1));
    return app_.post(who, one() + "/next", body({{"next_words", "The aunt works until six"}}));
  }
  std::vector<cases::Deadline> clocks(Stage stage) {
    std::vector<cases::Deadline> out;
    app_.database().read([&](db::Transaction& tx) {
      out = cases::clocks_of(tx, case_.id);
      std::erase_if(out, [stage](const cases::Deadline& d) { return d.stage != stage; });
    });
    return out;
  }
  bool runs(Stage stage) {
    const auto all = clocks(stage);
    return std::ranges::any_of(all, [](const auto& d) { return !d.met_at && !d.withdrawn; });
  }
  int climb() {
    return challenge::climb_overdue(app_.app(), app_.database(), for_challengers(deps_),
                                    app_.clock().now());
  }
  // Signed out by then.
  challenge::Rung rung() {
    challenge::Rung out;
    as_system(app_, [&](const policy::Proof& proof, pipeline::Context& c) {
      out = challenge::challenges_of(c, proof, case_.id).at(0).now();
    });
    return out;
  }
  std::vector<std::string> standing() {
    std::vector<std::string> out;
    as_system(app_, [&](const policy::Proof& proof, pipeline::Context& c) {
      for (const auto& d : decisions_of(c, proof, case_.id)) {
        out.emplace_back(model::code_of(d.outcome));
      }
    });
    return out;
  }
  std::string tasks(const std::string& who) { return app_.page(who, at("/tasks")).body; }
  NotificationState state() { return barnfield::head_of(app_, case_.id).state; }

  int on_decided_ = 0;
  Deps deps_{borough(), timescales(), [this](auto&, auto&, auto&) { ++on_decided_; }};
  support::TestApp app_{options(GetParam(), deps_)};
  Case case_ = add_case(app_);
};

TEST_P(Challenging, E09_a_school_challenges_and_stage_1_opens_with_its_clock) {
  ASSERT_EQ(by_school(case_.amara).status, 200);
  EXPECT_TRUE(runs(Stage::escalation_1));
  const auto all = lines();
  ASSERT_EQ(all.size(), 1U);
  EXPECT_EQ(all[0].text("from"), "Who told the hub of the child");
  EXPECT_EQ(all[0].number("stage"), 1);
  EXPECT_EQ(all[0].text("state"), "Not answered yet");
  EXPECT_EQ(open().text("who"), "Ms Reed, head teacher, by telephone");
  EXPECT_THAT(app_.page(k_manager, tab()).body,
              HasSubstr("Nobody has said yet what keeps the child safe meanwhile"));
  EXPECT_THAT(tasks(k_manager), HasSubstr("Say what keeps the child safe"));
  EXPECT_FALSE(app_.is_stored("He waits for her at the gate"));
  EXPECT_FALSE(app_.is_stored("Ms Reed"));
  EXPECT_THAT(standing(), ElementsAre("EARLY_HELP", "EARLY_HELP")) << "it stands meanwhile";
}

TEST_P(Challenging, E09_what_keeps_the_child_safe_comes_before_the_answer) {
  ASSERT_EQ(by_school(case_.amara).status, 200);
  const auto early = answer("UPHELD");
  EXPECT_EQ(early.status, 422);
  EXPECT_THAT(early.body, HasSubstr("Say first what keeps the child safe"));
  EXPECT_EQ(safe("NEEDED", "2026-11-20").status, 422) << "that is over";
  ASSERT_EQ(safe().status, 200);
  EXPECT_THAT(tasks(k_manager), HasSubstr("A teacher walks her home"));
  EXPECT_FALSE(app_.is_stored("A teacher walks her home"));
  EXPECT_EQ(answer("UPHELD").status, 200);
}

TEST_P(Challenging, E09_nothing_needed_says_why_and_is_no_task) {
  ASSERT_EQ(by_school(case_.amara).status, 200);
  ASSERT_EQ(safe("NOTHING").status, 200);
  EXPECT_THAT(tasks(k_manager), Not(HasSubstr("A teacher walks her home")));
  EXPECT_THAT(app_.page(k_manager, one()).body, HasSubstr("Nothing is needed:"));
}

TEST_P(Challenging, E09_the_decision_stands_and_whoever_challenged_is_told) {
  ASSERT_EQ(by_police(case_.amara).status, 200);
  ASSERT_EQ(safe("NOTHING").status, 200);
  on_decided_ = 0;
  ASSERT_EQ(answer("UPHELD").status, 200);
  EXPECT_FALSE(runs(Stage::escalation_1));
  EXPECT_EQ(on_decided_, 1) << "the case goes on";
  EXPECT_EQ(lines()[0].text("state"), "Answered: the decision stands");
  EXPECT_THAT(tasks(k_police), HasSubstr("Read the answer to your challenge"));
  EXPECT_THAT(app_.page(k_police, one()).body, HasSubstr("The aunt fetches her now"));
}

TEST_P(Challenging, E09_whoever_is_outside_is_told_by_the_front_door) {
  ASSERT_EQ(by_school(case_.amara).status, 200);
  ASSERT_EQ(safe("NOTHING").status, 200);
  ASSERT_EQ(answer("UPHELD").status, 200);
  EXPECT_THAT(tasks(k_screener), HasSubstr("as far as a referrer may know"));
}

TEST_P(Challenging, E09_it_leads_to_a_new_decision_and_both_are_linked) {
  ASSERT_EQ(by_police(case_.amara).status, 200);
  ASSERT_EQ(safe("NOTHING").status, 200);
  ASSERT_EQ(answer("RECONSIDER").status, 200);
  EXPECT_THAT(standing(), ElementsAre("EARLY_HELP")) << "of Obi alone";
  EXPECT_TRUE(runs(Stage::decide));
  EXPECT_EQ(state(), NotificationState::analysis);
  EXPECT_EQ(lines()[0].text("state"), "Answered: it is being decided again");
  EXPECT_THAT(app_.page(k_manager, tab()).body,
              HasSubstr("Decide again: a decision was challenged"));
  decide(case_.amara, "S17_ASSESSMENT");
  EXPECT_THAT(standing(), ElementsAre("S17_ASSESSMENT", "EARLY_HELP"));
  EXPECT_EQ(state(), NotificationState::decided);
  EXPECT_EQ(lines()[0].text("state"), "Answered: it was decided again");
  EXPECT_THAT(tasks(k_police), HasSubstr("Read the answer to your challenge"));
  as_system(app_, [&](const policy::Proof& proof, pipeline::Context& c) {
    const auto all = challenge::challenges_of(c, proof, case_.id);
    const auto& challenged = all.at(0).now().decisions.at(0);
    for (const auto& d : decisions_of(c, proof, case_.id)) {
      if (d.child != case_.amara) continue;
      EXPECT_EQ(challenged.new_decision, d.id);
      EXPECT_EQ(challenged.decision, d.supersedes);
    }
  });
}

TEST_P(Challenging, E09_whoever_decided_does_not_answer_at_stage_1) {
  ASSERT_EQ(by_police(case_.amara).status, 200);
  ASSERT_EQ(safe("NOTHING").status, 200);
  EXPECT_THAT(answer("UPHELD", k_manager).body, HasSubstr("another manager answers"));
  EXPECT_EQ(answer("UPHELD", k_screener).status, 404);
  EXPECT_TRUE(runs(Stage::escalation_1));
}

TEST_P(Challenging, E09_an_answer_that_is_not_enough_goes_to_the_next_stage) {
  ASSERT_EQ(by_police(case_.amara).status, 200);
  EXPECT_EQ(next(k_police).status, 409) << "there is no answer yet";
  ASSERT_EQ(safe("NOTHING").status, 200);
  ASSERT_EQ(answer("UPHELD").status, 200);
  EXPECT_EQ(next(k_screener).status, 404) << "it is not theirs";
  ASSERT_EQ(next(k_police).status, 200);
  EXPECT_TRUE(runs(Stage::escalation_2));
  EXPECT_EQ(lines()[0].number("stage"), 2);
  EXPECT_EQ(answer("UPHELD", k_deputy, "1").status, 409) << "on a page of the first stage";
  EXPECT_THAT(answer("UPHELD", k_manager, "2").body, HasSubstr("Enter who answered"));
  ASSERT_EQ(answer("UPHELD", k_manager, "2", "Ruth Adeyemi, service manager").status, 200);
  EXPECT_FALSE(app_.is_stored("Ruth Adeyemi"));
  ASSERT_EQ(next(k_police).status, 200);
  ASSERT_EQ(answer("UPHELD", k_manager, "3", "The partnership's leads").status, 200);
  EXPECT_EQ(next(k_police).status, 409) << "this was the last stage";
}

TEST_P(Challenging, E09_a_stage_that_nobody_answers_climbs_once) {
  ASSERT_EQ(by_police(case_.amara).status, 200);
  EXPECT_EQ(climb(), 0);
  app_.clock().advance(Duration::hours(24 * 4));
  EXPECT_EQ(climb(), 1);
  EXPECT_EQ(climb(), 0);
  EXPECT_EQ(rung().stage, 2);
  EXPECT_EQ(rung().why, challenge::Why::ran_out);
  EXPECT_TRUE(clocks(Stage::escalation_1).at(0).breached_at.has_value());
  EXPECT_TRUE(runs(Stage::escalation_2));
  app_.clock().advance(Duration::hours(24 * 4));
  EXPECT_EQ(climb(), 1);
  app_.clock().advance(Duration::hours(24 * 9));
  EXPECT_EQ(climb(), 0) << "there is no fourth stage";
  EXPECT_TRUE(runs(Stage::escalation_3)) << "it stays overdue";
}

TEST_P(Challenging, E09_two_challenges_have_two_clocks) {
  ASSERT_EQ(by_police(case_.amara).status, 200);
  app_.clock().advance(Duration::minutes(5));
  ASSERT_EQ(by_school(case_.obi).status, 200);
  ASSERT_EQ(clocks(Stage::escalation_1).size(), 2U);
  ASSERT_EQ(safe("NOTHING").status, 200);  // of the school's
  ASSERT_EQ(answer("UPHELD").status, 200);
  EXPECT_TRUE(runs(Stage::escalation_1)) << "the police still wait";
  as_system(app_, [&](const policy::Proof&, pipeline::Context& c) {
    EXPECT_TRUE(challenge::any_open(c.tx, case_.id));
  });
}

TEST_P(Challenging, E09_rating_anew_keeps_the_clock_and_the_climb) {
  ASSERT_EQ(by_police(case_.amara).status, 200);
  as_system(app_, [&](const policy::Proof&, pipeline::Context& c) {
    cases::re_rate_clocks(c, timescales(), case_.id, model::Rating::red, model::Rating::amber);
  });
  ASSERT_EQ(clocks(Stage::escalation_1).size(), 2U) << "the one and what replaced it";
  app_.clock().advance(Duration::hours(24 * 4));
  EXPECT_EQ(climb(), 1);
}

TEST_P(Challenging, E09_it_says_no_word_about_what_came_in_late) {
  app_.clock().advance(Duration::minutes(1));
  as_system(app_, [&](const policy::Proof&, pipeline::Context& c) {
    cases::start_clock_for_news(c, timescales(), case_.id, model::NewsKind::wrote,
                                AgencyId::trusted("police"));
  });
  ASSERT_EQ(by_police(case_.amara).status, 200);
  ASSERT_EQ(safe("NOTHING").status, 200);
  ASSERT_EQ(answer("RECONSIDER").status, 200);
  decide(case_.amara, "S17_ASSESSMENT");
  EXPECT_TRUE(runs(Stage::late_return)) << "Obi's decision was made without it";
}

TEST_P(Challenging, E09_the_words_of_who_is_outside_are_the_front_doors) {
  ASSERT_EQ(by_school(case_.amara).status, 200);
  const auto page = app_.page(k_police, one()).body;
  EXPECT_THAT(page, Not(HasSubstr("He waits for her at the gate")));
  EXPECT_THAT(page, Not(HasSubstr("Ms Reed")));
  EXPECT_THAT(page, HasSubstr("The front door has it in writing"));
}

TEST_P(Challenging, E09_whoever_does_not_work_on_the_case_learns_nothing) {
  ASSERT_EQ(by_police(case_.amara).status, 200);
  const auto path = one();
  as_system(app_, [&](const policy::Proof&, pipeline::Context& c) {
    cases::set_bar(c, case_.id, StaffId::trusted(k_deputy), "Planted: her sister");
  });
  for (const auto* who : {k_housing, k_deputy}) {
    EXPECT_EQ(app_.get(who, at("/challenges")).status, 404) << who;
    EXPECT_EQ(app_.get(who, path).status, 404) << who;
    EXPECT_EQ(app_.post(who, at("/challenges"), body(challenge(case_.amara))).status, 404) << who;
    EXPECT_EQ(app_.post(who, path + "/next", body({{"next_words", "No"}})).status, 404) << who;
  }
  EXPECT_EQ(app_.count("challenge"), 1);
}

TEST_P(Challenging, E09_it_says_who_what_and_why) {
  const auto a = app_.post(k_screener, at("/challenges"), body(challenge(case_.amara)));
  EXPECT_EQ(a.status, 422);
  EXPECT_THAT(a.body, HasSubstr("Select who challenges the decision"));
  auto nobody = challenge(case_.amara);
  nobody.erase(nobody.begin());
  EXPECT_THAT(app_.post(k_police, at("/challenges"), body(nobody)).body,
              HasSubstr("Select which decision is challenged"));
  EXPECT_THAT(lines(), IsEmpty());
}

INSTANTIATE_TEST_SUITE_P(Engines, Challenging,
                         testing::Values(db::Engine::sqlite, db::Engine::postgres),
                         [](const auto& info) {
                           return info.param == db::Engine::sqlite ? "sqlite" : "postgres";
                         });

}  // namespace
}  // namespace mash::decision
