// SPDX-License-Identifier: MIT
// Every slice of the gate in one place: routes, templates, tables and who takes which package.
#pragma once

#include <string>
#include <vector>

#include "gate_policy.h"
#include "mash/crypto/crypto.h"
#include "mash/db/database.h"
#include "mash/door/door.h"
#include "mash/html/page.h"
#include "mash/html/render.h"
#include "mash/login/agencies.h"
#include "mash/pipeline/app.h"

namespace mash::server {

struct GateParts {
  crypto::PublicKey hub_key{};  // notifications are sealed to it
  std::string hub_name;
  std::string phone;
  bool demo = false;
  GatePolicy policy;
  const std::vector<login::AgencyIssuer>* agencies = nullptr;
  std::string origin{};  // of the pages, for passkeys
  const signatures::Agencies* signers = nullptr;
};
std::vector<pipeline::Route> gate_routes(const GateParts& parts);
// For openapi.json: never run.
std::vector<pipeline::Route> gate_routes_for_description();
door::Takers gate_takers();
std::vector<html::Source> gate_templates();
std::vector<db::Migration> gate_migrations();
std::vector<std::string> gate_key_names();
// The frame around a page of the gate.
html::Page gate_frame(const GateParts& parts, const pipeline::Person* person,
                      const std::string& path);

}  // namespace mash::server
