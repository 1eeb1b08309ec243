// SPDX-License-Identifier: MIT
// Goal: what people answered is carried on through others, and contradictions are named.
#include "mash/linkage/settled.h"

#include <gtest/gtest.h>

#include <random>

namespace mash::linkage {
namespace {

TEST(Settled, WithoutAnswersNothingIsKnown) {
  const auto settled = *Settled::of(2, {}, {});
  EXPECT_FALSE(settled.same(0, 1) || settled.different(0, 1) || settled.together(0, 1));
}

TEST(Settled, CarriesAnswersOn) {
  const std::vector<Answer> answers{{4, 2, true}, {2, 0, true}, {5, 3, true}, {0, 3, false}};
  const auto settled = *Settled::of(7, answers, {});
  EXPECT_TRUE(settled.same(0, 4));
  EXPECT_TRUE(settled.different(4, 5) && settled.different(5, 4));
  EXPECT_FALSE(settled.same(0, 1) || settled.different(0, 1));
  EXPECT_FALSE(settled.same(0, 5) || settled.different(1, 6));
}

TEST(Settled, NamesTheAnswerThatContradictsOthers) {
  const std::vector<Answer> answers{{0, 1, true}, {0, 2, false}, {2, 0, false}, {1, 2, true}};
  const auto settled = Settled::of(3, answers, {});
  ASSERT_FALSE(settled);
  EXPECT_EQ(settled.error().faults.at(0).field, "answers");
  EXPECT_NE(settled.error().message.find("answer 2 says"), std::string::npos);
}

TEST(Settled, TheOrderOfAnswersDoesNotMatter) {
  std::mt19937 random(7);
  std::vector<Answer> answers;
  for (int i = 0; i < 12; ++i)
    answers.push_back({static_cast<std::uint32_t>(random() % 10),
                       static_cast<std::uint32_t>(10 + random() % 10), i % 2 == 0});
  const auto pairs_of = [](const Settled& s) {
    std::vector<int> all;
    for (std::uint32_t a = 0; a < 20; ++a)
      for (std::uint32_t b = 0; b < 20; ++b)
        all.push_back(s.same(a, b) ? 1 : s.different(a, b) * 2);
    return all;
  };
  const auto first = Settled::of(20, answers, {});
  for (int round = 0; round < 50; ++round) {
    std::shuffle(answers.begin(), answers.end(), random);
    const auto again = Settled::of(20, answers, {});
    ASSERT_EQ(again.has_value(), first.has_value());
    if (first) ASSERT_EQ(pairs_of(*again), pairs_of(*first));
  }
}

}  // namespace
}  // namespace mash::linkage
