// SPDX-License-Identifier: MIT
// Goal: a witness signs what goes on from what it has signed, answers all else as C2SP tlog-witness
// says, and whoever holds the log's key gets no second history past it.
#include "mash/audit/witness.h"

#include <gtest/gtest.h>

#include <atomic>
#include <thread>

#include "witnesses_for_tests.h"

namespace mash::audit {
namespace {

std::vector<Hash> leaves_of(std::uint64_t size) {
  std::vector<Hash> out;
  for (const Bytes& entry : numbered_entries(0, size)) out.push_back(leaf_hash(entry));
  return out;
}
std::string note_of(std::span<const Hash> leaves) {
  return sign_checkpoint({std::string(k_origin), leaves.size(), tree_root(leaves)}, test_key());
}
// To go on from the first `old_size` of these leaves.
std::string request(std::uint64_t old_size, std::span<const Hash> leaves) {
  return format_add_checkpoint(
      old_size, consistency_proof(old_size, leaves.size(), subtrees_of(leaves)), note_of(leaves));
}

template <class T>
const T* refused_as(const WitnessAnswer& answer) {
  const auto* refusal = std::get_if<WitnessRefusal>(&answer);
  return refusal == nullptr ? nullptr : std::get_if<T>(refusal);
}
bool is_signed(const WitnessAnswer& answer) {
  return std::holds_alternative<Cosigned>(answer);
}

class WitnessTest : public ::testing::Test {
 protected:
  WitnessTest() {
    witness_ = *Witness::make(agency_key_name(0), agency_key(0), {test_verifier()},
                              *WitnessState::create(folder_.path()));
  }
  WitnessAnswer ask(std::string_view body) { return witness_->add_checkpoint(body, k_noon); }
  // From disk, as after a crash.
  [[nodiscard]] HeldCheckpoint held() const {
    return WitnessState::open(folder_.path())->held(k_origin);
  }
  TemporaryFolder folder_;
  std::unique_ptr<Witness> witness_;
};

// Made with Python's hashlib and cryptography (OpenSSL) from the specifications alone: the log of
// entries e0 to e4 whose key has 32 bytes 0x01 for a seed.
const std::string k_first_request =
    "old 0\n"
    "\n"
    "hub.example/audit\n"
    "3\n"
    "ZLJJxOBgbj2XQsSb/VfNHj6xcPXM76JuoEXKGT1kp18=\n"
    "\n"
    "\xE2\x80\x94 hub.example/audit "
    "BTFjm/d4lGoJolJQP/"
    "vtkpkc+SJspGg09f1AJoqK6VPC+J3eM7MhU1roFii7DYjsqcDD4S4RphKWF2MOj2jnYd6Wpg8=\n";
const std::string k_second_request =
    "old 3\n"
    "526xuXsGdXFQ+V4GNXp9xATKURtjqQMwpWqU3z0NZtE=\n"
    "1b21ihkXOmoBEd8/H2LbqgDkQiHg8JtHSJgSoBDNUxQ=\n"
    "cY+gNp10dQmbxstDJ+OCOklyKF+SvUmXGlg8nwj/to0=\n"
    "jh+IfPx8el5D8gLa9n2Zro+P1LM6ayUbz59dg0djA+o=\n"
    "\n"
    "hub.example/audit\n"
    "5\n"
    "4U5DYn5HMHDekm/gJsxnCCDmAogImr0flfg/Qv6B96s=\n"
    "\n"
    "\xE2\x80\x94 hub.example/audit "
    "BTFjm9k5wdMmm2uHP6X0MBqvVEMWs/Oyy73uw5RiJrVkb59X2y4ONwCR1gcvNDa8pRkVxj+HLpjI7B41ZlcEfsR/"
    "lAE=\n";
const std::string k_second_answer =
    "\xE2\x80\x94 police.example/witness "
    "4H4y+wAAAABrBVIQyhYYvywC/lEcy+jehMVrtyVvcZyq2+EqG9t2rUYfE/"
    "hHoNAfyeWHTnhHu3DqyWgNNIVcuJC6xagZyD9KWwwwCg==\n";

TEST_F(WitnessTest, answers_the_bytes_of_the_specification) {
  EXPECT_EQ(request(0, leaves_of(3)), k_first_request);
  EXPECT_EQ(request(3, leaves_of(5)), k_second_request);
  EXPECT_TRUE(is_signed(ask(k_first_request)));
  const WitnessAnswer answer = ask(k_second_request);
  ASSERT_TRUE(is_signed(answer));
  EXPECT_EQ(std::get<Cosigned>(answer).line, k_second_answer);
  EXPECT_EQ(held().size, 5U);
}

TEST_F(WitnessTest, signs_a_log_that_grows_and_is_believed_by_a_policy) {
  const WitnessPolicy policy = policy_of(policy_head() + "quorum police\n");
  std::uint64_t old_size = 0;
  for (const std::uint64_t size : {0U, 0U, 1U, 2U, 2U, 256U, 300U, 300U, 1000U}) {
    const std::vector<Hash> leaves = leaves_of(size);
    const WitnessAnswer answer = ask(request(old_size, leaves));
    ASSERT_TRUE(is_signed(answer)) << size;
    const auto note =
        add_cosignatures(note_of(leaves), std::get<Cosigned>(answer).line, witness_->key());
    ASSERT_TRUE(note);
    EXPECT_TRUE(policy.examine(*note)->quorum);
    EXPECT_EQ(held().size, size);
    old_size = size;
  }
}

TEST_F(WitnessTest, a_log_that_remembers_another_size_is_told_which) {
  ASSERT_TRUE(is_signed(ask(request(0, leaves_of(20)))));
  for (const std::uint64_t old_size : {0U, 1U, 19U, 21U, 25U}) {
    const WitnessAnswer answer = ask(request(old_size, leaves_of(25)));
    const auto* other = refused_as<OtherSizeHeld>(answer);
    ASSERT_NE(other, nullptr) << old_size;
    EXPECT_EQ(other->size, 20U);
  }
  EXPECT_TRUE(is_signed(ask(request(20, leaves_of(25)))));
}

TEST_F(WitnessTest, a_second_root_of_one_size_is_refused_and_both_notes_kept) {
  const std::vector<Hash> leaves = leaves_of(20);
  ASSERT_TRUE(is_signed(ask(request(0, leaves))));
  std::vector<Hash> fork = leaves;
  fork[3] = leaf_hash({});
  const std::string extra = cosigned_note({"x", 1, Hash{}}, {2});
  const std::string other_line = extra.substr(extra.rfind("\xE2\x80\x94"));
  const WitnessAnswer answer = ask(request(20, fork) + other_line);
  const auto* other = refused_as<OtherRootHeld>(answer);
  ASSERT_NE(other, nullptr);
  EXPECT_EQ(other->evidence.held, note_of(leaves));
  EXPECT_EQ(other->evidence.submitted, note_of(fork)) << "without the signatures of others";
  EXPECT_TRUE(open_checkpoint(other->evidence.held, test_verifier()));
}

TEST_F(WitnessTest, an_empty_log_has_one_root_only) {
  const auto lie = sign_checkpoint({std::string(k_origin), 0, Hash{}}, test_key());
  const WitnessAnswer answer = ask(format_add_checkpoint(0, {}, lie));
  EXPECT_NE(refused_as<OtherRootHeld>(answer), nullptr);
}

TEST_F(WitnessTest, a_proof_that_does_not_fit_is_refused_with_both_notes) {
  const std::vector<Hash> leaves = leaves_of(30);
  const auto beginning = std::span(leaves).first(20);
  EXPECT_NE(
      refused_as<BadProof>(ask(format_add_checkpoint(0, std::vector{Hash{}}, note_of(beginning)))),
      nullptr)
      << "from nothing there is nothing to prove";
  ASSERT_TRUE(is_signed(ask(request(0, beginning))));
  const auto good = consistency_proof(20, 30, subtrees_of(leaves));
  for (std::size_t i = 0; i < good.size(); ++i) {
    auto changed = good;
    changed[i][i] ^= 1U;
    const WitnessAnswer answer = ask(format_add_checkpoint(20, changed, note_of(leaves)));
    const auto* bad = refused_as<BadProof>(answer);
    ASSERT_NE(bad, nullptr);
    EXPECT_EQ(bad->evidence.held, note_of(beginning));
    EXPECT_EQ(bad->evidence.submitted, note_of(leaves));
  }
  for (const auto& proof : {std::vector<Hash>{}, std::vector<Hash>(63)}) {
    EXPECT_NE(refused_as<BadProof>(ask(format_add_checkpoint(20, proof, note_of(leaves)))),
              nullptr);
  }
  EXPECT_NE(
      refused_as<BadProof>(ask(format_add_checkpoint(20, std::vector{Hash{}}, note_of(beginning)))),
      nullptr)
      << "a tree is its own beginning without any proof";
  EXPECT_EQ(held().size, 20U);
}

TEST_F(WitnessTest, an_unknown_log_and_a_log_of_another_key_are_refused) {
  const crypto::SigningKey stranger(*crypto::Key::from(Bytes(32, 77)));
  const auto elsewhere = sign_checkpoint({"elsewhere.example", 1, leaf_hash({})}, test_key());
  EXPECT_NE(refused_as<UnknownLog>(ask(format_add_checkpoint(0, {}, elsewhere))), nullptr);
  const Checkpoint checkpoint{std::string(k_origin), 1, leaf_hash({})};
  const auto forged = sign_checkpoint(checkpoint, stranger);
  EXPECT_NE(refused_as<NotByTheLog>(ask(format_add_checkpoint(0, {}, forged))), nullptr);
  Note claimed = *parse_note(forged);
  claimed.signatures[0].key_id = test_verifier().id();
  EXPECT_NE(refused_as<NotByTheLog>(ask(format_add_checkpoint(0, {}, format_note(claimed)))),
            nullptr);
  EXPECT_NE(refused_as<NotByTheLog>(ask(format_add_checkpoint(9, {}, forged))), nullptr)
      << "who is asked about a size must be known first";
  EXPECT_TRUE(held().note.empty());
}

TEST_F(WitnessTest, keeps_one_line_of_the_log_however_many_come) {
  const std::string note = note_of(leaves_of(3));
  const std::string line = note.substr(note.rfind("\xE2\x80\x94"));
  std::string body = request(0, leaves_of(3));
  for (int i = 0; i < 99; ++i) body += line;
  EXPECT_TRUE(is_signed(ask(body)));
  EXPECT_EQ(held().note, note);
}

TEST_F(WitnessTest, a_log_may_have_two_keys) {
  const crypto::SigningKey next(*crypto::Key::from(Bytes(32, 78)));
  TemporaryFolder folder;
  const auto witness = *Witness::make(agency_key_name(1), agency_key(1),
                                      {test_verifier(), verifier_key(k_origin, next)},
                                      *WitnessState::create(folder.path()));
  const auto leaves = leaves_of(3);
  EXPECT_TRUE(is_signed(witness->add_checkpoint(request(0, std::span(leaves).first(2)), k_noon)));
  const auto note = sign_checkpoint({std::string(k_origin), 3, tree_root(leaves)}, next);
  const auto proof = consistency_proof(2, 3, subtrees_of(leaves));
  EXPECT_TRUE(is_signed(witness->add_checkpoint(format_add_checkpoint(2, proof, note), k_noon)));
}

TEST_F(WitnessTest, a_request_of_another_form_is_refused) {
  const std::string good = request(0, leaves_of(3));
  const std::string note = note_of(leaves_of(3));
  const std::string line = base64(Hash{}) + "\n";
  std::string many = "old 0\n";
  for (int i = 0; i < 64; ++i) many += line;
  for (const std::string& body : {std::string(),
                                  std::string("\n"),
                                  std::string("old 0"),
                                  std::string("old 0\n"),
                                  std::string("old 0\n\n"),
                                  note,
                                  "old 0\n" + note,
                                  "\nold 0\n\n" + note,
                                  "old\n\n" + note,
                                  "old \n\n" + note,
                                  "old  0\n\n" + note,
                                  "old 00\n\n" + note,
                                  "old -0\n\n" + note,
                                  "old +0\n\n" + note,
                                  "old 0 \n\n" + note,
                                  "Old 0\n\n" + note,
                                  "old 0\r\n\r\n" + note,
                                  "old 9223372036854775808\n\n" + note,
                                  "old 18446744073709551617\n\n" + note,
                                  "old 0\nAAAA\n\n" + note,
                                  "old 0\n" + line.substr(0, 43) + "\n\n" + note,
                                  "old 0\n " + line + "\n" + note,
                                  many + "\n" + note,
                                  "old 0\n\n\n" + note,
                                  good.substr(0, good.size() - 1),
                                  good + "\n",
                                  "old 4\n\n" + note,
                                  "old 0\n\n" + note.substr(0, note.find("\n\n")) +
                                      "\nextension\n" + note.substr(note.find("\n\n") + 1)}) {
    EXPECT_NE(refused_as<MalformedRequest>(ask(body)), nullptr) << body;
  }
  EXPECT_TRUE(is_signed(ask(good)));
}

TEST_F(WitnessTest, it_has_a_name_and_a_key_of_its_own) {
  const auto make = [&](const std::string& name, const crypto::SigningKey& key, VerifierKey log) {
    TemporaryFolder folder;
    return Witness::make(name, key, {std::move(log)}, *WitnessState::create(folder.path()));
  };
  EXPECT_TRUE(make("w", agency_key(0), test_verifier()));
  EXPECT_FALSE(make("w", test_key(), test_verifier()));
  EXPECT_FALSE(make("a w", agency_key(0), test_verifier()));
  EXPECT_FALSE(make("w", agency_key(0), agency_verifier(1)));
}

TEST_F(WitnessTest, no_changed_byte_of_a_request_is_signed) {
  ASSERT_TRUE(is_signed(ask(k_first_request)));
  std::mt19937 generator(20'261'127);  // fixed: the same inputs in every run
  for (int round = 0; round < 10'000; ++round) {
    const std::string changed = with_a_byte_changed(k_second_request, generator);
    ASSERT_FALSE(is_signed(ask(changed))) << changed;
  }
  EXPECT_TRUE(is_signed(ask(k_second_request)));
}

TEST(WitnessJudgement, every_size_up_to_130_goes_on_from_every_one_before) {
  const std::vector<Hash> leaves = leaves_of(130);
  for (std::uint64_t size = 0; size <= leaves.size(); ++size) {
    const auto tree = std::span(leaves).first(size);
    const Checkpoint checkpoint{std::string(k_origin), size, tree_root(tree)};
    const SubtreeHash subtrees = subtrees_of(tree);
    for (std::uint64_t old_size = 0; old_size <= size; ++old_size) {
      const HeldCheckpoint held{old_size, tree_root(tree.first(old_size)), "held"};
      Submission submission{old_size, consistency_proof(old_size, size, subtrees), checkpoint, ""};
      ASSERT_FALSE(judge(submission, held)) << old_size << " to " << size;
      submission.checkpoint.root[old_size % 32] ^= 1U;
      const auto refusal = judge(submission, held);
      if (old_size == 0 && size > 0) continue;  // it has nothing to compare with yet
      ASSERT_TRUE(refusal) << old_size << " to " << size;
      ASSERT_EQ(std::holds_alternative<OtherRootHeld>(*refusal), old_size == size);
      ASSERT_EQ(std::holds_alternative<BadProof>(*refusal), old_size != size);
    }
  }
}

// A thief of the log's key: signs what he likes, knows what the witness holds, and proves what he
// can.
class Thief {
 public:
  explicit Thief(std::vector<Hash> honest) : honest_(std::move(honest)) {}

