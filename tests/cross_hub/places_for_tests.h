// SPDX-License-Identifier: MIT
// Hubs with their gates in one process: real slices, real databases, the real door and the real way
// from gate to gate, but no socket. What is cut here is cut by the test.
#pragma once

#include <gtest/gtest.h>

#include <functional>
#include <map>
#include <memory>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "mash/alerts/schema.h"
#include "mash/barnfield/hub.h"
#include "mash/door/door.h"
#include "mash/door/door_client.h"
#include "mash/door/schema.h"
#include "mash/exchange/word.h"
#include "mash/peers/peers.h"
#include "mash/peers/schema.h"
#include "mash/peers/templates.h"
#include "mash/pipeline/schema.h"
#include "mash/post/post.h"
#include "mash/post/schema.h"
#include "mash/relay/relay.h"
#include "mash/relay/schema.h"
#include "mash/shift/schema.h"
#include "mash/support/engines.h"

namespace mash::cross_hub {

inline constexpr const char* k_manager = "u03";
inline constexpr const char* k_screener = "u02";
inline constexpr const char* k_police = "u07";

inline model::Borough borough_of(const std::string& id) {
  model::Borough out = barnfield::borough();
  out.hub.id = id;
  out.hub.name = "Hub of " + id;
  return out;
}

class Place {
 public:
  Place(db::Engine engine, const std::string& id, std::uint64_t seed)
      : borough_(borough_of(id)),
        hub_(options(engine, seed)),
        gate_database_(support::test_database(db::Engine::sqlite, folder_)),
        random_(seed + 1'000),
        relay_(*gate_database_, hub_.clock()),
        door_({.database = *gate_database_,
               .clock = hub_.clock(),
               .random = random_,
               .keys = hub_.keys(),
               .takers = relay::takers()}) {
    db::migrate(*gate_database_,
                {{1, "pipeline", pipeline::schema()},
                 {2, "door", door::schema()},
                 {3, "relay", relay::schema()},
                 {4, "pieces", door::pieces_schema()},
                 {5, "files_wait", door::files_wait_schema()}},
                hub_.clock().now());
  }

  const std::string& id() const { return borough_.hub.id; }
  support::TestApp& hub() { return hub_; }
  relay::Relay& relay() { return relay_; }
  std::string certificate() const { return hex(crypto::sha256(as_bytes("gate of " + id()))); }
  crypto::SigningKey sign() const { return peers::signing_key(hub_.keys()); }
  crypto::PublicKey box() const { return peers::box_key(hub_.keys()); }
  exchange::Hub entry(const std::string& authority) {
    return {.id = id(),
            .name = borough_.hub.name,
            .decides = {authority},
            .host = id() + ".example",
            .port = 8447,
            .certificate = certificate(),
            .sign = sign().public_key(),
            .box = box(),
            .from = UtcTime{0},
            .until = hub_.clock().now() + Duration::days(900)};
  }

  Result<std::int64_t> take_directory(const std::string& text, const std::string& read_out) {
    Result<std::int64_t> out = not_found();
    act([&](pipeline::Context& c) { out = peers::take_directory(c, borough_, text, read_out); });
    return out;
  }
  void allow(const std::string& hub, bool allowed = true) {
    act([&](pipeline::Context& c) {
      const auto done = peers::set_allowed(c, borough_, hub, allowed);
      EXPECT_TRUE(done) << (done ? "" : done.error().message);
    });
  }

  // What waits in the hub goes to its gate.
  void deliver_to_gate() {
    barnfield::as_system(hub_, [&](const auto& grant, pipeline::Context& c) {
      for (;;) {
        const auto waiting = post::waiting(c, grant, post::Which::all, 100);
        if (waiting.empty()) return;
        const auto done = client_.deliver(waiting);
        ASSERT_TRUE(done && done->refused.empty());
        post::delivered(c, done->stored);
      }
    });
    relay_.refresh();
  }
  // What waits at the gate is collected.
  void collect() {
    const auto come = client_.collect();
    ASSERT_TRUE(come);
    EXPECT_EQ(come->damaged, 0);
    std::vector<std::string> ids;
    for (const auto& inward : come->messages) {
      take(inward.body);
      ids.push_back(inward.id);
    }
    ASSERT_TRUE(client_.collected(ids));
  }
  // As a gate brings it that says whatever it likes.
  void take(ByteView message) {
    barnfield::as_system(hub_, [&](const auto& grant, pipeline::Context& c) {
      peers::take_in(c, grant, deps(), message);
    });
  }
  int round() { return peers::round(hub_.app(), hub_.database(), deps(), hub_.clock().now()); }

  json::Value standing_of(const std::string& other) {
    json::Value out;
    hub_.database().read([&](db::Transaction& tx) {
      const auto all = peers::standing(tx, borough_, hub_.clock().now());
      for (const auto& hub : *all["hubs"].as_array()) {
        if (hub.text("id") == other) out = hub;
      }
    });
    return out;
  }
  json::Array letters() { return *hub_.get(k_manager, "/hubs").json()["letters"].as_array(); }
  // How many letters of this subject stand on the page, and the newest of them.
  std::size_t count(const std::string& subject) {
    std::size_t out = 0;
    for (const auto& line : letters()) out += line.text("subject") == subject ? 1 : 0;
    return out;
  }
  json::Value letter(const std::string& subject) {
    for (const auto& line : letters()) {
      if (line.text("subject") == subject) return line;
    }
    throw std::runtime_error(id() + " has no letter " + subject);
  }
  std::string state(const std::string& subject) { return letter(subject).text("state"); }
  std::int64_t at_gate(const std::string& from) {
    std::int64_t out = 0;
    gate_database_->read([&](db::Transaction& tx) {
      out = tx.query("select count(*) from " + from).front().integer(0);
    });
    return out;
  }
  support::Answer write(const std::string& to, const std::string& subject) {
    return hub_.post(k_manager, "/hubs/write",
                     barnfield::body({{"hub", to},
                                      {"for_whom", "The duty manager"},
                                      {"subject", subject},
                                      {"words", "May we talk on Monday?"},
                                      {"answer_by", "2026-12-20"}}));
  }
  support::Answer reply(const std::string& subject, const std::string& words) {
    return hub_.post(k_manager, letter(subject).text("href") + "/reply",
                     barnfield::body({{"words", words}}));
  }
  void act(const std::function<void(pipeline::Context&)>& f) {
    barnfield::as_system(hub_, [&](const auto&, pipeline::Context& c) { f(c); });
  }

 private:
  peers::Deps deps() {
    return {borough_, peers::built_in_peers_policy(), {borough_, alerts::built_in_alert_policy()}};
  }
  support::TestAppOptions options(db::Engine engine, std::uint64_t seed) {
    auto out = barnfield::hub(engine, {{.name = "post", .schema = post::schema()},
                                       {.name = "post_waits", .schema = post::waits_schema()},
                                       {.name = "alerts", .schema = alerts::schema()},
                                       {.name = "shift", .schema = shift::schema()},
                                       {.name = "peers",
                                        .schema = peers::schema(),
                                        .templates = peers::templates(),
                                        .routes = peers::routes(deps())}});
    out.seed = seed;
    return out;
  }

  model::Borough borough_;
  support::TestApp hub_;
  support::TempFolder folder_;
  std::unique_ptr<db::Database> gate_database_;
  support::SeededRandom random_;
  relay::Relay relay_;
  door::Door door_;
  door::DoorClient client_{[this](const http::Request& request) { return door_(request); }};
};

// Several of them, on both engines: one hub's is not the next one's.
class Places {
 public:
  // Made when it is first named.
  Place& at(const std::string& id) {
    auto& place = all_[id];
    if (!place) {
      const auto number = all_.size();
      const auto engine = number % 2 == 1 ? db::Engine::sqlite : db::Engine::postgres;
      place = std::make_unique<Place>(engine, id, number);
    }
    return *place;
  }

