// SPDX-License-Identifier: MIT
// Goal: what goes to another hub waits until its gate has it and is kept there once; a gate brings
// only what is from its hub and to ours; hubs that are named no more are turned away.
#include "mash/relay/relay.h"

#include <gtest/gtest.h>

#include "mash/door/schema.h"
#include "mash/json/value.h"
#include "mash/relay/schema.h"
#include "mash/support/engines.h"
#include "mash/support/test_app.h"
#include "relay_store.h"

namespace mash::relay {
namespace {

const std::string k_ashby(64, 'a');
const std::string k_cotley(64, 'c');

// One gate with its tables.
class OneGate {
 public:
  OneGate(db::Engine engine, const std::string& own, packages::HubGates gates)
      : database_(support::test_database(engine, folder_)) {
    db::migrate(*database_, {{1, "door", door::schema()}, {2, "relay", schema()}}, clock_.now());
    gates.own = own;
    name(gates);
  }
  void name(const packages::HubGates& gates) {
    database_->write([&](db::Transaction& tx) { set_gates(tx, gates); });
    relay_.refresh();
  }
  void send(const std::string& hub, const std::string& message) {
    database_->write([&](db::Transaction& tx) {
      add_waiting(tx, new_id_text(random_), {.hub = hub, .message = to_bytes(message)},
                  clock_.now());
    });
  }
  http::Response bring(const std::string& certificate, const json::Value& body) {
    http::Request request;
    request.method = "POST";
    request.path = "/relay/words";
    request.client_fingerprint = certificate;
    request.body = json::encode(body);
    return relay_(request);
  }
  std::int64_t count(const std::string& from) {
    std::int64_t out = 0;
    database_->read([&](db::Transaction& tx) {
      out = tx.query("select count(*) from " + from).front().integer(0);
    });
    return out;
  }
  Relay& relay() { return relay_; }

 private:
  support::TempFolder folder_;
  FixedClock clock_{UtcTime{1'790'000'000'000'000}};
  support::SeededRandom random_{1};
  std::unique_ptr<db::Database> database_;
  Relay relay_{*database_, clock_};
};

std::string message(const std::string& from, const std::string& to, const std::string& rest = "") {
  return "openmash word 1\nid X\nfrom " + from + "\nto " + to + "\nbox " + rest + "\n";
}

json::Value brings(const std::vector<std::string>& messages) {
  json::Array out;
  for (const auto& one : messages) out.emplace_back(base64(as_bytes(one)));
  return json::Object{{"messages", std::move(out)}};
}

packages::HubGates both() {
  return {.own = "",
          .gates = {{.hub = "ashby", .host = "a.example", .port = 1, .certificate = k_ashby},
                    {.hub = "cotley", .host = "c.example", .port = 1, .certificate = k_cotley}}};
}

class RelayTest : public testing::TestWithParam<db::Engine> {
 protected:
  OneGate here_{GetParam(), "barnfield", both()};
};

TEST_P(RelayTest, TakesWhatIsFromThatHubAndToOursOnce) {
  const auto word = message("ashby", "barnfield");
  for (int i = 0; i < 2; ++i) EXPECT_EQ(here_.bring(k_ashby, brings({word})).status, 200);
  EXPECT_EQ(here_.count("inward where kind = 'hub_word'"), 1);
  EXPECT_EQ(here_.bring(k_cotley, brings({word})).status, 422) << "as another hub";
  EXPECT_EQ(here_.bring(k_ashby, brings({message("ashby", "dunmere")})).status, 422);
  EXPECT_EQ(here_.bring(k_ashby, brings({message("ashby", "barnfield", "2"), "rubbish"})).status,
            422);
  EXPECT_EQ(here_.bring(std::string(64, 'd'), brings({word})).status, 403);
  EXPECT_EQ(here_.bring(k_ashby, json::Object{{"messages", "x"}}).status, 422);
  EXPECT_EQ(here_.bring(k_ashby, brings({std::string(400'001, 'x')})).status, 422);
  EXPECT_EQ(here_.count("inward where kind = 'hub_word'"), 1) << "all of a request or nothing";
}

TEST_P(RelayTest, WhatWaitsGoesOnceTheOtherGateHasIt) {
  OneGate there(GetParam(), "ashby",
                {.own = "",
                 .gates = {{.hub = "barnfield",
                            .host = "b.example",
                            .port = 1,
                            .certificate = std::string(64, 'b')}}});
  here_.send("ashby", message("barnfield", "ashby", "1"));
  here_.send("ashby", message("barnfield", "ashby", "2"));
  here_.send("cotley", message("barnfield", "cotley"));
  bool away = true;
  const Dial dial = [&](const packages::HubGate& gate) -> Send {
    return [&there, &away, hub = gate.hub](const http::Request& request) -> Result<http::Response> {
      if (hub == "cotley" || away) return Error{ErrorCode::unavailable, "away", {}};
      http::Request came = request;
      came.client_fingerprint = std::string(64, 'b');
      return there.relay()(came);
    };
  };
  EXPECT_EQ(here_.relay().send_waiting(dial), 0);
  EXPECT_EQ(here_.count("relay_waiting"), 3);
  away = false;
  EXPECT_EQ(here_.relay().send_waiting(dial), 2);
  EXPECT_EQ(here_.count("relay_waiting"), 1) << "the one that does not answer holds up no other";
  EXPECT_EQ(there.count("inward where kind = 'hub_word'"), 2);
  EXPECT_EQ(here_.relay().send_waiting(dial), 0);
}

TEST_P(RelayTest, WhoIsNamedNoMoreIsTurnedAway) {
  EXPECT_TRUE(here_.relay().knows(k_ashby));
  here_.send("ashby", message("barnfield", "ashby"));
  here_.name({.own = "barnfield", .gates = {both().gates.at(1)}});
  EXPECT_FALSE(here_.relay().knows(k_ashby));
  EXPECT_TRUE(here_.relay().knows(k_cotley));
  EXPECT_EQ(here_.bring(k_ashby, brings({message("ashby", "barnfield")})).status, 403);
  EXPECT_EQ(here_.count("relay_waiting"), 0);
}

TEST_P(RelayTest, AFloodIsHeldBackBeforeTheDiskIsFull) {
  int taken = 0;
  for (int i = 0; i < 200; ++i) {
    const auto word = message("ashby", "barnfield", std::to_string(i) + std::string(390'000, 'x'));
    if (here_.bring(k_ashby, brings({word})).status != 200) break;
    ++taken;
  }
  EXPECT_GT(taken, 100);
  EXPECT_LT(taken, 140);
}

INSTANTIATE_TEST_SUITE_P(Engines, RelayTest, support::engines(), support::engine_name);

}  // namespace
}  // namespace mash::relay
