// SPDX-License-Identifier: MIT
// `openmash up`: starts hub and gate as processes of their own and starts each again when it ends.
#pragma once

#include <sys/types.h>

#include <string>
#include <vector>

namespace mash::server {

struct Child {
  std::string name;                    // "hub", "gate"
  std::vector<std::string> arguments;  // of this same program
};

// Runs until SIGINT or SIGTERM, then ends the children (10 s, then by force). A child that dies is
// started again at once, after one second when it lived for less than that. If this process itself
// is killed, the children die with it. Answers the exit code.
int supervise(const std::string& program, const std::vector<Child>& children);

// For a process that was just forked: it will end with `parent`, however that ends, and ends now if
// that has ended already. What counts is the thread that forked. Linux only.
void die_with(pid_t parent);

// Blocks until SIGINT or SIGTERM arrives. Call block_signals() before any thread is started.
void block_signals();
void wait_for_signal();

}  // namespace mash::server
