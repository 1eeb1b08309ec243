// SPDX-License-Identifier: MIT
// Goal: a demonstration begins as a hub at work, at any hour of any day: some tens of open cases at
// every stage, few of them late, and a past that is found by look-ups.
#include "demo.h"

#include <gtest/gtest.h>

#include <fstream>
#include <memory>
#include <set>

#include "embedded.h"
#include "mash/cases/queue.h"
#include "mash/support/test_app.h"
#include "persona.h"

namespace mash::server {
namespace {

using model::NotificationState;

// Opened like a demonstration, at that moment.
struct DemoHub {
  support::TempFolder folder;
  FixedClock clock;
  support::SeededRandom random{1};
  std::unique_ptr<HubCore> core;

  explicit DemoHub(const char* now, const std::string& config = "") : clock(*parse_iso(now)) {
    Settings settings;
    settings.config = config;
    settings.data = folder.path();
    settings.demo = true;
    core = *HubCore::open(settings, clock, random);
    const auto loaded = load_demo(*core, clock.now(), random);
    if (!loaded) throw std::runtime_error(loaded.error().message);
  }
  json::Value read(const char* who, const std::string& path) {
    return *Persona(core->app(), clock, who).read(path);
  }
  std::int64_t count(const std::string& what) {
    std::int64_t n = 0;
    core->database().read([&](db::Transaction& tx) {
      n = tx.query("select count(*) from " + what).front().integer(0);
    });
    return n;
  }
};

class Demo : public testing::TestWithParam<const char*> {};

TEST_P(Demo, the_queue_is_that_of_a_living_hub) {
  DemoHub hub(GetParam());
  const json::Value queue = hub.read("u01", "/queue");
  EXPECT_GE(queue.number("open"), 25);
  EXPECT_LE(queue.number("open"), 60);
  EXPECT_GE(queue.number("overdue"), 1);
  EXPECT_LE(queue.number("overdue") * 3, queue.number("open"));
  std::set<std::string> stages;
  std::set<std::string> looks;
  std::set<std::string> holders;
  std::set<std::string> ratings;
  for (const auto& row : *queue["rows"].as_array()) {
    stages.insert(row.text("where"));
    looks.insert(row["clock"].text("look"));
    holders.insert(row.text("with"));
    ratings.insert(row["level"].text("look"));
  }
  for (const char* stage :
       {"Not screened", "Being screened", "Waits for a rating", "Rated", "Ready to ask agencies",
        "Agencies asked", "Ready to decide", "Decided, not sent"}) {
    EXPECT_TRUE(stages.contains(stage)) << stage;
  }
  EXPECT_TRUE(looks.contains("calm"));
  EXPECT_TRUE(looks.contains("overdue"));
  EXPECT_EQ(holders.size(), 3U) << "two officers and nobody";
  EXPECT_GE(ratings.size(), 3U);
}

INSTANTIATE_TEST_SUITE_P(Hours, Demo,
                         testing::Values("2026-11-24T11:00:00+00:00",    // a Tuesday
                                         "2027-01-03T03:10:00+00:00",    // a Sunday night
                                         "2026-12-29T08:30:00+00:00"));  // after Christmas

// One for all that only read it.
class DemoPast : public testing::Test {
 protected:
  static void SetUpTestSuite() { shared = std::make_unique<DemoHub>("2026-11-24T11:00:00+00:00"); }
  static void TearDownTestSuite() { shared.reset(); }

  DemoHub& hub = *shared;

 private:
  static inline std::unique_ptr<DemoHub> shared;
};

TEST_F(DemoPast, is_there_for_look_ups_and_owes_nothing) {
  EXPECT_GT(hub.count("case_file"), 580);
  EXPECT_EQ(hub.count("deadline d join case_file c on c.id = d.case_id where c.state = 'CLOSED'"
                      " and d.met_at is null and d.withdrawn_at is null"),
            0);
  // Acts are of the time at which they were done, and none is of the future.
  EXPECT_EQ(hub.count("audit_event where at > " + std::to_string(hub.clock.now().micros)), 0);
  EXPECT_GT(hub.count("audit_event where kind = 'case.rated'"), 15);
  EXPECT_GT(hub.count("statement s where (select count(distinct o.case_id) from statement o"
                      " where o.person_id = s.person_id) > 1"),
            0)
      << "somebody was known from before";
}

// The five that data/sample/README.md names, each with all of its evidence.
TEST_F(DemoPast, has_true_patterns_to_begin_with) {
  ASSERT_TRUE(hub.core->look_for_patterns());
  const auto sentences = [this](const std::string& kind) {
    std::string out;
    const json::Value list = hub.read("u18", "/patterns?kind=" + kind);
    for (const auto& row : *list["rows"].as_array()) out += row.text("sentence") + "\n";
    return out;
  };
  const auto has = [](const std::string& all, const std::string& words) {
    EXPECT_NE(all.find(words), std::string::npos) << words << " in\n" << all;
  };
  const auto repeats = sentences("REPEAT");
  has(repeats, " is named in 6 cases within 12 months");
  has(repeats, " and 2 other children of the family are named in 5 cases within 12 months");
  has(sentences("ADULT_AROUND"), " is named beside 2 children of 2 families that are not related");
  has(sentences("MISSING_PLACE"), "5 children of 5 families were reported missing within 31 days");
  const auto changes = sentences("CHANGE");
  has(changes, ": 11 cases, 9 of them in the last 90 days");
  EXPECT_EQ(changes.find(": 1 case,"), std::string::npos) << changes;
}

TEST_F(DemoPast, is_two_years_of_which_a_forecast_can_be_made) {
  const json::Value needs = hub.read("u18", "/needs?months=24");
  EXPECT_EQ(needs["expected"].text("none"), "");
  EXPECT_NE(json::encode(needs["picture"]).find("2024"), std::string::npos);
  // Of each case of those files it is said who is in it, adults too.
  EXPECT_GT(hub.count("case_file c where c.received_at < " +
                      std::to_string((hub.clock.now() - Duration::days(100)).micros) +
                      " and exists (select 1 from statement s where s.case_id = c.id)"
                      " and not exists (select 1 from statement s where s.case_id = c.id"
                      " and s.person_id is null)"),
            300);
}

// A small London: another borough knows some of the same families.
TEST_F(DemoPast, came_in_part_to_a_neighbour) {
  const support::TempFolder folder;
  const std::string config = folder.path() + "/tarnwick.json";
  json::Value borough = *json::parse(demo_borough());
  json::Value named = borough["hub"];
  named.set("id", "tarnwick");
  borough.set("hub", named);
  std::ofstream(config) << json::encode(borough);
  DemoHub neighbour("2026-11-24T11:00:00+00:00", config);
  const auto all = hub.count("case_file");
  const auto known = neighbour.count("case_file");
  EXPECT_GT(known * 8, all);
  EXPECT_LT(known * 2, all);
}

TEST_F(DemoPast, is_made_once) {
  const auto before = hub.count("audit_event");
  ASSERT_TRUE(load_demo(*hub.core, hub.clock.now(), hub.random));
  EXPECT_EQ(hub.count("audit_event"), before);
}

}  // namespace
}  // namespace mash::server
