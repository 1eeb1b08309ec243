// SPDX-License-Identifier: MIT
// Goal: an agreement covers two agencies while both are in it, its dates run and nothing newer
// stands; and those who keep it are told in time.
#include "mash/agreements/agreement.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace mash::agreements {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

const AgencyId k_csc = AgencyId::trusted("csc");
const AgencyId k_police = AgencyId::trusted("police");
const AgencyId k_health = AgencyId::trusted("health");
constexpr const char* k_purpose = "SAFEGUARD_NOW";

void joins(Version& version, const AgencyId& agency) {
  version.words[agency] = {.joins = true};
  version.once_joined.insert(agency);
}

Version version_of(std::int64_t number, LocalDate begins, LocalDate review_by, LocalDate ends) {
  Version out{.number = number,
              .terms = {.name = "Safeguarding",
                        .purposes = {k_purpose},
                        .parties = {k_csc, k_police, k_health},
                        .begins = begins,
                        .review_by = review_by,
                        .ends = ends},
              .put_at = UtcTime{}};
  joins(out, k_csc);
  joins(out, k_police);
  return out;
}

Agreement year_2026() {
  return {.id = "a", .versions = {version_of(1, {2026, 1, 1}, {2026, 10, 1}, {2026, 12, 31})}};
}

Cover cover(const Agreement& agreement, LocalDate day, const AgencyId& other = k_police,
            const char* purpose = k_purpose) {
  return covering({agreement}, k_csc, other, purpose, day).cover;
}

TEST(Covering, its_first_and_its_last_day_are_in_it) {
  const auto a = year_2026();
  EXPECT_EQ(cover(a, {2025, 12, 31}), Cover::nothing);
  EXPECT_EQ(cover(a, {2026, 1, 1}), Cover::in_force);
  EXPECT_EQ(cover(a, {2026, 10, 1}), Cover::in_force);
  EXPECT_EQ(cover(a, {2026, 10, 2}), Cover::review_late);
  EXPECT_EQ(cover(a, {2026, 12, 31}), Cover::review_late);
  EXPECT_EQ(cover(a, {2027, 1, 1}), Cover::lapsed);
}

TEST(Covering, only_who_has_joined_for_what_it_says) {
  auto a = year_2026();
  const LocalDate day{2026, 5, 1};
  EXPECT_EQ(cover(a, day, k_health), Cover::nothing) << "asked, and has not joined";
  EXPECT_EQ(cover(a, day, k_police, "LEARN"), Cover::nothing);
  a.versions[0].put_at.reset();
  EXPECT_EQ(cover(a, day), Cover::nothing) << "a draft";
  EXPECT_EQ(covering({}, k_csc, k_csc, k_purpose, day).cover, Cover::in_force) << "of one's own";
}

TEST(Covering, a_party_that_leaves_is_no_longer_covered_and_comes_back_by_joining) {
  auto a = year_2026();
  joins(a.versions[0], k_health);
  const LocalDate day{2026, 5, 1};
  a.versions[0].words[k_police].joins = false;
  EXPECT_EQ(cover(a, day), Cover::nothing);
  EXPECT_EQ(cover(a, day, k_health), Cover::in_force) << "the others go on";
  a.versions[0].words[k_police].joins = true;
  EXPECT_EQ(cover(a, day), Cover::in_force);
}

TEST(Covering, one_that_was_ended_has_lapsed_from_that_moment) {
  auto a = year_2026();
  a.ended_at = from_london({2026, 5, 1}, 12, 0);
  const std::vector<Agreement> all{a};
  const auto found = covering(all, k_csc, k_police, k_purpose, {2026, 5, 1});
  EXPECT_EQ(found.cover, Cover::lapsed);
  EXPECT_EQ(found.since, (LocalDate{2026, 5, 1}));
  EXPECT_EQ(found.agreement->id, "a");
}

TEST(Covering, a_new_version_supersedes_once_agreed_and_begun_and_stays_so) {
  auto a = year_2026();
  a.versions.push_back(version_of(2, {2026, 6, 1}, {2027, 5, 1}, {2027, 5, 31}));
  auto& second = a.versions[1];
  second.words.clear();
  second.once_joined.clear();
  EXPECT_EQ(a.standing({2026, 7, 1})->number, 1) << "nobody has joined it";
  joins(second, k_csc);
  EXPECT_EQ(a.standing({2026, 7, 1})->number, 1) << "nobody agrees alone";
  joins(second, k_health);
  EXPECT_EQ(a.standing({2026, 5, 31})->number, 1) << "has not begun";
  EXPECT_EQ(a.standing({2026, 7, 1})->number, 2);
  EXPECT_EQ(cover(a, {2026, 7, 1}), Cover::in_force) << "with the police by the old one";
  EXPECT_EQ(cover(a, {2026, 7, 1}, k_health), Cover::in_force);
  second.words[k_health].joins = false;
  EXPECT_EQ(a.standing({2026, 7, 1})->number, 2) << "the old one does not come back";
  EXPECT_EQ(state_words(a, a.versions[0], {2026, 7, 1}), "Superseded");
  EXPECT_THAT(state_words(a, second, {2026, 7, 1}), HasSubstr("fewer than two"));
}

