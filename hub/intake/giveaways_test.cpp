// SPDX-License-Identifier: MIT
// Goal: what was given about a sender who is not to be named is found in what leaves, and nothing
// of one who may be known (scenario A04).
#include "mash/intake/giveaways.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace mash::intake {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

NotificationView sender(bool wants_anonymity = true) {
  NotificationView n;
  n.referrer_class = model::ReferrerClass::member_of_public;
  n.wants_anonymity = wants_anonymity;
  n.referrer_name = Sensitive("Mrs Beryl Okafor-Zimmer");
  n.referrer_role = Sensitive("Neighbour");
  n.referrer_agency = Sensitive("Quillgate Bakery, night shift, second oven");
  n.referrer_email = Sensitive("b.zimmer@post.example");
  n.referrer_phone = Sensitive("+44 20 7946 0111");
  return n;
}

std::vector<std::string> found(const std::string& text, const NotificationView& told = sender()) {
  std::vector<std::string> out;
  for (const auto& one : giveaways_in({told}, {"Amara Okafor"}, {text})) out.push_back(one.words);
  return out;
}

TEST(Giveaways, A04_a_name_is_found_by_each_word_that_is_not_the_familys_own) {
  EXPECT_THAT(found("BERYL saw it."), ElementsAre("beryl"));
  EXPECT_THAT(found("Mrs. Zimmer's tea"), ElementsAre("zimmer"));
  EXPECT_THAT(found("Amara Okafor, and Mrs Lane"), IsEmpty());
  EXPECT_THAT(found("Zimmermann"), IsEmpty()) << "whole words";
}

TEST(Giveaways, A04_who_they_are_and_how_they_are_reached_is_found_however_it_is_written) {
  EXPECT_THAT(found("the neighbour heard it"), ElementsAre("neighbour"));
  EXPECT_THAT(found("of the bakery, night shift"), IsEmpty()) << "three of its words";
  EXPECT_THAT(found("at Quillgate bakery (night shift)"),
              ElementsAre("quillgate bakery night shift"));
  EXPECT_THAT(found("Ring 020 7946 0111 first"), ElementsAre("+44 20 7946 0111"));
  EXPECT_THAT(found("write to B.Zimmer@post.example"), ElementsAre("zimmer", "b zimmer"));
  EXPECT_THAT(found("From 020 794 to 60111"), IsEmpty()) << "two numbers are not one";
}

std::vector<std::string> found_in_family(const std::string& text, const char* name) {
  auto told = sender();
  told.referrer_name = Sensitive(name);
  std::vector<std::string> out;
  for (const auto& one :
       giveaways_in({told}, {"Amara Okafor", "Ngozi Okafor", "Tobi Okafor"}, {text})) {
    out.push_back(one.words);
  }
  return out;
}

// The child's grandmother told us, and is in the case as well.
TEST(Giveaways, A04_whoever_told_us_and_is_in_the_case_is_asked_about_wherever_she_is_named) {
  const char* text = "Ngozi Okafor collects Amara Okafor twice a week.";
  EXPECT_THAT(found_in_family(text, "Mrs Ngozi Okafor"), ElementsAre("ngozi"))
      << "the name that others have too says nothing";
  EXPECT_THAT(found_in_family(text, "Ngozi"), ElementsAre("ngozi"));
  EXPECT_THAT(found_in_family(text, "Mrs Okafor"), IsEmpty()) << "several could be meant";
  EXPECT_THAT(found_in_family("Amara Okafor was seen.", "Ngozi Okafor"), IsEmpty());
}

TEST(Giveaways, A04_each_is_asked_about_once_and_nothing_of_who_may_be_known) {
  EXPECT_THAT(found("neighbour, neighbour"), ElementsAre("neighbour"));
  EXPECT_THAT(found("Beryl, the neighbour", sender(false)), IsEmpty());
  auto unnamed = sender(false);
  unnamed.referrer_class = model::ReferrerClass::anonymous;
  EXPECT_THAT(found("Beryl, the neighbour", unnamed), ElementsAre("beryl", "neighbour"));
  EXPECT_THAT(found(""), IsEmpty());
}

}  // namespace
}  // namespace mash::intake
