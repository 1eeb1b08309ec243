// SPDX-License-Identifier: MIT
// `openmash patterns turnaround`: did cases go faster after something changed?
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>

namespace mash::server {

struct TurnaroundArguments {
  std::string cases;
  std::string before_after;
  std::string until;     // empty: the last time in the file
  std::string out_json;  // empty: stdout
  std::size_t replicas = 999;
  std::uint64_t seed = 1;
};

// Exit codes: 0 done, 1 the disk failed, 2 the arguments or files need mending (said on stderr).
int turnaround_command(const TurnaroundArguments& arguments);

}  // namespace mash::server
