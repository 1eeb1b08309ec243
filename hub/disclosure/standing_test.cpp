// SPDX-License-Identifier: MIT
// Goal: what an agency signed in advance leaves while nobody of it has decided, and nothing else
// does: settled.md 25, "may sign standing releases in advance (narrow, dated)".
#include "mash/disclosure/standing.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "disclosure_test_world.h"
#include "mash/barnfield/hub.h"
#include "mash/login/step_up.h"
#include "mash/support/engines.h"

namespace mash::disclosure::testing {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;

constexpr const char* k_list = "/standing-releases";

class StandingTest : public DisclosureTest {
 protected:
  StandingTest() { make_red(); }

  void make_red() {
    app_.database().write([&](db::Transaction& tx) {
      tx.execute("update case_file set rating = 'RED' where id = $1", {case_});
    });
  }
  using Changes = std::vector<std::pair<std::string, json::Value>>;
  json::Value rule(const Changes& changes = {}) {
    const auto today = to_london(app_.clock().now()).date;
    const auto day = [](LocalDate d) { return json::Value(iso(d)); };
    json::Value out = body({{"recipient", "assess"},
                            {"kinds", json::Array{"NOT_GRADED"}},
                            {"sensitivity", "1"},
                            {"when", json::Array{"RED"}},
                            {"purpose", "To act tonight"},
                            {"basis", json::Array{"CA04_S16LA"}},
                            {"begins", day(today)},
                            {"ends", day(today.plus_days(30))},
                            {"reason", "Nobody is in at night"}});
    for (const auto& [name, value] : changes) out.set(name, value);
    return out;
  }
  static std::string iso(LocalDate d) {
    const auto two = [](int n) { return (n < 10 ? "0" : "") + std::to_string(n); };
    return std::to_string(d.year) + "-" + two(d.month) + "-" + two(d.day);
  }
  std::string written(const Changes& changes = {}) {
    const auto a = app_.post("u08", std::string(k_list) + "/new", rule(changes));
    EXPECT_EQ(a.status, 200) << a.body;
    return a.location;
  }
  std::string in_force(const Changes& changes = {}) {
    const auto path = written(changes);
    const auto a = app_.post("u08", path + "/confirm", body({}));
    EXPECT_EQ(a.status, 200) << a.body;
    return path;
  }
  // As when a product is composed.
  int let_out() {
    int count = 0;
    barnfield::as_system(app_, [&](const auto& grant, pipeline::Context& c) {
      c.about(case_);
      count = let_out_standing(c, grant, timescales(), told(), product_);
    });
    return count;
  }
  OnLetOut told() {
    return [this](pipeline::Context&, const CaseId&, const AgencyId& owner) {
      told_.push_back(owner.text());
    };
  }
  int late() {
    return let_out_late(app_.app(), app_.database(), timescales(), told(), app_.clock().now());
  }
  std::string asked(int sensitivity = 0) {
    const auto item = write("u08", "Two calls in May", sensitivity);
    ask({item});
    return item;
  }

  void wait_until_late() {
    const auto clock = release_clock("police");
    ASSERT_TRUE(clock);
    app_.come_back_after(clock->due_at - app_.clock().now());
  }

