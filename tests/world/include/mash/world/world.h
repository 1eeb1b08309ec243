// SPDX-License-Identifier: MIT
// One whole hub and one whole gate in one process: every route, template and table of the product,
// the demo borough, a clock moved by hand, no socket and no thread but the databases'. The door is
// door::DoorClient calling the gate's handler. Same options and same steps: the same bytes.
// One thread at a time. Cost: about 0.3 seconds to make.
//
//   World world({.engine = db::Engine::sqlite});
//   world.at("a neighbour tells", 0);
//   world.passer_by("neighbour").page("/notify");
//   world.at("the hub collects", 1);
//   world.door();
//   world.hub("u01").page("/queue");
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "mash/db/database.h"
#include "mash/model/borough.h"
#include "mash/pipeline/app.h"
#include "mash/pipeline/vault.h"
#include "mash/support/issuer.h"
#include "mash/world/visitor.h"

namespace mash::world {

struct WorldOptions {
  db::Engine engine = db::Engine::sqlite;
  std::uint64_t seed = 1;
  std::string now = "2026-11-24T09:00:00+00:00";
};

// One room: what a process of the product holds.
struct Room {
  pipeline::App& app;
  db::Database& database;
  const pipeline::KeyRing& keys;
  Wire& wire;
  std::string folder;  // where SQLite's files are
};

class World {
 public:
  explicit World(const WorldOptions& options);
  ~World();
  World(const World&) = delete;
  World& operator=(const World&) = delete;

  // What follows is this step, at this minute after the start. A step's name is used once.
  void at(const std::string& step, int minute);
  // The same throws of the dice again, at the same time: to compare two answers byte for byte.
  void repeat(const std::string& step);
  [[nodiscard]] UtcTime now() const;
  [[nodiscard]] int minute() const;  // since the start

  // Signed in as this persona of the demo borough, anew if the session has run out.
  Visitor& hub(const std::string& person);
  Visitor& gate(const std::string& person);
  // Somebody who has not signed in, by a name that tests give.
  Visitor& passer_by(const std::string& name);        // at the gate
  Visitor& stranger_in_hub(const std::string& name);  // at the hub's pages

  // By which the police's u07 comes into the hub, and the assessment team's r01 into the gate: each
  // is "subject-1" there.
  support::TestIssuer& hub_issuer();
  support::TestIssuer& gate_issuer();

  // A new token for a system of this agency of the demo borough, as the command makes it.
  std::string gate_token(const std::string& agency);

  // By which the hub knows the system of the youth justice service (SCIM).
  static constexpr std::string_view k_scim_token = "the youth justice service's";

  // One round at the door: collects what waits at the gate, delivers what waits in the hub.
  // Answers how many messages and packages went over.
  int door();
  // The same with a gate that refuses whatever the hub delivers. Answers how many packages.
  int door_refusing();
  // Puts a receipt of each product that has left into the post room, as if witnesses had signed.
  // Each is of a log that holds its entry alone: where an entry stands in the hub's own record
  // follows from all that is in it, and recipients are told no more than they have to be (decision
  // 31). Answers how many.
  int send_receipts();
  // What the gate's sweeper does: forgets what is old, and tells the hub of links passed on.
  void sweep_gate();
  // What the scheduler does: records the deadlines that have passed and takes back what nobody has
  // acknowledged. Answers how many of both.
  int fire_clocks();
  // What the hub does by night: looks for patterns, where that is due.
  bool look_for_patterns();
  // What the hub does when somebody has asked for the figures of a quarter. Answers how many.
  int prepare_figures();
  // What the renderer does: draws the files that wait. Answers how many.
  int draw_files();

  // Every body that went over the door, either way.
  [[nodiscard]] const std::vector<std::string>& door_traffic() const;

  Room hub_room();
  Room gate_room();
  [[nodiscard]] const model::Borough& borough() const;

 private:
  struct State;
  std::unique_ptr<State> state_;
  UtcTime started_;
};

// The engine's name for parameterised tests.
std::string engine_name(db::Engine engine);

}  // namespace mash::world
