// SPDX-License-Identifier: MIT
// openmash figures: the file of a quarter that this hub has published, for whoever brings it to a
// Board that cannot reach the gate. What not: preparing and publishing, which people do on a page.
#pragma once

#include <CLI/CLI.hpp>
#include <functional>

#include "settings.h"

namespace mash::server {

// Sets `run` once the command was named.
void add_figures(CLI::App& top, Settings& settings, std::function<int()>& run);

}  // namespace mash::server
