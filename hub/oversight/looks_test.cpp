// SPDX-License-Identifier: MIT
// Goal: all who work on a case see who looked and who was refused, in plain words; a desk's work on
// its own drafts stays its own; nobody else learns that the case exists.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "event_words.h"
#include "mash/cases/case_disposal.h"
#include "mash/cases/cases.h"
#include "mash/cases/glass.h"
#include "mash/cases/queue.h"
#include "mash/cases/schema.h"
#include "mash/cases/templates.h"
#include "mash/cases/walls.h"
#include "mash/oversight/oversight.h"
#include "mash/oversight/since.h"
#include "mash/oversight/templates.h"
#include "mash/people/schema.h"
#include "mash/support/test_app.h"

namespace mash::oversight {
namespace {

using testing::HasSubstr;
using testing::Not;

const model::Borough& borough() {
  static const model::Borough b = [] {
    model::Borough out;
    out.agencies.push_back({.id = AgencyId::trusted("police"), .name = "Barnfield Police"});
    out.staff.push_back({.id = StaffId::trusted("m1"), .name = Sensitive("Nasima Khatun")});
    out.staff.push_back({.id = StaffId::trusted("p1"), .name = Sensitive("Agata Nowak")});
    out.staff.push_back({.id = StaffId::trusted("h1"), .name = Sensitive("Priya Selvarajah")});
    out.staff.push_back({.id = StaffId::trusted("s1"), .name = Sensitive("Sam Screen")});
    out.staff.push_back({.id = StaffId::trusted("c1"),
                         .name = Sensitive("Cleo Desk"),
                         .desk = AgencyId::trusted("csc")});
    return out;
  }();
  return b;
}

pipeline::Person person(const char* id, const char* agency, policy::Role role) {
  return {{StaffId::trusted(id), AgencyId::trusted(agency), role, policy::Side::hub, false},
          "A Person",
          "At work"};
}

// A page of the case with an event kind of our choice.
pipeline::Route opened(const char* path, const char* event) {
  return pipeline::page<policy::Action::read_case>(
      {.path = path,
       .summary = "A page (tests)",
       .event = event,
       .facts = cases::case_facts,
       .run = [](const auto&, pipeline::Context&) -> Result<pipeline::Reply> {
         return pipeline::Download{.type = "text/plain", .name = "a.txt", .body = ""};
       }});
}

// The item of the reader's own agency, or of another that is in the hub.
pipeline::Route item_route(const char* path, bool own) {
  return pipeline::page<policy::Action::read_item>(
      {.path = path,
       .summary = "An item (tests)",
       .event = "item.read",
       .facts = [own](pipeline::Context& c) -> Result<policy::Facts> {
         MASH_TRY(auto facts, cases::case_facts(c));
         facts.own = own;
         facts.item = policy::ItemState::in_hub;
         return facts;
       },
       .run = [](const auto&, pipeline::Context&) -> Result<pipeline::Reply> {
         return pipeline::Download{.type = "text/plain", .name = "a.txt", .body = ""};
       }});
}

// What the page of the case says at its top.
pipeline::Route since_route() {
  return pipeline::page<policy::Action::read_case>(
      {.path = "/case/{case}",
       .summary = "Since the last visit (tests)",
       .event = "case.read",
       .facts = cases::case_facts,
       .run = [](const auto& grant, pipeline::Context& c) -> Result<pipeline::Reply> {
         return pipeline::Download{
             .type = "application/json",
             .name = "a.json",
             .body = json::encode(since_last_visit(c, grant, borough(), c.case_id))};
       }});
}

class LooksTest : public testing::TestWithParam<db::Engine> {
 protected:
  support::TestApp app_{options(GetParam())};
  CaseId case_ = CaseId::make(app_.random());