  std::string attempt() {
    const std::uint64_t held = honest_.size();
    std::vector<Hash> tree = honest_;
    const std::uint64_t size = below(2 * held + 1);
    const bool shorter = size < held && below(4) == 0;  // true, but gone back
    while (tree.size() < size) tree.push_back(some_hash());
    tree.resize(size);
    if (!shorter && size > 0) {
      for (std::uint64_t changes = 1 + below(3); changes > 0; --changes) {
        tree[below(std::min(size, held))] = some_hash();
      }
    }
    const std::uint64_t old_size = size >= held && below(4) > 0 ? held : below(size + 1);
    std::vector<Hash> proof;
    switch (below(4)) {
      case 0:
        proof = consistency_proof(old_size, size, subtrees_of(tree));
        break;
      case 1: {  // what an honest log would prove
        std::vector<Hash> grown = tree;
        std::copy_n(honest_.begin(), std::min(size, held), grown.begin());
        proof = consistency_proof(old_size, size, subtrees_of(grown));
        break;
      }
      case 2:
        proof.resize(below(12));
        for (Hash& hash : proof) hash = some_hash();
        break;
      default:
        proof = consistency_proof(old_size, size, subtrees_of(tree));
        for (std::uint64_t edits = 1 + below(3); edits > 0; --edits) {
          proof.insert(proof.begin() + static_cast<std::ptrdiff_t>(below(proof.size() + 1)),
                       below(2) == 0 ? tree_root(honest_) : some_hash());
        }
    }
    return format_add_checkpoint(old_size, proof, note_of(tree));
  }

