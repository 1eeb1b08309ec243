// SPDX-License-Identifier: MIT
// `openmash patterns ...`: each sub-command has its own file and one line in the table.
#pragma once

#include <CLI/CLI.hpp>
#include <functional>

namespace mash::server {

// Sets `run` once a sub-command was named.
void add_patterns(CLI::App& top, std::function<int()>& run);

}  // namespace mash::server
