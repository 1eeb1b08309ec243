// SPDX-License-Identifier: MIT
// `openmash board protect`: tables of counts as they may be shown, with the attack they withstood.
#pragma once

#include <CLI/CLI.hpp>
#include <functional>
#include <string>
#include <vector>

namespace mash::server {

struct ProtectArguments {
  std::string table;
  std::vector<std::string> linked;
  std::string style = "nhs";
  std::vector<std::string> sensitive;
  std::string out;
  std::string attack;
};

// Exit codes: 0; 2 for bad input, which also is a table that cannot be shown. Writes nothing then.
int protect_command(const ProtectArguments& arguments);

// Sets `run` once a sub-command was named.
void add_board(CLI::App& top, std::function<int()>& run);

}  // namespace mash::server
