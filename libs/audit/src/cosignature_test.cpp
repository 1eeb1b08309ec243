// SPDX-License-Identifier: MIT
// Goal: a cosignature has the bytes of C2SP tlog-cosignature, stands for one checkpoint, one time
// and one key, and nothing that differs by a byte is taken for it.
#include "mash/audit/cosignature.h"

#include <gtest/gtest.h>

#include <random>

#include "mash/audit/merkle.h"

namespace mash::audit {
namespace {

// Made with Python's hashlib and cryptography (OpenSSL) from the specification alone: the log's
// seed is 32 bytes 0x01, the witness's 32 bytes 0x02.
constexpr std::string_view k_name = "police.example/witness";
constexpr std::string_view k_vkey =
    "police.example/witness+e07e32fb+BIE5dw6ofRdfVqNUZsNMfszLjYqRtO43ol32D1uPybOU";
const std::string k_line =
    "\xE2\x80\x94 police.example/witness "
    "4H4y+wAAAABrBVIQ+mqvDO/aFepQpgpAvdVumgKUm6vsbfe/4+CYl/NjL2PWiMQ0zEsS/"
    "JJQMzvKfLY+SbmCW0iEyUl6pc4qArAuDA==\n";
const UtcTime k_at{1'795'510'800'000'000};

crypto::SigningKey key_of(std::uint8_t seed) {
  return crypto::SigningKey(*crypto::Key::from(Bytes(32, seed)));
}
const Checkpoint& checkpoint() {
  static const Checkpoint out{"hub.example/audit", 300, empty_root()};
  return out;
}
std::string signed_note() {
  return sign_checkpoint(checkpoint(), key_of(1));
}
VerifierKey police() {
  return verifier_key(k_name, key_of(2), KeyType::cosigner);
}
std::string line_of(const NoteSignature& signature) {
  return format_signatures(std::span(&signature, 1));
}

TEST(Cosignature, has_the_bytes_of_the_specification) {
  EXPECT_EQ(police().encode(), k_vkey);
  EXPECT_EQ(VerifierKey::parse(k_vkey), police());
  EXPECT_EQ(line_of(cosign(checkpoint(), k_name, key_of(2), k_at)), k_line);
  EXPECT_EQ(line_of(cosign(checkpoint(), k_name, key_of(2), k_at + Duration{999'999})), k_line)
      << "whole seconds";
}

TEST(Cosignature, is_taken_with_its_time) {
  const auto lines = parse_signatures(k_line);
  ASSERT_TRUE(lines);
  EXPECT_EQ(*cosigned_at(checkpoint(), *lines, police()), k_at);
  const auto whole = add_cosignatures(signed_note(), k_line, police());
  ASSERT_TRUE(whole);
  EXPECT_EQ(*whole, signed_note() + k_line);
  EXPECT_TRUE(open_checkpoint(*whole, verifier_key("hub.example/audit", key_of(1))));
}

TEST(Cosignature, stands_for_one_checkpoint_only) {
  const auto lines = parse_signatures(k_line);
  for (const Checkpoint& other : {Checkpoint{"hub.example/audit", 301, empty_root()},
                                  Checkpoint{"hub.example/audits", 300, empty_root()},
                                  Checkpoint{"hub.example/audit", 300, leaf_hash({})}}) {
    EXPECT_FALSE(cosigned_at(other, *lines, police()));
  }
}

TEST(Cosignature, of_a_key_of_the_same_name_is_somebody_elses) {
  const auto lines = parse_signatures(k_line);
  const auto other =
      cosigned_at(checkpoint(), *lines, verifier_key(k_name, key_of(3), KeyType::cosigner));
  ASSERT_TRUE(other);
  EXPECT_FALSE(other->has_value());
  EXPECT_FALSE(
      add_cosignatures(signed_note(), k_line, verifier_key(k_name, key_of(3), KeyType::cosigner)));
}

// The same key as a log's has another id, and what it signs as a log is no cosignature.
TEST(Cosignature, is_no_signature_of_a_log_and_the_other_way_round) {
  const auto key = key_of(2);
  EXPECT_NE(verifier_key(k_name, key).id(), police().id());
  NoteSignature as_log = sign_text(format_checkpoint(checkpoint()), k_name, key);
  EXPECT_FALSE(as_log.is_by(police()));
  as_log.key_id = police().id();
  EXPECT_FALSE(cosigned_at(checkpoint(), std::span(&as_log, 1), police()));
}

TEST(Cosignature, the_latest_of_several_counts_and_a_bad_one_spoils_all) {
  std::vector<NoteSignature> lines;
  for (const int minute : {5, 9, 7}) {
    lines.push_back(cosign(checkpoint(), k_name, key_of(2), k_at + Duration::minutes(minute)));
  }
  EXPECT_EQ(*cosigned_at(checkpoint(), lines, police()), k_at + Duration::minutes(9));
  lines.insert(lines.begin() + 1, lines[0]);
  lines[1].signature[7] ^= 1U;
  EXPECT_FALSE(cosigned_at(checkpoint(), lines, police()));
}

// Well signed, as another program might: seconds that are too many for our own times are refused.
TEST(Cosignature, a_time_that_cannot_be_told_is_refused) {
  const auto at_seconds = [](std::uint64_t seconds) {
    const std::string text =
        "cosignature/v1\ntime " + std::to_string(seconds) + "\n" + format_checkpoint(checkpoint());
    NoteSignature line{std::string(k_name), police().id(), {}};
    for (int shift = 56; shift >= 0; shift -= 8) {
      line.signature.push_back(static_cast<std::uint8_t>(seconds >> shift));
    }
    const auto signature = key_of(2).sign(as_bytes(text));
    line.signature.insert(line.signature.end(), signature.begin(), signature.end());
    return cosigned_at(checkpoint(), std::span(&line, 1), police());
  };
  for (const std::uint64_t seconds : {0ULL, 1'795'510'800ULL, 9'223'372'036'854ULL}) {
    const auto at = at_seconds(seconds);
    ASSERT_TRUE(at) << seconds;
    EXPECT_EQ(*at, UtcTime{static_cast<std::int64_t>(seconds * 1'000'000)});
  }
  for (const std::uint64_t seconds :
       {9'223'372'036'855ULL, 1ULL << 62U, (1ULL << 63U) - 1, 1ULL << 63U, ~0ULL}) {
    EXPECT_FALSE(at_seconds(seconds)) << seconds;
  }
}

TEST(Cosignature, an_answer_without_one_or_too_long_is_refused) {
  const std::string other = line_of(cosign(checkpoint(), "board.example", key_of(9), k_at));
  const auto both = add_cosignatures(signed_note(), other + k_line, police());
  ASSERT_TRUE(both);
  EXPECT_EQ(*both, signed_note() + k_line) << "lines by others are left out";
  std::string many;
  for (int i = 0; i < 100; ++i) many += k_line;
  for (const std::string& answer : {std::string(), other, std::string("300\n"), "\n" + k_line,
                                    k_line + "\n", k_line.substr(0, k_line.size() - 1), many}) {
    EXPECT_FALSE(add_cosignatures(signed_note(), answer, police())) << answer;
  }
}

TEST(Cosignature, no_changed_byte_of_a_witness_s_answer_is_accepted) {
  std::mt19937 generator(20'261'127);  // fixed: the same inputs in every run
  for (int round = 0; round < 10'000; ++round) {
    std::string answer = k_line;
    const std::size_t at = generator() % answer.size();
    answer[at] = static_cast<char>(answer[at] ^ static_cast<char>(1 + generator() % 255));
    ASSERT_FALSE(add_cosignatures(signed_note(), answer, police())) << at << ": " << answer;
  }
}

}  // namespace
}  // namespace mash::audit
