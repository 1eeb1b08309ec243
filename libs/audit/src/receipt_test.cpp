// SPDX-License-Identifier: MIT
// Goal: a receipt convinces whoever has the entry, the log's key and a policy, without the log; it
// stands for one entry at one place, and no byte of it can be changed.
#include "mash/audit/receipt.h"

#include <gtest/gtest.h>

#include "mash/audit/merkle.h"
#include "witnesses_for_tests.h"

namespace mash::audit {
namespace {

// Made with Python's hashlib and cryptography (OpenSSL) from the specifications alone: entry 2 of
// the entries e0 to e4; the log's seed is 32 bytes 0x01, the witness's 32 bytes 0x02.
const std::string k_receipt =
    "c2sp.org/tlog-proof@v1\n"
    "index 2\n"
    "1b21ihkXOmoBEd8/H2LbqgDkQiHg8JtHSJgSoBDNUxQ=\n"
    "cY+gNp10dQmbxstDJ+OCOklyKF+SvUmXGlg8nwj/to0=\n"
    "jh+IfPx8el5D8gLa9n2Zro+P1LM6ayUbz59dg0djA+o=\n"
    "\n"
    "hub.example/audit\n"
    "5\n"
    "4U5DYn5HMHDekm/gJsxnCCDmAogImr0flfg/Qv6B96s=\n"
    "\n"
    "\xE2\x80\x94 hub.example/audit "
    "BTFjm9k5wdMmm2uHP6X0MBqvVEMWs/Oyy73uw5RiJrVkb59X2y4ONwCR1gcvNDa8pRkVxj+HLpjI7B41ZlcEfsR/lAE=\n"
    "\xE2\x80\x94 police.example/witness "
    "4H4y+wAAAABrBVIQyhYYvywC/lEcy+jehMVrtyVvcZyq2+EqG9t2rUYfE/"
    "hHoNAfyeWHTnhHu3DqyWgNNIVcuJC6xagZyD9KWwwwCg==\n";

Bytes entry_of(std::uint64_t n) {
  return numbered_entries(n, n + 1)[0];
}
Checkpoint checkpoint_of(const TileLog& log) {
  return {std::string(k_origin), log.size(), log.root()};
}

class ReceiptTest : public ::testing::Test {
 protected:
  // By all four agencies, for entry `index` of a log of `size`.
  std::string receipt_text(std::uint64_t index, std::uint64_t size) {
    grow(log_, size);
    const auto receipt =
        make_receipt(log_, index, cosigned_note(checkpoint_of(log_), {0, 1, 2, 3}));
    if (!receipt) throw std::runtime_error(receipt.error().message);
    return format_receipt(*receipt);
  }
  Result<Witnessed> verify(std::string_view text, std::uint64_t entry) {
    MASH_TRY(const Receipt receipt, parse_receipt(text));
    return verify_receipt(receipt, entry_of(entry), test_verifier(), policy_);
  }
  TemporaryFolder folder_;
  TileLog log_ = open_log(folder_.path());
  WitnessPolicy policy_ =
      policy_of(policy_head() + "group g all police health lacs board\nquorum g\n");
};

TEST_F(ReceiptTest, has_the_bytes_of_the_specification) {
  grow(log_, 5);
  const auto receipt = make_receipt(log_, 2, cosigned_note(checkpoint_of(log_), {0}));
  ASSERT_TRUE(receipt);
  EXPECT_EQ(format_receipt(*receipt), k_receipt);
  policy_ = policy_of(policy_head() + "quorum police\n");
  const auto seen = verify(k_receipt, 2);
  ASSERT_TRUE(seen);
  EXPECT_EQ(seen->checkpoint, checkpoint_of(log_));
  EXPECT_EQ(seen->by, (std::vector<Witnessed::By>{{"police", k_noon}}));
}

TEST_F(ReceiptTest, every_entry_of_every_log_has_one_that_stands_for_no_other) {
  const WitnessPolicy none = policy_of(policy_head() + "quorum none\n");
  for (const std::uint64_t size : {1U, 2U, 3U, 7U, 64U, 130U, 256U, 300U}) {
    grow(log_, size);
    const std::string note = cosigned_note(checkpoint_of(log_), {});
    for (std::uint64_t index = 0; index < size; ++index) {
      const auto made = make_receipt(log_, index, note);
      ASSERT_TRUE(made) << index << " of " << size;
      const auto read = parse_receipt(format_receipt(*made));
      ASSERT_TRUE(read);
      ASSERT_EQ(format_receipt(*read), format_receipt(*made));
      ASSERT_TRUE(verify_receipt(*read, entry_of(index), test_verifier(), none));
      ASSERT_FALSE(verify_receipt(*read, entry_of(index + 1), test_verifier(), none));
      Receipt moved = *read;
      moved.index = (index + 1) % size;
      ASSERT_EQ(verify_receipt(moved, entry_of(index), test_verifier(), none).has_value(),
                size == 1);
    }
  }
}

TEST_F(ReceiptTest, goes_by_an_earlier_checkpoint_of_a_log_that_has_grown) {
  grow(log_, 200);
  const std::string note = cosigned_note(checkpoint_of(log_), {0, 1, 2, 3});
  grow(log_, 700);
  for (const std::uint64_t index : {0U, 100U, 199U}) {
    const auto receipt = make_receipt(log_, index, note);
    ASSERT_TRUE(receipt);
    EXPECT_TRUE(verify(format_receipt(*receipt), index));
  }
  const auto later = make_receipt(log_, 200, note);
  ASSERT_FALSE(later);
  EXPECT_EQ(later.error().code, ErrorCode::not_found);
}

TEST_F(ReceiptTest, none_is_made_by_a_checkpoint_of_another_log) {
  grow(log_, 20);
  for (const Checkpoint& other : {Checkpoint{std::string(k_origin), 20, Hash{}},
                                  Checkpoint{std::string(k_origin), 21, log_.root()},
                                  Checkpoint{std::string(k_origin), 1000, log_.root()}}) {
    const auto receipt = make_receipt(log_, 3, cosigned_note(other, {0}));
    ASSERT_FALSE(receipt);
    EXPECT_EQ(receipt.error().code, ErrorCode::internal);
  }
  EXPECT_FALSE(make_receipt(log_, 3, "no note"));
}

TEST_F(ReceiptTest, too_few_witnesses_or_another_log_are_refused) {
  const std::string good = receipt_text(7, 20);
  ASSERT_TRUE(verify(good, 7));
  const Receipt receipt = *parse_receipt(good);
  Receipt fewer = receipt;
  fewer.note = cosigned_note(checkpoint_of(log_), {0, 1, 2});
  EXPECT_FALSE(verify_receipt(fewer, entry_of(7), test_verifier(), policy_));
  const crypto::SigningKey stranger(*crypto::Key::from(Bytes(32, 77)));
  EXPECT_FALSE(verify_receipt(receipt, entry_of(7), verifier_key(k_origin, stranger), policy_));
  EXPECT_FALSE(verify_receipt(receipt, entry_of(7), agency_verifier(0), policy_));
}

// Whoever has stolen the log's key signs a log with another entry; the witnesses' lines are of the
// true one.
TEST_F(ReceiptTest, a_log_forked_with_its_stolen_key_has_no_receipt) {
  std::mt19937 generator(20'261'127);  // fixed: the same inputs in every run
  grow(log_, 50);
  const Note honest = *parse_note(cosigned_note(checkpoint_of(log_), {0, 1, 2, 3}));
  std::vector<Hash> leaves;
  for (std::uint64_t n = 0; n < 50; ++n) leaves.push_back(leaf_hash(entry_of(n)));
  for (int round = 0; round < 1'000; ++round) {
    std::vector<Hash> fork = leaves;
    const std::uint64_t index = generator() % fork.size();
    const Bytes entry = to_bytes("forged " + std::to_string(round));
    fork[index] = leaf_hash(entry);
    const Checkpoint forged{std::string(k_origin), fork.size(), tree_root(fork)};
    Note note = *parse_note(sign_checkpoint(forged, test_key()));
    const auto proof = inclusion_proof(index, fork.size(), subtrees_of(fork));
    Receipt receipt{index, proof, format_note(note)};
    ASSERT_FALSE(verify_receipt(receipt, entry, test_verifier(), policy_));
    note.signatures.insert(note.signatures.end(), honest.signatures.begin() + 1,
                           honest.signatures.end());
    receipt.note = format_note(note);
    ASSERT_FALSE(verify_receipt(receipt, entry, test_verifier(), policy_));
    receipt.note = format_note(honest);
    ASSERT_FALSE(verify_receipt(receipt, entry, test_verifier(), policy_));
  }
}

TEST_F(ReceiptTest, extra_is_carried_and_vouched_for_by_nobody) {
  Receipt receipt = *parse_receipt(receipt_text(7, 20));
  for (const std::size_t size : {1U, 2U, 3U, 1000U}) {
    receipt.extra = Bytes(size, 0xA5);
    const auto again = parse_receipt(format_receipt(receipt));
    ASSERT_TRUE(again);
    EXPECT_EQ(again->extra, receipt.extra);
    EXPECT_TRUE(verify(format_receipt(receipt), 7));
  }
}

TEST_F(ReceiptTest, refuses_every_other_spelling) {
  ASSERT_TRUE(parse_receipt(k_receipt));
  const auto with = [](std::string_view from, std::string_view to) {
    std::string out = k_receipt;
    return out.replace(out.find(from), from.size(), to);
  };
  std::string many = "index 2\n";
  for (int i = 0; i < 64; ++i) many += base64(Hash{}) + "\n";
  for (const std::string& text : {std::string(),
                                  with("@v1", "@v2"),
                                  with("c2sp", "\nc2sp"),
                                  with("index 2\n", ""),
                                  with("index 2", "index 02"),
                                  with("index 2", "index -2"),
                                  with("index 2", "index  2"),
                                  with("index 2", "index 2 "),
                                  with("index 2", "Index 2"),
                                  with("index 2", "index"),
                                  with("index 2", "index 9223372036854775808"),
                                  with("index 2", "extra \nindex 2"),
                                  with("index 2", "extra\nindex 2"),
                                  with("index 2", "extra ?\nindex 2"),
                                  with("index 2", "extra YQ\nindex 2"),
                                  with("index 2", "extra YQ==\nextra YQ==\nindex 2"),
                                  with("index 2\n", "index 2\nextra YQ==\n"),
                                  with("index 2\n", many),
                                  with("\n\nhub", "\nhub"),
                                  with("\n\nhub", "\n\n\nhub"),
                                  with("\n5\n", "\n5\n6\n"),
                                  k_receipt + "\n",
                                  k_receipt.substr(0, k_receipt.size() - 1)}) {
    EXPECT_FALSE(parse_receipt(text)) << text;
  }
  EXPECT_FALSE(parse_receipt(with("index 2", "extra " + base64(Bytes(100'000)) + "\nindex 2")));
}

TEST_F(ReceiptTest, torn_anywhere_it_is_refused) {
  const std::string good = receipt_text(7, 20);
  for (std::size_t at = 0; at < good.size(); ++at) {
    ASSERT_FALSE(verify(good.substr(0, at), 7)) << at;
    ASSERT_FALSE(verify(good.substr(at + 1), 7)) << at;
  }
}

TEST_F(ReceiptTest, no_changed_byte_is_accepted) {
  const std::string good = receipt_text(7, 20);
  ASSERT_TRUE(verify(good, 7));
  std::mt19937 generator(20'261'127);
  for (int round = 0; round < 10'000; ++round) {
    const std::string changed = with_a_byte_changed(good, generator);
    ASSERT_FALSE(verify(changed, 7)) << changed;
  }
}

}  // namespace
}  // namespace mash::audit
