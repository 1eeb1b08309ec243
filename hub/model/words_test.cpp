// SPDX-License-Identifier: MIT
// Goal: every enumerator has its row, codes and words are fit to be stored and shown, codes are
// those of the exchange format, and states follow each other only as the domain allows.
#include "mash/model/words.h"
#include "mash/model/stored.h"

#include <gtest/gtest.h>

#include <set>
#include <utility>

#include "sample.h"

namespace mash::model {
namespace {

// The compiler writes the name of an enumerator, but "(Type)7" where a number has none.
template <auto value>
constexpr bool is_named() {
  constexpr std::string_view text = __PRETTY_FUNCTION__;
  return text.substr(text.find("value = ") + 8, 1) != "(";
}
template <class E, std::size_t... i>
constexpr bool are_all_named(std::index_sequence<i...>) {
  return (is_named<static_cast<E>(i)>() && ...);
}

template <class E>
class Words : public ::testing::Test {};
using AllEnums =
    ::testing::Types<Stage, Rating, Unit, Roll, StartEvent, BreachReason, NeedLevel,
                     NotificationState, EnquiryState, Outcome, ReturnKind, ItemState, Sensitivity,
                     ReleaseState, WithholdReason, Marking, SourceGrade, InformationGrade,
                     HandlingGrade, LawfulBasis, InformDecision, DispenseReason, Channel,
                     ReferralSource, ReferrerClass, ConcernType, PersonRole, Sex, Answer,
                     FamilyInformed, Side, Role, HubMode, AgencyKind>;
TYPED_TEST_SUITE(Words, AllEnums);

TYPED_TEST(Words, a_row_for_each_enumerator_and_no_more) {
  constexpr std::size_t size = k_words<TypeParam>.size();
  EXPECT_TRUE((are_all_named<TypeParam>(std::make_index_sequence<size>())));
  EXPECT_FALSE((is_named<static_cast<TypeParam>(size)>())) << "an enumerator has no row";
}

TYPED_TEST(Words, codes_are_unique_and_lead_back) {
  std::set<std::string_view> codes;
  for (const auto& word : k_words<TypeParam>) {
    EXPECT_TRUE(codes.insert(word.code).second) << word.code;
    EXPECT_EQ(code_of(word.value), word.code);
    EXPECT_EQ(words_of(word.value), word.words);
    const auto parsed = parse<TypeParam>(word.code, "field");
    ASSERT_TRUE(parsed);
    EXPECT_EQ(*parsed, word.value);
    EXPECT_EQ(stored<TypeParam>(word.code), word.value);
    EXPECT_EQ(word.code.find_first_of(" \t\"<>&'"), std::string_view::npos) << word.code;
  }
}

TYPED_TEST(Words, an_unknown_code_is_refused_without_repeating_it) {
  for (const std::string code : {"", "no such code", "RED ", "\xff"}) {
    EXPECT_FALSE(from_code<TypeParam>(code));
    EXPECT_THROW((void)stored<TypeParam>(code), std::runtime_error);
    const auto refused = parse<TypeParam>(code, "level");
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().code, ErrorCode::invalid_input);
    EXPECT_EQ(refused.error().faults.at(0).field, "level");
    EXPECT_EQ(refused.error().message, "Choose one from the list");
  }
}

TEST(words, import_codes_are_those_of_the_sample_notifications) {
  const json::Value expected =
      sample::read_json("../shared/data/notifications/clean/expected.json");
  for (const auto& [code, count] : *expected["counts"]["by_source"].as_object()) {
    EXPECT_TRUE(from_code<ReferralSource>(code)) << code;
  }
  for (const auto& [code, count] : *expected["counts"]["by_concern"].as_object()) {
    EXPECT_TRUE(from_code<ConcernType>(code)) << code;
  }
}

TEST(words, referrers_are_public_professional_or_anonymous) {
  EXPECT_EQ(class_of(ReferralSource::acquaintance), ReferrerClass::member_of_public);
  EXPECT_EQ(class_of(ReferralSource::unknown), ReferrerClass::member_of_public);
  EXPECT_EQ(class_of(ReferralSource::anonymous), ReferrerClass::anonymous);
  EXPECT_EQ(class_of(ReferralSource::police), ReferrerClass::professional);
  EXPECT_EQ(class_of(ReferralSource::other), ReferrerClass::professional);
}

TEST(words, only_released_words_leave) {
  std::set<std::string_view> leaving;
  for (const auto& word : k_words<ReleaseState>) {
    if (leaves(word.value)) leaving.insert(word.code);
    EXPECT_FALSE(detail_of(word.value).empty());
  }
  EXPECT_EQ(leaving,
            (std::set<std::string_view>{"RELEASED", "RELEASED_REDACTED", "RELEASED_GIST"}));
  EXPECT_EQ(words_of(ReleaseState::undecided), "Owner has not decided");
  EXPECT_EQ(words_of(ReleaseState::withheld), "Stays in the hub");
}

TEST(words, each_reason_to_withhold_names_its_own_ground_in_law) {
  for (const auto& word : k_words<WithholdReason>) EXPECT_FALSE(legal_ground(word.value).empty());
}

TEST(words, d10_secret_is_refused_as_a_marking) {
  EXPECT_EQ(*parse_marking("OFFICIAL-SENSITIVE", "marking"), Marking::official_sensitive);
  const auto secret = parse_marking("SECRET", "marking");
  ASSERT_FALSE(secret);
  EXPECT_EQ(secret.error().faults.at(0).field, "marking");
  EXPECT_NE(secret.error().message.find("may not hold SECRET"), std::string::npos);
  EXPECT_FALSE(parse_marking("TOP SECRET", "marking"));
  EXPECT_FALSE(parse_marking("official", "marking"));
}

TEST(words, police_grading_is_three_by_five_by_two) {
  int grades = 0;
  for (const auto& source : k_words<SourceGrade>) {
    for (const auto& information : k_words<InformationGrade>) {
      for (const auto& handling : k_words<HandlingGrade>) {
        const IntelGrade grade{source.value, information.value, handling.value};
        EXPECT_EQ(*parse_grade(grade_text(grade), "grade"), grade);
        ++grades;
      }
    }
  }
  EXPECT_EQ(grades, 30);
  EXPECT_EQ(grade_text({SourceGrade::untested, InformationGrade::corroborated,
                        HandlingGrade::with_conditions}),
            "2BC");
  for (const char* bad : {"", "2B", "2BCC", "4BC", "2FC", "2BX", "A2P"}) {
    EXPECT_FALSE(parse_grade(bad, "grade")) << bad;
  }
}

TEST(words, each_basis_says_why_we_may_ask) {
  std::set<std::string_view> reasons;
  for (const auto& word : k_words<LawfulBasis>) {
    const std::string_view why = why_we_may_ask(word.value);
    EXPECT_TRUE(why.ends_with(".")) << word.code;
    EXPECT_TRUE(reasons.insert(why).second) << word.code;
  }
  EXPECT_TRUE(commencement_to_verify(LawfulBasis::ca04_s16la));
  EXPECT_FALSE(commencement_to_verify(LawfulBasis::ca04_s10));
}

TEST(words, each_desk_has_questions_with_codes_of_their_own) {
  std::set<std::string_view> codes;
  int kinds = 0;
  for (const auto& kind : k_words<AgencyKind>) {
    const auto questions = questions_for(kind.value);
    if (!questions.empty()) ++kinds;
    for (const Question& question : questions) {
      EXPECT_TRUE(codes.insert(question.code).second) << question.code;
      EXPECT_NE(question.text.find('?'), std::string_view::npos) << question.code;
    }
  }
  EXPECT_EQ(kinds, 11);
}

TEST(states, a_notification_goes_its_way_and_cannot_skip_the_reasons_for_asking) {
  using N = NotificationState;
  const std::array<N, 10> way = {N::received,      N::screening, N::triaged, N::basis_recorded,
                                 N::enquiring,     N::analysis,  N::decided, N::disseminated,
                                 N::feedback_sent, N::closed};
  for (std::size_t i = 0; i + 1 < way.size(); ++i) {
    EXPECT_TRUE(may_follow(way.at(i), way.at(i + 1))) << words_of(way.at(i));
  }
  EXPECT_FALSE(may_follow(N::triaged, N::enquiring));
  EXPECT_FALSE(may_follow(N::received, N::closed));
  EXPECT_FALSE(may_follow(N::closed, N::decided));
  EXPECT_TRUE(may_follow(N::routed_open_case, N::triaged));
}

TEST(states, A10_what_was_passed_to_a_social_worker_comes_back_or_is_decided) {
  using N = NotificationState;
  for (const N from : {N::routed_open_case, N::acknowledged}) {
    EXPECT_TRUE(is_passed_on(from));
    EXPECT_TRUE(is_open(from)) << "somebody in the hub still owes an act";
    EXPECT_TRUE(may_follow(from, N::screening));
    EXPECT_TRUE(may_follow(from, N::decided));
    EXPECT_FALSE(may_follow(from, N::enquiring)) << "no agency is asked";
    EXPECT_FALSE(may_follow(from, N::closed)) << "nobody closes it without deciding";
  }
  EXPECT_FALSE(is_passed_on(N::screening));
}

TEST(states, every_open_notification_may_be_fast_tracked_and_no_state_is_a_trap) {
  using N = NotificationState;
  for (const auto& from : k_words<N>) {
    if (!is_open(from.value)) {
      EXPECT_TRUE(may_follow(from.value, N::reopened)) << from.code;
      EXPECT_FALSE(may_follow(from.value, N::fast_track)) << from.code;
      continue;
    }
    EXPECT_EQ(may_follow(from.value, N::fast_track), from.value != N::fast_track) << from.code;
    // Where no allegation is found, the case begins again.
    EXPECT_EQ(may_follow(from.value, N::reopened), from.value == N::with_designated_officer)
        << from.code;
  }
  for (const auto& to : k_words<N>) {
    int ways = 0;
    for (const auto& from : k_words<N>) ways += may_follow(from.value, to.value) ? 1 : 0;
    EXPECT_EQ(ways > 0, to.value != N::received) << to.code;
  }
}

TEST(states, a_request_ends_once_and_only_an_open_one_is_withdrawn) {
  using Q = EnquiryState;
  EXPECT_TRUE(may_follow(Q::sent, Q::returned));
  EXPECT_TRUE(may_follow(Q::partial, Q::returned));
  EXPECT_TRUE(may_follow(Q::acknowledged, Q::withdrawn));
  for (const Q end : {Q::returned, Q::declined, Q::withdrawn}) {
    EXPECT_FALSE(is_open(end));
    for (const auto& to : k_words<Q>) EXPECT_FALSE(may_follow(end, to.value)) << to.code;
  }
}

}  // namespace
}  // namespace mash::model
