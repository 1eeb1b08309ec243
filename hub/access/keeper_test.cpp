// SPDX-License-Identifier: MIT
// Goal: a request always has somebody who is there, who can know of what its keeper knew of, and
// whoever got it finds it.
#include "access_test_world.h"

namespace mash::access::sample {
namespace {

using ::testing::AllOf;
using ::testing::Contains;
using ::testing::HasSubstr;
using ::testing::Not;

constexpr const char* k_task = "Answer somebody who asks what is held";

class KeeperTest : public AccessTest {
 protected:
  support::Answer hand_on(const std::string& request, const char* who, const char* to,
                          const char* from = k_manager, const char* why = "Plantedwhy") {
    return app_.post(who, request + "/keeper", body({{"to", to}, {"from", from}, {"why", why}}));
  }
  void away(const char* who) {
    as_system(app_, [&](const auto&, pipeline::Context& c) {
      c.tx.execute(
          "insert into shift (id, desk, person, duty, starts_at, ends_at, version, entered_at,"
          " entered_by) values ('planted', 'front-door', $1, 'AWAY', $2, $3, 1, $2, 'u05')",
          {who, c.now, c.now + Duration::hours(48)});
    });
  }
};

TEST_P(KeeperTest, D15_it_is_handed_over_with_a_reason_and_is_theirs_since) {
  const auto request = log();
  EXPECT_THAT(app_.page(k_manager, request).body,
              AllOf(HasSubstr("Hand it over"), Not(HasSubstr(" checked"))));
  const auto empty = app_.post(k_manager, request + "/keeper", body({}));
  EXPECT_EQ(empty.status, 422);
  EXPECT_THAT(empty.body, AllOf(HasSubstr("/to"), HasSubstr("/from"), HasSubstr("/why")));
  for (const char* to : {"u07", "u01", "u21", "nobody", k_manager}) {
    EXPECT_EQ(hand_on(request, k_manager, to).status, 422) << to << " keeps none, or has it";
  }
  EXPECT_NE(hand_on(request, k_police, k_deputy).status, 200) << "keeps none";
  ASSERT_EQ(hand_on(request, k_manager, k_deputy).status, 200);
  EXPECT_THAT(owed_by(k_deputy), Contains(HasSubstr(k_task)));
  EXPECT_THAT(owed_by(k_manager), Not(Contains(HasSubstr(k_task))));
  EXPECT_THAT(app_.page(k_protection, request).body,
              AllOf(HasSubstr("from Nasima Khatun to Gareth Howell"), HasSubstr("Plantedwhy")));
  EXPECT_FALSE(app_.is_stored("Plantedwhy"));
  const auto stale = hand_on(request, k_manager, k_protection);
  EXPECT_EQ(stale.status, 409);
  EXPECT_THAT(stale.body, HasSubstr("Gareth Howell keeps it"));
  ASSERT_EQ(step(request, "WITHDRAWN", "2026-11-24").status, 200);
  EXPECT_EQ(hand_on(request, k_deputy, k_manager, k_deputy).status, 409) << "it is over";
}

TEST_P(KeeperTest, D15_while_its_keeper_is_away_all_who_keep_requests_have_it) {
  const auto request = log();
  EXPECT_THAT(owed_by(k_deputy), Not(Contains(HasSubstr(k_task))));
  away(k_manager);
  EXPECT_THAT(owed_by(k_deputy), Contains(HasSubstr(k_task)));
  EXPECT_THAT(app_.page(k_deputy, "/access").body, HasSubstr("Nasima Khatun, who is not here"));
  ASSERT_EQ(hand_on(request, k_deputy, k_deputy).status, 200) << "takes it";
  EXPECT_THAT(app_.page(k_deputy, "/access").body,
              AllOf(HasSubstr("You keep it"), Not(HasSubstr("who is not here"))));
}

TEST_P(KeeperTest, D15_a_data_protection_officer_reads_first_what_is_theirs_with_its_clock) {
  log();
  const auto theirs = log(k_protection);
  ASSERT_EQ(step(theirs, "IDENTITY_SHOWN", "2026-11-23").status, 200);
  const auto page = app_.page(k_protection, "/access").body;
  EXPECT_LT(page.find("You keep it"), page.find("Kept by Nasima Khatun"));
  EXPECT_LT(page.find("mash-clock"), page.find("Kept by Nasima Khatun")) << page;
}

TEST_P(KeeperTest, D15_nobody_gets_it_from_whom_a_case_of_it_is_hidden) {
  const auto home = add_case("He shouted.", family(), {});
  const auto request = log();
  choose(request, home);
  search(request);
  hide(home.id, k_deputy);
  EXPECT_EQ(hand_on(request, k_manager, k_deputy).status, 422);
  EXPECT_THAT(app_.page(k_manager, request).body, Not(HasSubstr("value=\"u04\"")));
  EXPECT_EQ(hand_on(request, k_manager, k_protection).status, 200);
}

// What is hidden from whoever hands it over says nothing by who can be chosen.
TEST_P(KeeperTest, D15_what_is_hidden_from_the_keeper_changes_no_choice) {
  const auto home = add_case("He shouted.", family(), {});
  const auto request = log();
  choose(request, home);
  search(request);
  const auto before = app_.page(k_manager, request).body;
  const auto hidden = add_case("Plantedhidden.", family(), home.people);
  for (const char* from : {k_manager, k_protection}) hide(hidden.id, from);
  choose(request, home);
  search(request);
  const auto choice = [](const std::string& page) {
    const auto at = page.find("name=\"from\"");
    return page.substr(at, page.find("name=\"why\"") - at);
  };
  EXPECT_NE(choice(before).find("value=\"u20\""), std::string::npos);
  EXPECT_EQ(choice(app_.page(k_manager, request).body), choice(before));
  EXPECT_THAT(app_.page(k_deputy, request).body, Not(HasSubstr("value=\"u20\"")))
      << "who sees the hidden part gives it to nobody from whom it is hidden";
  EXPECT_EQ(hand_on(request, k_deputy, k_protection).status, 422);
  ASSERT_EQ(hand_on(request, k_manager, k_deputy).status, 200);
  EXPECT_THAT(app_.page(k_deputy, request).body, HasSubstr(reference_of(hidden.id)));
  EXPECT_THAT(app_.page(k_manager, request).body, Not(HasSubstr(reference_of(hidden.id))));
}

INSTANTIATE_TEST_SUITE_P(Engines, KeeperTest, support::engines(), support::engine_name);

}  // namespace
}  // namespace mash::access::sample
