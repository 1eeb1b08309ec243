// SPDX-License-Identifier: MIT
// Goal: what the hub sends is stored once, whatever the order; nothing that was taken back can be
// read here again, and nobody who has left comes back.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "inbox_for_tests.h"

namespace mash::inbox {
namespace {

using testing::HasSubstr;
using testing::Not;

class TakersTest : public testing::TestWithParam<db::Engine> {
 protected:
  void SetUp() override { ASSERT_EQ(world_.deliver(people()), ""); }
  World world_{GetParam()};
};

TEST_P(TakersTest, AProductThatComesTwiceIsStoredOnce) {
  EXPECT_EQ(world_.deliver(product()), "");
  EXPECT_EQ(world_.deliver(product()), "");
  EXPECT_EQ(world_.app.count("product"), 1);
}

TEST_P(TakersTest, NothingIsOverwritten) {
  EXPECT_EQ(world_.deliver(product()), "");
  auto other = product();
  other.asked = "Something else";
  EXPECT_THAT(world_.deliver(other), HasSubstr("Something else has come"));
  auto moved = product(2);
  moved.recipient = AgencyId::trusted("ehteam");
  EXPECT_THAT(world_.deliver(moved), HasSubstr("same recipient"));
  EXPECT_EQ(world_.app.count("product"), 1);
  EXPECT_EQ(world_.app.get("r01", k_path).json().text("asked"), product().asked);
}

TEST_P(TakersTest, WhatIsNotWellFormedIsRefused) {
  auto talkative = product();
  talkative.reference = "Amara Plantedname";
  EXPECT_THAT(world_.deliver(talkative), HasSubstr("capital letters"));
  EXPECT_NE(world_.deliver(packages::OutwardKind::product, to_bytes("{\"package\":\"product\"}")),
            "");
  EXPECT_NE(world_.deliver(packages::OutwardKind::product, encode(people())), "");
  EXPECT_NE(world_.deliver(packages::OutwardKind::withdrawal, encode(product())), "");
  EXPECT_NE(world_.deliver(packages::OutwardKind::directory, to_bytes("[]")), "");
  EXPECT_EQ(world_.app.count("product") + world_.app.count("product_withdrawal"), 0);
  EXPECT_EQ(world_.app.count("account where present = 1"), 4);
}

TEST_P(TakersTest, AReceiptIsKeptAsTheFirstThatCameAndMayComeBeforeItsProduct) {
  auto receipt = planted_receipt();
  EXPECT_EQ(world_.deliver(receipt), "");
  receipt.proof = "planted: another\n";
  EXPECT_EQ(world_.deliver(receipt), "");
  EXPECT_EQ(world_.deliver(product()), "");
  EXPECT_THAT(world_.app.get("r01", k_path).json().text("witnesses"), HasSubstr("health (24 Nov"));
  EXPECT_EQ(world_.app.page("r01", k_path + "/proof").body, planted_receipt().proof);
  EXPECT_EQ(world_.app.page("r01", k_path + "/content").body, to_text(packages::encode(product())));
  EXPECT_NE(world_.deliver(packages::OutwardKind::receipt, encode(product())), "");
}

TEST_P(TakersTest, WhatLeftWithoutWitnessesSaysSoUntilItsReceiptComes) {
  EXPECT_EQ(world_.deliver(packages::OutwardKind::product, encode(product()), true), "");
  EXPECT_THAT(world_.app.page("r01", k_path).body, HasSubstr("If you doubt that it came"));
  EXPECT_EQ(world_.app.page("r01", k_path + "/proof").status, 404);
  EXPECT_EQ(world_.deliver(planted_receipt()), "");
  EXPECT_THAT(world_.app.page("r01", k_path).body, Not(HasSubstr("If you doubt that it came")));
}

TEST_P(TakersTest, AWithdrawalDeletesWhatItTakesBack) {
  EXPECT_EQ(world_.deliver(product()), "");
  EXPECT_EQ(world_.deliver(withdrawal(1)), "");
  EXPECT_EQ(world_.deliver(withdrawal(1)), "");
  EXPECT_EQ(world_.app.count("product where sealed is not null"), 0);
  EXPECT_EQ(world_.deliver(product()), "") << "a late copy";
  EXPECT_EQ(world_.app.count("product where sealed is not null"), 0);
}

TEST_P(TakersTest, AWithdrawalMayComeFirst) {
  EXPECT_EQ(world_.deliver(withdrawal(1)), "");
  EXPECT_EQ(world_.deliver(product()), "");
  EXPECT_EQ(world_.app.count("product where sealed is not null"), 0);
  EXPECT_EQ(world_.app.get("r01", k_path).json().text("state"), "Taken back");
}

TEST_P(TakersTest, AllVersionsAreThoseOfThatTime) {
  EXPECT_EQ(world_.deliver(product(1)), "");
  EXPECT_EQ(world_.deliver(product(2)), "");
  EXPECT_EQ(world_.deliver(withdrawal(0)), "");
  EXPECT_EQ(world_.app.get("r01", k_path + "?version=1").json().text("state"), "Taken back");
  EXPECT_EQ(world_.app.get("r01", k_path + "?version=2").json().text("state"), "Taken back");
  world_.app.clock().advance(Duration::minutes(10));
  auto later = product(3);
  later.issued_at = world_.app.clock().now();
  EXPECT_EQ(world_.deliver(later), "");
  EXPECT_EQ(world_.app.get("r01", k_path).json().text("state"), "Not read yet");
}

TEST_P(TakersTest, WhoHasLeftIsOutAtOnce) {
  EXPECT_EQ(world_.app.get("r01", "/products").status, 200);
  const packages::Directory before = people();
  packages::Directory after = before;
  after.accounts.erase(after.accounts.begin());
  world_.app.clock().advance(Duration::minutes(1));
  EXPECT_EQ(world_.deliver(after), "");
  EXPECT_EQ(world_.app.get("r01", "/products").status, 401);
  EXPECT_EQ(world_.app.get("r02", "/products").status, 200);
}

TEST_P(TakersTest, AnOlderDirectoryBringsNobodyBack) {
  packages::Directory after = people();
  after.accounts.erase(after.accounts.begin());
  world_.app.clock().advance(Duration::minutes(1));
  EXPECT_EQ(world_.deliver(after), "");
  world_.app.clock().set(world_.app.clock().now() - Duration::seconds(30));
  EXPECT_EQ(world_.deliver(people()), "") << "it is taken, and changes nothing";
  EXPECT_EQ(world_.app.count("account where present = 1"), 3);
}

TEST_P(TakersTest, TwoPeopleNeverShareAnAddress) {
  packages::Directory twice = people();
  twice.accounts[1].email = "R01@PLANTEDMAIL.example";
  EXPECT_THAT(world_.deliver(twice), HasSubstr("one person"));
  twice = people();
  twice.accounts[1].id = twice.accounts[0].id;
  EXPECT_THAT(world_.deliver(twice), HasSubstr("one person"));
}

INSTANTIATE_TEST_SUITE_P(Engines, TakersTest,
                         testing::Values(db::Engine::sqlite, db::Engine::postgres),
                         [](const auto& info) {
                           return info.param == db::Engine::sqlite ? "sqlite" : "postgres";
                         });

}  // namespace
}  // namespace mash::inbox
