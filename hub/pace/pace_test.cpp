// SPDX-License-Identifier: MIT
// Goal: whoever opens more cases than their role's limit is asked why before the next one, and
// whoever looks after it hears; what may be urgent, what is open already and the night are not
// held.
#include "mash/pace/pace.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "mash/alerts/schema.h"
#include "mash/barnfield/hub.h"
#include "mash/cases/walls.h"
#include "mash/pace/schema.h"
#include "mash/pace/templates.h"
#include "mash/shift/schema.h"
#include "mash/support/engines.h"

namespace mash::pace {
namespace {

using barnfield::body;
using policy::Action;
using ::testing::AllOf;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;

constexpr const char* k_manager = "u03";
constexpr const char* k_screener = "u01";
constexpr const char* k_police = "u07";
constexpr const char* k_protection = "u20";
constexpr const char* k_duty = "u22";

// As data/pace.json, with limits that a test reaches.
const PacePolicy& small() {
  static const PacePolicy policy = [] {
    PacePolicy out = built_in_pace_policy();
    for (auto& [role, limit] : out.limits) limit.cases = 3;
    return out;
  }();
  return policy;
}

class PaceTest : public ::testing::TestWithParam<db::Engine> {
 protected:
  Deps deps() {
    return {barnfield::borough(), pace_, {barnfield::borough(), alerts::built_in_alert_policy()}};
  }
  support::TestAppOptions options() {
    auto o = barnfield::hub(GetParam(), {{.name = "shift", .schema = shift::schema()},
                                         {.name = "alerts", .schema = alerts::schema()},
                                         {.name = "pace",
                                          .schema = pace::schema(),
                                          .templates = pace::templates(),
                                          .routes = routes(deps())}});
    o.routes.push_back(case_route());
    o.noticed = [this](db::Transaction& tx, const pipeline::Event& event) {
      pace_.noticed(tx, event);
    };
    return o;
  }
  // A page of a case that asks as cases::facts_of does.
  pipeline::Route case_route() {
    return pipeline::page<Action::read_case>(
        {.path = "/case/{case}",
         .summary = "A case (tests)",
         .event = "case.read",
         .facts = [this](pipeline::Context& c) -> Result<policy::Facts> {
           MASH_TRY(auto facts, cases::case_facts(c));
           facts.reason_owed = pace_.owes_reason(c.principal, c.case_id, c.now);
           return facts;
         },
         .run = [](const auto&, pipeline::Context&) -> Result<pipeline::Reply> {
           return pipeline::View{.page = "pipeline/error", .title = "", .data = json::Object{}};
         }});
  }
  CaseId add_case(bool urgent = false) {
    const auto id = CaseId::make(app_.random());
    barnfield::as_system(app_, [&](const auto&, pipeline::Context& c) {
      cases::add_case(c, id, c.now, urgent);
      cases::add_member(c.tx, id, AgencyId::trusted("police"), c.now);
    });
    return id;
  }
  int open(const char* who, const CaseId& id) { return app_.get(who, "/case/" + id.text()).status; }
  // So many new ones.
  void open_some(const char* who, int count) {
    for (int i = 0; i < count; ++i) EXPECT_EQ(open(who, add_case()), 200) << who << " " << i;
  }
  support::Answer say(const char* who, const char* words = "Plantedwhy") {
    return app_.post(who, k_reason_path, body({{"reason", words}}));
  }
  int tell() { return tell_of_passed(app_.app(), app_.database(), deps(), app_.clock().now()); }
  std::vector<std::string> alerted() {
    std::vector<std::string> out;
    app_.database().read([&](db::Transaction& tx) {
      out.clear();
      for (const auto& r : tx.query("select distinct person from alert order by person")) {
        out.push_back(r.text(0));
      }
    });
    return out;
  }
  bool is_stopped(const Pace& pace, const char* who) {
    const auto* member = barnfield::borough().find_staff(StaffId::trusted(who));
    policy::Principal person{.person = member->id, .agency = member->agency};
    person.role =
        who == std::string(k_police) ? policy::Role::navigator : policy::Role::mash_manager;
    person.side = policy::Side::hub;
    return pace.is_stopped(person, app_.clock().now());
  }

