// SPDX-License-Identifier: MIT
// Goal: whoever decides sees the assessment and who disagrees, is asked where a decision does not
// fit, and is never held up by any of it.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "decision_test_world.h"
#include "mash/decision/decisions.h"

namespace mash::decision {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::Not;
using namespace sample;

class Assessed : public testing::TestWithParam<db::Engine> {
 protected:
  using Members = std::vector<std::pair<std::string, json::Value>>;

  std::string tab() const { return "/case/" + case_.id.text() + "/decision"; }
  std::string path(const PersonId& child) const { return tab() + "/" + child.text(); }
  void assess(const char* factor, const PersonId& child) {
    app_.clock().advance(Duration::minutes(1));
    const std::string form = "/case/" + case_.id.text() + "/assessment/" + child.text();
    const auto a = app_.post(k_screener, form,
                             body({{"factors", json::Array{factor}},
                                   {"indicators", json::Array{"child-learning"}},
                                   {"strengths", "Her grandmother"},
                                   {"unknowns", "Where he lives now"},
                                   {"voice", "She draws the zebra"},
                                   {"after", app_.get(k_screener, form).json().text("after")}}));
    ASSERT_EQ(a.status, 200) << a.body;
  }
  void disagree() {
    app_.clock().advance(Duration::minutes(1));
    const auto a =
        app_.post(k_police, "/case/" + case_.id.text() + "/dissent",
                  body({{"dissent_about", "RATING"}, {"dissent_reason", "He was here before"}}));
    ASSERT_EQ(a.status, 200) << a.body;
  }
  Members filled(const std::string& outcome, const std::string& level,
                 const std::string& answer = "") {
    return {{"outcome", outcome},
            {"level", level},
            {"reason", "Three call-outs in a month"},
            {"evidence", "The zebra notebook"},
            {"without_reason", "They can follow"},
            {"fit_answer", answer},
            {"version", app_.get(k_manager, path(case_.amara)).json()["form"].text("version")}};
  }
  support::Answer decide(const Members& form) {
    return app_.post(k_manager, path(case_.amara), body(form));
  }
  json::Value amara(const char* who = k_manager) {
    const auto page = app_.get(who, tab()).json();
    for (const auto& child : *page["children"].as_array()) {
      if (child.text("name").starts_with("Amara")) return child;
    }
    throw std::runtime_error("she is not on the page");
  }
  std::vector<std::string> running() {
    std::vector<std::string> out;
    app_.database().read([&](db::Transaction& tx) {
      out.clear();
      for (const auto& d : cases::clocks_of(tx, case_.id)) {
        if (!d.met_at && !d.withdrawn) out.emplace_back(model::code_of(d.stage));
      }
    });
    return out;
  }