TEST(Covering, the_one_before_goes_on_between_those_who_have_not_joined_the_new_one) {
  auto a = year_2026();
  joins(a.versions[0], k_health);
  a.versions.push_back(version_of(2, {2026, 4, 1}, {2027, 3, 1}, {2027, 12, 31}));
  const LocalDate day{2026, 5, 1};
  EXPECT_EQ(cover(a, day, k_police), Cover::in_force);
  EXPECT_EQ(cover(a, day, k_health), Cover::in_force) << "by the first";
  EXPECT_EQ(cover(a, {2027, 1, 1}, k_health), Cover::lapsed);
  joins(a.versions[1], k_health);
  EXPECT_EQ(cover(a, {2027, 1, 1}, k_health), Cover::in_force);
  a.versions[1].words[k_health].joins = false;
  EXPECT_EQ(cover(a, day, k_health), Cover::nothing) << "what was superseded does not come back";
  a.versions[1].terms.parties = {k_csc, k_police};
  a.versions[1].once_joined.erase(k_health);
  EXPECT_EQ(cover(a, day, k_health), Cover::nothing) << "it is no party any more";
}

TEST(Covering, of_several_the_best_counts_and_of_lapsed_ones_the_last) {
  auto old = year_2026();
  auto newer = year_2026();
  newer.id = "b";
  newer.versions[0].terms.ends = {2027, 2, 1};
  EXPECT_EQ(covering({old, newer}, k_csc, k_police, k_purpose, {2027, 3, 1}).agreement->id, "b");
  EXPECT_EQ(covering({newer, old}, k_csc, k_police, k_purpose, {2027, 3, 1}).agreement->id, "b");
  EXPECT_EQ(covering({old, newer}, k_csc, k_police, k_purpose, {2027, 1, 2}).cover,
            Cover::review_late);
}

std::vector<std::string> due_on(const Agreement& agreement, LocalDate day) {
  std::vector<std::string> out;
  for (const auto& one : due({agreement}, built_in_policy(), day)) out.push_back(one.what);
  return out;
}

TEST(Due, review_and_end_are_told_of_ninety_days_before) {
  auto a = year_2026();
  const auto review = LocalDate{2026, 10, 1};
  EXPECT_THAT(due_on(a, review.plus_days(-91)), IsEmpty());
  EXPECT_THAT(due_on(a, review.plus_days(-90)),
              ElementsAre("The agreement Safeguarding is to be reviewed by 1 October 2026"));
  EXPECT_EQ(due({a}, built_in_policy(), review.plus_days(-30))[0].since, review.plus_days(-30))
      << "said anew";
  EXPECT_THAT(due_on(a, review.plus_days(1)),
              ElementsAre("The agreement Safeguarding was to be reviewed by 1 October 2026"));
  EXPECT_THAT(due_on(a, {2027, 1, 1}), ElementsAre(HasSubstr("has lapsed")));
  a.versions[0].terms.review_by = a.versions[0].terms.ends;
  EXPECT_THAT(due_on(a, {2026, 12, 1}),
              ElementsAre("The agreement Safeguarding ends on 31 December 2026"));
  a.ended_at = from_london({2026, 12, 1}, 0, 0);
  EXPECT_THAT(due_on(a, {2026, 12, 2}), IsEmpty()) << "somebody has seen to it";
}

TEST(Policy, a_file_that_is_wrong_is_refused_with_the_member) {
  const auto fault = [](const char* text) { return parse_policy(text).error().faults[0].field; };
  EXPECT_EQ(fault(R"({"version": 0, "sources": "x", "days_before": [1]})"), "version");
  EXPECT_EQ(fault(R"({"version": 1, "days_before": [1]})"), "sources");
  EXPECT_EQ(fault(R"({"version": 1, "sources": "x", "days_before": []})"), "days_before");
  EXPECT_EQ(fault(R"({"version": 1, "sources": "x", "days_before": [30, 30]})"), "days_before");
  EXPECT_EQ(fault(R"({"version": 1, "sources": "x", "days_before": [400]})"), "days_before");
  EXPECT_EQ(fault(R"({"version": 1, "more": 2})"), "policy");
}

}  // namespace
}  // namespace mash::agreements
