// SPDX-License-Identifier: MIT
// Goal: what nobody may read any more goes by itself, in time and not before, and a notification
// that the hub has not collected never goes.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "form_for_tests.h"
#include "mash/door/door_client.h"

namespace mash::notify {
namespace {

constexpr int k_days = 90;

class SweepTest : public testing::TestWithParam<db::Engine> {
 protected:
  Swept sweep_after(Duration passed) {
    world_.app.clock().advance(passed);
    Swept out;
    world_.app.database().write(
        [&](db::Transaction& tx) { out = sweep(tx, world_.app.clock().now(), k_days); });
    return out;
  }
  void tell_referrer(const std::string& reference) {
    const packages::Feedback feedback{reference, "Thank you", world_.app.clock().now()};
    const std::vector<packages::Outward> outward = {{new_id_text(world_.app.random()),
                                                     packages::OutwardKind::feedback, feedback.at,
                                                     encode(feedback)}};
    const door::Door door = world_.door();
    door::DoorClient client([&door](const auto& r) -> Result<http::Response> { return door(r); });
    ASSERT_EQ(client.deliver(outward)->stored.size(), 1U);
  }

  FormWorld world_{GetParam()};
  Browser browser_{world_.app.app()};
};

TEST_P(SweepTest, ADraftAndAConfirmationGoAfterAnHour) {
  fill_in(browser_);
  Browser other(world_.app.app());
  fill_in(other);
  other.post("/notify/send");
  sweep_after(Duration::minutes(60));
  EXPECT_EQ(world_.app.count("draft"), 1);
  EXPECT_EQ(world_.app.count("confirmation"), 1);
  sweep_after(Duration::seconds(1));
  EXPECT_EQ(world_.app.count("draft"), 0);
  EXPECT_EQ(world_.app.count("confirmation"), 0);
  EXPECT_EQ(world_.app.count("receipt"), 1);
}

TEST_P(SweepTest, AReceiptGoesWithItsLastFeedback) {
  fill_in(browser_);
  browser_.post("/notify/send");
  const auto [reference, code] = reference_and_code(browser_.get("/notify/sent"));
  EXPECT_EQ(sweep_after(Duration::days(60)).receipts, 0);
  tell_referrer(reference);
  EXPECT_EQ(sweep_after(Duration::days(40)).receipts, 0) << "old, but its feedback is not";
  EXPECT_EQ(world_.app.count("feedback"), 1);
  const Swept last = sweep_after(Duration{Duration::days(50).micros + 1});
  EXPECT_EQ(last.receipts, 1);
  EXPECT_EQ(last.feedback, 1);
  EXPECT_EQ(world_.app.count("receipt") + world_.app.count("feedback"), 0);
  EXPECT_EQ(sweep_after({}).receipts, 0);
}

TEST_P(SweepTest, WhatTheHubHasNotCollectedStays) {
  fill_in(browser_);
  browser_.post("/notify/send");
  sweep_after(Duration::days(4000));
  EXPECT_EQ(world_.app.count("inward"), 1);
}

INSTANTIATE_TEST_SUITE_P(Engines, SweepTest,
                         testing::Values(db::Engine::sqlite, db::Engine::postgres),
                         [](const auto& param) {
                           return param.param == db::Engine::sqlite ? "sqlite" : "postgres";
                         });

}  // namespace
}  // namespace mash::notify
