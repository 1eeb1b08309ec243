// SPDX-License-Identifier: MIT
// Goal: published shares are read as they stand, what is not listed is rare, and the fixed chances
// are chances.
#include "mash/linkage/population.h"

#include <gtest/gtest.h>

#include <numeric>

namespace mash::linkage {
namespace {

TEST(Population, KnowsHowCommonNamesAre) {
  const Population p("given jack 11713\nsurname smith 13020\ngiven smith 30\nnonsense\n");
  EXPECT_DOUBLE_EQ(p.share(Kind::given_name, "jack"), 0.011713);
  EXPECT_DOUBLE_EQ(p.share(Kind::surname, "smith"), 0.01302);
  EXPECT_DOUBLE_EQ(p.share(Kind::given_name, "smith"), 30e-6);
  EXPECT_DOUBLE_EQ(p.share(Kind::surname, "quillfeather"), 2e-5);
  EXPECT_DOUBLE_EQ(p.share(Kind::surname, "smith quillfeather"), 2e-5) << "the rarest word counts";
  EXPECT_DOUBLE_EQ(p.share(Kind::dob, "2017"), 0) << "nothing is known";
}

TEST(Population, ItsModelHasChancesForEachLevelOfEachKind) {
  const auto& model = population_model();
  ASSERT_EQ(model.comparisons.size(), k_kinds);
  for (std::size_t k = 0; k < k_kinds; ++k) {
    const auto& c = model.comparisons[k];
    ASSERT_EQ(c.kind, static_cast<Kind>(k));
    for (const auto* chances : {&c.m, &c.u, &c.h}) {
      EXPECT_NEAR(std::accumulate(chances->begin(), chances->end(), 0.0), 1, 0.01) << k;
      for (std::size_t level = 1; level < facts(c.kind).labels.size(); ++level) {
        EXPECT_GT((*chances)[level], 0) << k << " " << level;
      }
    }
  }
}

}  // namespace
}  // namespace mash::linkage
