// SPDX-License-Identifier: MIT
#include "patterns_command.h"

#include <CLI/CLI.hpp>

namespace mash::server {

namespace {

constexpr AddMethod k_methods[] = {
    add_patterns_scan,  add_patterns_spc,        add_patterns_its,
    add_patterns_surge, add_patterns_turnaround, add_patterns_score,
};

}  // namespace

void add_patterns(CLI::App& top, std::function<int()>& run) {
  auto* c = top.add_subcommand("patterns", "Look for patterns in counts and times, in CSV files");
  c->require_subcommand(1);
  for (const auto add : k_methods) add(*c, run);
}

}  // namespace mash::server
