// SPDX-License-Identifier: MIT
// Goal: whoever opens case after case is asked for a sentence by the whole hub as it runs, goes on
// once it is given, and no case that may be urgent waits for it.
#include <gtest/gtest.h>

#include "mash/cases/cases.h"
#include "mash/pace/pace_policy.h"
#include "mash/support/engines.h"
#include "mash/world/journey.h"

namespace mash::world {
namespace {

class ManyCasesTest : public testing::TestWithParam<db::Engine> {
 protected:
  std::string add_case(bool urgent) {
    std::string id;
    const auto done = world_.hub_room().app.system_act<policy::Action::collect>(
        "test.case", [&](const auto&, pipeline::Context& c) -> Result<json::Value> {
          const auto made = CaseId::make(c.random);
          cases::add_case(c, made, c.now, urgent);
          cases::add_member(c.tx, made, AgencyId::trusted("police"), c.now);
          id = made.text();
          return json::Value{};
        });
    EXPECT_TRUE(done);
    return "/case/" + id;
  }

  World world_{{.engine = GetParam()}};
};

TEST_P(ManyCasesTest, after_many_cases_it_asks_why_and_goes_on) {
  world_.at("an officer of the police opens many cases", 1);
  Visitor& police = world_.hub("u07");
  const int limit = pace::built_in_pace_policy().limits.at("Navigator").cases;
  std::string first;
  for (int i = 0; i < limit; ++i) {
    const auto path = add_case(false);
    if (first.empty()) first = path;
    ASSERT_EQ(police.page(path).status, 200) << i;
  }
  const auto next = add_case(false);
  const auto held = police.page(next);
  EXPECT_EQ(held.status, 303);
  EXPECT_EQ(held.location, "/reading?case=" + next.substr(std::string_view("/case/").size()));
  EXPECT_EQ(police.page(add_case(true)).status, 200) << "what may be urgent opens at once";
  EXPECT_EQ(police.page(first).status, 200) << "and so does what is open already";

  police.page(held.location);
  EXPECT_EQ(must(police, police.form("/reading").set("reason", "Going through all that waits.")),
            next);
  EXPECT_EQ(police.page(next).status, 200);

  world_.at("the scheduler comes round", 2);
  world_.fire_clocks();
  const auto looks = world_.hub("u03").page(next + "/looks");
  EXPECT_NE(looks.body.find("asked first why they open so many cases"), std::string::npos);
  const auto said = world_.hub("u20").page("/reading/said");
  EXPECT_NE(said.body.find("Going through all that waits."), std::string::npos);
  EXPECT_EQ(said.body.find("They have not said why"), std::string::npos);
  EXPECT_NE(said.body.find(std::to_string(limit + 1) + " different cases"), std::string::npos);
}

INSTANTIATE_TEST_SUITE_P(Engines, ManyCasesTest, support::engines(), support::engine_name);

}  // namespace
}  // namespace mash::world
