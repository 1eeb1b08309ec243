// SPDX-License-Identifier: MIT
// Goal: a case from which somebody is barred is to them as if absent, in both directions, and never
// belongs to nobody.
#include "mash/cases/bars.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "mash/cases/case_disposal.h"
#include "mash/cases/cases.h"
#include "mash/cases/glass.h"
#include "mash/cases/queue.h"
#include "mash/cases/schema.h"
#include "mash/cases/templates.h"
#include "mash/cases/walls.h"
#include "mash/directory/schema.h"
#include "mash/oversight/oversight.h"
#include "mash/oversight/templates.h"
#include "mash/people/family_bars.h"
#include "mash/people/schema.h"
#include "mash/support/test_app.h"

namespace mash::oversight {
namespace {

using testing::HasSubstr;
using testing::Not;

model::StaffMember member(const char* id, const char* name, model::Role role, bool decides) {
  return {.id = StaffId::trusted(id),
          .name = Sensitive(name),
          .agency = AgencyId::trusted("csc"),
          .role = role,
          .decides = decides};
}

const model::Borough& borough() {
  static const model::Borough b = [] {
    model::Borough out;
    out.agencies.push_back({.id = AgencyId::trusted("csc"), .name = "Children's Services"});
    out.staff = {member("m1", "Nasima Khatun", model::Role::mash_manager, true),
                 member("m2", "Gareth Howell", model::Role::deputy_manager, true),
                 member("s1", "Marion Pettifer", model::Role::screening_officer, false),
                 member("p1", "Agata Nowak", model::Role::navigator, false)};
    return out;
  }();
  return b;
}

pipeline::Person person(const char* id, const char* agency, policy::Role role) {
  return {{StaffId::trusted(id), AgencyId::trusted(agency), role, policy::Side::hub, false},
          "A Person",
          "At work"};
}

class BarsTest : public testing::TestWithParam<db::Engine> {
 protected:
  support::TestApp app_{options(GetParam())};
  CaseId case_ = CaseId::make(app_.random());

