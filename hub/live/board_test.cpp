// SPDX-License-Identifier: MIT
// Goal: the board on the wall says how things stand, in words, and nothing about anybody.
#include <gmock/gmock.h>

#include "live_test_world.h"

namespace mash::live::testing {
namespace {

using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::Not;

class BoardTest : public LiveTest {
 protected:
  json::Value board(const std::string& who = k_manager) { return app_.get(who, "/board").json(); }
  static std::string missing(const json::Value& board) {
    return board["lines"].as_array()->front().text("missing");
  }
};

TEST_P(BoardTest, B15_a_return_or_a_breach_moves_the_board_and_it_names_nobody) {
  const CaseId id = add_case();
  ask(id, {"police", "health"});
  const auto stream = caught_up(k_manager, "board=yes");
  EXPECT_THAT(missing(board()), AllOf(HasSubstr("Police"), HasSubstr("Health")));
  EXPECT_THAT(app_.page(k_manager, "/board").body,
              AllOf(HasSubstr(" left"), HasSubstr("href=\"/board\">Refresh")));
  answer("u08", "police");
  EXPECT_THAT(heard(*stream), HasSubstr("event: board\ndata: {}\n\n"));
  EXPECT_THAT(missing(board()), AllOf(Not(HasSubstr("Police")), HasSubstr("Health")));
  app_.clock().advance(Duration::days(4));
  const auto later = caught_up(k_screener, "board=yes");
  ASSERT_GT(cases::fire_due_clocks(app_.app(), app_.database(), app_.clock().now()), 0);
  EXPECT_THAT(heard(*later), HasSubstr("event: board\n"));
  const std::string page = app_.page(k_screener, "/board").body;
  EXPECT_THAT(page, AllOf(HasSubstr("OVERDUE BY"), HasSubstr("Amber")));
  const auto reference = barnfield::head_of(app_, id).reference;
  for (const std::string& word :
       {std::string("Amara"), std::string("Okafor"), reference, reference.substr(5), id.text()}) {
    EXPECT_THAT(page, Not(HasSubstr(word)));
    EXPECT_THAT(json::encode(board(k_screener)), Not(HasSubstr(word)));
  }
}

// Whoever looks at a wall is not known: what is hidden from one is hidden from the wall.
TEST_P(BoardTest, B15_a_case_hidden_from_anybody_counts_nowhere) {
  add_case();
  const auto without = board();
  const auto stream = caught_up(k_manager, "board=yes");
  const CaseId hidden = add_case(k_barred);
  EXPECT_THAT(heard(*stream), Not(HasSubstr("event: board"))) << "though this manager may know";
  for (const char* who : {k_barred, k_screener, k_manager}) {
    EXPECT_EQ(json::encode(board(who)), json::encode(without)) << who;
  }
  act([&](auto& c) { cases::set_state(c, hidden, model::NotificationState::analysis); });
  EXPECT_EQ(heard(*stream), "");
  EXPECT_EQ(json::encode(board()), json::encode(without));
}

TEST_P(BoardTest, an_empty_board_says_so) {
  EXPECT_THAT(app_.page(k_manager, "/board").body, HasSubstr("Nothing waits."));
}

INSTANTIATE_TEST_SUITE_P(Engines, BoardTest,
                         ::testing::Values(db::Engine::sqlite, db::Engine::postgres),
                         [](const auto& info) {
                           return info.param == db::Engine::sqlite ? "sqlite" : "postgres";
                         });

}  // namespace
}  // namespace mash::live::testing
