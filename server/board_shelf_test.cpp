// SPDX-License-Identifier: MIT
// Goal: what a Board takes is there for good, once, and what was changed on its disk is found.
#include "board_shelf.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "board_node.h"
#include "mash/boardroom/made_up.h"
#include "mash/support/test_app.h"

namespace mash::server {
namespace {

using testing::HasSubstr;

class BoardShelfTest : public testing::Test {
 protected:
  static const boardroom::MadeUp& made() {
    static const boardroom::MadeUp one = [] {
      crypto::SystemRandom random;
      return boardroom::make_up(board::built_in_definitions(),
                                {.hubs = 3, .last = {2026, 7}, .quarters = 2, .now = k_now},
                                random);
    }();
    return one;
  }
  [[nodiscard]] BoardShelf shelf() const { return BoardShelf::at(folder()).value(); }
  [[nodiscard]] std::string folder() const { return folder_.path() + "/board"; }
  void take_directory() const {
    const auto& directory = made().directory;
    ASSERT_TRUE(shelf().take_directory(encode(directory),
                                       exchange::fingerprint(directory.directory), k_now));
  }
  [[nodiscard]] static std::vector<std::string> files() {
    std::vector<std::string> out;
    for (const auto& file : made().files) out.push_back(file.text);
    return out;
  }
  static const UtcTime k_now;

 private:
  support::TempFolder folder_;
};
const UtcTime BoardShelfTest::k_now = from_london({2026, 10, 20}, 9, 0);

TEST_F(BoardShelfTest, WhatWasTakenIsReadAgainByAnother) {
  take_directory();
  const auto verdicts = shelf().take(files(), k_now).value();
  ASSERT_EQ(verdicts.size(), 5U);
  for (const auto& one : verdicts) EXPECT_TRUE(one);
  const auto held = shelf().read().value();
  EXPECT_EQ(held.publications.size(), 5U);
  EXPECT_EQ(held.directory->hubs.size(), 3U);
}

TEST_F(BoardShelfTest, AForgedFileHoldsUpNoOtherAndASecondTimeChangesNothing) {
  take_directory();
  auto some = files();
  constexpr std::string_view k_member = "\"policy\":\"";
  some[0].at(some[0].find(k_member) + k_member.size()) = 'X';
  const auto first = shelf().take(some, k_now).value();
  EXPECT_FALSE(first[0]);
  EXPECT_TRUE(first[1]);
  const auto before = shelf().listing();
  const auto again = shelf().take({some[1]}, k_now).value();
  EXPECT_EQ(again[0].error().code, ErrorCode::conflict);
  EXPECT_EQ(shelf().listing(), before);
}

TEST_F(BoardShelfTest, TheFirstDirectoryIsTakenByItsFingerprintAndFiguresNeedOne) {
  const auto none = shelf().take(files(), k_now);
  ASSERT_FALSE(none);
  EXPECT_THAT(none.error().message, HasSubstr("openmash board hubs"));
  EXPECT_FALSE(shelf().take_directory(encode(made().directory), "00", k_now));
  take_directory();
  EXPECT_FALSE(shelf().take_directory(encode(made().directory), "", k_now));  // no newer one
}

TEST_F(BoardShelfTest, AFileThatWasChangedOnTheDiskIsNamed) {
  take_directory();
  ASSERT_TRUE(shelf().take(files(), k_now));
  const auto name = shelf().listing().front();
  const Path file = Path(folder()) / "taken" / name;
  auto text = read_file(file).value();
  text.replace(text.find("simulated"), 4, "SIMU");
  write_file(file, text);
  const auto held = shelf().read();
  ASSERT_FALSE(held);
  EXPECT_THAT(held.error().message, HasSubstr(name));
}

TEST_F(BoardShelfTest, AHubsFolderIsRefused) {
  make_folder(folder());
  make_folder(Path(folder()) / "hub");
  EXPECT_FALSE(BoardShelf::at(folder()));
}

TEST_F(BoardShelfTest, WhatIsTakenWhileItServesIsOnTheNextPage) {
  take_directory();
  const FixedClock clock(k_now);
  const auto node = BoardNode::open({.dir = folder()}, clock).value();
  const http::Request page{.method = "GET", .path = "/"};
  EXPECT_THAT(node->answer(page).body, HasSubstr("No figures have come yet"));
  ASSERT_TRUE(shelf().take(files(), k_now));
  EXPECT_THAT(node->answer(page).body, HasSubstr("July to September 2026"));
}

TEST_F(BoardShelfTest, OthersAreListenedToOnlyWhereAFileNamesThem) {
  const FixedClock clock(k_now);
  const auto refused =
      run_board({.dir = folder(), .bind = "0.0.0.0"}, clock, [](const std::string&) { FAIL(); });
  ASSERT_FALSE(refused);
  EXPECT_THAT(refused.error().message, HasSubstr("this machine alone"));
}

}  // namespace
}  // namespace mash::server
