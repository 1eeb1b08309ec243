// SPDX-License-Identifier: MIT
// Goal: a key comes back from its holder whole, under its name and secret alone, and every fault in
// the file is refused by the name of its place.
#include "mash/keyhold/held_key.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>

#include "mash/support/test_app.h"

namespace mash::keyhold {
namespace {

using testing::HasSubstr;

const Sensitive k_passphrase("seven otters under the bridge");

class HeldKeyTest : public testing::Test {
 protected:
  std::string write(const std::string& name, const std::string& text) {
    const std::filesystem::path file = std::filesystem::path(folder_.path()) / name;
    std::ofstream(file) << text;
    std::filesystem::permissions(file, std::filesystem::perms::owner_read);
    return file.string();
  }
  Place in_file(const std::string& text) {
    return {.kind = Kind::key_file, .file = write("wrapping", text)};
  }
  HeldKey held_by(const Place& place, const Sensitive& secret = {}) {
    auto held = hold("police", key_, place, secret, "2026-11-28", random_);
    EXPECT_TRUE(held.has_value()) << held.error().message;
    return *std::move(held);
  }
  static std::string fault(const Result<OpenKey>& opened) {
    return opened ? "opened" : opened.error().faults.front().field;
  }

  support::TempFolder folder_;
  crypto::SystemRandom random_;
  crypto::Key key_ = crypto::Key::make(random_);
  std::string digits_ = hex(crypto::Key::make(random_).bytes());
};

bool same(const crypto::Key& a, const crypto::Key& b) {
  return hex(a.bytes()) == hex(b.bytes());
}

TEST_F(HeldKeyTest, a_file_holds_it) {
  const HeldKey held = held_by(in_file(digits_ + "\n"));
  const auto opened = open("police", held, {});
  ASSERT_TRUE(opened);
  EXPECT_TRUE(same(opened->now, key_));
  EXPECT_FALSE(opened->before);
  EXPECT_THAT(encode_table({{"police", held}}), testing::Not(HasSubstr(hex(key_.bytes()))));
}

TEST_F(HeldKeyTest, another_file_a_cut_one_one_that_others_read_and_none_are_told_apart) {
  HeldKey held = held_by(in_file(digits_));
  held.place.file = write("other", hex(crypto::Key::make(random_).bytes()));
  EXPECT_THAT(open("police", held, {}).error().message, HasSubstr("not the one that sealed"));
  held.place.file = write("cut", digits_.substr(0, 40));
  EXPECT_THAT(open("police", held, {}).error().message, HasSubstr("damaged"));
  held.place.file = write("empty", "");
  EXPECT_THAT(open("police", held, {}).error().message, HasSubstr("one line"));
  held.place.file = folder_.path() + "/none";
  EXPECT_THAT(open("police", held, {}).error().message, HasSubstr("no file"));
  const std::string read_by_all = write("all", digits_);
  std::filesystem::permissions(read_by_all, std::filesystem::perms(0644));
  held.place.file = read_by_all;
  EXPECT_THAT(open("police", held, {}).error().message, HasSubstr("chmod 600"));
}

TEST_F(HeldKeyTest, a_passphrase_holds_it_and_another_one_is_told) {
  const HeldKey held = held_by({.kind = Kind::passphrase}, k_passphrase);
  EXPECT_GE(held.place.cost.memory_kib, 64 * 1024);
  EXPECT_TRUE(same(open("police", held, k_passphrase)->now, key_));
  const auto wrong = open("police", held, Sensitive("seven Otters under the bridge"));
  EXPECT_EQ(fault(wrong), "passphrase");
  EXPECT_THAT(wrong.error().message, testing::Not(HasSubstr("under the bridge")));
  EXPECT_EQ(fault(open("police", held, {})), "passphrase");
  const auto short_one =
      hold("police", key_, {.kind = Kind::passphrase}, Sensitive("short"), "", random_);
  EXPECT_EQ(short_one.error().faults.front().field, "passphrase");
}

TEST_F(HeldKeyTest, a_cheap_passphrase_is_refused_whoever_wrote_it) {
  HeldKey held = held_by({.kind = Kind::passphrase}, k_passphrase);
  held.place.cost.memory_kib = 1024;
  EXPECT_EQ(fault(open("police", held, k_passphrase)), "memory_kib");
  held.place.cost = {.memory_kib = 64 * 1024, .passes = 1};
  EXPECT_EQ(fault(open("police", held, k_passphrase)), "passes");
}

TEST_F(HeldKeyTest, a_flipped_bit_and_another_name_open_nothing) {
  const HeldKey held = held_by(in_file(digits_));
  EXPECT_FALSE(open("health", held, {}));
  for (std::size_t bit = 0; bit < held.sealed.size() * 8; ++bit) {
    HeldKey changed = held;
    changed.sealed[bit / 8] ^= static_cast<std::uint8_t>(1U << (bit % 8));
    ASSERT_EQ(fault(open("police", changed, {})), "file") << bit;
  }
  HeldKey changed = held;
  changed.check[3] ^= 1;
  EXPECT_EQ(fault(open("police", changed, {})), "keys.police.check");
}

TEST_F(HeldKeyTest, the_key_before_is_kept_under_the_new_one) {
  const crypto::Key before = crypto::Key::make(random_);
  HeldKey held = held_by(in_file(digits_));
  keep_before("police", held, key_, before, random_);
  const auto opened = open("police", held, {});
  ASSERT_TRUE(opened && opened->before);
  EXPECT_TRUE(same(*opened->before, before));
  held.before[30] ^= 1;
  EXPECT_EQ(fault(open("police", held, {})), "keys.police.before");
}

TEST_F(HeldKeyTest, keys_in_clear_are_read_and_written_as_they_were) {
  const std::string old = "{\n  \"keys\": {\n    \"audit\": \"" + digits_ + "\"\n  }\n}\n";
  const auto table = parse_table(old);
  ASSERT_TRUE(table);
  EXPECT_EQ(table->at("audit").place.kind, Kind::clear);
  EXPECT_EQ(hex(open("audit", table->at("audit"), {})->now.bytes()), digits_);
  EXPECT_EQ(encode_table(*table), old);
}

TEST_F(HeldKeyTest, the_file_comes_back_as_it_was) {
  Table table;
  table.emplace("police", held_by({.kind = Kind::passphrase}, k_passphrase));
  table.emplace("health", held_by(in_file(digits_)));
  table.at("health").shares = "2026-11-29";
  keep_before("health", table.at("health"), key_, crypto::Key::make(random_), random_);
  HeldKey token = table.at("health");
  token.place = {.kind = Kind::token,
                 .token = {.module = "/m.so", .token = "t", .label = "l", .pin_file = "/p"}};
  table.emplace("education", token);
  const std::string written = encode_table(table);
  const auto again = parse_table(written);
  ASSERT_TRUE(again) << again.error().message;
  EXPECT_EQ(encode_table(*again), written);
  EXPECT_TRUE(again->at("education").place.unattended());
  EXPECT_FALSE(again->at("police").place.unattended());
}

TEST_F(HeldKeyTest, each_fault_of_the_file_is_named) {
  const auto fault_of = [](const std::string& entry) {
    const auto table = parse_table("{\"keys\":{\"police\":" + entry + "}}");
    return table ? "read" : table.error().faults.front().field;
  };
  EXPECT_EQ(fault_of("\"12\""), "keys.police");
  EXPECT_EQ(fault_of("7"), "keys.police");
  EXPECT_EQ(fault_of("{}"), "keys.police.held");
  EXPECT_EQ(fault_of(R"({"held":"paper"})"), "keys.police.held");
  EXPECT_EQ(fault_of(R"({"held":"key-file"})"), "keys.police.file");
  EXPECT_EQ(fault_of(R"({"held":"passphrase","salt":"x"})"), "keys.police.salt");
  EXPECT_EQ(fault_of(R"({"held":"passphrase","salt":"00"})"), "keys.police.memory_kib");
  EXPECT_EQ(fault_of(R"({"held":"token","module":"/m"})"), "keys.police.token");
  EXPECT_EQ(fault_of(R"({"held":"key-file","file":"/f"})"), "keys.police.sealed");
  EXPECT_EQ(fault_of(R"({"held":"key-file","file":"/f","sealed":"00"})"), "keys.police.check");
  EXPECT_EQ(fault_of(R"({"held":"key-file","file":"/f","sealed":"00","check":"00"})"),
            "keys.police.check");
  EXPECT_EQ(fault_of(R"({"held":"clear","file":"/f"})"), "keys.police.file");
  EXPECT_EQ(parse_table(R"({"version":3,"keys":{}})").error().faults.front().field, "version");
  EXPECT_EQ(parse_table("{}").error().faults.front().field, "keys");
}

}  // namespace
}  // namespace mash::keyhold