 private:
  std::uint64_t below(std::uint64_t n) { return generator_() % n; }
  Hash some_hash() { return leaf_hash(as_bytes(std::to_string(generator_()))); }

  std::vector<Hash> honest_;
  std::mt19937 generator_{20'261'127};  // fixed: the same attempts in every run
};

TEST_F(WitnessTest, a_stolen_log_key_gets_no_second_history_signed) {
  const std::vector<Hash> honest = leaves_of(45);
  ASSERT_TRUE(is_signed(ask(request(0, honest))));
  Thief thief(honest);
  std::size_t other_size = 0;
  std::size_t other_root = 0;
  std::size_t bad_proof = 0;
  for (int round = 0; round < 10'000; ++round) {
    const std::string body = thief.attempt();
    const WitnessAnswer answer = ask(body);
    ASSERT_FALSE(is_signed(answer)) << body;
    other_size += refused_as<OtherSizeHeld>(answer) != nullptr ? 1 : 0;
    other_root += refused_as<OtherRootHeld>(answer) != nullptr ? 1 : 0;
    bad_proof += refused_as<BadProof>(answer) != nullptr ? 1 : 0;
  }
  EXPECT_EQ(other_size + other_root + bad_proof, 10'000U) << "409 or 422, nothing else";
  EXPECT_GT(other_size, 1'000U);
  EXPECT_GT(other_root, 20U);
  EXPECT_GT(bad_proof, 1'000U);
  EXPECT_EQ(held().note, note_of(honest));
  EXPECT_TRUE(is_signed(ask(request(45, leaves_of(46))))) << "the log itself goes on";
}

// Two histories that both go on from what is held are asked for at once, again and again: the
// witness signs one of them.
TEST_F(WitnessTest, of_two_histories_asked_for_at_once_one_is_signed) {
  std::vector<Hash> held = leaves_of(1);
  ASSERT_TRUE(is_signed(ask(request(0, held))));
  for (std::uint8_t round = 0; round < 100; ++round) {
    std::array<std::vector<Hash>, 4> histories;
    for (std::size_t i = 0; i < histories.size(); ++i) {
      histories.at(i) = held;
      histories.at(i).push_back(leaf_hash(Bytes{round, static_cast<std::uint8_t>(i)}));
    }
    std::array<std::atomic<bool>, 4> signed_one{};
    {
      std::vector<std::jthread> threads;
      for (std::size_t i = 0; i < histories.size(); ++i) {
        threads.emplace_back([&, i, body = request(held.size(), histories.at(i))] {
          signed_one.at(i) = is_signed(ask(body));
        });
      }
    }
    std::size_t count = 0;
    for (std::size_t i = 0; i < histories.size(); ++i) {
      if (!signed_one.at(i)) continue;
      ++count;
      held = histories.at(i);
    }
    ASSERT_EQ(count, 1U) << "round " << int{round};
    ASSERT_EQ(this->held().root, tree_root(held));
  }
}

}  // namespace
}  // namespace mash::audit
