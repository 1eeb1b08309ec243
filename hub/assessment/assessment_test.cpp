// SPDX-License-Identifier: MIT
// Goal: a child is assessed by those who may, in words that only the front door reads, each version
// stays, and the proposal comes with its reasons.
#include "assessment_test_world.h"

namespace mash::assessment {
namespace {

using testing::HasSubstr;
using testing::Not;
using namespace sample;

class Assessing : public AssessmentTest {};

TEST_P(Assessing, shows_what_was_found_and_what_the_rules_propose_with_reasons) {
  ASSERT_EQ(assess().status, 200);
  const auto child = first_child(k_manager);
  const auto& a = child["assessment"];
  EXPECT_EQ(a["proposal"].text("level"), "Level 4: acute need or risk of serious harm");
  EXPECT_EQ(a["proposal"]["reasons"].as_array()->at(0).text("why"),
            "This factor stands for serious harm, so it belongs to level 4.");
  EXPECT_EQ(a.text("rules"), "1, factors 2025-26");
  EXPECT_EQ(a["domains"].as_array()->at(1).text("domain"), "What the parents can do");
  EXPECT_EQ(a["factors"].as_array()->size(), 2U);
  EXPECT_EQ(a.text("strengths"), "Her aunt is near");
  EXPECT_EQ(a.text("unknowns"), "Who lives in the house");
  EXPECT_EQ(a.text("voice"), "She says the zebra is hiding");
  EXPECT_EQ(a.text("missing"), "Barnfield Borough Police") << "who had not answered";
  const auto html = app_.page(k_manager, path("/assessment")).body;
  EXPECT_THAT(html, HasSubstr("The rules propose: Level 4"));
  EXPECT_THAT(html, HasSubstr("Factor 19C: Sexual abuse by an adult"));
  EXPECT_THAT(html, HasSubstr("Not assessed")) << "the sibling is not";
}

TEST_P(Assessing, E01_assessed_twice_the_same_is_proposed_in_the_same_words) {
  ASSERT_EQ(assess().status, 200);
  const auto first = json::encode(first_child(k_manager)["assessment"]["proposal"]);
  app_.clock().advance(Duration::minutes(10));
  ASSERT_EQ(assess({}, k_manager).status, 200);
  const auto child = first_child(k_manager);
  EXPECT_EQ(json::encode(child["assessment"]["proposal"]), first);
  EXPECT_EQ(json::encode(child["earlier"].as_array()->at(0)["proposal"]), first);
}

TEST_P(Assessing, an_earlier_version_stays_and_the_newest_counts) {
  ASSERT_EQ(assess().status, 200);
  const auto form = app_.page(k_manager, form_path()).body;
  EXPECT_THAT(form, HasSubstr("Her aunt is near")) << "a new one starts from the one before";
  ASSERT_EQ(assess({{"factors", json::Array{}}, {"unknowns", "Nothing is missing"}}).status, 200);
  const auto child = first_child(k_manager);
  EXPECT_EQ(child["assessment"]["proposal"].text("level"), "Level 3: complex needs");
  EXPECT_EQ(child["assessment"].text("unknowns"), "Nothing is missing");
  ASSERT_EQ(child["earlier"].as_array()->size(), 1U);
  EXPECT_EQ(child["earlier"].as_array()->at(0).text("unknowns"), "Who lives in the house");
  EXPECT_EQ(app_.count("assessment"), 2);
}

TEST_P(Assessing, nobody_overwrites_what_somebody_else_found_meanwhile) {
  const auto stale = filled();
  ASSERT_EQ(assess({}, k_manager).status, 200);
  const auto answer = app_.post(k_screener, form_path(), body(stale));
  EXPECT_EQ(answer.status, 409) << answer.body;
  EXPECT_EQ(app_.count("assessment"), 1);
}

TEST_P(Assessing, says_whether_the_child_was_heard_and_what_is_not_known) {
  const auto unheard = assess({{"voice", ""}});
  EXPECT_EQ(unheard.status, 422);
  EXPECT_THAT(unheard.body, HasSubstr("why the child was not heard"));
  EXPECT_EQ(assess({{"unknowns", ""}}).status, 422);
  EXPECT_EQ(assess({{"voice", ""}, {"voice_missing", "She is three days old"}}).status, 200);
}

TEST_P(Assessing, takes_no_code_that_is_not_listed_and_no_contradiction) {
  EXPECT_EQ(assess({{"factors", json::Array{"19A"}}}).status, 422);
  EXPECT_EQ(assess({{"indicators", json::Array{"mood"}}}).status, 422);
  const auto both = assess({{"factors", json::Array{"21", "3B"}}});
  EXPECT_EQ(both.status, 422);
  EXPECT_THAT(both.body, HasSubstr("Factor 21 is given alone"));
  EXPECT_EQ(app_.count("assessment"), 0);
}

TEST_P(Assessing, is_for_those_who_screen_and_decide) {
  EXPECT_EQ(app_.get(k_administrator, form_path()).status, 404);
  EXPECT_EQ(assess({}, k_administrator).status, 404);
  EXPECT_EQ(assess({}, k_police).status, 404);
  expect_absent(k_housing, "/assessment");
  expect_absent(k_housing, "/assessment/" + child_.text());
  bar(k_manager);
  expect_absent(k_manager, "/assessment");
  EXPECT_EQ(app_.count("assessment"), 0);
}

TEST_P(Assessing, its_words_are_for_the_front_door_and_are_stored_sealed) {
  ASSERT_EQ(assess().status, 200);
  const auto seen = app_.page(k_police, path("/assessment")).body;
  EXPECT_THAT(seen, HasSubstr("Assessed by"));
  for (const auto* words : {"zebra", "aunt", "19C", "Level 4", "Who lives in the house"}) {
    EXPECT_THAT(seen, Not(HasSubstr(words)));
    EXPECT_THAT(app_.get(k_police, path("/assessment")).body, Not(HasSubstr(words)));
  }
  EXPECT_FALSE(app_.is_stored("zebra"));
  EXPECT_FALSE(app_.is_stored("Sexual abuse by an adult"));
}

TEST_P(Assessing, is_of_a_child_of_this_case) {
  const auto nobody = path("/assessment/" + PersonId::make(app_.random()).text());
  EXPECT_EQ(app_.get(k_screener, nobody).status, 404);
  EXPECT_EQ(app_.post(k_screener, nobody, body(filled())).status, 404);
}

INSTANTIATE_TEST_SUITE_P(Engines, Assessing,
                         testing::Values(db::Engine::sqlite, db::Engine::postgres),
                         [](const auto& info) {
                           return info.param == db::Engine::sqlite ? "sqlite" : "postgres";
                         });

}  // namespace
}  // namespace mash::assessment
