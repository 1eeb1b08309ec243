// SPDX-License-Identifier: MIT
// What was sent, read once: running the transaction again does not change it.
#pragma once

#include <optional>

#include "mash/pipeline/route.h"
#include "match.h"

namespace mash::pipeline {

struct Sent {
  Input raw;    // as typed, also where it has faults
  Input input;  // what the route declares, and the parts of the path
  std::optional<Error> error{};
};
Sent read_sent(const Route& route, const PathParts& parts, const http::Request& request);
// The same of values that were sent before.
Sent read_values(const Route& route, const PathParts& parts, Input values);
// No form at all: not even its names could be read.
bool is_unreadable(const Sent& sent);
// Where an act that was done leads; empty for what only says why nothing was.
std::string done_at(const Reply& reply);
// The parts of the path alone.
Sent sent_nothing(const PathParts& parts);

}  // namespace mash::pipeline
