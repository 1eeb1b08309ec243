// SPDX-License-Identifier: MIT
// Goal: a reference survives being read out and typed, and slips of the pen are found.
#include "mash/packages/reference.h"

#include <gtest/gtest.h>

#include <set>

#include "mash/crypto/crypto.h"

namespace mash::packages {
namespace {

TEST(Reference, IsRandomAndReadsBack) {
  crypto::SystemRandom random;
  std::set<std::string> seen;
  for (int i = 0; i < 1000; ++i) {
    const std::string reference = new_reference(random);
    ASSERT_EQ(reference.size(), 11U);
    EXPECT_EQ(parse_reference(reference, "reference").value(), reference);
    seen.insert(reference);
  }
  EXPECT_EQ(seen.size(), 1000U);
}

TEST(Reference, TakesWhatPeopleType) {
  EXPECT_EQ(parse_reference(" 0o1l-i000 n", "reference").value(), "0011-1000-N");
  EXPECT_EQ(parse_reference("7KQ4-XM2P-M", "reference").value(), "7KQ4-XM2P-M");
  EXPECT_EQ(parse_receipt_code("abcd efgh jkmn", "code").value(), "ABCD-EFGH-JKMN");
}

TEST(Reference, FindsEverySingleWrongCharacter) {
  constexpr std::string_view k_alphabet = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
  crypto::SystemRandom random;
  const std::string reference = new_reference(random);
  for (std::size_t at = 0; at < reference.size(); ++at) {
    if (reference[at] == '-') continue;
    for (const char c : k_alphabet) {
      if (c == reference[at]) continue;
      std::string wrong = reference;
      wrong[at] = c;
      EXPECT_FALSE(parse_reference(wrong, "reference").has_value()) << wrong;
    }
  }
}

TEST(Reference, FindsMostNeighboursThatChangedPlaces) {
  crypto::SystemRandom random;
  int found = 0;
  int tried = 0;
  while (tried < 2000) {
    const std::string reference = new_reference(random);
    std::string wrong = reference;
    std::swap(wrong[1], wrong[2]);
    if (wrong == reference) continue;
    ++tried;
    if (!parse_reference(wrong, "reference")) ++found;
  }
  EXPECT_GT(found, 1900);
}

TEST(Reference, RefusesWhatIsNone) {
  for (const char* text : {"", "7KQ4-XM2P", "7KQ4-XM2P-M-M", "7KQ4-XM2P-U", "\xC3\xA9", "!!!!"}) {
    const auto read = parse_reference(text, "reference");
    ASSERT_FALSE(read.has_value()) << text;
    EXPECT_EQ(read.error().faults.front().field, "reference");
  }
  EXPECT_FALSE(parse_receipt_code("ABCD-EFGH-JKM", "code").has_value());
}

}  // namespace
}  // namespace mash::packages
