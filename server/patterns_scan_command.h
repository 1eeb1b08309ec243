// SPDX-License-Identifier: MIT
// `openmash patterns scan`: clusters in place and time, from CSV files.
#pragma once

#include <cstdint>
#include <string>

namespace mash::server {

struct ScanArguments {
  std::string cases;
  std::string baseline;
  std::string places;
  std::string out;
  std::string model = "poisson";
  bool prospective = false;
  std::string from;  // the first time looked at; empty: the first of the cases
  std::string to;    // the last
  std::size_t max_duration = 0;
  double max_share = 0.5;
  std::size_t monte_carlo = 999;
  std::uint64_t seed = 1;
  std::size_t most = 10;
  unsigned threads = 0;  // 0: as many as the machine has
};

// Exit codes: 0 done, 1 the disk failed, 2 the arguments or files need mending (said on stderr).
int scan_command(const ScanArguments& arguments);

}  // namespace mash::server
