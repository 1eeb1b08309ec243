// SPDX-License-Identifier: MIT
// `openmash hubs`: the directory of hubs is put together, signed and taken, and it is said whom
// this hub talks to (libs/exchange, hub/peers). What not: letters, which people write on pages.
#pragma once

#include <CLI/CLI.hpp>
#include <functional>
#include <string>
#include <vector>

#include "settings.h"

namespace mash::server {

struct HubsArguments {
  std::string file, first, hub;
  std::string gate;                              // "gate.barnfield.example:8447"
  std::vector<std::string> decides, recommends;  // authorities
  std::string from, until;                       // days, "2026-12-01"
};

// Prints how this hub stands in a directory, for whoever puts one together.
int hubs_entry_command(const Settings& settings, const HubsArguments& arguments);
// Signs the directory in the file as this hub, and prints it.
int hubs_sign_command(const Settings& settings, const HubsArguments& arguments);
// Says what stands in the file, its fingerprint and who has signed it.
int hubs_check_command(const HubsArguments& arguments);
int hubs_take_command(const Settings& settings, const HubsArguments& arguments);
int hubs_allow_command(const Settings& settings, const HubsArguments& arguments, bool allow);
// 1: something has no receipt in its time.
int hubs_list_command(const Settings& settings);

// Sets `run` once a sub-command was named.
void add_hubs(CLI::App& top, Settings& settings, std::function<int()>& run);

}  // namespace mash::server
