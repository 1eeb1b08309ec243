// SPDX-License-Identifier: MIT
// Goal: an audit entry has exactly one form, and its commitment binds the detail to its key.
#include "mash/audit/entry.h"

#include <gtest/gtest.h>

namespace mash::audit {
namespace {

const UtcTime k_time{1'795'510'800'000'001};

TEST(Entry, is_one_line_of_text) {
  Hash commitment;
  commitment.fill(0xFF);
  EXPECT_EQ(to_text(make_leaf(k_time, "case.read", commitment)),
            "1 1795510800000001 case.read //////////////////////////////////////////8=");
}

TEST(Entry, is_read_back_as_written) {
  for (const char* event_class : {"a", "case.read", "break-glass.2"}) {
    const Hash commitment = crypto::sha256(as_bytes(event_class));
    const auto entry = parse_leaf(make_leaf(k_time, event_class, commitment));
    ASSERT_TRUE(entry);
    EXPECT_EQ(*entry, (Entry{k_time, event_class, commitment}));
  }
}

TEST(Entry, refuses_every_other_spelling) {
  const std::string hash = base64(Hash{});
  for (const std::string& text :
       {std::string(), std::string("1"), "2 5 a " + hash, "1 -5 a " + hash, "1 05 a " + hash,
        "1 +5 a " + hash, "1 5  a " + hash, "1 5 A " + hash, "1 5 a  " + hash,
        "1 5 a " + hash + " ", "1 5 a " + hash + "\n", "1 5 a " + hash.substr(0, 40),
        "1 99999999999999999999 a " + hash, "1 5x a " + hash, " 1 5 a " + hash, "1 5 " + hash,
        "1 5 " + std::string(41, 'a') + " " + hash}) {
    EXPECT_FALSE(parse_leaf(as_bytes(text))) << text;
  }
}

TEST(EventClass, is_a_short_code) {
  EXPECT_TRUE(is_event_class(std::string(40, 'a')));
  for (const char* text : {"", "Case", "case read", "case_read", "caf\xC3\xA9"}) {
    EXPECT_FALSE(is_event_class(text)) << text;
  }
}

// RFC 4231 has no 32-byte key; this value is from Python's hmac module.
TEST(Commit, is_hmac_sha_256) {
  const crypto::Key key = *crypto::Key::from(Bytes(32, 1));
  EXPECT_EQ(hex(commit(key, as_bytes("detail"))),
            "9eb35a2b91e979a268b95b5cc6a316fc21bb7b9bea6c39e098cf298c8cd25f83");
}

TEST(Commit, changes_with_key_and_detail) {
  const crypto::Key key = *crypto::Key::from(Bytes(32, 1));
  const crypto::Key other = *crypto::Key::from(Bytes(32, 2));
  EXPECT_NE(commit(key, as_bytes("detail")), commit(other, as_bytes("detail")));
  EXPECT_NE(commit(key, as_bytes("detail")), commit(key, as_bytes("detaiL")));
}

}  // namespace
}  // namespace mash::audit
