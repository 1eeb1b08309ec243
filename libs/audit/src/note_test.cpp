// SPDX-License-Identifier: MIT
// Goal: notes, keys and checkpoints have the bytes of the C2SP formats, and nothing else is taken.
#include "mash/audit/note.h"

#include <gtest/gtest.h>

#include <random>

#include "mash/audit/checkpoint.h"
#include "mash/audit/merkle.h"

namespace mash::audit {
namespace {

// The example of golang.org/x/mod/sumdb/note, signed there by two keys.
const std::string k_go_text =
    "If you think cryptography is the answer to your problem,\n"
    "then you don't know what your problem is.\n";
const std::string k_go_note =
    k_go_text +
    "\n"
    "\xE2\x80\x94 PeterNeumann "
    "x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=\n"
    "\xE2\x80\x94 EnochRoot "
    "rwz+eBzmZa0SO3NbfRGzPCpDckykFXSdeX+MNtCOXm2/"
    "5n2tiOHp+vAF1aGrQ5ovTG01oOTGwnWLox33WWd1RvMc+QQ=\n";
const std::string k_peter = "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW";

crypto::SigningKey test_key(std::uint8_t seed) {
  return crypto::SigningKey(*crypto::Key::from(Bytes(32, seed)));
}

TEST(Note, opens_one_that_go_signed) {
  const auto key = VerifierKey::parse(k_peter);
  ASSERT_TRUE(key);
  EXPECT_EQ(key->encode(), k_peter);
  const auto note = open_note(k_go_note, *key);
  ASSERT_TRUE(note);
  EXPECT_EQ(note->text, k_go_text);
  EXPECT_EQ(note->signatures.size(), 2U);
  EXPECT_EQ(format_note(*note), k_go_note);
}

// Go's private key is PRIVATE+KEY+name+id+base64(1, seed).
TEST(Note, signs_the_same_bytes_as_go) {
  const auto raw = from_base64("AYEKFALVFGyNhPJEMzD1QIDr+Y7hfZx09iUvxdXHKDFz");
  const crypto::SigningKey key(*crypto::Key::from(ByteView(*raw).subspan(1)));
  const std::string line =
      format_note(Note{k_go_text, {sign_text(k_go_text, "PeterNeumann", key)}});
  EXPECT_EQ(line, k_go_note.substr(0, line.size()));
  EXPECT_EQ(verifier_key("PeterNeumann", key).encode(), k_peter);
}

TEST(Note, a_change_of_any_byte_is_refused) {
  const auto key = test_key(1);
  const std::string note = sign_checkpoint(Checkpoint{"hub.example/audit", 300, empty_root()}, key);
  const VerifierKey believed = verifier_key("hub.example/audit", key);
  ASSERT_TRUE(open_checkpoint(note, believed));
  for (std::size_t at = 0; at < note.size(); ++at) {
    for (int bit = 0; bit < 8; ++bit) {
      std::string changed = note;
      changed[at] = static_cast<char>(changed[at] ^ (1 << bit));
      ASSERT_FALSE(open_checkpoint(changed, believed)) << at << " " << bit;
    }
    ASSERT_FALSE(open_checkpoint(note.substr(0, at), believed)) << at;
    ASSERT_FALSE(open_checkpoint(note.substr(at + 1), believed)) << at;
  }
  EXPECT_FALSE(open_checkpoint(note + "\n", believed));
}

TEST(Note, ignores_signatures_by_others_but_wants_the_expected_one) {
  const std::string text = "text\n";
  const auto key = test_key(1);
  const auto other = test_key(2);
  const Note both{text, {sign_text(text, "other", other), sign_text(text, "hub", key)}};
  EXPECT_TRUE(open_note(format_note(both), verifier_key("hub", key)));
  const Note one{text, {sign_text(text, "other", other)}};
  EXPECT_FALSE(open_note(format_note(one), verifier_key("hub", key)));
  EXPECT_FALSE(open_note(format_note(both), verifier_key("hub", other))) << "same name, other key";
}

TEST(Note, a_bad_second_signature_by_the_same_key_spoils_it) {
  const auto key = test_key(1);
  Note note{"text\n", {sign_text("text\n", "hub", key), sign_text("other\n", "hub", key)}};
  EXPECT_FALSE(open_note(format_note(note), verifier_key("hub", key)));
}

TEST(Note, refuses_what_is_malformed) {
  const std::string line = "\xE2\x80\x94 hub AAAAAAA=\n";
  EXPECT_TRUE(parse_note("text\n\n" + line));
  EXPECT_TRUE(parse_note("a\n\nb\n\n" + line)) << "a blank line within the text";
  for (const std::string& note :
       {std::string(), std::string("\n"), std::string("\n\n"), std::string("text\n"),
        "text\n" + line, "text\n\n" + line + "\n", "text\n\n" + line.substr(0, line.size() - 1),
        std::string("text\n\n- hub AAAAAAA=\n"), "te\txt\n\n" + line, "te\xC3\xA9xt\n\n" + line,
        std::string("text\n\n\xE2\x80\x94 hub AAAA\n"), std::string("text\n\n\xE2\x80\x94 hub\n"),
        std::string("text\n\n\xE2\x80\x94  AAAAAAA=\n"),
        std::string("text\n\n\xE2\x80\x94 h+b AAAAAAA=\n")}) {
    EXPECT_FALSE(parse_note(note)) << note;
  }
  std::string many = "text\n\n";
  for (int i = 0; i < 101; ++i) many += line;
  EXPECT_FALSE(parse_note(many)) << "too many signatures";
  EXPECT_FALSE(parse_note(std::string(70'000, 'a') + "\n\n" + line)) << "too long";
}

TEST(VerifierKey, refuses_every_changed_letter) {
  for (std::size_t at = 0; at < k_peter.size(); ++at) {
    std::string changed = k_peter;
    changed[at] = changed[at] == 'A' ? 'B' : 'A';
    if (changed != k_peter) ASSERT_FALSE(VerifierKey::parse(changed)) << at;
  }
  for (const char* text : {"", "+", "++", "a+b", "PeterNeumann+c74f20a3+", "+c74f20a3+AR"}) {
    EXPECT_FALSE(VerifierKey::parse(text)) << text;
  }
}

TEST(Checkpoint, is_three_lines) {
  const Checkpoint checkpoint{"hub.example/audit", 300, empty_root()};
  const std::string text = "hub.example/audit\n300\n47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=\n";
  EXPECT_EQ(format_checkpoint(checkpoint), text);
  EXPECT_EQ(parse_checkpoint(text), checkpoint);
}

TEST(Checkpoint, refuses_every_other_spelling) {
  const std::string root = base64(empty_root()) + "\n";
  for (const std::string& text :
       {std::string(), std::string("\n"), std::string("\n\n"), std::string("hub\n1\n"),
        "hub\n01\n" + root, "hub\n-1\n" + root, "hub\n+1\n" + root, "hub\n1 \n" + root,
        "hub\n\n" + root, "hub\n9223372036854775808\n" + root, "hub\n99999999999999999999\n" + root,
        "\n1\n" + root, "a hub\n1\n" + root, "a+b\n1\n" + root, "hub\n1\n" + root + "more\n",
        "hub\n1\n" + root.substr(0, 43) + "\n", std::string("hub\n1\nAAAA\n"),
        "hub\n1\n" + root + "\n"}) {
    EXPECT_FALSE(parse_checkpoint(text)) << text;
  }
}

TEST(Checkpoint, the_origin_must_be_the_name_of_the_key) {
  const auto key = test_key(1);
  const std::string text = format_checkpoint(Checkpoint{"elsewhere", 1, empty_root()});
  const std::string note = format_note(Note{text, {sign_text(text, "hub", key)}});
  EXPECT_TRUE(open_note(note, verifier_key("hub", key)));
  EXPECT_FALSE(open_checkpoint(note, verifier_key("hub", key)));
}

// Random bytes, and random damage to a good note: never a crash, never accepted unless unchanged,
// and what a parser takes it writes back the same.
TEST(Checkpoint, random_input_does_no_harm) {
  const auto key = test_key(1);
  const VerifierKey believed = verifier_key("hub", key);
  const std::string good = sign_checkpoint(Checkpoint{"hub", 12'345, empty_root()}, key);
  std::mt19937 generator(20'261'124);  // fixed: the same inputs in every run
  const auto below = [&](std::size_t n) { return std::size_t{generator()} % n; };
  static constexpr std::string_view telling = "\n\n\n \xE2\x80\x94+=A0\xFF";
  std::size_t taken = 0;
  for (int round = 0; round < 20'000; ++round) {
    std::string text = round % 4 == 0 ? std::string(below(200), '\0') : good;
    if (round % 4 == 0) {
      for (char& c : text) c = static_cast<char>(generator());
    }
    for (std::size_t edits = below(4); edits > 0 && !text.empty(); --edits) {
      const std::size_t at = below(text.size());
      switch (below(4)) {
        case 0:
          text[at] = static_cast<char>(generator());
          break;
        case 1:
          text.erase(at, 1 + below(20));
          break;
        case 2:
          text.insert(at, 1, telling[below(telling.size())]);
          break;
        default:
          text.insert(at, text.substr(below(text.size()), below(40)));
          break;
      }
    }
    const auto note = parse_note(text);
    if (note) ASSERT_EQ(format_note(*note), text);
    if (const auto parsed = parse_checkpoint(text)) ASSERT_EQ(format_checkpoint(*parsed), text);
    if (const auto parsed = VerifierKey::parse(text)) ASSERT_EQ(parsed->encode(), text);
    const auto opened = open_checkpoint(text, believed);
    if (opened) {
      ++taken;
      ASSERT_TRUE(text == good || note->signatures.size() > 1) << text;
      ASSERT_EQ(opened->size, 12'345U);
    }
  }
  EXPECT_GT(taken, 500U) << "the unchanged ones are taken";
}

}  // namespace
}  // namespace mash::audit