  // A directory of these, signed by all of them.
  exchange::SignedDirectory directory_of(const std::vector<std::string>& ids,
                                         std::int64_t version) {
    exchange::SignedDirectory out;
    out.directory = {.version = version, .needs = 2};
    for (const auto& id : ids) {
      out.directory.hubs.push_back(
          at(id).entry("E0900000" + std::to_string(out.directory.hubs.size() + 1)));
    }
    out.directory.until = at(ids.front()).hub().clock().now() + Duration::days(400);
    for (const auto& id : ids) exchange::sign(out, id, at(id).sign());
    return out;
  }
  void take(const std::string& id, const exchange::SignedDirectory& directory) {
    const auto done =
        at(id).take_directory(encode(directory), exchange::fingerprint(directory.directory));
    ASSERT_TRUE(done) << id << ": " << done.error().message;
  }
  // All of these take it and talk to each other.
  void agree(const std::vector<std::string>& ids) {
    const auto directory = directory_of(ids, 1);
    for (const auto& id : ids) {
      take(id, directory);
      for (const auto& other : ids) {
        if (other != id) at(id).allow(other);
      }
      at(id).deliver_to_gate();
    }
  }

  // Gates of which the first does not reach the second.
  std::set<std::pair<std::string, std::string>> cut;

  void to_gates() {
    for (auto& [id, place] : all_) place->deliver_to_gate();
  }
  int between_gates() {
    int out = 0;
    for (auto& [id, place] : all_) out += place->relay().send_waiting(dial_from(*place));
    return out;
  }
  // All that there is to say, until nobody has anything more.
  void talk() {
    for (int i = 0; i < 20; ++i) {
      to_gates();
      if (between_gates() == 0) return;
      for (auto& [id, place] : all_) place->collect();
    }
    FAIL() << "they go on for ever";
  }
  // So much later; whatever happens by itself does.
  void later(Duration time) {
    for (auto& [id, place] : all_) {
      place->hub().come_back_after(time);
      place->round();
    }
  }
  relay::Dial dial_from(Place& from) {
    return [this, &from](const packages::HubGate& gate) -> relay::Send {
      return [this, &from, hub = gate.hub](const http::Request& request) -> Result<http::Response> {
        if (cut.contains({from.id(), hub})) return Error{ErrorCode::unavailable, "cut", {}};
        http::Request came = request;
        came.client_fingerprint = from.certificate();
        return at(hub).relay()(came);
      };
    };
  }

 private:
  std::map<std::string, std::unique_ptr<Place>> all_;
};

}  // namespace mash::cross_hub
