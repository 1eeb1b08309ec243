// SPDX-License-Identifier: MIT
// Options that several commands take: where an installation lies and how it is reached. They write
// into what is given, which must outlive the parsing.
#pragma once

#include <CLI/CLI.hpp>
#include <string>

#include "settings.h"

namespace mash::server {

void add_folder(CLI::App& command, Settings& s);
void add_database(CLI::App& command, std::string& address, const std::string& help);
// All of hub and gate.
void add_places(CLI::App& command, Settings& s);

}  // namespace mash::server
