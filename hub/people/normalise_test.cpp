// SPDX-License-Identifier: MIT
// Goal: the same name, however it is written, compares as the same, and different names do not.
#include "normalise.h"

#include <gtest/gtest.h>

namespace mash::people {
namespace {

TEST(Normalise, case_accents_punctuation_and_spaces_do_not_matter) {
  EXPECT_EQ(fold("O'Brien-Łukasz"), "obrienlukasz");
  EXPECT_EQ(fold("  ZOË  "), "zoe");
  EXPECT_EQ(fold("Müller"), fold("MU\u0308LLER"));  // composed and not
  EXPECT_EQ(fold("Strauß"), "strauss");
  EXPECT_EQ(fold("SE1 2AB"), "se12ab");
  EXPECT_EQ(fold("İpek"), "ipek");
  EXPECT_EQ(fold("O’Brien"), fold("O'Brien"));
}

TEST(Normalise, other_scripts_become_latin) {
  EXPECT_EQ(fold("Оксана"), "oksana");
  EXPECT_EQ(fold("Γιώργος"), "giorgos");
  EXPECT_FALSE(fold("محمد").empty());
}

TEST(Normalise, for_the_engine_words_stay_apart) {
  EXPECT_EQ(lower_ascii("Zoë O’Brien-Łukasz"), "zoe o'brien-lukasz");
}

TEST(Normalise, different_names_stay_different) {
  EXPECT_NE(fold("Amara"), fold("Amaru"));
}

TEST(Normalise, nothing_gives_nothing_and_broken_text_does_no_harm) {
  EXPECT_EQ(fold(""), "");
  EXPECT_EQ(fold(" -,- "), "");
  EXPECT_EQ(fold("a\xff"), "a");
}

}  // namespace
}  // namespace mash::people
