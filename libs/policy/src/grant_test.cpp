// SPDX-License-Identifier: MIT
// Goal: a grant comes from the kernel alone, says who and what, and stands for no other act.
// compile_fail/forgery.cpp holds the attempts that must not compile.
#include <gtest/gtest.h>

#include <type_traits>

#include "mash/policy/policy.h"

namespace mash::policy {
namespace {

using ReadItem = Grant<Action::read_item>;
using Release = Grant<Action::release_item>;

static_assert(!std::is_default_constructible_v<ReadItem>);
static_assert(!std::is_default_constructible_v<Proof>);
static_assert(!std::is_constructible_v<ReadItem, Principal, Rule>);
static_assert(!std::is_constructible_v<ReadItem, Principal, Action, Rule>);
static_assert(!std::is_constructible_v<Proof, Principal, Action, Rule>);
static_assert(!std::is_constructible_v<ReadItem, Proof>);
static_assert(!std::is_constructible_v<Release, ReadItem>);
static_assert(!std::is_convertible_v<ReadItem, Release>);
static_assert(!std::is_convertible_v<Release, ReadItem>);
static_assert(!std::is_assignable_v<Release&, ReadItem>);
static_assert(!std::is_assignable_v<Release&, const Proof&>);
static_assert(!std::is_aggregate_v<ReadItem>);
static_assert(!std::is_trivially_copyable_v<ReadItem>, "no bit_cast makes one");
static_assert(std::is_final_v<ReadItem>);
static_assert(std::is_convertible_v<const ReadItem&, const Proof&>, "any grant shows its proof");

Principal releaser() {
  return {StaffId::trusted("u10"), AgencyId::trusted("health"), Role::release_officer, Side::hub,
          true};
}

Facts own_item_in_hub() {
  Facts facts;
  facts.own = true;
  facts.item = ItemState::in_hub;
  return facts;
}

TEST(Grant, SaysWhoWhatAndWhy) {
  Rule why{};
  const auto grant = Kernel::decide<Action::release_item>(releaser(), own_item_in_hub(), why);
  ASSERT_TRUE(grant.has_value());
  EXPECT_EQ(grant->principal().person.text(), "u10");
  EXPECT_EQ(grant->principal().agency.text(), "health");
  EXPECT_EQ(grant->action(), Action::release_item);
  EXPECT_EQ(grant->rule(), Rule::owner);
  EXPECT_EQ(why, Rule::owner);
}

TEST(Grant, IsAbsentWhenTheKernelRefusesAndTheReasonIsGiven) {
  Rule why{};
  Principal without_mark = releaser();
  without_mark.releases = false;
  EXPECT_FALSE(
      Kernel::decide<Action::release_item>(without_mark, own_item_in_hub(), why).has_value());
  EXPECT_EQ(why, Rule::may_not_release);
}

TEST(Grant, IsNotGivenToAPrincipalOfWhomNothingIsKnown) {
  Rule why{};
  EXPECT_FALSE(Kernel::decide<Action::read_item>(Principal{}, own_item_in_hub(), why).has_value());
  EXPECT_EQ(why, Rule::wrong_side);
}

}  // namespace
}  // namespace mash::policy
