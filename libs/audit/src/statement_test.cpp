// SPDX-License-Identifier: MIT
// Goal: a receipt proves that the log said these very words, and no changed byte of words, opening,
// receipt or policy passes.
#include "mash/audit/statement.h"

#include <gtest/gtest.h>

#include "mash/audit/entry.h"
#include "witnesses_for_tests.h"

namespace mash::audit {
namespace {

constexpr std::string_view k_class = "product.left";
constexpr std::string_view k_words = "planted words";

class StatementTest : public ::testing::Test {
 protected:
  StatementTest() {
    grow(log_, 9);
    const Bytes entry = make_leaf(k_noon, k_class, commit(opening_.entry, as_bytes(k_words)));
    log_.append(std::span(&entry, 1));
    grow(log_, 300);
    const Checkpoint checkpoint{std::string(k_origin), log_.size(), log_.root()};
    receipt_ = *make_receipt(log_, 9, cosigned_note(checkpoint, {0, 1}));
    receipt_.extra = format_opening(opening_);
  }
  Result<Stated> verify(const Receipt& receipt, std::string_view words = k_words,
                        std::string_view event_class = k_class) {
    return verify_statement(receipt, event_class, words, test_verifier(), policy_);
  }

  TemporaryFolder folder_;
  TileLog log_ = open_log(folder_.path());
  Opening opening_{k_noon, *crypto::Key::from(Bytes(32, 7))};
  Receipt receipt_;
  WitnessPolicy policy_ = policy_of(policy_head() + "group g 2 police health lacs\nquorum g\n");
};

TEST_F(StatementTest, says_when_and_who_has_witnessed_it) {
  const auto read = parse_receipt(format_receipt(receipt_));
  ASSERT_TRUE(read);
  const auto stated = verify(*read);
  ASSERT_TRUE(stated) << stated.error().message;
  EXPECT_EQ(stated->at, k_noon);
  EXPECT_EQ(stated->witnessed.by.size(), 2U);
}

TEST_F(StatementTest, stands_for_these_words_and_this_class_alone) {
  EXPECT_FALSE(verify(receipt_, "planted word"));
  EXPECT_FALSE(verify(receipt_, ""));
  EXPECT_FALSE(verify(receipt_, k_words, "product.lost"));
  policy_ = policy_of(policy_head() + "group g all police health lacs\nquorum g\n");
  EXPECT_FALSE(verify(receipt_)) << "too few";
}

TEST_F(StatementTest, no_byte_of_the_opening_can_be_another) {
  for (std::size_t at = 0; at < receipt_.extra.size(); ++at) {
    for (const std::uint8_t change : std::to_array<std::uint8_t>({1, 8, 32, 128})) {
      Receipt changed = receipt_;
      changed.extra[at] ^= change;
      EXPECT_FALSE(verify(changed)) << at;
    }
  }
  for (const char* planted : {"", " ", "1", "-1 AAAA", "1795510800000000", "x AAAA"}) {
    Receipt changed = receipt_;
    changed.extra = to_bytes(planted);
    EXPECT_FALSE(verify(changed)) << planted;
  }
}

TEST_F(StatementTest, no_byte_of_the_receipt_can_be_another) {
  const std::string text = format_receipt(receipt_);
  std::mt19937 generator(11);
  for (int n = 0; n < 10'000; ++n) {
    const auto changed = parse_receipt(with_a_byte_changed(text, generator));
    EXPECT_FALSE(changed && verify(*changed)) << n;
  }
}

}  // namespace
}  // namespace mash::audit
