// SPDX-License-Identifier: MIT
// `openmash patterns surge`: weekly counts of categories, judged against earlier years.
#pragma once

#include <cstddef>
#include <string>

namespace mash::server {

struct SurgeArguments {
  std::string counts;
  std::string at;  // a day of the week to judge; empty: the last of the file
  std::string out;
  std::size_t years = 5;
  std::size_t levels = 10;
  std::size_t past_weeks = 26;
  double alpha = 0.005;
  double trend_p = 0.05;
  std::string limit = "negative-binomial";
};

// Exit codes: 0 done, 1 the disk failed, 2 the arguments or files need mending (said on stderr).
int surge_command(const SurgeArguments& arguments);

}  // namespace mash::server
