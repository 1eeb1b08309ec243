// SPDX-License-Identifier: MIT
// Goal: what may speak against telling somebody is pointed out by what stands in the record, each
// with its reason; and what an owner marks is gone from what leaves.
#include "proposals.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "bundle.h"
#include "removed.h"

namespace mash::access {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;

std::vector<std::string> codes(const Traits& traits) {
  std::vector<std::string> out;
  for (const auto& p : propose(traits, built_in_access_policy())) out.push_back(p.exemption);
  return out;
}
std::string first_why(const Traits& traits) {
  const auto all = propose(traits, built_in_access_policy());
  return all.empty() ? "" : all.front().why;
}

TEST(Proposals, D15_a_refuge_somebody_else_and_serious_harm_are_proposed_each_with_a_reason) {
  EXPECT_THAT(codes({.text = "She has a room in a Refuge now."}), ElementsAre("SAFE_PLACE"));
  EXPECT_THAT(codes({.text = "Efe said so.", .others = {"Efe", "Amara"}}),
              ElementsAre("THIRD_PARTY"));
  EXPECT_THAT(first_why({.text = "Efe said so.", .others = {"Efe"}}), HasSubstr("Efe"));
  EXPECT_THAT(codes({.data_class = DataClass::health, .sensitivity = 2}),
              ElementsAre("HEALTH_HARM"));
  EXPECT_THAT(codes({.data_class = DataClass::education, .sensitivity = 3}),
              ElementsAre("EDUCATION_HARM"));
  EXPECT_THAT(codes({.data_class = DataClass::social_work, .sensitivity = 2}),
              ElementsAre("SOCIAL_WORK_HARM"));
}

TEST(Proposals, NothingIsProposedWhereNothingSpeaksAgainstIt) {
  EXPECT_THAT(codes({.text = "He came to school on time.", .others = {"Efe"}}), IsEmpty());
  EXPECT_THAT(codes({.data_class = DataClass::health, .sensitivity = 1}), IsEmpty());
  EXPECT_THAT(codes({.data_class = DataClass::police, .sensitivity = 3}), IsEmpty());
}

TEST(Proposals, WordsCountWhole) {
  EXPECT_TRUE(says("The Refuge.", "refuge"));
  EXPECT_FALSE(says("Refugees came.", "refuge"));
  EXPECT_FALSE(says("Efemena came", "Efe"));
  EXPECT_FALSE(says("Zo\xC3\xABlla", "Zo")) << "a letter beyond ASCII goes on with the word";
}

TEST(Proposals, WhatTheOwnerKeepsFromSomebodyAlreadyIsProposedHereToo) {
  EXPECT_THAT(codes({.withheld_for = {"REFUGE_ADDRESS"}}), ElementsAre("SAFE_PLACE"));
  EXPECT_THAT(codes({.withheld_for = {"LEGAL_PRIVILEGE", "ADOPTION"}}),
              ElementsAre("LEGAL_PRIVILEGE", "ADOPTION"));
  EXPECT_THAT(codes({.withheld_for = {"NOT_RELEVANT"}}), IsEmpty())
      << "no ground towards the person themselves";
  EXPECT_THAT(
      codes({.data_class = DataClass::health, .withheld_for = {"MORE_DETRIMENTAL_TO_CHILD"}}),
      ElementsAre("HEALTH_HARM"));
}

TEST(Proposals, ConditionsOfThePoliceAndTellersWhoAreNotToBeNamed) {
  EXPECT_THAT(codes({.handling_conditions = true}), ElementsAre("CRIME"));
  EXPECT_THAT(codes({.teller_unnamed = true}), ElementsAre("CONFIDENTIAL_SOURCE"));
}

// The role of whoever asks makes each stronger and adds those of harm.
TEST(Proposals, D15_whoever_is_said_to_have_done_harm_makes_each_stronger) {
  const Traits alleged{.text = "At the refuge.",
                       .data_class = DataClass::health,
                       .asker_alleged = true,
                       .right = Right::parent};
  EXPECT_THAT(codes(alleged), ElementsAre("SAFE_PLACE", "HEALTH_HARM", "CHILD_ABUSE_DATA"));
  for (const auto& p : propose(alleged, built_in_access_policy())) {
    EXPECT_THAT(p.why, HasSubstr("look twice")) << p.exemption;
  }
  EXPECT_THAT(first_why({.text = "At the refuge."}), Not(HasSubstr("look twice")));
}

TEST(Removed, WhatIsMarkedIsGoneAndItsPlaceIsSaid) {
  EXPECT_EQ(*without_marked("She is at [[12 Elm Road]] now.", "She is at 12 Elm Road now.\n",
                            "[removed: x]"),
            "She is at [removed: x] now.");
  EXPECT_EQ(*without_marked("[[A]]b[[c]]d", "Abcd", ""), "bd");
  EXPECT_EQ(*without_marked("A\r\n[[b]]c", "A  \nbc \n", ""), "A\nc") << "as a form sends it";
}

TEST(Removed, NothingIsPutInThePlaceOfWhatWasWritten) {
  for (const char* other : {"Something else [[b]]", "the [[whole]].", "The ((whole)).",
                            "The whole. And [[more]]", "The [[wholly]]."}) {
    const auto out = without_marked(other, "The whole.", "[x]");
    ASSERT_FALSE(out) << other;
    EXPECT_THAT(out.error().faults.front().message, HasSubstr("Change nothing but the marks"));
  }
}

TEST(Removed, InSilenceALineOfWhichOnlyItsLabelIsLeftGoesToo) {
  const char* whole = "What: He rang.\nWhere it is from: A neighbour\nSaid: Two\nlines.\nEnd: yes";
  const char* typed =
      "What: He rang.\nWhere it is from: [[A neighbour]]\nSaid: [[Two\nlines.]]\nEnd: yes";
  EXPECT_EQ(*without_marked(typed, whole, ""), "What: He rang.\nEnd: yes");
  EXPECT_THAT(*without_marked(typed, whole, "[removed: x]"),
              HasSubstr("Where it is from: [removed: x]"));
}

TEST(Removed, AMarkWithoutItsOtherEndOrNoMarkAtAllIsRefused) {
  for (const char* wrong : {"a [[b", "a b]]", "a ]]b[[ c", "a [[b [[c]] d", "The whole.",
                            "The whole.\r\n", "[[The whole.]]"}) {
    const auto out = without_marked(wrong, "The whole.", "");
    ASSERT_FALSE(out) << wrong;
    EXPECT_EQ(out.error().faults.front().field, "text") << wrong;
  }
}

std::string text_of(const std::vector<BundlePart>& parts) {
  std::string out;
  const auto doc =
      bundle_of({.reference = "R", .who = "\u202EW", .asks = "A\u2069", .made = "D", .hub = "H"},
                parts, built_in_access_policy());
  for (const auto& block : doc.blocks) {
    if (const auto* h = std::get_if<document::Heading>(&block)) out += h->words + "\n";
    if (const auto* p = std::get_if<document::Paragraph>(&block)) out += p->text.words + "\n";
    if (const auto* l = std::get_if<document::List>(&block)) {
      for (const auto& i : l->items) out += i.words + "\n";
    }
  }
  return out;
}

TEST(Bundle, AnotherDirectionOfWritingMovesNothingAroundIt) {
  EXPECT_THAT(text_of({}), HasSubstr("For \u2068\u202EW\u2069, made on D."));
  EXPECT_THAT(text_of({}), HasSubstr("You asked: \u2068A\u2069\n")) << "what ends it early is out";
}

TEST(Bundle, WhatIsWithheldInSilenceMovesNothingInIt) {
  const BundlePart one{.owner = "Police", .kind = "Item", .text = "One."};
  const BundlePart two{.owner = "Police", .kind = "Item", .text = "Two."};
  BundlePart silent{.owner = "Police",
                    .kind = "Item",
                    .answer = Answer::withhold,
                    .exemption = "CRIME",
                    .silent = true};
  const BundlePart other{.owner = "Health", .kind = "Item", .answer = Answer::not_about};
  EXPECT_EQ(text_of({one, silent, two, other}), text_of({one, two}));
  silent.silent = false;
  EXPECT_THAT(text_of({one, silent, two}),
              HasSubstr("Police: prevention or detection of crime (Data Protection Act 2018, "
                        "Schedule 2, paragraph 2), 1 time"));
  EXPECT_THAT(text_of({}), HasSubstr("There is nothing that we can give you."));
}

}  // namespace
}  // namespace mash::access