  static support::TestAppOptions options(db::Engine engine) {
    support::TestAppOptions o{.engine = engine};
    o.migrations = {{2, "cases", cases::schema()},       {3, "people", people::schema()},
                    {4, "walls", cases::walls_schema()}, {5, "case_files", cases::files_schema()},
                    {6, "lists", cases::lists_schema()}, {7, "screened", cases::screened_schema()},
                    {8, "glass", cases::glass_schema()}, {9, "case_gone", cases::gone_schema()}};
    o.routes = routes({borough()});
    o.routes.push_back(opened("/case/{case}/open", "case.read"));
    o.routes.push_back(opened("/case/{case}/draft", "item.drafted-in-secret"));
    o.routes.push_back(opened("/case/{case}/told-it", "told.recorded"));
    o.routes.push_back(opened("/case/{case}/rate", "case.rated"));
    o.routes.push_back(since_route());
    o.routes.push_back(item_route("/case/{case}/own-item", true));
    o.routes.push_back(item_route("/case/{case}/their-item", false));
    o.templates = cases::templates();
    o.templates.insert(o.templates.end(), templates().begin(), templates().end());
    o.people = {person("m1", "csc", policy::Role::mash_manager),
                person("p1", "police", policy::Role::navigator),
                person("h1", "health", policy::Role::navigator),
                person("s1", "csc", policy::Role::screening_officer),
                person("c1", "csc", policy::Role::navigator),
                person("a1", "csc", policy::Role::analyst)};
    return o;
  }

