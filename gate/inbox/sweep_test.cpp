// SPDX-License-Identifier: MIT
// Goal: what the hub sent does not lie at the gate for ever: it goes in time and with its key, but
// never while its agency still owes an answer and there is time for one.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "inbox_for_tests.h"
#include "product_store.h"

namespace mash::inbox {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

const std::vector<std::pair<std::string, std::string>> k_version_1 = {{"version", "1"}};
const std::string k_key = "data_key where case_id = '" + product().id.text() + "'";

class SweepTest : public testing::TestWithParam<db::Engine> {
 protected:
  void SetUp() override {
    ASSERT_EQ(world_.deliver(people()), "");
    ASSERT_EQ(world_.deliver(product()), "");
  }
  Swept sweep_after(Duration passed) {
    world_.app.clock().advance(passed);
    Swept out;
    world_.app.database().write([&](db::Transaction& tx) {
      out = sweep(tx, world_.app.clock().now(), {.answered_days = 28, .unanswered_days = 90});
    });
    return out;
  }
  void post(const std::string& act) {
    EXPECT_EQ(world_.app.submit("r01", k_path + act, k_version_1).location, k_path) << act;
  }
  void see_withdrawal() {  // after weeks the session has ended
    world_.app.database().write([&](db::Transaction& tx) {
      EXPECT_TRUE(add_act(tx, {.product = product().id,
                               .kind = packages::InwardKind::withdrawal_seen,
                               .person = StaffId::trusted("r01"),
                               .at = world_.app.clock().now()}));
    });
  }

  World world_{GetParam()};
};

TEST_P(SweepTest, AReceiptGoesWithItsProductAndOneWithoutAProductInTime) {
  ASSERT_EQ(world_.deliver(planted_receipt()), "");
  auto stray = planted_receipt();
  stray.version = 7;
  ASSERT_EQ(world_.deliver(stray), "");
  post("/accept");
  sweep_after(Duration::days(29));
  EXPECT_EQ(world_.app.count("product_receipt"), 1);
  sweep_after(Duration::days(62));
  EXPECT_EQ(world_.app.count("product_receipt"), 0);
}

TEST_P(SweepTest, AnAnsweredProductGoesFourWeeksAfterTheLastAct) {
  post("/accept");
  EXPECT_THAT(sweep_after(Duration::days(28)).products, IsEmpty());
  EXPECT_EQ(world_.app.count(k_key), 1);
  EXPECT_THAT(sweep_after(Duration::seconds(1)).products, ElementsAre(product().id.text()));
  EXPECT_EQ(world_.app.count("product") + world_.app.count("product_act"), 0);
  EXPECT_EQ(world_.app.count(k_key), 0) << "no copy of the words opens any more";
}

TEST_P(SweepTest, ReadingIsNoAnswer) {
  post("/read");
  EXPECT_THAT(sweep_after(Duration::days(90)).products, IsEmpty());
  EXPECT_THAT(sweep_after(Duration::seconds(1)).products, ElementsAre(product().id.text()));
}

TEST_P(SweepTest, AWithdrawalWaitsUntilSomebodyHasSeenIt) {
  post("/accept");
  ASSERT_EQ(world_.deliver(withdrawal(0)), "");
  EXPECT_THAT(sweep_after(Duration::days(50)).products, IsEmpty());
  see_withdrawal();
  EXPECT_THAT(sweep_after(Duration::days(28)).products, IsEmpty());
  EXPECT_THAT(sweep_after(Duration::seconds(1)).products, ElementsAre(product().id.text()));
  EXPECT_EQ(world_.app.count("product_withdrawal"), 1)
      << "a late copy of the product must not open";
  sweep_after(Duration::days(90));
  EXPECT_EQ(world_.app.count("product_withdrawal"), 0);
  EXPECT_EQ(world_.app.count(k_key), 0);
}

TEST_P(SweepTest, EachVersionHasItsOwnTime) {
  post("/accept");
  world_.app.clock().advance(Duration::days(20));
  auto second = product(2);
  second.issued_at = world_.app.clock().now();
  ASSERT_EQ(world_.deliver(second), "");
  EXPECT_THAT(sweep_after(Duration::days(9)).products, ElementsAre(product().id.text()));
  EXPECT_EQ(world_.app.count("product where version = 2 and sealed is not null"), 1);
  EXPECT_EQ(world_.app.count(k_key), 1) << "the second version needs it";
}

TEST_P(SweepTest, WhoHasLeftStaysAsLongAsTheirActs) {
  post("/accept");
  packages::Directory without = people();
  without.accounts = {people().accounts[1]};
  world_.app.clock().advance(Duration::minutes(1));
  ASSERT_EQ(world_.deliver(without), "");
  EXPECT_EQ(sweep_after(Duration::days(1)).accounts, 2) << "those who did nothing";
  EXPECT_EQ(world_.app.count("account where id = 'r01'"), 1);
  EXPECT_EQ(sweep_after(Duration::days(28)).accounts, 1);
  EXPECT_EQ(world_.app.count("account"), 1);
}

INSTANTIATE_TEST_SUITE_P(Engines, SweepTest,
                         testing::Values(db::Engine::sqlite, db::Engine::postgres),
                         [](const auto& param) {
                           return param.param == db::Engine::sqlite ? "sqlite" : "postgres";
                         });

}  // namespace
}  // namespace mash::inbox
