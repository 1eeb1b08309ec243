// SPDX-License-Identifier: MIT
// Goal: what people take for a postcode is taken for one, and nothing else is.
#include "mash/people/postcode.h"

#include <gtest/gtest.h>

namespace mash::people {
namespace {

TEST(Postcode, HasOneOfSixForms) {
  for (const auto* text : {"B1 1AA", "BQ1 1AA", "B11 1AA", "BQ11 1AA", "B1A 1AA", "BQ1A 1AA",
                           "bq1 1aa", "BQ11AA", "BQ1  1AA", "GIR 0AA"}) {
    EXPECT_TRUE(is_postcode(text)) << text;
  }
  for (const auto* text : {"none", "Barnfield", "BQ99 999", "BQ1", "1BQ 1AA", "BQ1 1A", "BQ111 1AA",
                           "BQ1 A1A", "BQX 1AA", "BQ1 1AAA", "?", "BQ1-1AA"}) {
    EXPECT_FALSE(is_postcode(text)) << text;
  }
}

}  // namespace
}  // namespace mash::people
