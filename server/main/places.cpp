// SPDX-License-Identifier: MIT
#include "places.h"

#include "mash/db/address.h"
#include "mash/malice/scanner.h"

namespace mash::server {

void add_folder(CLI::App& command, Settings& s) {
  command.add_option("--data", s.data, "Folder of the installation")
      ->required()
      ->check([](const std::string& folder) {
        return folder.empty() ? std::string("Name the folder of the installation: it is empty")
                              : std::string();
      });
}

void add_database(CLI::App& command, std::string& address, const std::string& help) {
  command.add_option("--db", address, help)->check([](const std::string& given) {
    const auto fault = db::fault_of_address(given);
    return fault ? fault->faults.front().message : std::string();
  });
}

void add_places(CLI::App& command, Settings& s) {
  add_folder(command, s);
  command.add_flag("--demo", s.demo, "Personas and sample notifications; this machine only");
  command.add_option("--bind", s.bind, "Address to listen on")->capture_default_str();
  command.add_option("--config", s.config, "Agencies, people and clocks (JSON); else the demo's");
  command.add_option("--alerts", s.alerts,
                     "By what the hub sends alerts (JSON); else nobody is alerted");
  command.add_option("--witnesses", s.witnesses,
                     "Who signs the hub's record as it goes on (JSON); else nobody does");
  command.add_option("--oidc", s.oidc,
                     "Which agencies sign their people in themselves (JSON); else none");
  command.add_option("--scim", s.scim,
                     "Which agencies' own systems open and close accounts (JSON); else none");
  command
      .add_option("--scanner", s.scanner,
                  "Unix socket of ClamAV's daemon: the hub has it scan each file; else nobody does")
      ->check([](const std::string& path) {
        return path.empty() || path.size() > malice::k_longest_path
                   ? std::string("Name the scanner's Unix socket by a path of 1 to 107 bytes")
                   : std::string();
      });
  add_database(command, s.database, "postgres://... instead of the embedded database");
  command.add_option("--hub-port", s.hub_port, "Port of the hub's pages")->capture_default_str();
  command.add_option("--gate-port", s.gate_port, "Port of the gate's pages")->capture_default_str();
  command.add_option("--hub-origin", s.hub_origin,
                     "Where people open the hub's pages, for passkeys: https://hub.example");
  command.add_option("--gate-origin", s.gate_origin, "The same of the gate's pages");
  command.add_option("--door-port", s.door_port, "Port of the gate's door")->capture_default_str();
  command.add_option("--hubs-port", s.hubs_port,
                     "Port at which gates of other hubs bring words; else none do");
  command.add_option("--hubs-dial", s.hubs_dial,
                     "Ports of other hubs' gates; else the one of --hubs-port");
  command.add_option("--gate-host", s.gate_host, "Where the hub finds the door")
      ->capture_default_str();
}

}  // namespace mash::server
