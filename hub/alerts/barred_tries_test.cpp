// SPDX-License-Identifier: MIT
// Goal: those who decide hear of a barred person who asks for the case, once an hour, and nobody
// hears of anybody who only asks for what is not there or not theirs.
#include "mash/alerts/barred_tries.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <optional>

#include "alerts_test_world.h"
#include "mash/support/engines.h"

namespace mash::alerts {
namespace {

using testing::Contains;
using testing::IsEmpty;
using testing::Not;

class BarredTriesTest : public testing::TestWithParam<db::Engine> {
 protected:
  std::optional<BarredTries> tries_{std::in_place};
  World world_{GetParam(), true, [this](const auto& event) { tries_->noticed(event); }};
  CaseId case_ = world_.add_with_clock(model::Stage::response_type, model::Rating::amber);

  int ask(const char* who, const CaseId& id) {
    return world_.app.get(who, "/case/" + id.text()).status;
  }
  int tell() {
    return tell_of_barred_tries(world_.app.app(), world_.deps, *tries_, world_.app.clock().now());
  }
  void restart() {
    tries_.emplace();
    world_.app.database().read([&](db::Transaction& tx) {
      tries_->begin(tx, world_.app.keys(), world_.app.clock().now());
    });
  }
};

TEST_P(BarredTriesTest, those_who_decide_are_alerted_once_an_hour) {
  world_.bar(case_, "u04");
  EXPECT_EQ(ask("u04", case_), 404);
  EXPECT_EQ(ask("u04", case_), 404);
  EXPECT_EQ(tell(), 1);
  const auto told = world_.told_now("urgent");
  EXPECT_THAT(told, Not(IsEmpty()));
  EXPECT_THAT(told, Not(Contains("u04")));
  EXPECT_EQ(ask("u04", case_), 404);
  EXPECT_EQ(tell(), 0) << "the hour is not over";
  for (int i = 0; i < 6; ++i) {  // at work all the while
    world_.minutes(10);
    EXPECT_EQ(world_.app.get("u04", "/queue").status, 200);
  }
  EXPECT_EQ(ask("u04", case_), 404);
  EXPECT_EQ(tell(), 1);
}

TEST_P(BarredTriesTest, nobody_hears_of_others) {
  EXPECT_EQ(ask("u04", CaseId::make(world_.app.random())), 404);
  EXPECT_EQ(ask("u07", case_), 404) << "their agency is not in it";
  EXPECT_EQ(ask("u04", case_), 200);
  EXPECT_EQ(tell(), 0);
}

TEST_P(BarredTriesTest, a_start_in_between_loses_none_and_tells_of_none_twice) {
  world_.bar(case_, "u04");
  ask("u04", case_);
  restart();
  EXPECT_EQ(tell(), 1);
  restart();
  EXPECT_EQ(tell(), 0);
}

INSTANTIATE_TEST_SUITE_P(Engines, BarredTriesTest, support::engines(), support::engine_name);

}  // namespace
}  // namespace mash::alerts
