// SPDX-License-Identifier: MIT
// Goal: the rules propose a level with reasons that a person can check, the same for the same
// facts, and ask about a decision that does not fit, unless it protects the child at once.
#include "mash/assessment/ruleset.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "factors_data.h"
#include "mash/json/value.h"
#include "rules_data.h"

namespace mash::assessment {
namespace {

using model::NeedLevel;
using model::Outcome;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::SizeIs;

std::string as_text(const Proposal& p) {
  std::string out = p.level ? std::string(model::words_of(*p.level)) : "none";
  for (const auto& r : p.reasons) {
    out += "\n" + r.rule + "|" + std::string(model::code_of(r.gives)) + "|" + r.why;
    for (const auto& one : r.because) out += "|" + one;
  }
  return out;
}

Proposal propose_for(Facts facts) {
  return propose(built_in_ruleset(), facts);
}

std::vector<std::string> rules_of(const Proposal& p) {
  std::vector<std::string> out;
  for (const auto& r : p.reasons) out.push_back(r.rule);
  return out;
}

const Repeat k_repeat{"child-3-in-12-months.2", "3 cases name this child since 24 November 2025."};

TEST(Ruleset, E01_the_same_facts_give_the_same_proposal_in_whatever_order_they_were_ticked) {
  Facts one;
  one.factors = {"19C", "4B", "3B"};
  one.indicators = {"family-home", "child-learning", "parents-care"};
  one.repeats = {k_repeat};
  Facts other;
  for (const auto* code : {"3B", "19C", "4B"}) other.factors.insert(code);
  for (const auto* code : {"parents-care", "family-home", "child-learning"}) {
    other.indicators.insert(code);
  }
  other.repeats.insert(k_repeat);
  const auto again = parse_ruleset(rules_data(), factors_data());
  ASSERT_TRUE(again);
  EXPECT_EQ(as_text(propose_for(one)), as_text(propose(*again, other)));
  EXPECT_EQ(as_text(propose_for(one)),
            "Level 4: acute need or risk of serious harm\n"
            "factor-of-serious-harm|4|This factor stands for serious harm, so it belongs to level "
            "4.|Factor 19C: Sexual abuse by an adult\n"
            "abuse-with-illness-or-misuse|3|Domestic abuse of a parent together with misuse or "
            "mental ill-health of a parent.|Factor 3B: Domestic abuse of a parent or carer|Factor "
            "4B: Mental health of a parent or carer\n"
            "needs-in-three-domains|3|Needs in three domains add up to level 3, though each alone "
            "is level 2.|What the child needs: Attendance or learning is falling|What the parents "
            "can do: Care is uneven: food, clothes, warmth or supervision|Family and surroundings: "
            "The home is overcrowded, unsafe or about to be lost\n"
            "repeat-with-a-need|3|What was told before did not end it: repeats and a need together "
            "are level 3.|What the child needs: Attendance or learning is falling|What the parents "
            "can do: Care is uneven: food, clothes, warmth or supervision|Family and surroundings: "
            "The home is overcrowded, unsafe or about to be lost|3 cases name this child since 24 "
            "November 2025.\n"
            "repeat|2|So many repeats ask for more than what every child has.|3 cases name this "
            "child since 24 November 2025.\n"
            "indicator-of-some-need|2|One need beyond what every child has is level 2.|What the "
            "child needs: Attendance or learning is falling|What the parents can do: Care is "
            "uneven: food, clothes, warmth or supervision|Family and surroundings: The home is "
            "overcrowded, unsafe or about to be lost\n"
            "factor-of-some-need|2|This factor asks for more than what every child has.|Factor 3B: "
            "Domestic abuse of a parent or carer|Factor 4B: Mental health of a parent or carer");
}

TEST(Ruleset, where_nothing_is_known_nothing_is_proposed) {
  const auto p = propose_for({});
  EXPECT_FALSE(p.level) << "level 1 would say that there is no need";
  EXPECT_THAT(p.reasons, IsEmpty());
  EXPECT_FALSE(propose_for({.indicators = {"of-another-list"}, .factors = {"18A"}}).level);
}

TEST(Ruleset, needs_add_up_only_over_three_domains) {
  EXPECT_EQ(propose_for({.indicators = {"child-health", "child-learning", "parents-care"}}).level,
            NeedLevel::level_2);
  EXPECT_EQ(propose_for({.indicators = {"child-health", "family-home", "parents-care"}}).level,
            NeedLevel::level_3);
}

TEST(Ruleset, a_repeat_weighs_more_with_a_need) {
  EXPECT_EQ(propose_for({.repeats = {k_repeat}}).level, NeedLevel::level_2);
  EXPECT_EQ(propose_for({.indicators = {"family-money"}, .repeats = {k_repeat}}).level,
            NeedLevel::level_3);
}

TEST(Ruleset, a_rule_with_two_lists_needs_both) {
  EXPECT_THAT(rules_of(propose_for({.factors = {"3B"}})), ElementsAre("factor-of-some-need"));
  EXPECT_THAT(rules_of(propose_for({.factors = {"2B"}})), ElementsAre("factor-of-some-need"));
  EXPECT_EQ(propose_for({.factors = {"2B", "3B"}}).level, NeedLevel::level_3);
}

TEST(Ruleset, each_indicator_and_each_factor_is_spoken_of_by_a_rule) {
  const auto& rules = built_in_ruleset();
  for (const auto& domain : rules.domains) {
    for (const auto& one : domain.indicators) {
      EXPECT_EQ(propose_for({.indicators = {one.code}}).level, one.level) << one.code;
    }
  }
  for (const auto& one : rules.factors) {
    EXPECT_TRUE(propose_for({.factors = {one.code}}).level) << one.code;
  }
}

TEST(Ruleset, E11_a_level_below_what_a_factor_stands_for_is_asked_about) {
  const Facts facts{.factors = {"19C"}};
  const auto& rules = built_in_ruleset();
  EXPECT_THAT(misfits(rules, facts, NeedLevel::level_1, Outcome::early_help),
              ElementsAre("Factor 19C: Sexual abuse by an adult. This factor stands for serious "
                          "harm, so it belongs to level 4. You chose “Level 1: no extra needs” and "
                          "“Early help”."));
  EXPECT_THAT(misfits(rules, facts, NeedLevel::level_4, Outcome::nfa), SizeIs(1))
      << "less than help";
  EXPECT_THAT(misfits(rules, facts, NeedLevel::level_4, Outcome::s17_assessment), IsEmpty());
  EXPECT_THAT(misfits(rules, {.factors = {"16A"}}, NeedLevel::level_2, Outcome::early_help),
              IsEmpty());
  EXPECT_THAT(misfits(rules, {}, NeedLevel::level_1, Outcome::nfa), IsEmpty());
}

TEST(Ruleset, E11_what_protects_at_once_is_asked_nothing) {
  for (const auto outcome :
       {Outcome::immediate_protection, Outcome::s47, Outcome::strategy_discussion}) {
    EXPECT_THAT(misfits(built_in_ruleset(), {.factors = {"19C"}}, NeedLevel::level_1, outcome),
                IsEmpty());
  }
}

// The file with one of its texts changed.
Result<Ruleset> changed(const std::string& from, const std::string& to) {
  std::string rules(rules_data());
  const auto at = rules.find(from);
  if (at == std::string::npos) throw std::runtime_error("the file does not say: " + from);
  return parse_ruleset(rules.replace(at, from.size(), to), factors_data());
}
std::string fault(const Result<Ruleset>& parsed) {
  return parsed ? "none" : parsed.error().faults.at(0).field;
}

TEST(Ruleset, a_file_that_is_wrong_is_refused_with_the_place) {
  EXPECT_EQ(fault(changed(R"("title")", R"("titel")")), "titel");
  EXPECT_EQ(fault(changed(R"("version": 1)", R"("version": 0)")), "version");
  EXPECT_EQ(fault(changed(R"("level": 2)", R"("level": 5)")), "domains[0].indicators[0].level");
  EXPECT_EQ(fault(changed(R"("child-learning")", R"("child-health")")), "indicators");
  EXPECT_EQ(fault(changed(R"("19C")", R"("19A")")), "rules[1].any_factor[3]");
  EXPECT_EQ(fault(changed(R"("gives": 4)", R"("gives": "4")")), "rules[0].gives");
  EXPECT_EQ(fault(changed(R"("repeat": true)", R"("repeat": "yes")")), "rules[6].repeat");
  EXPECT_EQ(fault(changed(R"("repeat": true)", R"("repeat": true, "ask_below": 3)")), "rules[6]")
      << "what is asked is kept, and a repeat may be hidden from who reads it later";
  EXPECT_EQ(fault(changed(R"("any_factor": ["21"],)", "")), "rules[10]");
}

TEST(Ruleset, no_factor_is_given_beside_others) {
  EXPECT_THAT(built_in_ruleset().factors_alone, ElementsAre("21"));
  EXPECT_THAT(built_in_ruleset().name(), HasSubstr("factors 2025-26"));
}

}  // namespace
}  // namespace mash::assessment
