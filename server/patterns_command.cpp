// SPDX-License-Identifier: MIT
#include "patterns_command.h"

#include "patterns_score_command.h"

namespace mash::server {

void add_patterns(CLI::App& top, std::function<int()>& run) {
  auto* group = top.add_subcommand("patterns", "What streams of events say, with the arithmetic");
  group->require_subcommand(1);
  add_patterns_score(*group, run);
}

}  // namespace mash::server
