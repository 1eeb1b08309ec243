// SPDX-License-Identifier: MIT
// Goal: a token has its share and strangers of a network have theirs; whoever sends too much, or
// the same while it is being taken in, is told so without reaching the record.
#include "mash/machine/turnstile.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "mash/machine/schema.h"
#include "mash/machine/token.h"
#include "mash/support/test_app.h"

namespace mash::machine {
namespace {

using testing::Contains;
using testing::Pair;

class TurnstileTest : public testing::Test {
 protected:
  TurnstileTest() {
    for (auto& token : tokens_) {
      token = *app_.app()
                   .system_act<policy::Action::log_notification>(
                       "test.made",
                       [](const auto&, pipeline::Context& c) -> Result<json::Value> {
                         return json::Value(
                             add_token(c, {AgencyId::trusted("police"), "Police", {"6"}}, "One")
                                 .reveal());
                       })
                   ->as_string();
    }
  }
  // Calls `meanwhile_` while it is taken in.
  pipeline::Route slow_act() {
    return pipeline::act<policy::Action::submit_notification>(
        {.path = "/api/v1/slow",
         .summary = "Test",
         .event = "test.slow",
         .facts = pipeline::no_facts,
         .run = [this](const auto&, pipeline::Context&) -> Result<pipeline::Reply> {
           if (meanwhile_) meanwhile_();
           return pipeline::Created{"/api/v1/slow/1", "{}"};
         },
         .described = json::Object{}});
  }
  support::TestAppOptions options() {
    support::TestAppOptions o;
    o.migrations = {{6, "machine", schema()}};
    o.routes = {slow_act()};
    o.key_names = {"gate-content"};
    return o;
  }
  http::Response send(const std::string& token, const std::string& key,
                      const std::string& remote = "203.0.113.9") {
    http::Request r;
    r.method = "POST";
    r.path = "/api/v1/slow";
    r.remote = remote;
    r.headers = {{"host", "gate.test"}, {"authorization", "Bearer " + token}};
    if (!key.empty()) r.headers.emplace_back("idempotency-key", key);
    const pipeline::Vault vault(app_.keys());
    return turnstile_.pass(app_.app(), app_.database(), vault, r, app_.clock().now());
  }

  std::function<void()> meanwhile_;
  support::TestApp app_{options()};
  Turnstile turnstile_{
      {.requests = 3, .minutes = 60, .strangers = {.count = 2, .minutes = 60, .bits = {}}},
      app_.random()};
  std::string tokens_[2];
};

TEST_F(TurnstileTest, ATokenHasItsShareWhereverItIsUsed) {
  EXPECT_EQ(send(tokens_[0], "a").status, 201);
  EXPECT_EQ(send(tokens_[0], "b", "198.51.100.1").status, 201);
  EXPECT_EQ(send(tokens_[0], "c").status, 201);
  const auto entries = app_.count("audit_event");
  const auto refused = send(tokens_[0], "d");
  EXPECT_EQ(refused.status, 429);
  EXPECT_THAT(refused.headers, Contains(Pair("retry-after", "1200")));
  EXPECT_THAT(refused.headers, Contains(Pair("content-type", "application/problem+json")));
  EXPECT_THAT(refused.headers, Contains(Pair("cache-control", "no-store")));
  EXPECT_EQ(app_.count("audit_event"), entries) << "a flood must not fill the record";
  EXPECT_EQ(send(tokens_[1], "a").status, 201) << "another token has its own";
  app_.clock().advance(Duration::minutes(20));
  EXPECT_EQ(send(tokens_[0], "d").status, 201);
}

TEST_F(TurnstileTest, StrangersShareWithTheirNetworkAndTakeNothingFromTokens) {
  EXPECT_EQ(send("guess-1", "a").status, 201) << "this route lets anybody in";
  EXPECT_EQ(send("guess-2", "a").status, 201);
  EXPECT_EQ(send("guess-3", "a").status, 429);
  EXPECT_EQ(send("guess-4", "a", "198.51.100.1").status, 201);
  EXPECT_EQ(send(tokens_[0], "a").status, 201) << "from the very same network";
}

TEST_F(TurnstileTest, WhatIsBeingTakenInIsNotTakenInTwiceAtOnce) {
  std::vector<int> met;
  meanwhile_ = [&] {
    meanwhile_ = nullptr;
    const auto same = send(tokens_[0], "\"a\"");
    EXPECT_NE(same.body.find("idempotency-key-in-use"), std::string::npos);
    met.push_back(same.status);
  };
  EXPECT_EQ(send(tokens_[0], "a").status, 201);
  EXPECT_THAT(met, testing::ElementsAre(409));
  EXPECT_EQ(send(tokens_[0], "a").status, 201) << "it is free again";
}

}  // namespace
}  // namespace mash::machine