  Pace pace_{small()};
  support::TestApp app_{options()};
};

TEST_P(PaceTest, whoever_opens_many_says_why_before_the_next_and_goes_on) {
  open_some(k_police, 3);
  const auto next = add_case();
  const auto held = app_.get(k_police, "/case/" + next.text());
  EXPECT_EQ(held.status, 404);
  EXPECT_THAT(held.body, HasSubstr("Say why, then go on"));
  EXPECT_THAT(app_.page(k_police, k_reason_path).body, HasSubstr("3 different cases"));
  EXPECT_EQ(say(k_police, "").status, 422) << "words are wanted";
  EXPECT_EQ(open(k_police, next), 404);
  EXPECT_EQ(say(k_police).status, 200);
  app_.clock().advance(Duration::minutes(1));
  EXPECT_EQ(open(k_police, next), 200);
  EXPECT_FALSE(app_.is_stored("Plantedwhy"));
  open_some(k_police, 2);
  EXPECT_EQ(open(k_police, add_case()), 404) << "and is asked again after as many";
}

TEST_P(PaceTest, what_may_be_urgent_and_what_is_open_already_is_never_held) {
  const auto first = add_case();
  EXPECT_EQ(open(k_police, first), 200);
  open_some(k_police, 2);
  EXPECT_EQ(open(k_police, add_case()), 404);
  EXPECT_EQ(open(k_police, add_case(true)), 200) << "urgent";
  EXPECT_EQ(open(k_police, first), 200) << "open already";
}

TEST_P(PaceTest, the_duty_team_is_never_stopped_and_the_front_door_hears_all_the_same) {
  open_some(k_duty, 5);
  EXPECT_EQ(tell(), 1);
  EXPECT_THAT(alerted(), ElementsAre(k_manager, k_protection));
}

TEST_P(PaceTest, who_looks_after_it_is_told_once_and_reads_why) {
  open_some(k_police, 2);
  EXPECT_EQ(tell(), 0);
  open_some(k_police, 1);
  EXPECT_EQ(tell(), 1);
  EXPECT_EQ(tell(), 0);
  EXPECT_THAT(alerted(), ElementsAre(k_manager, k_protection));
  EXPECT_THAT(app_.page(k_protection, "/reading/said").body, HasSubstr("They have not said why"));
  EXPECT_EQ(say(k_police).status, 200);
  EXPECT_THAT(app_.page(k_protection, "/reading/said").body,
              AllOf(HasSubstr("Plantedwhy"), Not(HasSubstr("They have not said why"))));
  EXPECT_EQ(app_.count("pace_passed"), 1);
  for (const char* who : {k_police, k_screener, "u18"}) {
    EXPECT_EQ(app_.get(who, "/reading/said").status, 404) << who;
  }
}

TEST_P(PaceTest, a_manager_is_not_told_of_themselves) {
  open_some(k_manager, 3);
  EXPECT_EQ(tell(), 1);
  EXPECT_THAT(alerted(), ElementsAre("u04", k_protection)) << "but their deputy";
}

TEST_P(PaceTest, an_hour_later_and_the_same_case_again_count_nothing) {
  const auto one = add_case();
  for (int i = 0; i < 5; ++i) EXPECT_EQ(open(k_police, one), 200);
  open_some(k_police, 2);
  EXPECT_EQ(open(k_police, add_case()), 404);
  app_.come_back_after(Duration::minutes(61));
  open_some(k_police, 3);
}

TEST_P(PaceTest, nobody_says_why_beforehand) {
  open_some(k_police, 2);
  EXPECT_EQ(say(k_police).status, 200);
  EXPECT_EQ(app_.count("pace_passed"), 0);
  app_.clock().advance(Duration::minutes(1));
  open_some(k_police, 1);
  EXPECT_EQ(open(k_police, add_case()), 404) << "it was counted on";
  app_.come_back_after(Duration::minutes(61));
  EXPECT_THAT(app_.page(k_police, k_reason_path).body, HasSubstr("no reason now"));
}

TEST_P(PaceTest, after_a_start_it_counts_what_the_record_says) {
  open_some(k_police, 3);
  Pace after(small());
  EXPECT_FALSE(is_stopped(after, k_police));
  const auto begin = [&](Pace& pace) {
    app_.database().read(
        [&](db::Transaction& tx) { pace.begin(tx, app_.keys(), app_.clock().now()); });
  };
  begin(after);
  EXPECT_TRUE(is_stopped(after, k_police));
  EXPECT_EQ(after.cases_opened(StaffId::trusted(k_police), app_.clock().now()), 3);
  EXPECT_EQ(say(k_police).status, 200);
  Pace later(small());
  begin(later);
  EXPECT_FALSE(is_stopped(later, k_police)) << "they have said why";
  EXPECT_THAT(later.take_passed(), IsEmpty()) << "and nobody is told anew";
  app_.clock().advance(Duration::hours(2));
  Pace much_later(small());
  begin(much_later);
  EXPECT_EQ(much_later.cases_opened(StaffId::trusted(k_police), app_.clock().now()), 0);
}

TEST_P(PaceTest, what_stands_behind_a_wall_is_not_counted) {
  for (int i = 0; i < 4; ++i) {
    const auto id = add_case();
    barnfield::as_system(app_, [&](const auto&, pipeline::Context& c) {
      cases::set_wall_keepers(c.tx, {StaffId::trusted("u52")});
      cases::raise_wall(c, id);
    });
    EXPECT_EQ(open("u52", id), 200);
  }
  EXPECT_EQ(pace_.cases_opened(StaffId::trusted("u52"), app_.clock().now()), 0);
  EXPECT_EQ(tell(), 0);
  EXPECT_THAT(alerted(), IsEmpty());
}

INSTANTIATE_TEST_SUITE_P(Engines, PaceTest, support::engines(), support::engine_name);

TEST(PacePolicy, names_what_is_wrong_and_never_stops_the_duty_team) {
  const auto text = barnfield::read_text("data/pace.json");
  ASSERT_TRUE(parse_pace_policy(text));
  const auto with = [&text](const std::string& from, const std::string& to) {
    std::string other = text;
    const auto at = other.find(from);
    EXPECT_NE(at, std::string::npos) << from;
    return parse_pace_policy(other.replace(at, from.size(), to));
  };
  const auto names = [](const Result<PacePolicy>& parsed, const std::string& field) {
    return !parsed && parsed.error().faults.front().field == field;
  };
  EXPECT_TRUE(names(with("\"cases\": 40, \"stops\": false", "\"cases\": 40, \"stops\": true"),
                    "limits[8].stops"));
  EXPECT_TRUE(names(with("\"version\": 1", "\"version\": 0"), "version"));
  EXPECT_TRUE(names(with("\"window_minutes\": 60", "\"window_minutes\": 0"), "window_minutes"));
  EXPECT_TRUE(names(with("\"cases\": 60", "\"cases\": 0"), "limits[0].cases"));
  EXPECT_TRUE(names(with("\"Navigator\"", "\"Analyst\""), "limits")) << "a role without content";
  EXPECT_TRUE(names(with("\"Navigator\"", "\"MashManager\""), "limits[5].role")) << "twice";
  EXPECT_TRUE(names(with("\"window_minutes\"", "\"window\""), "policy"));
}

}  // namespace
}  // namespace mash::pace