  void SetUp() override {
    const auto done = app_.app().system_act<policy::Action::collect>(
        "test", [&](const auto&, pipeline::Context& c) -> Result<json::Value> {
          cases::add_case(c, case_, c.now, false);
          cases::add_member(c.tx, case_, AgencyId::trusted("police"), c.now);
          cases::add_member(c.tx, case_, AgencyId::trusted("csc"), c.now);
          return json::Value{};
        });
    ASSERT_TRUE(done.has_value());
  }
  std::size_t looks(const char* who) {
    const auto page = app_.get(who, path("/looks")).json();
    return page["looks"]["rows"].as_array()->size();
  }
  json::Value since(const char* who) { return app_.get(who, path("")).json(); }
  std::string path(const std::string& rest) { return "/case/" + case_.text() + rest; }
};

TEST_P(LooksTest, says_who_opened_what_and_who_was_refused) {
  ASSERT_EQ(app_.get("p1", path("/open")).status, 200);
  ASSERT_EQ(app_.get("h1", path("/open")).status, 404);
  const auto looks = app_.get("m1", path("/looks"));
  ASSERT_EQ(looks.status, 200);
  const auto data = looks.json();
  const auto* rows = data["looks"]["rows"].as_array();
  ASSERT_NE(rows, nullptr);
  ASSERT_EQ(rows->size(), 2U);
  EXPECT_EQ(rows->at(0).text("who"), "Priya Selvarajah") << "newest first";
  EXPECT_EQ(rows->at(0).text("why"), "Refused: may not do this");
  EXPECT_EQ(rows->at(1).text("who"), "Agata Nowak");
  EXPECT_EQ(rows->at(1).text("role"), "Barnfield Police");
  EXPECT_EQ(rows->at(1).text("what"), "Opened the case");
  EXPECT_EQ(rows->at(1).text("why"), "");
  EXPECT_EQ(rows->at(1).text("at"), "24 November 2026 at 9:00am");
}

TEST_P(LooksTest, is_a_page_with_a_table_and_lists_its_own_readers) {
  const auto first = app_.page("p1", path("/looks"));
  ASSERT_EQ(first.status, 200) << first.body;
  EXPECT_THAT(first.body, HasSubstr("Nobody has looked yet."));
  const auto second = app_.page("p1", path("/looks"));
  EXPECT_THAT(second.body, HasSubstr("<h1 class=\"govuk-heading-l\">Who looked</h1>"));
  EXPECT_THAT(second.body, HasSubstr("Looked at who looked"));
  EXPECT_THAT(second.body, HasSubstr("Agata Nowak"));
}

TEST_P(LooksTest, a_desk_that_works_on_its_drafts_is_seen_by_itself_alone) {
  ASSERT_EQ(app_.get("p1", path("/draft")).status, 200);
  EXPECT_THAT(app_.get("p1", path("/looks")).body, HasSubstr("item.drafted-in-secret"));
  EXPECT_THAT(app_.get("m1", path("/looks")).body, Not(HasSubstr("item.drafted-in-secret")));
}

TEST_P(LooksTest, an_owner_at_its_own_item_is_not_seen_by_others_but_a_reader_of_it_is) {
  ASSERT_EQ(app_.get("p1", path("/own-item")).status, 200);
  ASSERT_EQ(app_.get("p1", path("/their-item")).status, 200);
  EXPECT_EQ(looks("m1"), 1U);
  EXPECT_EQ(looks("p1"), 3U) << "and that m1 looked";
}

// H10: that something was told by telephone says that its owner holds something.
TEST_P(LooksTest, H10_a_call_its_alerts_and_its_clock_are_seen_by_those_who_may_send) {
  ASSERT_EQ(app_.get("m1", path("/told-it")).status, 200);
  const auto by_the_hub = [this](const char* event, const char* note) {
    const auto done = app_.app().system_act<policy::Action::fire_clock>(
        event, [&](const auto&, pipeline::Context& c) -> Result<json::Value> {
          c.about(case_);
          c.note(note);
          return json::Value{};
        });
    ASSERT_TRUE(done.has_value());
  };
  for (const char* event : {"clock.breached", "clock.told"}) by_the_hub(event, "TOLD_REVIEW");
  for (const char* event :
       {"alert.sent", "alert.not-sent", "alert.refused", "alert.dropped", "alert.no-service"}) {
    by_the_hub(event, "alert_accepted");
  }
  EXPECT_EQ(looks("m1"), 8U);
  for (const char* who : {"s1", "c1", "p1"}) {
    const auto body = app_.page(who, path("/looks")).body;
    for (const char* words : {"by telephone", "A time limit ran out", "Told who owes it",
                              "to sign in", "an alert to somebody", "Alerted nobody"}) {
      EXPECT_THAT(body, Not(HasSubstr(words))) << who;
    }
  }
  by_the_hub("clock.breached", "RATE");
  EXPECT_THAT(app_.page("p1", path("/looks")).body, HasSubstr("A time limit ran out"));
}

TEST_P(LooksTest, the_desk_of_the_agency_that_runs_the_front_door_is_a_desk_of_its_own) {
  ASSERT_EQ(app_.get("c1", path("/draft")).status, 200);
  EXPECT_THAT(app_.get("c1", path("/looks")).body, HasSubstr("item.drafted-in-secret"));
  for (const char* who : {"m1", "s1"}) {
    EXPECT_THAT(app_.get(who, path("/looks")).body, Not(HasSubstr("item.drafted-in-secret")));
  }
}

TEST_P(LooksTest, what_others_did_since_the_last_visit_is_said) {
  EXPECT_EQ(since("m1"), json::Value(false)) << "never been there";
  app_.clock().advance(Duration::minutes(10));
  ASSERT_EQ(app_.get("p1", path("/rate")).status, 200);
  EXPECT_EQ(since("m1"), json::Value(false)) << "still the first visit";
  app_.come_back_after(Duration::minutes(31));
  const auto said = since("m1");
  EXPECT_EQ(said.text("looked"), "24 November 2026 at 9:10am");
  const auto* changes = said["changes"].as_array();
  ASSERT_NE(changes, nullptr);
  EXPECT_TRUE(changes->empty()) << "it was rated in the moment of the last look";
  EXPECT_EQ(said["nothing"], json::Value(true));

  app_.clock().advance(Duration::minutes(1));
  ASSERT_EQ(app_.get("p1", path("/rate")).status, 200);
  ASSERT_EQ(app_.get("p1", path("/open")).status, 200);
  ASSERT_EQ(app_.get("h1", path("/rate")).status, 404);
  ASSERT_EQ(app_.get("m1", path("/rate")).status, 200) << "what I did is no news to me";
  const auto again = since("m1");
  EXPECT_EQ(again.text("looked"), "24 November 2026 at 9:10am") << "the same visit";
  ASSERT_EQ(again["changes"].as_array()->size(), 1U);
  EXPECT_EQ((*again["changes"].as_array())[0].text("what"), "Rated the case");
  EXPECT_EQ((*again["changes"].as_array())[0].text("who"), "Agata Nowak, Barnfield Police");
  EXPECT_EQ((*again["changes"].as_array())[0].text("at"), "24 November 2026 at 9:42am");
}

TEST_P(LooksTest, what_a_reader_may_not_see_on_the_record_is_no_news) {
  since("s1");
  app_.come_back_after(Duration::hours(1));
  ASSERT_EQ(app_.get("c1", path("/draft")).status, 200);
  ASSERT_EQ(app_.get("m1", path("/told-it")).status, 200);
  EXPECT_EQ(since("s1")["nothing"], json::Value(true));
}

TEST_P(LooksTest, whoever_was_turned_away_has_changed_nothing) {
  since("m1");
  app_.come_back_after(Duration::hours(1));
  const auto done = app_.app().system_act<policy::Action::fire_clock>(
      "case.rated", [&](const auto&, pipeline::Context& c) -> Result<json::Value> {
        c.about(case_);
        c.note("conflict");
        return json::Value{};
      });
  ASSERT_TRUE(done.has_value());
  EXPECT_EQ(since("m1")["nothing"], json::Value(true));
  EXPECT_THAT(app_.page("m1", path("/looks")).body, HasSubstr("somebody else had changed it"));
}

TEST_P(LooksTest, of_many_changes_the_newest_are_said_and_where_the_rest_is) {
  since("m1");
  app_.come_back_after(Duration::hours(1));
  for (int n = 0; n < 120; ++n) ASSERT_EQ(app_.get("p1", path("/rate")).status, 200);
  const auto said = since("m1");
  EXPECT_EQ(said["changes"].as_array()->size(), 8U);
  EXPECT_EQ(said.text("more"), path("/looks"));
}

TEST_P(LooksTest, others_find_nothing_there) {
  const auto absent = app_.get("h1", "/case/" + CaseId::make(app_.random()).text() + "/looks");
  const auto hidden = app_.get("h1", path("/looks"));
  EXPECT_EQ(hidden.status, 404);
  EXPECT_EQ(hidden.body, absent.body);
  EXPECT_EQ(app_.get("a1", path("/looks")).status, 404) << "the role has no content";
  EXPECT_EQ(app_.get("", path("/looks")).status, 401);
}

INSTANTIATE_TEST_SUITE_P(Engines, LooksTest,
                         testing::Values(db::Engine::sqlite, db::Engine::postgres),
                         [](const auto& info) {
                           return info.param == db::Engine::sqlite ? "sqlite" : "postgres";
                         });

TEST(EventWords, a_kind_that_is_not_known_falls_back_to_its_code_for_its_own_desk) {
  EXPECT_EQ(words_of_event("case.read").words, "Opened the case");
  EXPECT_EQ(words_of_event("case.read").audience, Audience::all);
  EXPECT_EQ(words_of_event("thing.done").words, "thing.done");
  EXPECT_EQ(words_of_event("thing.done").audience, Audience::own_desk);
  EXPECT_EQ(words_of_note("stale").substr(0, 7), "Nothing");
  EXPECT_EQ(words_of_note("RED"), "");
}

TEST(EventWords, that_two_had_to_look_is_for_those_who_may_know_of_repeats) {
  EXPECT_EQ(words_of_event("decision.signed").audience, Audience::own_desk);
  EXPECT_TRUE(for_own_desk("needs_second_person"));
  EXPECT_FALSE(for_own_desk("stale"));
  EXPECT_FALSE(for_own_desk("RED"));
}

}  // namespace
}  // namespace mash::oversight
