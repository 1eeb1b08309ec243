// SPDX-License-Identifier: MIT
// Goal: two hubs write to each other through a way that loses and repeats: a letter is there once,
// its receipts and answer come back, what has no receipt is told to people, what is of no hub that
// is talked to is put away, and words are sealed on disk.
#include "mash/peers/peers.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "mash/alerts/schema.h"
#include "mash/barnfield/hub.h"
#include "mash/packages/packages.h"
#include "mash/peers/schema.h"
#include "mash/peers/templates.h"
#include "mash/post/post.h"
#include "mash/post/schema.h"
#include "mash/shift/schema.h"
#include "mash/support/engines.h"
#include "words.h"

namespace mash::peers {
namespace {

using barnfield::body;
using testing::ElementsAre;
using testing::HasSubstr;

constexpr const char* k_manager = "u03";
constexpr const char* k_screener = "u02";
constexpr const char* k_police = "u07";

model::Borough borough_of(const std::string& id) {
  model::Borough out = barnfield::borough();
  out.hub.id = id;
  out.hub.name = "Hub of " + id;
  return out;
}

// One hub, and what it has given its gate.
class OneHub {
 public:
  OneHub(db::Engine engine, const std::string& id, std::uint64_t seed)
      : borough_(borough_of(id)), app_(options(engine, seed)) {}

  support::TestApp& app() { return app_; }
  const model::Borough& borough() const { return borough_; }
  Deps deps() {
    return {borough_,
            built_in_peers_policy(),
            {borough_, alerts::built_in_alert_policy()},
            {{"test", [this](pipeline::Context& c, const policy::Proof& /*proof*/,
                             const exchange::HubId& from, std::string_view text) {
                heard_.push_back(from + " says " + std::string(text));
                if (text == "How are you?") say(c, deps(), from, "test", "Well");
              }}}};
  }
  const std::vector<std::string>& heard() const { return heard_; }

  exchange::Hub entry(const std::string& authority) {
    return {.id = borough_.hub.id,
            .name = borough_.hub.name,
            .decides = {authority},
            .host = borough_.hub.id + ".example",
            .port = 8447,
            .certificate = std::string(64, authority.back()),
            .sign = signing_key(app_.keys()).public_key(),
            .box = box_key(app_.keys()),
            .from = UtcTime{0},
            .until = app_.clock().now() + Duration::days(900)};
  }
  void act(const std::function<Result<void>(pipeline::Context&)>& f) {
    barnfield::as_system(app_, [&](const auto&, pipeline::Context& c) {
      const auto done = f(c);
      ASSERT_TRUE(done) << done.error().message;
    });
  }
  // What it has written for other hubs since the last time.
  std::vector<packages::HubWord> sent() {
    std::vector<packages::HubWord> out;
    barnfield::as_system(app_, [&](const auto& grant, pipeline::Context& c) {
      std::vector<std::string> ids;
      for (const auto& package : post::waiting(c, grant, post::Which::all, 100)) {
        ids.push_back(package.id);
        if (package.kind != packages::OutwardKind::hub_word) continue;
        out.push_back(packages::decode_hub_word(package.body).value());
      }
      post::delivered(c, ids);
    });
    return out;
  }
  void take(const packages::HubWord& word) {
    barnfield::as_system(app_, [&](const auto& grant, pipeline::Context& c) {
      take_in(c, grant, deps(), word.message);
    });
  }
  int round() { return peers::round(app_.app(), app_.database(), deps(), app_.clock().now()); }
  json::Value letters() { return app_.get(k_manager, "/hubs").json()["letters"]; }
  std::string state() { return (*letters().as_array()).at(0).text("state"); }
  std::string href() { return (*letters().as_array()).at(0).text("href"); }

 private:
  support::TestAppOptions options(db::Engine engine, std::uint64_t seed) {
    auto out = barnfield::hub(engine, {{.name = "post", .schema = post::schema()},
                                       {.name = "post_waits", .schema = post::waits_schema()},
                                       {.name = "alerts", .schema = alerts::schema()},
                                       {.name = "shift", .schema = shift::schema()},
                                       {.name = "peers",
                                        .schema = schema(),
                                        .templates = templates(),
                                        .routes = routes(deps())}});
    out.seed = seed;
    return out;
  }

