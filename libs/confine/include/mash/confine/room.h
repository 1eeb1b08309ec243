// SPDX-License-Identifier: MIT
// How a process that serves for long shuts itself in: before its first thread what it may reach
// (Landlock), and once it listens what it may still do (seccomp), in all of its threads.
// What not: users, groups and what the system sees of it (systemd's), the process that draws
// strangers' files (libs/render, which is shut in further).
// Errors: none; what the kernel does not give is missing in the answer, and the caller says so.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace mash::confine {

struct Room {
  std::vector<std::string> owns;    // folders that it reads, writes and clears
  std::vector<std::string> reads;   // files and folders
  std::vector<std::string> starts;  // programs, and what loads them; none: it starts no process
  // Ports that it dials by TCP; none: it opens no socket at all from then on.
  std::vector<std::uint16_t> dials;
};

// Nothing but these paths and ports from now on, for this thread and those that it starts. The
// version of Landlock; 0: this kernel has none, and nothing is held back.
int hold_files(const Room& room);
// Nothing of what no such process needs: to look into another, the kernel's own, and, as `room`
// says, a program, a process or a new socket. Of all threads that there are and will be. False:
// this kernel takes no list.
bool hold_calls(const Room& room);

}  // namespace mash::confine
