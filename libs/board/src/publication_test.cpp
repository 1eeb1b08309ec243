// SPDX-License-Identifier: MIT
// Goal: the Board takes what a hub signed and nothing else, and a file has no room for a child.
#include "mash/board/publication.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "simulated_for_tests.h"

namespace mash::board {
namespace {

using testing::HasSubstr;

const Definitions& all() {
  return built_in_definitions();
}

crypto::SigningKey key(std::uint8_t seed) {
  const std::vector<std::uint8_t> bytes(32, seed);
  return crypto::SigningKey(crypto::Key::from(bytes).value());
}

Publication made() {
  Publication out{.hub = "barnfield",
                  .name = "Barnfield",
                  .quarter = {2026, 7},
                  .definitions = all().version,
                  .policy = "merton-like 1",
                  .simulated = true,
                  .published = {2026, 10, 12}};
  const auto counted = count(all(), simulated_facts(all(), 700, 4, 0));
  out.shown = *protect_quarter(all(), out.quarter, *counted, {});
  for (const auto& element : all().elements) out.elements[element.code] = {};
  out.elements["ANALYSIS"] = {Attained::partly, "AUDIT", {2026, 9, 30}};
  return out;
}

// With one member written differently, signed again by the hub itself.
std::string signed_with(const std::string& from, const std::string& to) {
  std::string text = "openmash figures 1\n" + encode(all(), made()) + "\n";
  const auto at = text.find(from);
  EXPECT_NE(at, std::string::npos) << from;
  text.replace(at, from.size(), to);
  return text + "sign " + base64(key(1).sign(as_bytes(text))) + "\n";
}

TEST(Publication, opens_with_the_key_of_its_hub_alone) {
  const auto file = sign(all(), made(), key(1));
  const auto opened = open(all(), file, key(1).public_key());
  ASSERT_TRUE(opened) << opened.error().message;
  EXPECT_EQ(*opened, made());
  EXPECT_EQ(*hub_of(file), "barnfield");
  EXPECT_FALSE(open(all(), file, key(2).public_key()));
}

TEST(Publication, a_change_of_any_sign_is_refused) {
  const auto file = sign(all(), made(), key(1));
  for (std::size_t at = 0; at < file.size(); at += 7) {
    auto changed = file;
    changed[at] = changed[at] == '1' ? '2' : '1';
    EXPECT_FALSE(open(all(), changed, key(1).public_key())) << at;
  }
  EXPECT_FALSE(open(all(), file + "\n", key(1).public_key()));
  EXPECT_FALSE(open(all(), file.substr(0, file.size() / 2), key(1).public_key()));
}

TEST(Publication, has_no_room_for_a_count_that_was_not_protected_or_for_words) {
  const auto opened = [](const std::string& from, const std::string& to) {
    return open(all(), signed_with(from, to), key(1).public_key());
  };
  EXPECT_TRUE(opened("\"simulated\":true", "\"simulated\":true"));
  const auto audits = encode(all(), made()).find("\"audits\":[");
  ASSERT_NE(audits, std::string::npos);
  EXPECT_FALSE(opened("\"audits\":[", "\"audits\":[3,"));
  EXPECT_THAT(opened("\"volumes\":[", "\"volumes\":[3,").error().message, HasSubstr("tables"));
  EXPECT_FALSE(opened("\"tables\":{", "\"note\":\"Amara\",\"tables\":{"));
  EXPECT_FALSE(opened("\"tables\":{", "\"tables\":{\"names\":[5],"));
  EXPECT_FALSE(opened("\"evidence\":\"AUDIT\"", "\"evidence\":\"Amara\""));
  EXPECT_FALSE(opened("\"ANALYSIS\":{", "\"ANALYSIS\":{\"child\":\"Amara\","));
  EXPECT_FALSE(opened("\"quarter\":\"2026-07\"", "\"quarter\":\"2026-08\""));
}

TEST(Publication, exact_counts_are_refused_wherever_they_stand) {
  auto publication = made();
  publication.shown.quarter.at("volumes")[0] = 3;
  EXPECT_FALSE(open(all(), sign(all(), publication, key(1)), key(1).public_key()));
  publication.shown.quarter.at("volumes")[0] = 41;
  EXPECT_FALSE(open(all(), sign(all(), publication, key(1)), key(1).public_key()));
  publication.shown.quarter.at("volumes")[0] = 5;
  EXPECT_FALSE(open(all(), sign(all(), publication, key(1)), key(1).public_key()));
}

TEST(Counts, come_back_as_they_were_kept) {
  const auto counted = *count(all(), simulated_facts(all(), 50, 2, 0));
  EXPECT_EQ(*decode_counted(all(), encode(counted)), counted);
  EXPECT_FALSE(decode_counted(all(), "{}"));
}

TEST(Quarters, begin_in_april) {
  EXPECT_EQ(Quarter::of({2026, 11, 24}), (Quarter{2026, 10}));
  EXPECT_EQ((Quarter{2026, 1}).in_year(), 4);
  EXPECT_EQ((Quarter{2026, 1}).year_words(), "April 2025 to March 2026");
  EXPECT_EQ((Quarter{2026, 10}).words(), "October to December 2026");
  EXPECT_EQ((Quarter{2026, 10}).plus(1), (Quarter{2027, 1}));
  EXPECT_EQ((Quarter{2026, 1}).last_day(), (LocalDate{2026, 3, 31}));
  EXPECT_EQ(*Quarter::parse("2026-07"), (Quarter{2026, 7}));
  for (const auto* wrong : {"2026-05", "2026-7", "", "2026-0x", "26-04", "2026-13"}) {
    EXPECT_FALSE(Quarter::parse(wrong)) << wrong;
  }
}

}  // namespace
}  // namespace mash::board