  model::Borough borough_;
  std::vector<std::string> heard_;
  support::TestApp app_;
};

class PeersTest : public testing::TestWithParam<db::Engine> {
 protected:
  void SetUp() override {
    exchange::SignedDirectory both{
        .directory = {.version = 1,
                      .needs = 2,
                      .until = one_.app().clock().now() + Duration::days(400),
                      .hubs = {one_.entry("E09000001"), two_.entry("E09000002")}},
        .signatures = {}};
    exchange::sign(both, "ashby", signing_key(one_.app().keys()));
    exchange::sign(both, "barnfield", signing_key(two_.app().keys()));
    text_ = encode(both);
    for (auto* hub : {&one_, &two_}) {
      hub->act([&](pipeline::Context& c) -> Result<void> {
        MASH_TRY_DO(
            take_directory(c, hub->borough(), text_, exchange::fingerprint(both.directory)));
        return set_allowed(c, hub->borough(), hub == &one_ ? "barnfield" : "ashby", true);
      });
      hub->sent();
    }
  }
  support::Answer write(const std::string& who,
                        const std::string& subject = "A family that moves") {
    return one_.app().post(who, "/hubs/write",
                           body({{"hub", "barnfield"},
                                 {"for_whom", "The duty manager"},
                                 {"subject", subject},
                                 {"words", "May we talk on Monday?"},
                                 {"answer_by", "2026-11-30"}}));
  }
  // All that both have to say, until they have nothing more.
  void talk() {
    for (int i = 0; i < 10; ++i) {
      const auto there = one_.sent();
      const auto back = two_.sent();
      if (there.empty() && back.empty()) return;
      for (const auto& word : there) two_.take(word);
      for (const auto& word : back) one_.take(word);
    }
    FAIL() << "they go on for ever";
  }

