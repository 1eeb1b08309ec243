// SPDX-License-Identifier: MIT
// `openmash board hubs`, `take`, `serve` and `demo`: a Board with the figures that hubs published.
#pragma once

#include <CLI/CLI.hpp>
#include <functional>
#include <string>
#include <vector>

#include "board_node.h"

namespace mash::server {

struct BoardArguments {
  BoardSettings settings;
  std::string file, first;         // a directory of hubs, and its fingerprint if it is the first
  std::vector<std::string> files;  // of figures
};

int board_hubs_command(const BoardArguments& arguments);
// Says a line for each file. 0: all were taken or are here already; 2: one was refused.
int board_take_command(const BoardArguments& arguments);
int board_serve_command(const BoardArguments& arguments);
// Fills an empty folder with hubs of London and made-up figures.
int board_demo_command(const BoardArguments& arguments);

void add_board_serve(CLI::App& board, std::function<int()>& run);

}  // namespace mash::server
