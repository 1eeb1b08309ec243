// SPDX-License-Identifier: MIT
// The hub's half of the door: collects what the gate holds and delivers what waits in the post
// room. What the gate refuses is set aside there for people. Everything is committed before the
// gate is told to forget, and doing it again changes nothing. One thread at a time.
#pragma once

#include <functional>
#include <optional>

#include "mash/door/door_client.h"
#include "mash/packages/packages.h"
#include "mash/pipeline/app.h"
#include "mash/post/post.h"

namespace mash::server {

class Postman {
 public:
  using Grant = policy::Grant<policy::Action::collect>;
  // Takes one inward message in, inside the transaction.
  using TakeIn =
      std::function<Result<void>(const Grant&, pipeline::Context&, const packages::Inward&)>;
  // Whether files of strangers are taken in now; else their pieces wait at the gate.
  using TakesFiles = std::function<bool(db::Transaction&)>;
  // What may leave now.
  using Leaves = std::function<post::Which()>;
  // Told whether the gate answers, each time that changes.
  using Heard = std::function<void(bool answers)>;

  Postman(pipeline::App& app, db::Database& database, door::DoorClient::Send send, TakeIn take_in,
          TakesFiles takes_files, Leaves leaves, Heard heard);

  // What one round brought over the door.
  struct Round {
    bool answers = false;  // the gate did, each time
    int collected = 0;
    int delivered = 0;
    int products = 0;  // of those delivered
    // To which of the hub's keys the gate seals, where nothing waits there any more; else empty.
    std::string emptied;
    int stayed = 0;  // what the hub could not take in or the gate refused
  };
  Round round();

 private:
  bool exchange(Round& round);
  bool collect(Round& round);
  bool deliver(Round& round);
  void set_aside(const door::Refused& refused);

  pipeline::App& app_;
  db::Database& database_;
  door::DoorClient client_;
  TakeIn take_in_;
  TakesFiles takes_files_;
  Leaves leaves_;
  Heard heard_;
  std::optional<bool> answers_;
};

}  // namespace mash::server
