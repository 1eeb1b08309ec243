// SPDX-License-Identifier: MIT
// Goal: words of information that stays are found in what leaves, however they are written.
#include "leak_check.h"

#include <gtest/gtest.h>

namespace mash::product {
namespace {

TEST(LeakCheck, finds_four_words_in_a_row_whatever_their_case_and_punctuation) {
  EXPECT_EQ(shared_words("He knows the new address.", "careful: HE KNOWS, the new flat"),
            "he knows the new");
  EXPECT_EQ(shared_words("Zoë was seen at 14 Mill Lane", "Seen at 14 Mill Lane in May"),
            "seen at 14 mill");
}

TEST(LeakCheck, a_short_text_is_found_whole) {
  EXPECT_EQ(shared_words("On bail", "He is on bail now"), "on bail");
  EXPECT_EQ(shared_words("Bail", "He is on bail now"), "") << "one word says too little";
}

TEST(LeakCheck, is_silent_where_nothing_is_repeated) {
  EXPECT_EQ(shared_words("He knows the new address", "She knows the new school"), "");
  EXPECT_EQ(shared_words("", "anything at all"), "");
  EXPECT_EQ(shared_words("anything at all", ""), "");
}

}  // namespace
}  // namespace mash::product
