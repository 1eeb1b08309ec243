// SPDX-License-Identifier: MIT
// What an operator chooses on the command line, with its defaults.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "mash/base/result.h"
#include "mash/oidc/call.h"

namespace mash::server {

struct Settings {
  std::string data;   // folder of this installation
  bool demo = false;  // personas and sample notifications; loopback only
  // Of a demonstration: the instant (ISO 8601) at which its clock stands when it starts, or how far
  // (seconds) its clock is ahead of the machine's. `up` makes the second of the first, so that
  // whichever of hub and gate is started again has the same clock as before.
  std::string demo_clock;
  std::int64_t demo_ahead = 0;
  std::uint16_t hub_port = 8443;
  std::uint16_t gate_port = 8444;
  std::uint16_t door_port = 8445;
  // Where gates of other hubs bring what they send (relay); 0: nobody does. And the ports of theirs
  // that the gate dials.
  std::uint16_t hubs_port = 0;
  std::vector<std::uint16_t> hubs_dial;
  // Where people open the pages, as their browsers show it: passkeys belong to it. Empty: this
  // machine's own name and the port.
  std::string hub_origin;
  std::string gate_origin;
  std::string bind = "127.0.0.1";
  std::string config;     // the hub's agencies, people and clocks; empty: the demo borough
  std::string alerts;     // by what the hub sends alerts (JSON); empty: nobody is alerted
  std::string witnesses;  // who signs the hub's record (JSON); empty: nobody
  std::string oidc;       // which agencies sign their people in themselves (JSON); empty: none
  std::string scim;       // whose systems keep their people's accounts (JSON); empty: nobody's
  // How issuers are called; empty: by HTTPS. For tests, which need no network.
  oidc::Call issuer_calls{};
  std::string database;  // "postgres://..."; empty: SQLite below `data`
  // PostgreSQL: what the schemas' names begin with, "x" for "x_hub" and "x_gate"; empty: "hub" and
  // "gate".
  std::string schema;
  std::string gate_host = "127.0.0.1";  // where the hub finds the door
  // What starts the process that draws a stranger's file (libs/render): this program itself.
  std::vector<std::string> render = {"/proc/self/exe", "render"};
  std::string scanner;  // Unix socket of what knows malicious files; empty: nobody scans
};

// The origin that was chosen, or "https://hub.localhost:8443"; empty where the port is not known
// beforehand (0). invalid_input names "hub-origin" or "gate-origin" and says what one looks like.
Result<std::string> hub_origin(const Settings& settings);
Result<std::string> gate_origin(const Settings& settings);

}  // namespace mash::server