  OneHub one_{GetParam(), "ashby", 1};
  OneHub two_{GetParam(), "barnfield", 2};
  std::string text_;
};

TEST_P(PeersTest, ALetterArrivesOnceAndItsReceiptsAndAnswerComeBack) {
  ASSERT_EQ(write(k_manager).status, 200);
  EXPECT_EQ(one_.state(), "Not delivered yet");
  const auto sent = one_.sent();
  ASSERT_EQ(sent.size(), 1U);
  for (int i = 0; i < 3; ++i) two_.take(sent.front());
  EXPECT_EQ(two_.letters().as_array()->size(), 1U);
  talk();
  EXPECT_THAT(one_.state(), HasSubstr("Delivered"));
  const auto letter = two_.app().get(k_manager, two_.href()).json();
  EXPECT_EQ(letter.text("words"), "May we talk on Monday?");
  EXPECT_EQ(letter.text("for_whom"), "The duty manager");
  EXPECT_THAT(letter.text("from"), HasSubstr("Nasima Khatun"));
  EXPECT_EQ(two_.app().post(k_manager, two_.href() + "/read", body({})).status, 200);
  EXPECT_EQ(two_.app().post(k_manager, two_.href() + "/read", body({})).status, 200);
  talk();
  EXPECT_THAT(one_.state(), HasSubstr("Read"));
  EXPECT_EQ(two_.app()
                .post(k_manager, two_.href() + "/reply", body({{"words", "Ring me at ten."}}))
                .status,
            200);
  talk();
  EXPECT_EQ(one_.state(), "Answered");
  const auto mine = one_.app().page(k_manager, one_.href());
  EXPECT_THAT(mine.body, HasSubstr("Ring me at ten."));
  EXPECT_THAT(one_.app().page(k_screener, "/hubs").body, HasSubstr("Last heard"));
}

TEST_P(PeersTest, WhatWasLostIsSentAgainAndSilenceIsToldToPeople) {
  ASSERT_EQ(write(k_manager).status, 200);
  EXPECT_EQ(one_.sent().size(), 1U);  // lost
  one_.round();                       // the account
  one_.sent();
  EXPECT_EQ(one_.round(), 0);
  one_.app().clock().advance(Duration::minutes(1));
  EXPECT_EQ(one_.round(), 1);
  EXPECT_EQ(one_.sent().size(), 1U);  // lost too
  EXPECT_EQ(one_.round(), 0) << "the second time later";
  one_.app().come_back_after(Duration::minutes(built_in_peers_policy().receipt_within_minutes));
  one_.round();
  EXPECT_EQ(one_.state(), "NOT DELIVERED: ring them");
  EXPECT_THAT(one_.app().page(k_manager, "/hubs").body, HasSubstr("NOT DELIVERED: ring them"));
  json::Value standing_now;
  one_.app().database().read([&](db::Transaction& tx) {
    standing_now = standing(tx, one_.borough(), one_.app().clock().now());
  });
  EXPECT_EQ((*standing_now["hubs"].as_array()).at(0).number("overdue"), 1);
  talk();
  EXPECT_THAT(one_.state(), HasSubstr("Delivered"));
  EXPECT_EQ(two_.letters().as_array()->size(), 1U);
}

TEST_P(PeersTest, WhatCameOutOfOrderIsAskedForAndTakenInOrder) {
  for (const char* subject : {"First", "Second", "Third"}) write(k_manager, subject);
  const auto sent = one_.sent();
  ASSERT_EQ(sent.size(), 3U);
  two_.take(sent[2]);
  two_.take(sent[1]);
  EXPECT_TRUE(two_.letters().as_array()->empty());
  talk();
  EXPECT_EQ(two_.letters().as_array()->size(), 3U);
}

TEST_P(PeersTest, OnlyManagersAndTheDutyTeamWriteAndOnlyTheFrontDoorReads) {
  EXPECT_EQ(write(k_screener).status, 404);
  EXPECT_EQ(write(k_police).status, 404);
  EXPECT_EQ(one_.app().get(k_police, "/hubs").status, 404);
  EXPECT_EQ(write("u21").status, one_.app().get("u21", "/hubs/write").status);
  ASSERT_EQ(write(k_manager).status, 200);
  EXPECT_EQ(one_.app().get(k_police, one_.href()).status, 404);
  EXPECT_EQ(one_.app().get(k_screener, one_.href()).status, 200);
}

TEST_P(PeersTest, BadInputNamesItsField) {
  const auto answer = one_.app().post(k_manager, "/hubs/write",
                                      body({{"hub", "nobody"},
                                            {"for_whom", "x"},
                                            {"subject", "x"},
                                            {"words", "x"},
                                            {"answer_by", "2026-11-30"}}));
  EXPECT_EQ(answer.status, 422);
  EXPECT_THAT(answer.body, HasSubstr("hub"));
  const auto past = one_.app().post(k_manager, "/hubs/write",
                                    body({{"hub", "barnfield"},
                                          {"for_whom", "x"},
                                          {"subject", "x"},
                                          {"words", "x"},
                                          {"answer_by", "2020-01-01"}}));
  EXPECT_EQ(past.status, 422);
  EXPECT_THAT(past.body, HasSubstr("answer_by"));
  const auto empty = one_.app().post(k_manager, "/hubs/write", body({}));
  for (const char* field : {"hub", "for_whom", "subject", "words", "answer_by"}) {
    EXPECT_THAT(empty.body, HasSubstr(field));
  }
}

TEST_P(PeersTest, WhoIsNotTalkedToIsPutAway) {
  two_.act([&](pipeline::Context& c) { return set_allowed(c, two_.borough(), "ashby", false); });
  two_.sent();
  ASSERT_EQ(write(k_manager).status, 200);
  for (const auto& word : one_.sent()) two_.take(word);
  EXPECT_TRUE(two_.letters().as_array()->empty());
  EXPECT_TRUE(two_.sent().empty()) << "not even a receipt";
  two_.take({.hub = "barnfield", .message = to_bytes("openmash word 1\nrubbish\n")});
  two_.take({.hub = "barnfield", .message = to_bytes("")});
}

TEST_P(PeersTest, WordsOfAnotherSliceAreLedToItAndWhatItSaysBackGoesTheSameWay) {
  one_.act([&](pipeline::Context& c) -> Result<void> {
    EXPECT_EQ(talked_to(c.tx, c.now).size(), 1U);
    EXPECT_TRUE(say(c, one_.deps(), "barnfield", "test", "How are you?"));
    EXPECT_TRUE(say(c, one_.deps(), "barnfield", "test", "Plantedword"));
    EXPECT_TRUE(say(c, one_.deps(), "barnfield", "other", "Do you know this kind?"));
    EXPECT_FALSE(say(c, one_.deps(), "nobody", "test", "Is anybody there?"));
    return {};
  });
  talk();
  EXPECT_THAT(two_.heard(), ElementsAre("ashby says How are you?", "ashby says Plantedword"));
  EXPECT_THAT(one_.heard(), ElementsAre("barnfield says Well"));
  EXPECT_TRUE(one_.letters().as_array()->empty());
  EXPECT_FALSE(one_.app().is_stored("Plantedword"));
  ASSERT_EQ(write(k_manager).status, 200);
  talk();
  EXPECT_EQ(two_.letters().as_array()->size(), 1U) << "the numbers go on";
}

TEST_P(PeersTest, AHubThatWasPutBackGoesOnWithoutWordsThatAreKeptNoLonger) {
  one_.act([&](pipeline::Context& c) -> Result<void> {
    EXPECT_TRUE(say(c, one_.deps(), "barnfield", "test", "First"));
    return {};
  });
  ASSERT_EQ(write(k_manager, "Second").status, 200);
  talk();
  one_.app().come_back_after(Duration::days(built_in_peers_policy().passing_kept_days + 1));
  one_.round();
  talk();
  EXPECT_EQ(one_.app().count("hub_word_out"), 1) << "the letter alone";
  two_.act([&](pipeline::Context& c) -> Result<void> {
    auto peer = find_peer(c.tx, "ashby").value();
    peer.receiving = {};
    store_peer(c.tx, peer);
    return {};
  });
  two_.app().come_back_after(Duration::days(built_in_peers_policy().passing_kept_days + 1));
  ASSERT_EQ(write(k_manager, "Third").status, 200);
  talk();
  EXPECT_EQ(two_.letters().as_array()->size(), 2U);
  EXPECT_THAT(one_.state(), HasSubstr("Delivered"));
}

TEST_P(PeersTest, WordsAreSealedOnDisk) {
  ASSERT_EQ(write(k_manager, "Plantedsubject").status, 200);
  talk();
  for (auto* hub : {&one_, &two_}) {
    EXPECT_TRUE(hub->app().is_stored("E09000002")) << "the search finds what is in clear";
    EXPECT_FALSE(hub->app().is_stored("Plantedsubject"));
    EXPECT_FALSE(hub->app().is_stored("on Monday"));
  }
}

TEST_P(PeersTest, ADirectoryWithoutThisHubOrOfBeforeIsRefused) {
  barnfield::as_system(one_.app(), [&](const auto&, pipeline::Context& c) {
    const auto again = take_directory(c, one_.borough(), text_, "");
    ASSERT_FALSE(again);
    EXPECT_EQ(again.error().code, ErrorCode::conflict);
    EXPECT_FALSE(set_allowed(c, one_.borough(), "ashby", true)) << "itself";
    EXPECT_FALSE(set_allowed(c, one_.borough(), "nobody", true));
  });
}

TEST(PeersPolicy, NamesTheMemberThatIsWrong) {
  const auto field_of = [](const std::string& text) {
    const auto parsed = parse_peers_policy(text);
    return parsed ? std::string() : parsed.error().faults.at(0).field;
  };
  const std::string good = R"({"title":"t","version":1,"sources":"s","again_after_minutes":[1],)"
                           R"("receipt_within_minutes":30,"account_every_minutes":60,)"
                           R"("passing_kept_days":2})";
  EXPECT_EQ(field_of(good), "");
  const auto with = [&](const std::string& old, const std::string& now) {
    std::string text = good;
    return text.replace(text.find(old), old.size(), now);
  };
  EXPECT_EQ(field_of(with("\"title\"", "\"more\"")), "policy");
  EXPECT_EQ(field_of(with(":1,", ":0,")), "version");
  EXPECT_EQ(field_of(with("\"s\"", "\"\"")), "sources");
  EXPECT_EQ(field_of(with("[1]", "[]")), "again_after_minutes");
  EXPECT_EQ(field_of(with("[1]", "[0]")), "again_after_minutes");
  EXPECT_EQ(field_of(with(":30", ":-1")), "receipt_within_minutes");
  EXPECT_EQ(field_of(with(":60", ":\"x\"")), "account_every_minutes");
  EXPECT_EQ(field_of(with(":2}", ":91}")), "passing_kept_days");
}

INSTANTIATE_TEST_SUITE_P(Engines, PeersTest, support::engines(), support::engine_name);

}  // namespace
}  // namespace mash::peers
