// SPDX-License-Identifier: MIT
// How hub, gate, witness, reader of a log and Board shut themselves in (libs/confine): each to its
// own folder, to what it reads of the system and of its settings, and to what it dials and starts.
// One line of the log says what the kernel gives:
// {"event":"process.confined","landlock":VERSION,"seccomp":"yes"}; version 0 or "no" mean that this
// part of it holds nothing back. What not: the parent of `openmash up`, which starts them, and
// commands that end at once. Thread safety: one thread, in this order: made before the first other
// one, close() once it listens.
#pragma once

#include "board_node.h"
#include "log_reader.h"
#include "mash/base/result.h"
#include "mash/confine/room.h"
#include "mash/json/value.h"
#include "settings.h"
#include "witness_node.h"

namespace mash::server {

// The settings have been read by then, so that a fault of theirs has been told already.
confine::Room hub_room(const Settings& settings);
confine::Room gate_room(const Settings& settings);
confine::Room witness_room(const WitnessSettings& settings);
confine::Room log_reader_room(const LogReaderSettings& settings);
confine::Room board_room(const BoardSettings& settings);

// Where PostgreSQL listens and what its address says to read: part of a room where `database` is
// one. Pure.
void add_database(confine::Room& room, const std::string& database);

class Confinement {
 public:
  explicit Confinement(confine::Room room);
  void close() const;

 private:
  confine::Room room_;
  int landlock_;
};

// {"reads_elsewhere", "writes_elsewhere", "starts_programs", "opens_sockets"}, each true where it
// could: tried for the operator, at the control socket.
json::Value try_confinement();

}  // namespace mash::server
