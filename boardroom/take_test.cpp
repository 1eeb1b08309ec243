// SPDX-License-Identifier: MIT
// Goal: a Board believes what a hub of the directory signed, once, and nothing else.
#include "mash/boardroom/take.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "made_up_for_tests.h"

namespace mash::boardroom {
namespace {

using testing::HasSubstr;

class TakeTest : public testing::Test {
 protected:
  TakeTest() {
    for (std::size_t i = 0; i < keys_.size(); ++i) {
      exchange::Hub hub{.id = i == 0 ? "ashby" : "cotley", .name = "Hub", .sign = {}};
      hub.sign = keys_[i].public_key();
      hub.from = UtcTime{0};
      hub.until = now_ + Duration::days(30);
      directory_.hubs.push_back(hub);
    }
  }

  [[nodiscard]] board::Publication figures() const {
    board::Publication out{.hub = "ashby",
                           .name = "Hub of Ashby",
                           .quarter = {2026, 4},
                           .definitions = all_.version,
                           .policy = "made-up 1",
                           .simulated = true,
                           .published = {2026, 7, 9}};
    out.shown.quarter["volumes"] = {10, std::nullopt, 15, 30};
    for (const auto& element : all_.elements) out.elements[element.code] = {};
    return out;
  }
  [[nodiscard]] std::string file(const board::Publication& one, std::size_t key = 0) const {
    return board::sign(all_, one, keys_.at(key));
  }
  Result<Taken> take_it(const std::string& text) const {
    return take(all_, directory_, held_, text, now_);
  }
  std::string refusal(const std::string& text) const {
    const auto taken = take_it(text);
    return taken ? "taken" : taken.error().message;
  }

  const board::Definitions& all_ = board::built_in_definitions();
  const UtcTime now_ = now_for_tests();
  static crypto::Key key(const char* name) {
    return crypto::Key::from(crypto::sha256(as_bytes(std::string_view(name)))).value();
  }
  std::vector<crypto::SigningKey> keys_{crypto::SigningKey(key("a")), crypto::SigningKey(key("c"))};
  exchange::Directory directory_;
  Publications held_;
};

TEST_F(TakeTest, WhatAHubSignedIsTakenWithItsKey) {
  const auto taken = take_it(file(figures())).value();
  EXPECT_EQ(taken.publication, figures());
  EXPECT_EQ(taken.key, keys_[0].public_key());
}

TEST_F(TakeTest, WhatIsForgedIsRefused) {
  auto text = file(figures());
  text.replace(text.find("[10,"), 4, "[15,");
  EXPECT_THAT(refusal(text), HasSubstr("not signed by this hub, or was changed"));
  EXPECT_THAT(refusal(file(figures(), 1)), HasSubstr("not signed by this hub"));
  EXPECT_THAT(refusal("openmash figures 1\n{}\n"), HasSubstr("no file of figures"));
  EXPECT_THAT(refusal(std::string(board::k_largest_file + 1, ' ')), HasSubstr("too large"));
}

TEST_F(TakeTest, WhoeverIsNotInTheDirectoryOrNotGoodIsRefused) {
  auto one = figures();
  one.hub = "dunmore";
  EXPECT_THAT(refusal(file(one)), HasSubstr("no hub of the name"));
  directory_.hubs[0].revoked = now_;
  EXPECT_THAT(refusal(file(figures())), HasSubstr("not good now"));
}

TEST_F(TakeTest, TheSameFileTwiceChangesNothing) {
  held_.push_back(figures());
  const auto again = take_it(file(figures()));
  ASSERT_FALSE(again);
  EXPECT_EQ(again.error().code, ErrorCode::conflict);
}

TEST_F(TakeTest, WhatWasPublishedOfAQuarterStands) {
  held_.push_back(figures());
  auto other = figures();
  other.published = {2026, 8, 1};
  other.shown.quarter["volumes"][0] = 20;
  EXPECT_THAT(refusal(file(other)), HasSubstr("what was published stands"));
  other = figures();
  other.published = {2026, 8, 1};
  other.policy = "made-up 2";
  EXPECT_THAT(refusal(file(other)), HasSubstr("what was published stands"));
}

TEST_F(TakeTest, NewerWordsOfTheCoreElementsAreTakenAndOlderOnesRefused) {
  auto newer = figures();
  newer.published = {2026, 8, 1};
  newer.elements["TEAM"] = {board::Attained::partly, "VISIT", {2026, 7, 30}};
  held_.push_back(figures());
  EXPECT_EQ(refusal(file(newer)), "taken");
  held_ = {newer};
  EXPECT_THAT(refusal(file(figures())), HasSubstr("older than what is here"));
}

TEST_F(TakeTest, ADayThatCannotBeIsNamed) {
  auto one = figures();
  one.published = {2026, 6, 30};
  EXPECT_THAT(refusal(file(one)), HasSubstr("before its quarter was over"));
  one.published = {2026, 10, 21};
  EXPECT_THAT(refusal(file(one)), HasSubstr("on a day to come"));
}

TEST_F(TakeTest, MadeUpFiguresAndRealOnesAreNeverTogether) {
  held_.push_back(figures());
  auto real = figures();
  real.quarter = {2026, 1};
  real.simulated = false;
  EXPECT_THAT(refusal(file(real)), HasSubstr("real"));
  held_ = {real};
  EXPECT_THAT(refusal(file(figures())), HasSubstr("made up"));
}

TEST_F(TakeTest, WhatIsMadeUpIsTakenAsAHubsFilesAre) {
  const auto made = made_up(3, 6);
  const auto holdings = holdings_of(made);
  ASSERT_EQ(holdings.publications.size(), 17U);  // of one hub the newest is missing
  for (const auto& one : holdings.publications) {
    EXPECT_TRUE(one.simulated);
    EXPECT_EQ(one.shown.quarter.size(), all_.tables.size());
    EXPECT_EQ(one.shown.year.empty(), one.quarter != (board::Quarter{2026, 1}));
  }
}

}  // namespace
}  // namespace mash::boardroom
