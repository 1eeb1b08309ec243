// SPDX-License-Identifier: MIT
// Goal: a pattern is found over the whole record and shown without a name, with its arithmetic and
// its evidence; put aside it comes back with new evidence; and what a reader may not know of
// changes not one byte of what they read.
#include "mash/findings/findings.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <regex>
#include <tuple>

#include "finding_store.h"
#include "findings_test_world.h"

namespace mash::findings {
namespace {

using barnfield::body;
using ::testing::HasSubstr;
using ::testing::Not;

class FindingsTest : public ::testing::TestWithParam<db::Engine> {};

TEST_P(FindingsTest, F01_F07_a_pattern_is_read_without_a_name) {
  Hub hub(GetParam());
  hub.repeat(person("A"));
  ASSERT_TRUE(hub.look());
  const auto list = hub.app.page(k_analyst, "/patterns");
  ASSERT_EQ(list.status, 200);
  EXPECT_THAT(list.body, HasSubstr("is named in 3 cases within 12 months."));
  EXPECT_THAT(list.body, HasSubstr("Last looked "));
  const auto path = hub.path(k_analyst);
  const auto one = hub.app.page(k_analyst, path);
  ASSERT_EQ(one.status, 200);
  EXPECT_THAT(one.body, HasSubstr("Kinds of source: 3. The rule asks for 3 or more."));
  EXPECT_THAT(one.body, HasSubstr("Age: 5 to 9"));
  const auto json = hub.app.get(k_analyst, path);
  for (const auto& answer : {list, one, json}) {
    for (const char* word : {"Amara", "Quillfeather", "Thistledown", "2AB", "red van", "2017"}) {
      EXPECT_THAT(answer.body, Not(HasSubstr(word)));
    }
    EXPECT_THAT(answer.body, Not(HasSubstr("/case/")));
  }
  // A manager reads the same, with the way to the cases.
  EXPECT_THAT(hub.app.page(k_manager, path).body, HasSubstr("/case/"));
  for (const char* who : {k_police, "u02", "u21"}) {
    EXPECT_EQ(hub.app.get(who, "/patterns").status, 404) << who;
    EXPECT_EQ(hub.app.get(who, path).status, 404) << who;
  }
}

TEST_P(FindingsTest, OfStableChildrenNothingIsClaimed) {
  Hub hub(GetParam());
  hub.tell(100, {{person("A"), model::PersonRole::child}});
  hub.tell(40, {{person("B"), model::PersonRole::child}});
  ASSERT_TRUE(hub.look());
  EXPECT_EQ(hub.shown(k_analyst), 0U);
  EXPECT_THAT(hub.app.page(k_analyst, "/patterns").body,
              HasSubstr("No pattern reached the threshold."));
  // Of those that somebody chose it says no more than that.
  EXPECT_THAT(hub.app.page(k_analyst, "/patterns?state=OVER").body,
              HasSubstr("There is none of these."));
  EXPECT_THAT(hub.app.page(k_analyst, "/patterns").body, Not(HasSubstr("<ul class=\"govuk-list")));
}

TEST_P(FindingsTest, ItIsLookedForOnceANightAndWhenSomebodyAsks) {
  Hub hub(GetParam());
  EXPECT_THAT(hub.app.page(k_analyst, "/patterns").body, HasSubstr("Nobody has looked yet"));
  EXPECT_TRUE(hub.look());
  EXPECT_FALSE(hub.look());
  EXPECT_TRUE(hub.look_now());
  EXPECT_FALSE(hub.look());
  hub.app.come_back_after(Duration::hours(16));  // one in the morning
  EXPECT_FALSE(hub.look());
  hub.app.come_back_after(Duration::hours(1));
  EXPECT_TRUE(hub.look());
  EXPECT_EQ(hub.app.post(k_police, "/patterns/look", body({})).status, 404);
}

// Whoever asks while it is looked gets another look: this one may have read before that.
TEST_P(FindingsTest, ALookAnswersOnlyThoseThatItFound) {
  Hub hub(GetParam());
  const auto press = [&] { hub.app.post(k_analyst, "/patterns/look", body({})); };
  const auto open = [&] {
    std::vector<std::string> out;
    hub.app.database().read([&](db::Transaction& tx) { out = open_requests(tx); });
    return out;
  };
  hub.look();
  press();
  const auto found = open();
  ASSERT_EQ(found.size(), 1U);
  press();
  hub.app.database().write([&](db::Transaction& tx) { end_requests(tx, found, UtcTime{}); });
  EXPECT_EQ(open().size(), 1U);
  EXPECT_TRUE(hub.look());
  EXPECT_FALSE(hub.look());
}

TEST_P(FindingsTest, TheSameOneIsTheSameAgainAndOneThatIsOverSaysSo) {
  Hub hub(GetParam());
  hub.repeat(person("A"));
  hub.look();
  const auto path = hub.path(k_analyst);
  hub.app.come_back_after(Duration::days(1));
  hub.look();
  EXPECT_EQ(hub.path(k_analyst), path);
  hub.app.come_back_after(Duration::days(90));
  hub.look();
  EXPECT_EQ(hub.shown(k_analyst), 0U);
  EXPECT_EQ(hub.shown(k_analyst, "?state=OVER"), 1U);
  EXPECT_THAT(hub.app.page(k_analyst, path).body, HasSubstr("No longer holds since"));
}

TEST_P(FindingsTest, PutAsideItComesBackWithNewEvidence) {
  Hub hub(GetParam());
  hub.repeat(person("A"));
  hub.look();
  const auto path = hub.path(k_analyst);
  const auto bare = hub.app.submit(k_analyst, path + "/aside", {});
  EXPECT_THAT(bare.body, HasSubstr("Choose why it is not a pattern that needs us"));
  const auto done =
      hub.app.submit(k_analyst, path + "/aside", {{"reason", "ONE_EVENT"}, {"words", k_words}});
  ASSERT_EQ(done.status, 303) << done.body;
  EXPECT_FALSE(hub.app.is_stored(k_words));
  EXPECT_EQ(hub.app.submit(k_manager, path + "/aside", {{"reason", "ONE_EVENT"}, {"words", "Mine"}})
                .status,
            422);
  EXPECT_EQ(hub.shown(k_manager), 0U);
  EXPECT_EQ(hub.shown(k_manager, "?state=ASIDE"), 1U);
  EXPECT_THAT(hub.app.page(k_manager, path).body, HasSubstr(k_words));
  hub.look_now();
  EXPECT_EQ(hub.shown(k_manager), 0U);
  hub.tell(1, {{person("A"), model::PersonRole::child}});
  hub.look_now();
  EXPECT_EQ(hub.shown(k_manager), 1U);
  EXPECT_THAT(hub.app.page(k_manager, path).body, HasSubstr("so it stands again"));
}

TEST_P(FindingsTest, ACaseIsRaisedByAPersonFromTheFormThatThereIs) {
  Hub hub(GetParam());
  hub.repeat(person("A"));
  hub.look();
  const auto path = hub.path(k_manager);
  EXPECT_EQ(hub.app.submit(k_manager, path + "/raise", {}).location, "/enter");
  for (const char* who : {k_analyst, "u02", k_police}) {
    EXPECT_EQ(hub.app.submit(who, path + "/raise", {}).status, 404) << who;
  }
}

// All that somebody reads of patterns. Random ids of cases and tokens are of each hub alone.
std::string all_read(Hub& hub, const std::string& who) {
  static const std::regex k_random(
      "/case/[0-9A-Z]{26}|Case [0-9A-Z]{4}-[0-9A-Z]{4}|value=\"[^\"]{20,}\"|nonce-[^']*");
  std::string out;
  for (const char* query : {"", "?state=OVER", "?state=ASIDE", "?kind=ADULT_AROUND"}) {
    out += hub.app.page(who, "/patterns" + std::string(query)).body;
    const auto list = hub.list(who, query);
    for (const auto& row : *list["rows"].as_array()) {
      out += json::encode(row) + hub.app.get(who, row.text("href")).body;
    }
  }
  return std::regex_replace(out, k_random, "");
}

// A record with patterns, and more of it that somebody may not know of.
struct Worlds {
  explicit Worlds(db::Engine engine) : one(engine), other(engine) {}
  Hub one, other;

