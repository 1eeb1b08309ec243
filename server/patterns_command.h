// SPDX-License-Identifier: MIT
// `openmash patterns`: methods of research and analysis on CSV files, without a hub.
#pragma once

#include <functional>

namespace CLI {
class App;
}

namespace mash::server {

// Adds the command with all of its methods; the one asked for is put into `run`.
void add_patterns(CLI::App& top, std::function<int()>& run);

// One for each method: adds itself to the command. Defined beside the method.
using AddMethod = void (*)(CLI::App& patterns, std::function<int()>& run);
void add_patterns_spc(CLI::App& patterns, std::function<int()>& run);
void add_patterns_its(CLI::App& patterns, std::function<int()>& run);
void add_patterns_surge(CLI::App& patterns, std::function<int()>& run);
void add_patterns_turnaround(CLI::App& patterns, std::function<int()>& run);
void add_patterns_scan(CLI::App& patterns, std::function<int()>& run);
void add_patterns_score(CLI::App& patterns, std::function<int()>& run);  // with alarms and evaluate

}  // namespace mash::server
