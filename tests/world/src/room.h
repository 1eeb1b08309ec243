// SPDX-License-Identifier: MIT
// One App with who visits it.
#pragma once

#include <map>

#include "mash/base/time.h"
#include "mash/world/world.h"

namespace mash::world {

class Place {
 public:
  Place(pipeline::App& app, const FixedClock& clock, Dice& dice, std::string session_cookie);
  Place(const Place&) = delete;  // visitors know where it is
  Place& operator=(const Place&) = delete;

  Visitor& visitor(const std::string& name);
  Visitor& signed_in(const std::string& person);
  Wire& wire() { return wire_; }

 private:
  const FixedClock& clock_;
  Wire wire_;
  std::map<std::string, Visitor> visitors_;
  std::map<std::string, UtcTime> seen_;
};

}  // namespace mash::world
