// SPDX-License-Identifier: MIT
// A person of the demonstration at the hub's own pages, in process: reads pages as JSON and sends
// their forms, like anybody with a browser. Each visit goes through dispatch and is on the record.
// What not: the network, and what to do (demo_work.h). Not thread-safe.
#pragma once

#include <string>

#include "mash/json/value.h"
#include "mash/pipeline/app.h"

namespace mash::server {

class Persona {
 public:
  Persona(pipeline::App& app, const Clock& clock, std::string id);
  // Errors of both: the hub said no (the path and its status, never words of a page).
  Result<json::Value> read(const std::string& path);
  // Where the act leads.
  Result<std::string> act(const std::string& path, const json::Value& answers);

 private:
  Result<void> sign_in();
  Result<json::Value> send(const std::string& method, const std::string& path,
                           const std::string& body);

  pipeline::App& app_;
  const Clock& clock_;
  std::string id_;
  std::string cookie_;
  UtcTime seen_;
};

}  // namespace mash::server