  // `hide` is done in the other world to what there is more of.
  void differ(const std::function<void(Hub&, const CaseId&)>& hide) {
    for (Hub* hub : {&one, &other}) hub->repeat(person("A"));
    // With it the same child has more, an adult is around, and one is a repeat who else is none.
    for (const auto& people : std::vector<std::vector<std::pair<PersonId, model::PersonRole>>>{
             {{person("A"), model::PersonRole::child},
              {person("C"), model::PersonRole::adult_of_concern}},
             {{person("B"), model::PersonRole::child},
              {person("C"), model::PersonRole::adult_of_concern}}}) {
      hide(other, other.tell(3, people, model::ReferralSource::gp));
    }
    for (Hub* hub : {&one, &other}) {
      hub->app.random().reseed(7);
      ASSERT_TRUE(hub->look_now());
    }
  }
};

TEST_P(FindingsTest, ABarredCaseChangesNothingForWhoIsBarred) {
  Worlds worlds(GetParam());
  worlds.differ([](Hub& hub, const CaseId& id) { hub.bar(id, k_deputy); });
  EXPECT_EQ(worlds.one.shown(k_deputy), 1U);
  EXPECT_EQ(all_read(worlds.one, k_deputy), all_read(worlds.other, k_deputy));
  // Whoever is not barred sees more.
  EXPECT_GT(worlds.other.shown(k_manager), worlds.one.shown(k_manager));
}

TEST_P(FindingsTest, ACaseBehindAWallChangesNothingForAnybody) {
  Worlds worlds(GetParam());
  worlds.differ([](Hub& hub, const CaseId& id) { hub.wall(id); });
  for (const char* who : {k_analyst, k_manager}) {
    EXPECT_EQ(all_read(worlds.one, who), all_read(worlds.other, who)) << who;
  }
}

// Four cases of two families at one home; without one of them it is of one family and no pattern.
TEST_P(FindingsTest, WhatEndsByAWallGoesAndLeavesNoSentence) {
  for (const bool wall : {true, false}) {
    Hub hub(GetParam());
    using S = model::ReferralSource;
    std::vector<CaseId> cases;
    for (const auto& [ago, who, source] : std::initializer_list<std::tuple<int, const char*, S>>{
             {80, "A", S::school}, {60, "B", S::gp}, {40, "A", S::police}, {20, "A", S::school}}) {
      cases.push_back(hub.tell(ago, {{person(who), model::PersonRole::child}}, source));
    }
    hub.look();
    hub.app.database().write([&](db::Transaction& tx) {
      // What the hidden case held up need not have it in evidence.
      tx.execute("update finding set evidence = replace(evidence, $1, $2)",
                 {cases[1].text(), cases[0].text()});
    });
    const auto before = hub.shown(k_manager);
    ASSERT_GE(before, 1U);
    if (wall) {
      hub.wall(cases[1]);
      ASSERT_EQ(hub.shown(k_manager), before) << "not in evidence";
    } else {
      hub.app.come_back_after(Duration::days(120));
    }
    hub.look_now();
    EXPECT_EQ(hub.shown(k_manager, "?state=OVER"), wall ? 0U : before);
  }
}

// Two who compare what they read: from one a case is hidden that has no part in the pattern.
TEST_P(FindingsTest, WhoIsBarredFromACaseOfOthersReadsWhatEverybodyReads) {
  Hub hub(GetParam());
  hub.repeat(person("A"));
  hub.line = "90 Oxhey Lane";
  const auto other = hub.tell(3, {{person("B"), model::PersonRole::child}});
  hub.look();
  hub.app.come_back_after(Duration::days(2));
  hub.bar(other, k_deputy);
  const auto compare = [&] {
    const auto path = hub.path(k_manager);
    for (const auto& where : {std::string("/patterns"), path}) {
      EXPECT_EQ(json::encode(hub.app.get(k_deputy, where).json()),
                json::encode(hub.app.get(k_manager, where).json()));
    }
  };
  compare();
  ASSERT_TRUE(hub.look_now());
  ASSERT_EQ(hub.shown(k_deputy), 1U);
  compare();
}

TEST_P(FindingsTest, WhatIsHiddenSinceTheLastLookIsGoneAtOnce) {
  Hub hub(GetParam());
  const auto cases = hub.repeat(person("A"));
  hub.look();
  const auto path = hub.path(k_deputy);
  hub.bar(cases.front(), k_deputy);
  EXPECT_EQ(hub.shown(k_deputy), 0U);
  EXPECT_EQ(hub.app.get(k_deputy, path).status, 404);
  EXPECT_EQ(hub.shown(k_manager), 1U);
  hub.wall(cases.front());
  EXPECT_EQ(hub.shown(k_manager), 0U);
  EXPECT_EQ(hub.app.get(k_analyst, path).status, 404);
}

INSTANTIATE_TEST_SUITE_P(Engines, FindingsTest, support::engines(), support::engine_name);

}  // namespace
}  // namespace mash::findings
