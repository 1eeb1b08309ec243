// SPDX-License-Identifier: MIT
// One App on a database of its own, with who visits it.
#pragma once

#include <map>

#include "mash/base/time.h"
#include "mash/html/render.h"
#include "mash/support/test_app.h"
#include "mash/world/world.h"

namespace mash::world {

struct RoomParts {
  db::Engine engine{};
  std::vector<std::string> key_names;
  std::vector<db::Migration> migrations;
  std::vector<html::Source> templates;
};

class Place {
 public:
  Place(const RoomParts& parts, const FixedClock& clock, Dice& dice);

  // The App is made once the routes are known.
  void open(pipeline::AppOptions options);
  Visitor& visitor(const std::string& name);
  Visitor& signed_in(const std::string& person);

  Room room() { return {*app_, *database_, keys_, wire_, folder_.path()}; }
  [[nodiscard]] const html::Templates& templates() const { return templates_; }
  [[nodiscard]] const pipeline::KeyRing& keys() const { return keys_; }
  db::Database& database() { return *database_; }
  pipeline::App& app() { return *app_; }

 private:
  support::TempFolder folder_;
  const FixedClock& clock_;
  Dice& dice_;
  pipeline::KeyRing keys_;
  std::unique_ptr<db::Database> database_;
  html::Templates templates_;
  std::unique_ptr<pipeline::App> app_;
  Wire wire_;
  std::map<std::string, Visitor> visitors_;
  std::map<std::string, UtcTime> seen_;
};

}  // namespace mash::world
