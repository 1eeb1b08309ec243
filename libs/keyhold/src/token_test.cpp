// SPDX-License-Identifier: MIT
// Goal: a real token (SoftHSM) holds a key that never leaves it, and what is wrong with a PIN, a
// label or the token is said. What is sealed by one token is nothing to another.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>

#include "mash/keyhold/held_key.h"
#include "mash/support/test_app.h"

namespace mash::keyhold {
namespace {

using testing::HasSubstr;

constexpr const char* k_module = "/usr/lib/softhsm/libsofthsm2.so";
const Sensitive k_pin("271828");

class TokenTest : public testing::Test {
 protected:
  TokenTest() {
    const std::filesystem::path folder = folder_.path();
    std::filesystem::create_directory(folder / "tokens");
    std::ofstream(folder / "softhsm2.conf")
        << "directories.tokendir = " << (folder / "tokens").string()
        << "\nobjectstore.backend = file\nlog.level = ERROR\n";
    ::setenv("SOFTHSM2_CONF", (folder / "softhsm2.conf").c_str(), 1);
    make_token("police");
  }
  static void make_token(const std::string& label) {
    const std::string command = "softhsm2-util --init-token --free --so-pin 31415926 --pin " +
                                k_pin.reveal() + " --label " + label + " >/dev/null";
    EXPECT_EQ(std::system(command.c_str()), 0) << "softhsm2 makes no token";
  }
  static Place in_token(const std::string& token = "police", const std::string& label = "mash") {
    return {.kind = Kind::token, .token = {.module = k_module, .token = token, .label = label}};
  }
  HeldKey held() {
    EXPECT_TRUE(make_token_key(in_token().token, k_pin));
    auto out = hold("police", key_, in_token(), k_pin, "2026-11-28", random_);
    EXPECT_TRUE(out.has_value()) << out.error().message;
    return *std::move(out);
  }
  static std::string fault(const Result<OpenKey>& opened) {
    return opened ? "opened" : opened.error().faults.front().field;
  }

  support::TempFolder folder_;
  crypto::SystemRandom random_;
  crypto::Key key_ = crypto::Key::make(random_);
};

TEST_F(TokenTest, what_it_sealed_it_opens) {
  const HeldKey by_token = held();
  const auto opened = open("police", by_token, k_pin);
  ASSERT_TRUE(opened) << opened.error().message;
  EXPECT_EQ(hex(opened->now.bytes()), hex(key_.bytes()));
  EXPECT_EQ(fault(open("health", by_token, k_pin)), "token");
}

TEST_F(TokenTest, its_own_key_is_never_outside) {
  EXPECT_TRUE(make_token_key(in_token().token, k_pin));
  const auto again = make_token_key(in_token().token, k_pin);
  ASSERT_FALSE(again);
  EXPECT_EQ(again.error().faults.front().field, "label");
  // One that somebody put in from outside could leave it as well.
  const std::filesystem::path file = std::filesystem::path(folder_.path()) / "aes";
  std::ofstream(file) << std::string(32, 'k');
  const std::string put = "softhsm2-util --import " + file.string() +
                          " --aes --token police --pin " + k_pin.reveal() +
                          " --label outside --id 77 >/dev/null";
  ASSERT_EQ(std::system(put.c_str()), 0);
  const auto key = hold("police", key_, in_token("police", "outside"), k_pin, "", random_);
  ASSERT_TRUE(key) << "softhsm2-util imports keys as not extractable";
}

TEST_F(TokenTest, a_wrong_pin_is_told_and_typed_ones_are_wanted) {
  const HeldKey by_token = held();
  const auto wrong = open("police", by_token, Sensitive("000000"));
  EXPECT_EQ(fault(wrong), "pin");
  EXPECT_THAT(wrong.error().message, HasSubstr("does not take this PIN"));
  EXPECT_EQ(fault(open("police", by_token, {})), "pin");
}

TEST_F(TokenTest, a_pin_in_a_file_needs_nobody) {
  HeldKey by_token = held();
  EXPECT_FALSE(by_token.place.unattended());
  const std::filesystem::path file = std::filesystem::path(folder_.path()) / "pin";
  std::ofstream(file) << k_pin.reveal() << "\n";
  by_token.place.token.pin_file = file.string();
  EXPECT_THAT(open("police", by_token, {}).error().message, HasSubstr("chmod 600"));
  std::filesystem::permissions(file, std::filesystem::perms::owner_read);
  EXPECT_TRUE(by_token.place.unattended());
  EXPECT_TRUE(open("police", by_token, {}));
}

TEST_F(TokenTest, another_token_with_a_key_of_the_same_name_opens_nothing) {
  HeldKey by_token = held();
  make_token("health");
  by_token.place.token.token = "health";
  EXPECT_EQ(fault(open("police", by_token, k_pin)), "label");
  ASSERT_TRUE(make_token_key(by_token.place.token, k_pin));
  const auto opened = open("police", by_token, k_pin);
  EXPECT_EQ(fault(opened), "token");
  EXPECT_THAT(opened.error().message, HasSubstr("did not seal this"));
}

TEST_F(TokenTest, a_token_a_label_and_a_library_that_are_not_there_are_named) {
  const HeldKey by_token = held();
  HeldKey gone = by_token;
  gone.place.token.token = "absent";
  EXPECT_EQ(fault(open("police", gone, k_pin)), "token");
  gone = by_token;
  gone.place.token.label = "absent";
  EXPECT_EQ(fault(open("police", gone, k_pin)), "label");
  gone = by_token;
  gone.place.token.module = "/usr/lib/none.so";
  EXPECT_EQ(fault(open("police", gone, k_pin)), "module");
  gone.place.token.module = "/usr/lib/x86_64-linux-gnu/libm.so.6";
  EXPECT_EQ(fault(open("police", gone, k_pin)), "module");
}

TEST_F(TokenTest, two_tokens_of_one_label_are_no_place) {
  const HeldKey by_token = held();
  make_token("police");
  EXPECT_THAT(open("police", by_token, k_pin).error().message, HasSubstr("several tokens"));
}

TEST_F(TokenTest, a_flipped_bit_and_a_cut_open_nothing) {
  const HeldKey by_token = held();
  for (const std::size_t at : {0U, 1U, 12U, 13U, 30U, 60U}) {
    HeldKey changed = by_token;
    changed.sealed[at] ^= 0x10;
    EXPECT_EQ(fault(open("police", changed, k_pin)), "token") << at;
  }
  HeldKey cut = by_token;
  cut.sealed.resize(20);
  EXPECT_EQ(fault(open("police", cut, k_pin)), "token");
}

}  // namespace
}  // namespace mash::keyhold