  std::vector<std::string> told_;
};

TEST_P(StandingTest, settled25_what_the_rule_covers_leaves_and_its_owner_is_told_at_once) {
  in_force();
  const auto item = asked(1);
  EXPECT_THAT(leaves({item}), IsEmpty());
  EXPECT_EQ(let_out(), 1);
  EXPECT_THAT(told_, ElementsAre("police"));
  EXPECT_THAT(leaves({item}), ElementsAre(HasSubstr("police RELEASED: Two calls in May")));
  EXPECT_THAT(owed_by("u31"), ElementsAre(HasSubstr("standing release lets something out")));
  EXPECT_THAT(app_.page("u08", page()).body, HasSubstr("the standing release 1 of"));
  EXPECT_EQ(let_out(), 0) << "once";
  EXPECT_TRUE(release_clock("police")->met_at) << "it is not owed any more";
}

TEST_P(StandingTest, nobody_else_is_told_and_it_goes_to_nobody_else) {
  in_force();
  const auto item = asked();
  ASSERT_EQ(let_out(), 1);
  EXPECT_THAT(leaves({item}, "adults"), IsEmpty());
  EXPECT_THAT(owed_by("u10"), IsEmpty());
}

TEST_P(StandingTest, settled25_whatever_the_owner_said_beats_the_rule) {
  in_force();
  const auto kept = asked();
  ASSERT_EQ(app_.post("u08", page(),
                      decision(kept, "WITHHELD",
                               {{"withhold-1", "CONFIDENTIAL_SOURCE"},
                                {"why-1", "A source"},
                                {"harm-1", "no"}}))
                .status,
            200);
  EXPECT_EQ(let_out(), 0);
  // A correction is a new version, of which nothing was decided yet.
  ASSERT_EQ(edit("u08", kept, "Three calls in May", "1").status, 303);
  ask({kept});
  EXPECT_EQ(let_out(), 0) << "it was kept before";
}

TEST_P(StandingTest, settled25_the_owner_takes_it_back_and_no_rule_lets_it_out_again) {
  in_force();
  const auto item = asked();
  ASSERT_EQ(let_out(), 1);
  ASSERT_EQ(app_.post("u08", "/items/" + item + "/withdraw",
                      body({{"recipient", "assess"}, {"reason", "It is another family"}}))
                .status,
            200);
  EXPECT_THAT(leaves({item}), IsEmpty());
  EXPECT_THAT(withdrawn(), ElementsAre(item + " assess"));
  EXPECT_EQ(let_out(), 0);
}

TEST_P(StandingTest, settled25_narrow_recipient_kind_sensitivity_situation_and_days_all_count) {
  const auto item = asked(1);
  in_force({{"recipient", "adults"}});
  EXPECT_EQ(let_out(), 0) << "recipient";
  in_force({{"kinds", json::Array{"GRADED"}}});
  EXPECT_EQ(let_out(), 0) << "kind";
  in_force({{"sensitivity", "0"}});
  EXPECT_EQ(let_out(), 0) << "sensitivity";
  in_force({{"when", json::Array{"LATE"}}});
  EXPECT_EQ(let_out(), 0) << "situation";
  const auto today = to_london(app_.clock().now()).date;
  in_force({{"begins", iso(today.plus_days(2))}});
  EXPECT_EQ(let_out(), 0) << "not yet";
  const auto ended = in_force();
  ASSERT_EQ(app_.post("u31", ended + "/end", body({{"reason", "No longer"}})).status, 200);
  EXPECT_EQ(let_out(), 0) << "ended";
  in_force();
  EXPECT_EQ(let_out(), 1);
}

TEST_P(StandingTest, the_highest_sensitivity_is_never_covered) {
  in_force({{"sensitivity", "2"}});
  asked(3);
  EXPECT_EQ(let_out(), 0);
  EXPECT_EQ(app_.post("u08", std::string(k_list) + "/new", rule({{"sensitivity", "3"}})).status,
            422);
}

TEST_P(StandingTest, what_comes_with_conditions_is_never_covered) {
  in_force({{"kinds", json::Array{"NOT_GRADED", "GRADED"}}});
  const auto item = write("u08", "Two calls in May");
  ASSERT_EQ(app_.submit("u08", "/items/" + item,
                        {{"fact", "Two calls in May"},
                         {"source", "Another force"},
                         {"event_date", "May 2026"},
                         {"sensitivity", "0"},
                         {"handling", "Ask Northshire Police before it goes further"},
                         {"version", "1"}})
                .status,
            303);
  ask({item});
  EXPECT_EQ(let_out(), 0);
}

TEST_P(StandingTest, C05_where_a_young_person_objects_the_owner_decides) {
  in_force();
  asked();
  app_.database().write([&](db::Transaction& tx) {
    tx.execute(
        "insert into objection (id, case_id, statement, desk, place, heard, understands, said_at,"
        " written_by, written_at, sealed) select 'o1', $1, id, 'health', 1, 'TOLD_US', 'YES', 1,"
        " 'u10', 1, $2 from statement where case_id = $1 limit 1",
        {case_, Bytes{}});
  });
  EXPECT_EQ(let_out(), 0);
}

TEST_P(StandingTest, of_an_agency_that_has_sealed_its_words_nothing_leaves) {
  in_force();
  asked();
  auto keys = app_.keys();
  keys.seal("police");
  EXPECT_EQ(let_out(), 0);
}

TEST_P(StandingTest, a_sealed_agency_opens_its_words_before_it_ends_what_they_leave_by) {
  const auto path = in_force();
  asked();
  ASSERT_EQ(let_out(), 1);
  auto keys = app_.keys();
  keys.seal("police");
  const auto refused = app_.post("u31", path + "/end", body({{"reason", "No longer"}}));
  EXPECT_EQ(refused.status, 422);
  EXPECT_THAT(refused.body, HasSubstr("Open them first"));
  EXPECT_EQ(app_.count("standing_end"), 0);
}

TEST_P(StandingTest, what_nobody_has_signed_lets_out_nothing) {
  written();
  asked();
  EXPECT_EQ(let_out(), 0);
}

TEST_P(StandingTest, settled25_when_the_owner_is_late_the_clock_lets_it_out_once) {
  in_force({{"when", json::Array{"LATE"}}});
  const auto item = asked();
  EXPECT_EQ(late(), 0) << "it still has time";
  wait_until_late();
  EXPECT_EQ(late(), 1);
  EXPECT_THAT(leaves({item}), ElementsAre(HasSubstr("RELEASED: Two calls in May")));
  EXPECT_EQ(late(), 0);
}

TEST_P(StandingTest, what_is_late_and_not_covered_is_looked_at_once) {
  in_force({{"when", json::Array{"LATE"}}});
  asked(3);
  wait_until_late();
  EXPECT_EQ(late(), 0);
  const auto events = app_.count("audit_event");
  EXPECT_EQ(late(), 0);
  EXPECT_EQ(app_.count("audit_event"), events);
}

TEST_P(StandingTest, ending_it_stops_what_has_not_left) {
  const auto path = in_force();
  const auto item = asked();
  ASSERT_EQ(let_out(), 1);
  ASSERT_EQ(app_.post("u31", path + "/end", body({{"reason", "A new inspector"}})).status, 200);
  EXPECT_THAT(leaves({item}), IsEmpty());
  EXPECT_THAT(app_.page("u08", path).body, HasSubstr("Ended by"));
  EXPECT_EQ(app_.post("u08", path + "/end", body({{"reason", "Again"}})).status, 409);
}

TEST_P(StandingTest, it_is_one_agencys_own) {
  const auto path = in_force();
  EXPECT_EQ(app_.get("u10", path).status, 404);
  EXPECT_EQ(app_.post("u10", path + "/end", body({{"reason", "No"}})).status, 404);
  EXPECT_EQ(app_.get("u07", path).status, 200) << "all of the agency read it";
  EXPECT_EQ(app_.post("u07", path + "/end", body({{"reason", "No"}})).status, 404);
  EXPECT_EQ(app_.get("u07", std::string(k_list) + "/new").status, 404) << "who does not release";
  EXPECT_EQ(app_.get("u08", std::string(k_list) + "/00000000000000000000000000").status, 404);
}

TEST_P(StandingTest, nothing_is_chosen_for_whoever_writes_one_and_faults_name_their_fields) {
  const auto form = app_.page("u08", std::string(k_list) + "/new").body;
  EXPECT_THAT(form, Not(HasSubstr(" checked")));
  const auto none = app_.post("u08", std::string(k_list) + "/new", body({}));
  EXPECT_EQ(none.status, 422);
  for (const char* field : {"recipient", "kinds", "sensitivity", "when", "purpose", "basis",
                            "begins", "ends", "reason"}) {
    EXPECT_THAT(none.body, HasSubstr("\"/" + std::string(field) + "\"")) << field;
  }
  const auto today = to_london(app_.clock().now()).date;
  const auto most = built_in_standing_policy().most_days;
  const auto with = [&](int days) {
    return app_.post("u08", std::string(k_list) + "/new",
                     rule({{"ends", iso(today.plus_days(days))}}));
  };
  EXPECT_EQ(with(most - 1).status, 200);
  EXPECT_THAT(with(most).body, HasSubstr("366 days at the most"));
  EXPECT_THAT(with(-1).body, HasSubstr("must not come before"));
}

TEST_P(StandingTest, whoever_may_not_know_of_the_case_sees_no_trace_of_it) {
  const auto path = in_force();
  asked();
  ASSERT_EQ(let_out(), 1);
  EXPECT_THAT(app_.page("u31", path).body, HasSubstr("of your cases: 1"));
  const auto before = app_.page("u31", k_list).body;
  app_.database().write([&](db::Transaction& tx) {
    tx.execute(
        "insert into case_bar (id, case_id, staff, set_at, set_by, sealed) values ('b1', $1, 'u31',"
        " 1, 'u03', $2)",
        {case_, Bytes{}});
  });
  EXPECT_THAT(app_.page("u31", path).body, HasSubstr("of your cases: 0"));
  EXPECT_NE(app_.page("u31", k_list).body, before);
  EXPECT_THAT(owed_by("u31"), IsEmpty());
}

TEST_P(StandingTest, once_somebody_has_read_it_nobody_is_reminded) {
  const auto path = in_force();
  asked();
  ASSERT_EQ(let_out(), 1);
  ASSERT_EQ(app_.post("u31", path + "/read", body({})).status, 200);
  EXPECT_THAT(owed_by("u31"), IsEmpty());
  EXPECT_THAT(owed_by("u08"), IsEmpty());
}

TEST(StandingPolicy, a_file_that_says_too_much_or_too_little_is_refused_by_name) {
  EXPECT_EQ(built_in_standing_policy().most_days, 366);
  const auto fault = [](const char* text) {
    const auto parsed = parse_standing_policy(text);
    return parsed ? std::string("taken") : parsed.error().faults.front().field;
  };
  EXPECT_EQ(fault(R"({"version": 1, "sources": "Ours", "most_days": 30})"), "taken");
  EXPECT_EQ(fault(R"({"version": 1, "sources": "Ours", "most_days": 367})"), "most_days");
  EXPECT_EQ(fault(R"({"version": 0, "sources": "Ours", "most_days": 30})"), "version");
  EXPECT_EQ(fault(R"({"version": 1, "most_days": 30})"), "sources");
  EXPECT_EQ(fault(R"({"version": 1, "sources": "Ours", "most_days": 30, "more": 1})"), "policy");
}

INSTANTIATE_TEST_SUITE_P(Engines, StandingTest, support::engines(), support::engine_name);

}  // namespace
}  // namespace mash::disclosure::testing
