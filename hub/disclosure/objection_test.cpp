// SPDX-License-Identifier: MIT
// Goal: whoever decides what may leave has read first what a young person says against it, and says
// why it leaves all the same; nobody else reads it, and it holds nothing up.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "disclosure_test_world.h"
#include "objections.h"

namespace mash::disclosure {
namespace {

using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;
using namespace disclosure::testing;

class ObjectionTest : public DisclosureTest {
 protected:
  std::string path() const { return "/case/" + case_.text() + "/objections"; }
  // The one child of the case.
  std::string child() {
    std::string out;
    app_.database().read([&](db::Transaction& tx) {
      out = tx.query("select id from statement where case_id = $1", {case_}).front().text(0);
    });
    return out;
  }
  json::Value objection() {
    return body({{"child", child()},
                 {"words", "Plantedobjection"},
                 {"said", "2026-11-23"},
                 {"said_time", "16:10"},
                 {"heard", "TOLD_US"},
                 {"understands", "YES"}});
  }
  std::string shown() {
    std::string out;
    app_.database().read([&](db::Transaction& tx) { out = objections_shown(tx, case_); });
    return out;
  }
  void object(const char* who = "u09") {
    const auto a = app_.post(who, path(), objection());
    ASSERT_EQ(a.status, 200) << a.body;
  }
};

TEST_P(ObjectionTest, C05_what_a_young_person_says_stands_first_before_the_owner) {
  object();
  const auto a = write(k_health_releaser, "Seen at the clinic");
  ask({a});
  const auto form = app_.page(k_health_releaser, page()).body;
  for (const char* words : {"Amara Okafor", "Plantedobjection", "23 November 2026", "Yes"}) {
    EXPECT_THAT(form, HasSubstr(words));
  }
  EXPECT_LT(form.find("Plantedobjection"), form.find("Seen at the clinic")) << "first";
  EXPECT_THAT(form, HasSubstr("why may it leave all the same?"));
  const auto bare = app_.post(k_health_releaser, page(), decision(a, "RELEASED"));
  EXPECT_EQ(bare.status, 422);
  EXPECT_THAT(bare.body, HasSubstr("/despite"));
  EXPECT_THAT(leaves({a}), IsEmpty());
  EXPECT_EQ(app_.post(k_health_releaser, page(),
                      decision(a, "RELEASED",
                               {{"despite", "Plantedreason: she may be harmed"},
                                {"objections_shown", shown()}}))
                .status,
            200);
  EXPECT_EQ(leaves({a}).size(), 1U);
  EXPECT_THAT(app_.page(k_health_releaser, "/items/" + a).body,
              HasSubstr("Though a young person objects: Plantedreason"));
}

TEST_P(ObjectionTest, C05_the_decision_keeps_both_and_none_of_it_in_clear) {
  object();
  const auto a = write(k_health_releaser, "Seen at the clinic");
  ask({a});
  app_.post(k_health_releaser, page(),
            decision(a, "RELEASED", {{"despite", "Plantedreason"}, {"objections_shown", shown()}}));
  int rows = 0;
  app_.database().read([&](db::Transaction& tx) {
    rows = 0;
    for (const char* table : {"objection", "release_event"}) {
      for (const auto& r : tx.query("select sealed from " + std::string(table))) {
        ++rows;
        EXPECT_EQ(to_text(r.blob(0)).find("Planted"), std::string::npos);
      }
    }
  });
  EXPECT_EQ(rows, 2);
}

TEST_P(ObjectionTest, C05_what_stays_needs_no_reason_against_it) {
  object();
  const auto a = write(k_health_releaser, "Seen at the clinic");
  ask({a});
  EXPECT_EQ(app_.post(k_health_releaser, page(),
                      decision(a, "WITHHELD",
                               {{"withhold-1", "NOT_RELEVANT"},
                                {"why-1", "She asked us not to"},
                                {"harm-1", "no"}}))
                .status,
            200);
}

TEST_P(ObjectionTest, C05_an_objection_that_came_while_the_form_was_open_is_read_first) {
  object();
  const auto a = write(k_health_releaser, "Seen at the clinic");
  ask({a});
  const auto before = shown();
  EXPECT_THAT(app_.page(k_health_releaser, page()).body,
              HasSubstr("name=\"objections_shown\" value=\"" + before + "\""));
  object();
  const auto decide = [&](const std::string& read) {
    return app_.post(k_health_releaser, page(),
                     decision(a, "RELEASED", {{"despite", "Because"}, {"objections_shown", read}}));
  };
  const auto stale = decide(before);
  EXPECT_EQ(stale.status, 422);
  EXPECT_THAT(stale.body, HasSubstr("has changed. Read it again"));
  EXPECT_THAT(leaves({a}), IsEmpty());
  EXPECT_EQ(decide(shown()).status, 200);
  EXPECT_EQ(leaves({a}).size(), 1U);
}

TEST_P(ObjectionTest, C05_an_end_without_a_reason_is_named_at_its_own_row) {
  object();
  object();
  const auto rows = app_.get("u09", path()).json();
  const std::string second = rows["rows"].as_array()->back().text("action");
  const auto row = second.substr(second.rfind('/') + 1);
  const auto bare = app_.submit("u09", second, {{"reason", ""}, {"row", row}});
  EXPECT_EQ(bare.status, 422);
  EXPECT_THAT(bare.body, HasSubstr("href=\"#reason\""));
  const auto at = bare.body.find("id=\"reason\"");
  ASSERT_NE(at, std::string::npos);
  EXPECT_EQ(bare.body.find("id=\"reason\"", at + 1), std::string::npos) << "one row alone";
  EXPECT_GT(at, bare.body.find(second)) << "and that one";
  ASSERT_EQ(app_.post("u09", second, body({{"reason", "She said so"}})).status, 200);
  const auto twice = app_.submit("u09", second, {{"reason", "Typed with care"}, {"row", row}});
  EXPECT_EQ(twice.status, 409);
  EXPECT_THAT(twice.body, HasSubstr("Somebody has said so already"));
}

TEST_P(ObjectionTest, C05_it_ends_when_they_no_longer_object) {
  object();
  const auto a = write(k_health_releaser, "Seen at the clinic");
  ask({a});
  const auto rows = app_.get("u09", path()).json();
  const std::string one = rows["rows"].as_array()->front().text("action");
  EXPECT_EQ(app_.post("u09", one, body({})).status, 422);
  EXPECT_EQ(app_.post("u09", one, body({{"reason", "She said so today"}})).status, 200);
  EXPECT_EQ(app_.post("u09", one, body({{"reason", "Again"}})).status, 409);
  EXPECT_THAT(app_.page("u09", path()).body, HasSubstr("They no longer object."));
  EXPECT_THAT(app_.page(k_health_releaser, page()).body, Not(HasSubstr("Plantedobjection")));
  EXPECT_EQ(app_.post(k_health_releaser, page(), decision(a, "RELEASED")).status, 200);
}

TEST_P(ObjectionTest, C05_only_who_heard_it_the_front_door_and_owners_who_decide_read_it) {
  const auto before = json::encode(app_.get(k_police_releaser, path()).json());
  object();
  EXPECT_EQ(json::encode(app_.get(k_police_releaser, path()).json()), before);
  EXPECT_THAT(app_.page(k_screener, path()).body, HasSubstr("Plantedobjection"));
  EXPECT_EQ(app_.get(k_education_navigator, path()).status, 404) << "not in the cell";
  const auto a = write(k_police_releaser, "Four call-outs");
  ask({a});
  EXPECT_THAT(app_.page(k_police_releaser, page()).body, HasSubstr("Plantedobjection"));
  const auto rows = app_.get("u09", path()).json();
  const std::string one = rows["rows"].as_array()->front().text("action");
  EXPECT_EQ(app_.post(k_police_releaser, one, body({{"reason", "x"}})).status, 404);
}

TEST_P(ObjectionTest, faults_are_named_and_what_was_typed_is_kept) {
  const auto bare = app_.post("u09", path(), body({}));
  EXPECT_EQ(bare.status, 422);
  for (const char* field : {"/child", "/words", "/heard", "/understands"}) {
    EXPECT_THAT(bare.body, HasSubstr(field));
  }
  auto later = objection();
  later.set("said", "2026-11-30");
  EXPECT_THAT(app_.post("u09", path(), later).body, HasSubstr("still to come"));
  auto stranger = objection();
  stranger.set("child", StatementId::make(app_.random()).text());
  EXPECT_THAT(app_.post("u09", path(), stranger).body, HasSubstr("a child of this case"));
  const auto form = app_.submit("u09", path(), {{"words", "Typed with care"}});
  EXPECT_EQ(form.status, 422);
  EXPECT_THAT(form.body, HasSubstr("Typed with care"));
  EXPECT_THAT(app_.page("u09", path()).body, Not(HasSubstr(" checked")));
}

INSTANTIATE_TEST_SUITE_P(Engines, ObjectionTest,
                         ::testing::Values(db::Engine::sqlite, db::Engine::postgres),
                         [](const auto& info) {
                           return info.param == db::Engine::sqlite ? "sqlite" : "postgres";
                         });

}  // namespace
}  // namespace mash::disclosure
