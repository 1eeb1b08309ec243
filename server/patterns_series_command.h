// SPDX-License-Identifier: MIT
// `openmash patterns spc` and `openmash patterns its`: one series in a CSV file.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

namespace mash::server {

struct SpcArguments {
  std::string series;
  std::string out;
  std::vector<std::size_t> rebase;  // counted from 1
  std::optional<std::size_t> fix_after;
  bool screen_outliers = false;
  std::string better = "none";
};

struct ItsArguments {
  std::string series;
  std::string event;
  std::size_t harmonics = 0;
  std::string offset;  // column
  std::optional<double> year;
};

// Exit codes: 0 done, 1 the disk failed, 2 the arguments or files need mending (said on stderr).
int spc_command(const SpcArguments& arguments);
int its_command(const ItsArguments& arguments);

}  // namespace mash::server
