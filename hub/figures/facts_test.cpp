// SPDX-License-Identifier: MIT
// Goal: each thing that the hub did in a quarter is counted once, under the value that the list of
// tables has for it; every word of the hub has such a value.
#include "facts.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>

#include "codes.h"
#include "mash/barnfield/hub.h"

namespace mash::figures {
namespace {

constexpr board::Quarter k_quarter{2026, 7};

bool has(const char* dimension, const std::string& code) {
  const auto& values = board::dimension_of(board::built_in_definitions(), dimension).values;
  return std::ranges::find(values, code, &board::Named::code) != values.end();
}

template <class E, class F>
void expect_all(const char* dimension, F code) {
  for (const auto& word : model::k_words<E>) {
    EXPECT_TRUE(has(dimension, code(word.value))) << word.code;
  }
}

TEST(Codes, EachWordOfTheHubHasAValueInTheList) {
  expect_all<model::Rating>("RATING", rating_code);
  expect_all<model::Outcome>("OUTCOME", outcome_code);
  expect_all<model::Outcome>("STEP", outcome_code);
  expect_all<model::NotificationState>("STEP", step_code);
  expect_all<model::ConcernType>("CONCERN", concern_code);
  expect_all<model::Stage>("STAGE", stage_code);
  expect_all<model::AgencyKind>("AGENCY", agency_code);
  expect_all<model::ReferralSource>(
      "SOURCE", [](model::ReferralSource source) { return source_code({source}); });
  for (const auto& word : model::k_words<model::ReleaseState>) {
    const auto code = release_code(word.value);
    EXPECT_TRUE(code.empty() || has("RELEASE", code)) << word.code;
  }
  for (int age = 0; age < 20; ++age) {
    EXPECT_TRUE(has("AGE", age_code(research::age_band(2026 - age, 2026)))) << age;
  }
  EXPECT_EQ(age_code(research::age_band({}, 2026)), "NOT_KNOWN");
  EXPECT_EQ(source_code({}), "NOT_KNOWN");
  EXPECT_EQ(source_code({model::ReferralSource::gp, model::ReferralSource::other_health}),
            "HEALTH");
  EXPECT_EQ(source_code({model::ReferralSource::gp, model::ReferralSource::police}), "SEVERAL");
}

UtcTime at(int year, int month, int day) {
  constexpr int k_noon = 12;
  return from_london({year, month, day}, k_noon, 0);
}

research::CaseFacts received(const char* id, UtcTime when) {
  research::CaseFacts out;
  out.id = CaseId::trusted(id);
  out.received_at = when;
  out.day = to_london(when).date;
  return out;
}

// How many of these have this value.
std::int64_t count(const std::vector<board::Fact>& facts, const char* unit, const char* dimension,
                   const char* value) {
  return std::ranges::count_if(facts, [&](const board::Fact& fact) {
    const auto found = fact.values.find(dimension);
    return fact.unit == unit && found != fact.values.end() && found->second == value;
  });
}

std::vector<board::Fact> facts(const Told& told) {
  auto out = facts_of(told, k_quarter, barnfield::borough());
  EXPECT_TRUE(board::count(board::built_in_definitions(), out));
  return out;
}

TEST(Facts, ANotificationCountsByTheDayOfReceiptAndAChildWhoCameBefore) {
  Told told;
  auto& record = told.record;
  record.cases = {received("a", at(2025, 7, 9)), received("b", at(2026, 7, 9)),
                  received("c", at(2026, 7, 10)), received("d", at(2026, 9, 30)),
                  received("e", at(2026, 10, 1))};
  record.people.resize(2);
  // One child in a, b and d; another in c, and in none before; nobody is named in e.
  record.named = {{0, 0, research::Part::child},
                  {0, 1, research::Part::child},
                  {0, 3, research::Part::child},
                  {1, 2, research::Part::child}};
  const auto made = facts(told);
  EXPECT_EQ(count(made, "NOTIFICATIONS", "MONTH", "MONTH_1"), 2);
  EXPECT_EQ(count(made, "NOTIFICATIONS", "MONTH", "MONTH_2"), 0);
  EXPECT_EQ(count(made, "NOTIFICATIONS", "MONTH", "MONTH_3"), 1);
  EXPECT_EQ(count(made, "NOTIFICATIONS", "REPEAT", "AGAIN"), 2);
  EXPECT_EQ(count(made, "NOTIFICATIONS", "REPEAT", "FIRST"), 1);
  EXPECT_EQ(count(made, "CONCERNS", "CONCERN", "NOT_SAID"), 3);
  EXPECT_EQ(count(made, "NOTIFICATIONS", "FEEDBACK", "NO_CLOCK"), 3);
  // A day later the one of the year before is too long ago.
  record.cases[1] = received("b", at(2026, 7, 10));
  EXPECT_EQ(count(facts(told), "NOTIFICATIONS", "REPEAT", "FIRST"), 2);
}

TEST(Facts, ACaseCameAsFarAsTheMostThatWasDecidedInIt) {
  Told told;
  auto one = received("a", at(2026, 6, 30));
  auto two = received("b", at(2026, 7, 1));
  two.state = model::NotificationState::closed;
  one.decided = {{one.id, model::Outcome::nfa, at(2026, 7, 2), PersonId::trusted("p")}};
  two.decided = {{two.id, model::Outcome::nfa, at(2026, 7, 2), PersonId::trusted("p")},
                 {two.id, model::Outcome::s47, at(2026, 7, 3), PersonId::trusted("q")},
                 {two.id, model::Outcome::early_help, at(2026, 10, 3), PersonId::trusted("q")}};
  told.record.cases = {one, two};
  research::PersonFacts child;
  child.id = "p";
  child.born = 2020;
  told.record.people = {child};
  const auto made = facts(told);
  EXPECT_EQ(count(made, "NOTIFICATIONS", "STEP", "PROTECTION"), 1);
  EXPECT_EQ(count(made, "DECISIONS", "OUTCOME", "NO_ACTION"), 2) << "by the day of the decision";
  EXPECT_EQ(count(made, "DECISIONS", "OUTCOME", "PROTECTION"), 1);
  EXPECT_EQ(count(made, "DECISIONS", "OUTCOME", "EARLY_HELP"), 0);
  EXPECT_EQ(count(made, "DECISIONS", "AGE", "5_TO_9"), 2);
  EXPECT_EQ(count(made, "DECISIONS", "AGE", "NOT_KNOWN"), 1);
}

TEST(Facts, ClocksCountByTheirDueDayAndByWhatTheyCount) {
  const auto& policy = barnfield::borough().default_policy({2026, 7, 1});
  cases::DueClock clock{.case_id = CaseId::trusted("a"),
                        .agency = {},
                        .stage = model::Stage::rate,
                        .rating = model::Rating::provisional_red,
                        .policy_id = policy.id,
                        .policy_version = policy.version,
                        .due_at = at(2026, 8, 5),
                        .met_at = at(2026, 8, 4)};
  Told told;
  told.record.cases = {received("a", at(2026, 8, 1))};
  told.clocks.push_back(clock);
  clock.met_at = at(2026, 8, 6);
  told.clocks.push_back(clock);
  clock.met_at.reset();
  told.clocks.push_back(clock);
  clock.due_at = at(2026, 10, 1);
  told.clocks.push_back(clock);
  clock.due_at = at(2026, 8, 7);
  clock.policy_version = 999;
  told.clocks.push_back(clock);
  const auto made = facts(told);
  EXPECT_EQ(count(made, "CLOCKS", "STAGE", "RATE"), 3);
  EXPECT_EQ(count(made, "CLOCKS", "CLOCK", "CLOCK_HOURS"), 3);
  EXPECT_EQ(count(made, "CLOCKS", "MONTH", "MONTH_2"), 3);
  for (const char* kept : {"ON_TIME", "LATE", "OPEN"}) {
    EXPECT_EQ(count(made, "CLOCKS", "KEPT", kept), 1) << kept;
  }
}

TEST(Facts, RequestsReleasesChallengesAndFeedbackCountByTheirOwnDay) {
  const auto& policy = barnfield::borough().default_policy({2026, 7, 1});
  const auto& agencies = barnfield::borough().agencies;
  const auto police = std::ranges::find(agencies, model::AgencyKind::police, &model::Agency::kind);
  Told told;
  told.record.cases = {received("a", at(2026, 8, 1))};
  cases::DueClock clock{.case_id = CaseId::trusted("a"),
                        .agency = police->id,
                        .stage = model::Stage::agency_return,
                        .rating = model::Rating::red,
                        .policy_id = policy.id,
                        .policy_version = policy.version,
                        .due_at = at(2026, 8, 5),
                        .met_at = {}};
  told.clocks.push_back(clock);
  clock.stage = model::Stage::feedback;
  clock.met_at = at(2026, 8, 5);
  told.clocks.push_back(clock);
  using S = model::ReleaseState;
  for (const auto state : {S::released, S::released_gist, S::withheld, S::withdrawn}) {
    told.releases.push_back({CaseId::trusted("a"), police->id, state, at(2026, 9, 1)});
  }
  told.releases.push_back({CaseId::trusted("a"), police->id, S::withheld, at(2026, 10, 1)});
  told.challenges = {{CaseId::trusted("a"), at(2026, 9, 2), 2},
                     {CaseId::trusted("a"), at(2026, 9, 3), 5}};
  const auto made = facts(told);
  EXPECT_EQ(count(made, "REQUESTS", "ANSWER", "NONE"), 1);
  EXPECT_EQ(std::ranges::count(made, std::string("CLOCKS"), &board::Fact::unit), 0)
      << "what two units have in common gives away what one of them hides";
  EXPECT_EQ(count(made, "REQUESTS", "AGENCY", "POLICE"), 1);
  EXPECT_EQ(count(made, "NOTIFICATIONS", "FEEDBACK", "ON_TIME"), 1);
  EXPECT_EQ(count(made, "RELEASES", "RELEASE", "WHOLE"), 1);
  EXPECT_EQ(count(made, "RELEASES", "RELEASE", "IN_PART"), 1);
  EXPECT_EQ(count(made, "RELEASES", "RELEASE", "WITHHELD"), 1);
  EXPECT_EQ(count(made, "RELEASES", "AGENCY", "POLICE"), 3);
  EXPECT_EQ(count(made, "CHALLENGES", "CHALLENGE", "STAGE_2"), 1);
  EXPECT_EQ(count(made, "CHALLENGES", "CHALLENGE", "LATER"), 1);
}

TEST(Facts, WhatIsHiddenGivesNoFactOfAnyKind) {
  ToldWhole whole;
  cases::EveryCase one;
  one.id = CaseId::trusted("a");
  one.received_at = at(2026, 8, 1);
  whole.all.cases = {one};
  whole.clocks.push_back({.case_id = one.id,
                          .stage = model::Stage::rate,
                          .rating = model::Rating::red,
                          .policy_id = "merton-like",
                          .policy_version = 1,
                          .due_at = at(2026, 8, 2)});
  whole.releases.push_back(
      {one.id, AgencyId::trusted("x"), model::ReleaseState::withheld, at(2026, 8, 2)});
  whole.challenges.push_back({one.id, at(2026, 8, 2), 1});
  EXPECT_GE(facts(told_of(whole)).size(), 4U);
  whole.hidden = {one.id};
  EXPECT_EQ(facts(told_of(whole)).size(), 0U);
}

}  // namespace
}  // namespace mash::figures