  static support::TestAppOptions options(db::Engine engine) {
    support::TestAppOptions o{.engine = engine};
    o.migrations = {{2, "cases", cases::schema()},
                    {3, "people", people::schema()},
                    {4, "walls", cases::walls_schema()},
                    {5, "case_files", cases::files_schema()},
                    {6, "lists", cases::lists_schema()},
                    {7, "directory", directory::schema()},
                    {8, "family_bars", people::family_bars_schema()},
                    {9, "screened", cases::screened_schema()},
                    {10, "glass", cases::glass_schema()},
                    {11, "case_gone", cases::gone_schema()}};
    o.routes = routes({borough()});
    o.templates = cases::templates();
    o.templates.insert(o.templates.end(), templates().begin(), templates().end());
    o.people = {person("m1", "csc", policy::Role::mash_manager),
                person("m2", "csc", policy::Role::deputy_manager),
                person("s1", "csc", policy::Role::screening_officer),
                person("p1", "police", policy::Role::navigator)};
    return o;
  }
  void SetUp() override {
    const auto done = app_.app().system_act<policy::Action::collect>(
        "test", [&](const auto&, pipeline::Context& c) -> Result<json::Value> {
          cases::add_case(c, case_, c.now, false);
          cases::add_member(c.tx, case_, AgencyId::trusted("police"), c.now);
          return json::Value{};
        });
    ASSERT_TRUE(done.has_value());
  }
  std::string path(const std::string& rest) { return "/case/" + case_.text() + rest; }
  support::Answer hide(const char* from, const char* by = "m1") {
    return app_.submit(by, path("/bars"), {{"staff", from}, {"reason", "Planted: his sister"}});
  }
  std::string bar_of(std::size_t place = 0) {
    return app_.get("m1", path("/bars")).json()["bars"].as_array()->at(place).text("action");
  }
};

TEST_P(BarsTest, D09_the_case_and_its_trail_are_absent_until_the_bar_is_lifted) {
  ASSERT_EQ(app_.get("p1", path("/looks")).status, 200);
  EXPECT_EQ(hide("p1").location, path("/bars"));
  const auto absent = app_.get("p1", "/case/" + CaseId::make(app_.random()).text() + "/looks");
  const auto hidden = app_.get("p1", path("/looks"));
  EXPECT_EQ(hidden.status, 404);
  EXPECT_EQ(hidden.body, absent.body);
  EXPECT_EQ(app_.get("s1", path("/looks")).status, 200) << "nobody else is barred";
  const auto page = app_.page("m1", path("/bars")).body;
  EXPECT_THAT(page, HasSubstr("Agata Nowak"));
  EXPECT_THAT(page, HasSubstr("Planted: his sister"));
  EXPECT_EQ(app_.submit("m2", bar_of(), {}).location, path("/bars"));
  EXPECT_EQ(app_.get("p1", path("/looks")).status, 200);
  EXPECT_THAT(app_.page("m1", path("/bars")).body, HasSubstr("Shown again by Gareth Howell"));
  EXPECT_EQ(app_.submit("m2", bar_of(), {}).status, 404) << "lifted already";
}

// Whoever was spared because they typed it shares a desk with those who decide that.
TEST_P(BarsTest, H07_that_a_case_was_hidden_is_read_by_those_alone_who_may_decide_it) {
  ASSERT_EQ(hide("p1").location, path("/bars"));
  ASSERT_EQ(app_.get("m1", path("/bars")).status, 200);
  ASSERT_EQ(app_.submit("m1", bar_of(), {}).location, path("/bars"));
  EXPECT_THAT(app_.page("m1", path("/bars")).body, HasSubstr("Nobody has this case now."));
  for (const char* words : {"Opened who may not know", "Hid the case", "Showed the case again"}) {
    EXPECT_THAT(app_.page("m2", path("/looks")).body, HasSubstr(words));
    EXPECT_THAT(app_.page("s1", path("/looks")).body, Not(HasSubstr(words)));
  }
}

TEST_P(BarsTest, only_managers_set_and_lift_and_not_their_own) {
  for (const char* who : {"s1", "p1"}) {
    EXPECT_EQ(hide("m2", who).status, 404) << who;
    EXPECT_EQ(app_.get(who, path("/bars")).status, 404) << who;
  }
  EXPECT_THAT(app_.page("s1", path("/looks")).body, Not(HasSubstr("/bars")));
  EXPECT_THAT(app_.page("m1", path("/looks")).body, HasSubstr(path("/bars")));
  EXPECT_EQ(hide("m2", "m2").location, "/queue") << "somebody says it of themselves";
  EXPECT_EQ(app_.get("m2", path("/bars")).status, 404);
  EXPECT_EQ(app_.submit("m2", bar_of(), {}).status, 404);
}

TEST_P(BarsTest, H07_somebody_who_decides_always_stays) {
  EXPECT_EQ(hide("m2").status, 303);
  const auto refused = hide("m1");
  EXPECT_EQ(refused.status, 422);
  EXPECT_THAT(refused.body, HasSubstr("Then nobody could decide in this case"));
  EXPECT_EQ(app_.get("m1", path("/looks")).status, 200);
}

TEST_P(BarsTest, who_and_why_are_asked_and_nobody_is_chosen) {
  EXPECT_THAT(app_.page("m1", path("/bars")).body, Not(HasSubstr(" selected")));
  const auto bare = app_.submit("m1", path("/bars"), {});
  EXPECT_EQ(bare.status, 422);
  EXPECT_THAT(bare.body, HasSubstr("Choose who may not know of this case"));
  EXPECT_THAT(bare.body, HasSubstr("Say why they may not know of it"));
}

TEST_P(BarsTest, whoever_held_it_holds_it_no_more) {
  app_.database().write([&](db::Transaction& tx) {
    tx.execute("update case_file set taken_by = 's1' where id = $1", {case_});
  });
  hide("s1");
  app_.database().read([&](db::Transaction& tx) {
    EXPECT_TRUE(cases::find_case(tx, case_)->taken_by.empty());
    EXPECT_EQ(cases::barred_cases(tx, StaffId::trusted("s1")), std::set<CaseId>{case_});
  });
  hide("s1");
  EXPECT_EQ(app_.get("m1", path("/bars")).json()["bars"].as_array()->size(), 1U);
}

TEST_P(BarsTest, the_reason_is_not_in_clear_in_the_database) {
  hide("s1");
  bool found = false;
  app_.database().read([&](db::Transaction& tx) {
    const auto rows = tx.query("select sealed from case_bar");
    ASSERT_EQ(rows.size(), 1U);
    found = to_text(rows.front().blob(0)).find("Planted") != std::string::npos;
  });
  EXPECT_FALSE(found);
}

INSTANTIATE_TEST_SUITE_P(Engines, BarsTest,
                         testing::Values(db::Engine::sqlite, db::Engine::postgres),
                         [](const auto& info) {
                           return info.param == db::Engine::sqlite ? "sqlite" : "postgres";
                         });

}  // namespace
}  // namespace mash::oversight
