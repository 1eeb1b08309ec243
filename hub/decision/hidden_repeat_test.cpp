// SPDX-License-Identifier: MIT
// Goal: whoever may not know of a case learns nothing from the repeat rules, while no repeat is
// lost.
#include "repeat_test_world.h"

namespace mash::decision {
namespace {

using testing::HasSubstr;
using testing::Not;
using namespace sample;

class HiddenRepeat : public RepeatTest {};

TEST_P(HiddenRepeat, whoever_may_not_know_of_a_case_sees_nothing_that_depends_on_it) {
  const auto child = new_person();
  const auto hidden = add("2026-08-01T09:00:00Z", Rating::green, child);
  add("2026-09-01T09:00:00Z", Rating::green, child);
  bar(hidden, k_screener);
  const auto id = add("2026-11-24T09:00:00Z", Rating::green, child);
  decide(id, child, "NFA");
  EXPECT_TRUE(decided(id)) << "a decision that waits would show that there are more cases";
  EXPECT_FALSE(asked_again(id, k_screener));
  EXPECT_THAT(app_.page(k_screener, tab(id)).body, Not(HasSubstr(hidden.text())));
  EXPECT_TRUE(asked_again(id, k_deputy)) << "no repeat is lost";
}

TEST_P(HiddenRepeat, a_hidden_repeat_waits_for_another_manager_who_may_know_of_it) {
  const auto child = new_person();
  const auto hidden = add("2026-08-01T09:00:00Z", Rating::green, child);
  const auto also = add("2026-09-01T09:00:00Z", Rating::green, child);
  bar(hidden, k_manager);
  const auto id = add("2026-11-24T09:00:00Z", Rating::green, child);
  decide(id, child, "NFA");
  EXPECT_FALSE(asked_again(id, k_manager));
  EXPECT_THAT(app_.page(k_manager, tab(id)).body, Not(HasSubstr(hidden.text())));
  ASSERT_TRUE(asked_again(id, k_deputy));
  EXPECT_THAT(app_.page(k_deputy, tab(id)).body, HasSubstr("href=\"/case/" + hidden.text()));
  decide(id, child, "NFA");
  EXPECT_TRUE(asked_again(id, k_deputy)) << "the same one again is not a second one";
  decide(id, child, "NFA", k_deputy);
  EXPECT_TRUE(decided(id)) << "two have decided, and one of them knew";
  EXPECT_FALSE(asked_again(id, k_deputy));
  bar(also, k_deputy);
  EXPECT_FALSE(asked_again(id, k_deputy));
}

TEST_P(HiddenRepeat, a_hidden_repeat_no_longer_waits_once_the_child_is_helped) {
  const auto child = new_person();
  const auto hidden = add("2026-08-01T09:00:00Z", Rating::green, child);
  add("2026-09-01T09:00:00Z", Rating::green, child);
  bar(hidden, k_screener);
  const auto id = add("2026-11-24T09:00:00Z", Rating::green, child);
  decide(id, child, "NFA");
  ASSERT_TRUE(asked_again(id, k_deputy));
  decide(id, child, "FAMILY_HELP");
  EXPECT_FALSE(asked_again(id, k_deputy));
}

TEST_P(HiddenRepeat, a_proposal_answers_no_hidden_repeat_and_a_signature_does) {
  const auto child = new_person();
  const auto hidden = add("2026-08-01T09:00:00Z", Rating::green, child);
  add("2026-09-01T09:00:00Z", Rating::green, child);
  bar(hidden, k_manager);
  const auto id = add("2026-11-24T09:00:00Z", Rating::red, child);
  answer_police(id);
  decide(id, child, "NFA");
  ASSERT_TRUE(decided(id));
  ASSERT_TRUE(asked_again(id, k_deputy));
  silence_police(id);
  decide(id, child, "NFA", k_deputy);
  EXPECT_EQ(why(id).size(), 1U);
  EXPECT_EQ(waits(), 1) << "what is only proposed answers nothing";
  ASSERT_EQ(sign(id, child, k_manager).status, 200);
  EXPECT_EQ(waits(), 0) << "two have decided, and who proposed it knew";
  EXPECT_FALSE(asked_again(id, k_deputy));
}

TEST_P(HiddenRepeat, whoever_may_know_answers_a_hidden_repeat_by_a_signature_too) {
  const auto child = new_person();
  const auto hidden = add("2026-08-01T09:00:00Z", Rating::green, child);
  add("2026-09-01T09:00:00Z", Rating::green, child);
  bar(hidden, k_manager);
  const auto id = add("2026-11-24T09:00:00Z", Rating::red, child);
  answer_police(id);
  decide(id, child, "NFA");
  ASSERT_TRUE(asked_again(id, k_deputy));
  silence_police(id);
  decide(id, child, "NFA", k_manager);
  EXPECT_EQ(waits(), 1) << "what is only proposed answers nothing";
  ASSERT_EQ(sign(id, child, k_deputy).status, 200);
  EXPECT_EQ(waits(), 0);
}

TEST_P(HiddenRepeat, a_signature_counts_cases_that_came_in_since_it_was_proposed) {
  policy_.rules = {{.id = "address",
                    .count = 2,
                    .window = {12, people::RepeatWindow::Unit::months},
                    .scope = people::RepeatScope::address}};
  const auto child = new_person();
  const auto id = add("2026-11-24T09:00:00Z", Rating::red, child);
  decide(id, child, "NFA");
  ASSERT_FALSE(decided(id)) << "the police are silent";
  bar(add("2026-11-24T09:30:00Z", Rating::green, new_person()), k_screener);
  ASSERT_EQ(sign(id, child, k_deputy).status, 200);
  EXPECT_EQ(waits(), 1);
}

TEST_P(HiddenRepeat, two_from_whom_a_case_each_is_hidden_learn_nothing_of_each_others) {
  const auto child = new_person();
  bar(add("2026-08-01T09:00:00Z", Rating::green, child), k_manager);
  bar(add("2026-08-02T09:00:00Z", Rating::green, child), k_deputy);
  const auto id = add("2026-11-24T09:00:00Z", Rating::red, child);
  decide(id, child, "NFA");
  ASSERT_EQ(sign(id, child, k_deputy).status, 200);
  ASSERT_EQ(waits(), 2) << "of one the manager has decided, of the other the deputy";
  EXPECT_FALSE(asked_again(id, k_manager));
  EXPECT_FALSE(asked_again(id, k_deputy));
}

TEST_P(HiddenRepeat, what_is_only_proposed_starts_no_hidden_repeat) {
  const auto child = new_person();
  const auto hidden = add("2026-08-01T09:00:00Z", Rating::green, child);
  add("2026-09-01T09:00:00Z", Rating::green, child);
  bar(hidden, k_screener);
  const auto id = add("2026-11-24T09:00:00Z", Rating::red, child);
  decide(id, child, "NFA");
  EXPECT_EQ(waits(), 0);
  ASSERT_EQ(sign(id, child, k_deputy).status, 200);
  EXPECT_EQ(waits(), 1);
  EXPECT_FALSE(asked_again(id, k_manager)) << "who proposed it";
  EXPECT_TRUE(asked_again(id, k_deputy)) << "who was not told of it when they signed";
}

TEST_P(HiddenRepeat, of_cases_hidden_from_different_managers_each_is_told_what_they_may_know) {
  const auto child = new_person();
  const auto from_manager = add("2026-08-01T09:00:00Z", Rating::green, child);
  const auto from_deputy = add("2026-08-02T09:00:00Z", Rating::green, child);
  add("2026-08-03T09:00:00Z", Rating::green, child);
  bar(from_manager, k_manager);
  bar(from_deputy, k_deputy);
  const auto id = add("2026-11-24T09:00:00Z", Rating::green, child);
  decide(id, child, "NFA");
  ASSERT_TRUE(asked_again(id, k_deputy)) << "three without what is hidden from them";
  const auto page = app_.page(k_deputy, tab(id)).body;
  EXPECT_THAT(page, HasSubstr(from_manager.text()));
  EXPECT_THAT(page, Not(HasSubstr(from_deputy.text())));
  decide(id, child, "NFA", k_deputy);
  EXPECT_EQ(waits(), 0) << "two have decided, and one of them knew";
}

TEST_P(HiddenRepeat, of_what_no_other_manager_may_know_whoever_decided_looks_again) {
  const auto child = new_person();
  bar(add("2026-08-01T09:00:00Z", Rating::green, child), k_screener);
  bar(add("2026-08-02T09:00:00Z", Rating::green, child), k_deputy);
  const auto id = add("2026-11-24T09:00:00Z", Rating::green, child);
  decide(id, child, "NFA");
  EXPECT_FALSE(asked_again(id, k_deputy)) << "two cases are no repeat: there must be another";
  EXPECT_EQ(waits(), 2);
  ASSERT_TRUE(asked_again(id, k_manager)) << "no repeat is lost";
  EXPECT_THAT(app_.page(k_manager, tab(id)).body,
              HasSubstr("nobody else who decides may know of all this"));
  decide(id, child, "NFA");
  EXPECT_EQ(waits(), 0);
  EXPECT_FALSE(asked_again(id, k_manager));
}

INSTANTIATE_TEST_SUITE_P(Engines, HiddenRepeat,
                         testing::Values(db::Engine::sqlite, db::Engine::postgres),
                         [](const auto& info) {
                           return info.param == db::Engine::sqlite ? "sqlite" : "postgres";
                         });

}  // namespace
}  // namespace mash::decision