  support::TestApp app_{options(GetParam())};
  Case case_ = add_case(app_);
};

TEST_P(Assessed, a_decision_needs_no_assessment_and_the_page_says_that_there_is_none) {
  EXPECT_THAT(amara().text("not_assessed"), HasSubstr("/assessment"));
  EXPECT_THAT(app_.page(k_manager, tab()).body, HasSubstr("A decision does not wait for one"));
  EXPECT_EQ(decide(filled("NFA", "1")).status, 200);
}

TEST_P(Assessed, the_page_shows_the_assessment_and_preselects_nothing) {
  assess("19C", case_.amara);
  const auto a = amara()["assessment"];
  EXPECT_EQ(a["proposal"].text("level"), "Level 4: acute need or risk of serious harm");
  EXPECT_EQ(a.text("unknowns"), "Where he lives now");
  EXPECT_THAT(a.text("missing"), HasSubstr("Police"));
  const auto html = app_.page(k_manager, path(case_.amara)).body;
  EXPECT_THAT(html, HasSubstr("The rules propose: Level 4"));
  EXPECT_THAT(html, Not(HasSubstr("checked"))) << "the manager chooses the level";
  EXPECT_THAT(html, Not(HasSubstr("name=\"fit_answer\""))) << "nothing was typed that does not fit";
  const auto desk = app_.page(k_police, tab()).body;
  for (const auto* words : {"zebra", "19C", "Level 4", "grandmother"}) {
    EXPECT_THAT(desk, Not(HasSubstr(words)));
  }
}

TEST_P(Assessed, E11_an_outcome_that_does_not_fit_the_factors_is_asked_about) {
  assess("19C", case_.amara);
  const auto form = filled("EARLY_HELP", "1");
  const auto asked = decide(form);
  EXPECT_EQ(asked.status, 422);
  EXPECT_THAT(asked.body, HasSubstr("fit_answer"));
  EXPECT_EQ(app_.count("decision"), 0);
  // On the page the question comes with what does not fit, and what was typed stays.
  std::vector<std::pair<std::string, std::string>> typed;
  for (const auto& [name, value] : form) typed.emplace_back(name, *value.as_string());
  const auto html = app_.submit(k_manager, path(case_.amara), typed).body;
  EXPECT_THAT(html, HasSubstr("This does not fit the assessment"));
  EXPECT_THAT(html, HasSubstr("Factor 19C: Sexual abuse by an adult."));
  EXPECT_THAT(html, HasSubstr("Three call-outs in a month"));
  const auto done = decide(filled("EARLY_HELP", "1", "It was in 2011 and he is dead"));
  ASSERT_EQ(done.status, 200) << done.body;
  const auto standing = amara()["standing"];
  EXPECT_EQ(standing.text("fit_answer"), "It was in 2011 and he is dead");
  EXPECT_THAT(*standing["misfits"].as_array()->at(0).as_string(), HasSubstr("Factor 19C"));
  EXPECT_THAT(app_.page(k_deputy, tab()).body, HasSubstr("It was in 2011 and he is dead"));
  EXPECT_THAT(app_.page(k_police, tab()).body, Not(HasSubstr("It was in 2011")));
  EXPECT_FALSE(app_.is_stored("It was in 2011"));
}

TEST_P(Assessed, E11_what_protects_the_child_at_once_is_asked_nothing) {
  assess("19C", case_.amara);
  EXPECT_EQ(decide(filled("IMMEDIATE_PROTECTION", "1")).status, 200);
}

TEST_P(Assessed, E11_what_fits_is_asked_nothing_and_keeps_no_answer) {
  assess("19C", case_.obi);
  ASSERT_EQ(decide(filled("EARLY_HELP", "1", "left over")).status, 200)
      << "it is the other child's factor";
  EXPECT_EQ(amara()["standing"].text("fit_answer"), "");
}

TEST_P(Assessed, nobody_decides_on_an_assessment_that_has_changed) {
  assess("3B", case_.amara);
  const auto form = filled("EARLY_HELP", "1");
  assess("19C", case_.amara);
  const auto stale = decide(form);
  EXPECT_EQ(stale.status, 409);
  EXPECT_THAT(stale.body, HasSubstr("Somebody has made a new assessment."));
  assess("19C", case_.obi);
  const auto again = filled("S47", "4");
  assess("3B", case_.obi);
  EXPECT_EQ(decide(again).status, 200) << "of the other child";
}

TEST_P(Assessed, the_decision_says_on_which_assessment_it_rested) {
  assess("3B", case_.amara);
  ASSERT_EQ(decide(filled("EARLY_HELP", "2")).status, 200);
  assess("19C", case_.amara);
  EXPECT_THAT(amara()["standing"].text("assessed"), HasSubstr("Level 2"));
  EXPECT_EQ(amara(k_police)["standing"].text("assessed"), "");
}

TEST_P(Assessed, C10_dissent_is_shown_with_the_decision_and_kept_with_it) {
  disagree();
  EXPECT_THAT(app_.page(k_manager, tab()).body, HasSubstr("He was here before"));
  ASSERT_EQ(decide(filled("EARLY_HELP", "2")).status, 200);
  EXPECT_THAT(amara()["standing"].text("against"), HasSubstr("Barnfield Borough Police"));
  EXPECT_THAT(app_.page(k_deputy, tab()).body, HasSubstr("Had disagreed"));
}

TEST_P(Assessed, C10_the_decider_hears_of_dissent_before_deciding) {
  const auto form = filled("EARLY_HELP", "2");
  disagree();
  const auto stale = decide(form);
  EXPECT_EQ(stale.status, 409);
  EXPECT_THAT(stale.body, HasSubstr("says that it disagrees"));
}

TEST_P(Assessed, C10_neither_dissent_nor_an_assessment_holds_up_what_protects_the_child) {
  for (const char* outcome : {"IMMEDIATE_PROTECTION", "S47", "STRATEGY_DISCUSSION"}) {
    const auto form = filled(outcome, "4");
    disagree();
    assess("19C", case_.amara);
    const auto done = decide(form);
    ASSERT_EQ(done.status, 200) << outcome << done.body;
    const auto standing = amara()["standing"];
    ASSERT_EQ(standing["unseen"].as_array()->size(), 2U) << outcome;
    EXPECT_THAT(*standing["unseen"].as_array()->at(0).as_string(), HasSubstr("disagrees"));
    EXPECT_THAT(app_.page(k_deputy, tab()).body, HasSubstr("Somebody has made a new assessment."));
    EXPECT_THAT(app_.page(k_police, tab()).body, Not(HasSubstr("new assessment")));
  }
  // Nor does the word about a change that was shown for another outcome.
  auto form = filled("EARLY_HELP", "2");
  disagree();
  const auto stale = decide(form);
  ASSERT_EQ(stale.status, 409);
  form.front().second = "S47";
  form.back().second = stale.json()["form"].text("version");
  EXPECT_EQ(decide(form).status, 200);
}

TEST_P(Assessed, C10_another_decision_still_stops_what_protects_the_child) {
  const auto form = filled("S47", "4");
  ASSERT_EQ(decide(filled("IMMEDIATE_PROTECTION", "4")).status, 200);
  disagree();
  const auto stale = decide(form);
  EXPECT_EQ(stale.status, 409);
  EXPECT_THAT(stale.body, HasSubstr("Somebody else has decided."));
}

TEST_P(Assessed, C10_dissent_after_the_decision_moves_no_clock) {
  ASSERT_EQ(decide(filled("EARLY_HELP", "2")).status, 200);
  const auto before = running();
  disagree();
  EXPECT_EQ(running(), before);
  app_.clock().advance(Duration::minutes(1));
  // Nor does it once something else makes the hub look again at what came in late.
  as_system(app_, [&](const policy::Proof& proof, pipeline::Context& c) {
    people_changed(c, proof, {borough(), timescales()}, case_.id);
  });
  EXPECT_EQ(running(), before);
  EXPECT_EQ(amara()["standing"].text("against"), "") << "it was not there yet";
}

INSTANTIATE_TEST_SUITE_P(Engines, Assessed,
                         testing::Values(db::Engine::sqlite, db::Engine::postgres),
                         [](const auto& info) {
                           return info.param == db::Engine::sqlite ? "sqlite" : "postgres";
                         });

}  // namespace
}  // namespace mash::decision
