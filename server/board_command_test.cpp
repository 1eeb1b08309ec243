// SPDX-License-Identifier: MIT
// Goal: `openmash board protect` on real files: what it writes, and what it says of bad ones.
#include "board_command.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <iterator>

#include "mash/json/value.h"
#include "mash/support/test_app.h"

namespace mash::server {
namespace {

using testing::HasSubstr;

class BoardProtect : public testing::Test {
 protected:
  std::string file(const std::string& name, const std::string& text) {
    std::ofstream(path(name)) << text;
    return path(name);
  }
  [[nodiscard]] std::string path(const std::string& name) const {
    return (std::filesystem::path(folder_.path()) / name).string();
  }
  [[nodiscard]] std::string text(const std::string& name) const {
    std::ifstream in(path(name));
    return {std::istreambuf_iterator<char>(in), {}};
  }
  int run(ProtectArguments a) {
    a.out = path("out.csv");
    a.attack = path("attack.json");
    testing::internal::CaptureStderr();
    const int code = protect_command(a);
    said_ = testing::internal::GetCapturedStderr();
    return code;
  }
  support::TempFolder folder_;
  std::string said_;
};

constexpr const char* k_table =
    "borough,count,source\r\nBarnet,3,police\r\nBarnet,42,\"schools, colleges\"\r\n"
    "Camden,30,police\r\nCamden,0,\"schools, colleges\"\r\n";

TEST_F(BoardProtect, writes_the_table_with_totals_and_the_attack) {
  ASSERT_EQ(run({.table = file("t.csv", k_table)}), 0) << said_;
  EXPECT_EQ(text("out.csv"),
            "borough,source,count\nBarnet,police,*\nBarnet,\"schools, colleges\",40\n"
            "Camden,police,30\nCamden,\"schools, colleges\",0\nTotal,Total,75\n"
            "Barnet,Total,45\nCamden,Total,30\nTotal,police,35\n"
            "Total,\"schools, colleges\",40\n");
  const auto attack = json::parse(text("attack.json"));
  ASSERT_TRUE(attack && attack->as_array());
  ASSERT_EQ(attack->as_array()->size(), 1U);
  const auto& cell = attack->as_array()->front();
  EXPECT_EQ(cell.text("borough"), "Barnet");
  EXPECT_EQ(cell.text("source"), "police");
  EXPECT_EQ(cell.number("lower"), 1);
  EXPECT_EQ(cell.number("upper"), 7);
}

TEST_F(BoardProtect, tables_that_hang_together_are_written_beside) {
  const auto linked = file("u.csv",
                           "borough,age,count\nBarnet,0-4,20\nBarnet,5-17,25\n"
                           "Camden,0-4,16\nCamden,5-17,14\n");
  ASSERT_EQ(run({.table = file("t.csv", k_table), .linked = {linked}, .style = "dfe"}), 0) << said_;
  EXPECT_THAT(text("out.csv"), HasSubstr("Barnet,police,c"));
  EXPECT_THAT(text("out.linked1.csv"), HasSubstr("Camden,0-4,"));
}

TEST_F(BoardProtect, bad_input_is_named_and_nothing_is_written) {
  EXPECT_EQ(run({.table = path("nowhere.csv")}), 2);
  EXPECT_EQ(run({.table = file("t.csv", "borough,number\nBarnet,3\n")}), 2);
  EXPECT_THAT(said_, HasSubstr("one column \"count\""));
  EXPECT_EQ(run({.table = file("t.csv", "borough,count\nBarnet,*\n")}), 2);
  EXPECT_THAT(said_, HasSubstr("row 2"));
  EXPECT_EQ(run({.table = file("t.csv", "borough,lower,count\nBarnet,a,3\n")}), 2);
  EXPECT_THAT(said_, HasSubstr("something else"));
  EXPECT_EQ(run({.table = file("t.csv", k_table), .sensitive = {"colour"}}), 2);
  EXPECT_THAT(said_, HasSubstr("colour"));
  EXPECT_FALSE(std::filesystem::exists(path("out.csv")));
  EXPECT_FALSE(std::filesystem::exists(path("attack.json")));
}

}  // namespace
}  // namespace mash::server
