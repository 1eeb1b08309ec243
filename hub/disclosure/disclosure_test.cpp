// SPDX-License-Identifier: MIT
// Goal: nothing of an agency leaves but by its own decision, word for word as it decided, and a
// desk's draft changes no page of anybody else.
#include "mash/disclosure/disclosure.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>

#include "disclosure_test_world.h"
#include "item_store.h"
#include "mash/cases/bars.h"
#include "mash/directory/directory.h"
#include "release_store.h"

namespace mash::disclosure {
namespace {

using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;
using ::testing::UnorderedElementsAre;
using namespace disclosure::testing;

TEST_P(DisclosureTest, each_reader_sees_what_the_kernel_lets_them) {
  write(k_police_releaser, "Four call-outs");
  write(k_police_releaser, "Knows the new address", 3);
  write(k_police_releaser, "Half a thought", 0, true);
  EXPECT_THAT(seen(k_police_navigator), ElementsAre("police Four call-outs UNDECIDED ",
                                                    "police Knows the new address UNDECIDED ",
                                                    "police Half a thought UNDECIDED "));
  EXPECT_THAT(seen(k_health_releaser),
              ElementsAre("police Four call-outs UNDECIDED ", "police manager only UNDECIDED "));
  EXPECT_EQ(seen(k_screener), seen(k_health_releaser));
  EXPECT_THAT(seen(k_manager), ElementsAre("police Four call-outs UNDECIDED ",
                                           "police Knows the new address UNDECIDED "));
  EXPECT_EQ(app_.get(k_education_navigator, "/test/" + case_.text() + "/seen").status, 404)
      << "not in the cell";
}

// D04: the school gets nothing.
TEST_P(DisclosureTest, what_is_released_leaves_word_for_word_and_nothing_else) {
  const auto a = write(k_police_releaser, "Four call-outs");
  const auto b = write(k_police_releaser, "Bail until March");
  ask({a, b});
  EXPECT_THAT(leaves({a, b}), IsEmpty()) << "undecided stays";
  ASSERT_TRUE(release_clock("police").has_value());
  EXPECT_EQ(app_.post(k_police_releaser, page(), decision(a, "RELEASED")).location, "/releases");
  EXPECT_THAT(leaves({a, b}), ElementsAre("police RELEASED: Four call-outs [Incident system]"));
  EXPECT_THAT(leaves({a, b}, "school1"), IsEmpty()) << "D04: to this recipient only";
  EXPECT_FALSE(release_clock("police")->met_at.has_value()) << "one still waits";
  EXPECT_EQ(app_.post(k_police_releaser, page(),
                      decision(b, "RELEASED_REDACTED", {{"wording-1", "There are conditions"}}))
                .status,
            200);
  EXPECT_THAT(leaves({b}), ElementsAre("police RELEASED_REDACTED: There are conditions []"));
  EXPECT_TRUE(release_clock("police")->met_at.has_value());
}

// D02: and the owner is asked.
TEST_P(DisclosureTest, nobody_releases_for_another_agency) {
  const auto health = write(k_health_releaser, "Two missed reviews");
  const auto police = write(k_police_releaser, "Four call-outs");
  ask({health, police});
  for (const char* who : {k_manager, k_police_releaser, k_police_navigator, "u21", "u22"}) {
    const auto a = app_.post(who, page(), decision(health, "RELEASED"));
    EXPECT_EQ(a.status, 404) << who;
  }
  EXPECT_EQ(app_.post(k_police_navigator, page(), decision(police, "RELEASED")).status, 404)
      << "not marked as a releaser";
  EXPECT_THAT(leaves({health, police}), IsEmpty());
  EXPECT_EQ(app_.get(k_education_navigator, page()).status, 404);
  EXPECT_EQ(app_.get(k_manager, page()).status, 404);
  EXPECT_EQ(app_.get(k_manager, "/releases").status, 404);
  const auto asked = app_.get(k_health_releaser, "/releases").json();
  EXPECT_EQ(asked["waiting"].as_array()->size(), 1U) << "its owner is asked";
}

// D03: withheld without a reason.
TEST_P(DisclosureTest, faults_are_named_and_what_was_typed_is_kept) {
  const auto a = write(k_police_releaser, "Four call-outs");
  ask({a});
  EXPECT_THAT(app_.post(k_police_releaser, page(), body({{"item-1", a}, {"version-1", "1"}})).body,
              HasSubstr("Decide at least one item"));
  const auto bare =
      app_.post(k_police_releaser, page(),
                body({{"item-1", a}, {"version-1", "1"}, {"decision-1", "RELEASED"}}));
  EXPECT_EQ(bare.status, 422);
  for (const char* field : {"/reason", "/necessity", "/basis"}) {
    EXPECT_THAT(bare.body, HasSubstr(field));
  }
  EXPECT_THAT(app_.post(k_police_releaser, page(),
                        decision(a, "RELEASED_REDACTED", {{"wording-1", "Four call-outs"}}))
                  .body,
              HasSubstr("/wording-1"));
  EXPECT_THAT(app_.post(k_police_releaser, page(), decision(a, "WITHHELD")).body,
              HasSubstr("/why-1"));
  EXPECT_THAT(
      app_.post(k_police_releaser, page(), decision(a, "RELEASED", {{"expires", "2026-11-23"}}))
          .body,
      HasSubstr("/expires"));
  const auto form = app_.submit(k_police_releaser, page(),
                                {{"item-1", a},
                                 {"version-1", "1"},
                                 {"decision-1", "WITHHELD"},
                                 {"why-1", "Typed with care"}});
  EXPECT_EQ(form.status, 422);
  EXPECT_THAT(form.body, HasSubstr("Typed with care"));
  EXPECT_THAT(form.body, HasSubstr("could be harmed"));
}

// H09: a weapon in the home.
TEST_P(DisclosureTest, nobody_walks_unwarned_into_what_the_owner_knows) {
  const auto a = write(k_police_releaser, "A weapon was seen");
  ask({a});
  const std::vector<std::pair<std::string, json::Value>> why = {
      {"withhold-1", "ONGOING_INVESTIGATION"}, {"why-1", "Arrest planned"}, {"harm-1", "yes"}};
  const auto refused = app_.post(k_police_releaser, page(), decision(a, "WITHHELD", why));
  EXPECT_EQ(refused.status, 422);
  EXPECT_THAT(refused.body, HasSubstr("choose “Only a summary in our words” or “Only a line: there "
                                      "is more, phone us”"))
      << "in the words of the choices";
  EXPECT_EQ(app_.post(k_police_releaser, page(), decision(a, "EXISTENCE_ONLY", why)).status, 200);
  EXPECT_THAT(leaves({a}),
              ElementsAre("police EXISTENCE_ONLY: Barnfield Borough Police holds more. Phone "
                          "before visiting: 020 7946 0532. [] could harm"));
}

TEST_P(DisclosureTest, H09_a_summary_about_what_could_harm_carries_the_warning_out) {
  const auto a = write(k_police_releaser, "A weapon was seen");
  const auto b = write(k_police_releaser, "Four call-outs");
  ask({a, b});
  const std::vector<std::pair<std::string, json::Value>> warning = {
      {"wording-1", "Do not go alone"}, {"harm-1", "yes"}};
  ASSERT_EQ(app_.post(k_police_releaser, page(), decision(a, "RELEASED_GIST", warning)).location,
            "/releases");
  ASSERT_EQ(app_.post(k_police_releaser, page(), decision(b, "RELEASED")).location, "/releases");
  EXPECT_THAT(leaves({a, b}), ElementsAre("police RELEASED_GIST: Do not go alone [] could harm",
                                          "police RELEASED: Four call-outs [Incident system]"));
}

TEST_P(DisclosureTest, a_withheld_item_says_why_to_those_who_read_it) {
  const auto a = write(k_police_releaser, "Source is the aunt", 3);
  ask({a});
  EXPECT_EQ(app_.post(k_police_releaser, page(),
                      decision(a, "WITHHELD",
                               {{"withhold-1", "CONFIDENTIAL_SOURCE"},
                                {"why-1", "She would be found out"},
                                {"harm-1", "no"}}))
                .status,
            200);
  EXPECT_THAT(seen(k_manager),
              ElementsAre("police Source is the aunt WITHHELD CONFIDENTIAL_SOURCE"));
  EXPECT_THAT(seen(k_health_releaser), ElementsAre("police manager only WITHHELD "));
  EXPECT_THAT(leaves({a}), IsEmpty());
}

// Whom it climbs to: alerts_test.
TEST_P(DisclosureTest, H11_what_waits_stays_in_the_list_however_much_was_asked_since) {
  const auto old = write(k_police_releaser, "Waits");
  const auto decided = write(k_police_releaser, "Decided since");
  ask({old});
  app_.clock().advance(Duration::minutes(1));
  const auto other = ProductId::make(app_.random());
  app_.database().write([&](db::Transaction& tx) {
    const auto row = find_item(tx, ItemId::trusted(decided));
    insert_request(tx, {.product = other,
                        .item = row->id,
                        .version = 1,
                        .case_id = case_,
                        .recipient = AgencyId::trusted("assess"),
                        .owner = row->owner,
                        .asked_at = app_.clock().now(),
                        .asked_by = StaffId::trusted("u03")});
  });
  ASSERT_EQ(app_.post(k_police_releaser, "/releases/" + other.text(), decision(decided, "RELEASED"))
                .status,
            200);
  std::vector<std::string> listed;
  app_.database().read([&](db::Transaction& tx) {
    listed.clear();
    for (const auto& one :
         requests_of_owner(tx, AgencyId::trusted("police"), app_.clock().now(), 1)) {
      listed.push_back(one.item.text());
    }
  });
  EXPECT_THAT(listed, UnorderedElementsAre(old, decided)) << "the newest, and what waits";
}

TEST_P(DisclosureTest, H11_a_release_that_nobody_decides_is_late_and_still_undecided) {
  const auto a = write(k_police_releaser, "Four call-outs");
  ask({a});
  EXPECT_THAT(owed_by(k_police_releaser), IsEmpty());
  EXPECT_THAT(app_.page(k_police_releaser, "/releases").body, Not(HasSubstr("Late: ")));
  app_.clock().set(release_clock("police")->due_at + Duration::minutes(1));
  EXPECT_EQ(cases::fire_due_clocks(app_.app(), app_.database(), app_.clock().now()), 1);
  EXPECT_EQ(release_clock("police")->breached_at, release_clock("police")->due_at);
  EXPECT_THAT(seen("u31"), ElementsAre("police Four call-outs UNDECIDED "));
  EXPECT_EQ(app_.get("u31", "/releases").json()["waiting"].as_array()->size(), 1U);
  EXPECT_THAT(app_.page("u31", "/releases").body, HasSubstr("Late: 1."));
  EXPECT_THAT(owed_by("u31"), ElementsAre(HasSubstr("your agency is late " + page())));
  EXPECT_THAT(owed_by(k_police_navigator), IsEmpty()) << "who may not release";
  EXPECT_THAT(owed_by(k_health_releaser), IsEmpty());
  EXPECT_EQ(app_.post("u31", page(), decision(a, "RELEASED")).status, 200);
  EXPECT_THAT(owed_by("u31"), IsEmpty());
  EXPECT_THAT(app_.page("u31", "/releases").body, Not(HasSubstr("Late: ")));
}

TEST_P(DisclosureTest, H11_what_was_asked_just_now_is_not_late_and_its_own_lateness_climbs) {
  const auto a = write(k_police_releaser, "Four call-outs");
  const auto b = write(k_police_releaser, "Bail in May");
  ask({a});
  app_.clock().set(release_clock("police")->due_at + Duration::minutes(1));
  const auto other = ProductId::make(app_.random());
  barnfield::as_system(app_, [&](const auto&, pipeline::Context& c) {
    ask_release(c, barnfield::timescales(), other, case_, AgencyId::trusted("assess"),
                {ItemId::trusted(b)});
  });
  EXPECT_THAT(owed_by("u31"), ElementsAre(HasSubstr("your agency is late " + page())));
  EXPECT_THAT(app_.page("u31", "/releases").body, HasSubstr("Late: 1."));
  EXPECT_EQ(app_.post("u31", page(), decision(a, "RELEASED")).status, 200);
  EXPECT_THAT(owed_by("u31"), IsEmpty());
  std::vector<cases::Deadline> running;
  app_.database().read([&](db::Transaction& tx) { running = cases::running_clocks(tx); });
  std::erase_if(running, [](const auto& d) { return d.stage != model::Stage::release; });
  ASSERT_EQ(running.size(), 1U) << "the clock of the other, and one that can be told of";
  EXPECT_GT(running.front().due_at, app_.clock().now());
}

TEST_P(DisclosureTest, a_permission_ends_on_its_day_and_when_it_is_taken_back) {
  app_.clock().set(*parse_iso("2026-11-24T23:55:00+00:00"));
  const auto a = write(k_police_releaser, "Four call-outs");
  ask({a});
  app_.post(k_police_releaser, page(), decision(a, "RELEASED", {{"expires", "2026-11-24"}}));
  EXPECT_EQ(leaves({a}).size(), 1U);
  app_.clock().advance(Duration::minutes(10));
  EXPECT_THAT(leaves({a}), IsEmpty());
  const auto list = app_.get(k_police_releaser, "/releases");
  EXPECT_EQ(list.json()["waiting"].as_array()->size(), 1U) << "it waits again";

  const auto standing = app_.get(k_police_releaser, page()).json()["slots"].as_array()->front();
  app_.post(k_police_releaser, page(),
            decision(a, "RELEASED", {{"standing-1", standing.text("standing_id")}}));
  EXPECT_EQ(leaves({a}).size(), 1U);
  const std::string path = "/items/" + a + "/withdraw";
  EXPECT_EQ(app_.post(k_police_releaser, path, body({{"recipient", "assess"}})).status, 422);
  EXPECT_EQ(app_.post(k_manager, path, body({{"recipient", "assess"}, {"reason", "x"}})).status,
            404);
  EXPECT_EQ(app_.post(k_police_releaser, path,
                      body({{"recipient", "assess"}, {"reason", "It was wrong"}}))
                .status,
            200);
  EXPECT_THAT(leaves({a}), IsEmpty());
  EXPECT_THAT(withdrawn(), ElementsAre(a + " assess"));
  EXPECT_EQ(app_.post(k_police_releaser, path, body({{"recipient", "assess"}, {"reason", "Again"}}))
                .status,
            422)
      << "nothing left to take back";
}

TEST_P(DisclosureTest, a_second_releaser_sees_the_first_ones_decision) {
  const auto a = write(k_police_releaser, "Four call-outs");
  ask({a});
  app_.post(k_police_releaser, page(), decision(a, "RELEASED"));
  const auto second = app_.submit("u31", page(),
                                  {{"item-1", a},
                                   {"version-1", "1"},
                                   {"decision-1", "WITHHELD"},
                                   {"withhold-1", "NOT_RELEVANT"},
                                   {"why-1", "Not needed there"},
                                   {"harm-1", "no"}});
  EXPECT_EQ(second.status, 422);
  EXPECT_THAT(second.body, HasSubstr("a colleague decided this meanwhile"));
  EXPECT_THAT(second.body, HasSubstr("Agata Nowak"));
  EXPECT_THAT(second.body, HasSubstr("Not needed there"));
  EXPECT_EQ(leaves({a}).size(), 1U);
}

TEST_P(DisclosureTest, D09_whoever_is_barred_finds_none_of_their_own_agencys_items) {
  const auto a = write(k_police_releaser, "Four call-outs");
  ask({a});
  const auto done = app_.app().system_act<Action::log_notification>(
      "test.barred", [&](const auto&, pipeline::Context& c) -> Result<json::Value> {
        cases::set_bar(c, case_, StaffId::trusted(k_police_releaser), "His sister");
        return json::Value{};
      });
  ASSERT_TRUE(done.has_value());
  EXPECT_EQ(app_.get(k_police_releaser, "/items/" + a).body,
            app_.get(k_police_releaser, "/items/" + ItemId::make(app_.random()).text()).body);
  EXPECT_TRUE(app_.get(k_police_releaser, "/releases").json()["waiting"].as_array()->empty());
  EXPECT_EQ(app_.get(k_police_releaser, page()).status, 404);
  EXPECT_EQ(app_.post(k_police_releaser, page(), decision(a, "RELEASED")).status, 404);
  EXPECT_EQ(edit(k_police_releaser, a, "Five call-outs", "1").status, 404);
  EXPECT_EQ(app_.get("u31", "/releases").json()["waiting"].as_array()->size(), 1U);
}

// C13: byte for byte.
TEST_P(DisclosureTest, another_agencys_draft_is_as_if_absent) {
  const auto draft = write(k_police_releaser, "Half a thought", 0, true);
  const std::string absent = ItemId::make(app_.random()).text();
  for (const char* who : {k_health_releaser, k_manager, k_education_navigator}) {
    const auto there = app_.get(who, "/items/" + draft);
    const auto not_there = app_.get(who, "/items/" + absent);
    EXPECT_EQ(there.status, 404);
    EXPECT_EQ(there.body, not_there.body);
    EXPECT_EQ(app_.post(who, "/items/" + draft + "/disclose", body({})).body,
              app_.post(who, "/items/" + absent + "/disclose", body({})).body);
  }
  EXPECT_EQ(app_.post(k_police_navigator, "/items/" + draft + "/disclose", body({})).status, 200);
  EXPECT_THAT(seen(k_health_releaser), Contains(HasSubstr("Half a thought")));
  EXPECT_EQ(app_.post(k_police_navigator, "/items/" + draft + "/disclose", body({})).status, 404)
      << "no longer a draft";
}

// C14: the session ends, and the new one is of the new agency alone.
TEST_P(DisclosureTest, who_moves_to_another_agency_takes_no_item_along) {
  constexpr const char* k_mover = "u09";  // of health
  const auto draft = write(k_mover, "Half a thought", 0, true);
  const auto item = write(k_mover, "Knows the new address", 3);
  ASSERT_EQ(app_.get(k_mover, "/items/" + draft).status, 200);
  auto& mover =
      *std::ranges::find(borough_.staff, StaffId::trusted(k_mover), &model::StaffMember::id);
  mover.agency = AgencyId::trusted("csc");
  mover.desk = {};
  mover.role = model::Role::screening_officer;
  EXPECT_EQ(app_.get(k_mover, "/items/" + draft).status, 401);
  app_.come_back_after(Duration::minutes(1));
  const auto absent = app_.get(k_mover, "/items/" + ItemId::make(app_.random()).text());
  EXPECT_EQ(absent.status, 404);
  EXPECT_EQ(app_.get(k_mover, "/items/" + draft).body, absent.body);
  for (const auto& id : {draft, item}) {
    EXPECT_EQ(app_.get(k_mover, "/items/" + id).status, 404);
    EXPECT_EQ(edit(k_mover, id, "Changed", "1").status, 404);
  }
  EXPECT_THAT(seen(k_mover), ElementsAre("health manager only UNDECIDED "))
      << "what the new role sees of the case";
  EXPECT_EQ(seen(k_health_releaser).size(), 2U) << "all of it stays with its agency";
}

TEST_P(DisclosureTest, a_draft_of_another_desk_changes_no_page) {
  const auto a = write(k_health_releaser, "Two missed reviews");
  ask({a});
  const auto look = [&](const std::string& who, const std::string& path) {
    app_.random().reseed(77);
    return app_.page(who, path).body + app_.get(who, path).body;
  };
  const std::vector<std::pair<std::string, std::string>> pages = {
      {k_health_releaser, "/releases"},
      {k_health_releaser, page()},
      {k_health_releaser, "/items/" + a},
      {k_education_navigator, page()},
      {k_screener, "/test/" + case_.text() + "/seen?recipient=assess"}};
  for (const auto& [who, path] : pages) app_.get(who, path);  // signs in
  std::vector<std::string> before;
  for (const auto& [who, path] : pages) before.push_back(look(who, path));
  app_.random().reseed(123456);
  write(k_police_releaser, "Half a thought", 0, true);
  for (std::size_t i = 0; i < pages.size(); ++i) {
    EXPECT_EQ(look(pages[i].first, pages[i].second), before[i]) << pages[i].second;
  }
}

TEST_P(DisclosureTest, sending_a_form_twice_decides_once) {
  const auto a = write(k_police_releaser, "Four call-outs");
  ask({a});
  auto form = decision(a, "RELEASED");
  form.set("idempotency_key", "0123456789abcdef");
  EXPECT_EQ(app_.post(k_police_releaser, page(), form).location, "/releases");
  EXPECT_EQ(app_.post(k_police_releaser, page(), form).location, "/releases");
  EXPECT_EQ(app_.get(k_police_releaser, "/items/" + a).json()["decisions"].as_array()->size(), 1U);
}

TEST_P(DisclosureTest, pages_for_people_say_what_they_are) {
  const auto a = write(k_police_releaser, "Four call-outs", 2);
  ask({a});
  const auto list = app_.page(k_police_releaser, "/releases");
  EXPECT_THAT(list.body, HasSubstr("1 of 1"));
  const auto form = app_.page(k_police_releaser, page());
  EXPECT_THAT(form.body, HasSubstr("Decide what may leave to "));
  EXPECT_THAT(form.body, HasSubstr("Owner has not decided"));
  EXPECT_THAT(form.body, HasSubstr("Amara O."));
  EXPECT_THAT(form.body, Not(HasSubstr(" checked")));
  const auto reader = app_.page(k_police_navigator, page());
  EXPECT_THAT(reader.body, HasSubstr("Someone who releases for your agency"));
  EXPECT_THAT(reader.body, Not(HasSubstr("Record these decisions")));
  EXPECT_THAT(app_.page(k_police_releaser, "/items/" + a).body, HasSubstr("Versions"));
}

TEST_P(DisclosureTest, nothing_about_a_person_is_in_clear_in_the_database) {
  const auto a = write(k_police_releaser, "Plantedfactword");
  ask({a});
  app_.post(k_police_releaser, page(),
            decision(a, "RELEASED_GIST", {{"wording-1", "Plantedgistword"}}));
  bool found = false;
  app_.database().read([&](db::Transaction& tx) {
    for (const char* table : {"item_version", "release_event"}) {
      for (const auto& r : tx.query("select sealed from " + std::string(table))) {
        found = found || to_text(r.blob(0)).find("Planted") != std::string::npos;
      }
    }
    for (const auto& r :
         tx.query("select basis, state, marking from release_event, item_version")) {
      for (std::size_t i = 0; i < 3; ++i) {
        found = found || r.text(i).find("Planted") != std::string::npos;
      }
    }
  });
  EXPECT_FALSE(found);
}

INSTANTIATE_TEST_SUITE_P(Engines, DisclosureTest,
                         ::testing::Values(db::Engine::sqlite, db::Engine::postgres),
                         [](const auto& info) {
                           return info.param == db::Engine::sqlite ? "sqlite" : "postgres";
                         });

}  // namespace
}  // namespace mash::disclosure
