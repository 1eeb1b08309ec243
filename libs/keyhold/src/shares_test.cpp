// SPDX-License-Identifier: MIT
// Goal: any two of three sheets give the key back, one tells nothing, and each slip of whoever
// types them is told.
#include "mash/keyhold/shares.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <functional>
#include <set>
#include <sstream>

namespace mash::keyhold {
namespace {

using testing::HasSubstr;

class SharesTest : public testing::Test {
 protected:
  SharesTest() {
    auto held = hold("police", key_, {}, {}, "", random_);
    held_ = *held;
    shares_ = split("police", key_, random_);
  }
  std::string joined(const Sensitive& one, const Sensitive& other) {
    const auto key = join("police", held_, one, other);
    return key ? hex(key->bytes()) : key.error().message;
  }
  Sensitive typed(std::size_t share, const std::function<void(std::string&)>& slip) {
    std::string code = shares_[share].code.reveal();
    slip(code);
    return Sensitive(code);
  }

  crypto::SystemRandom random_;
  crypto::Key key_ = crypto::Key::make(random_);
  HeldKey held_;
  std::array<Share, k_shares> shares_;
};

TEST_F(SharesTest, any_two_give_the_key) {
  for (const std::size_t a : {0U, 1U, 2U}) {
    for (const std::size_t b : {0U, 1U, 2U}) {
      if (a == b) continue;
      EXPECT_EQ(joined(shares_[a].code, shares_[b].code), hex(key_.bytes())) << a << b;
    }
  }
}

TEST_F(SharesTest, one_alone_is_as_likely_of_any_key) {
  // The first byte of the part, over many sharings of one key, takes nearly every value.
  std::set<std::string> seen;
  for (int i = 0; i < 2000; ++i) {
    seen.insert(split("police", key_, random_)[0].code.reveal().substr(10, 3));
  }
  EXPECT_GT(seen.size(), 1800U);
}

TEST_F(SharesTest, what_is_typed_may_look_otherwise) {
  const Sensitive loose = typed(0, [](std::string& code) {
    for (char& c : code) {
      if (c == '-') c = ' ';
      if (c == 'O') c = '0';
      if (c == 'B') c = '8';
      if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
    }
  });
  EXPECT_EQ(joined(loose, shares_[2].code), hex(key_.bytes()));
}

TEST_F(SharesTest, every_slip_is_found) {
  const std::string& code = shares_[0].code.reveal();
  for (std::size_t at = 0; at < code.size(); ++at) {
    if (code[at] == '-') continue;
    const Sensitive slip =
        typed(0, [&](std::string& text) { text[at] = text[at] == 'A' ? 'C' : 'A'; });
    ASSERT_THAT(joined(slip, shares_[1].code), HasSubstr("slip")) << at;
  }
  const Sensitive cut = typed(0, [](std::string& text) { text.resize(70); });
  EXPECT_THAT(joined(cut, shares_[1].code), HasSubstr("sixteen groups"));
  const Sensitive mark = typed(0, [](std::string& text) { text[3] = '9'; });
  EXPECT_THAT(joined(mark, shares_[1].code), HasSubstr("alone"));
}

TEST_F(SharesTest, the_same_twice_another_agencys_and_an_older_keys_are_told_apart) {
  EXPECT_THAT(joined(shares_[1].code, shares_[1].code), HasSubstr("twice"));
  const auto health = split("health", key_, random_);
  EXPECT_THAT(joined(shares_[1].code, health[0].code), HasSubstr("another agency's"));
  const auto newer = split("police", crypto::Key::make(random_), random_);
  EXPECT_THAT(joined(shares_[1].code, newer[0].code), HasSubstr("two different keys"));
  EXPECT_THAT(joined(newer[1].code, newer[0].code), HasSubstr("changed since"));
}

TEST_F(SharesTest, the_sheet_says_what_to_do_in_lines_that_print) {
  const std::string sheet = sheet_of("police", "Barnfield Police", shares_[1], "2026-11-28");
  std::istringstream lines(sheet);
  for (std::string line; std::getline(lines, line);) EXPECT_LE(line.size(), 72U) << line;
  EXPECT_THAT(sheet, HasSubstr("RECOVERY SHARE 2 OF 3"));
  EXPECT_THAT(sheet, HasSubstr("Barnfield Police (police)"));
  EXPECT_THAT(sheet, HasSubstr("2026-11-28"));
  EXPECT_THAT(sheet, HasSubstr(shares_[1].code.reveal().substr(0, 19)));
  EXPECT_THAT(sheet, HasSubstr("keys recover --data FOLDER --key police"));
}

}  // namespace
}  // namespace mash::keyhold
