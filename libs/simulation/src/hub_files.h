// SPDX-License-Identifier: MIT
// What one hub is told, as text: files for `openmash import`, and what others read beside it.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "country.h"
#include "summary.h"

namespace mash::simulation {

struct HubFiles {
  std::vector<std::pair<std::string, std::string>> files;  // path, text
  // Lines without a header, of files that all hubs share.
  std::string links, events, durations, assessments, cases, baseline;
  std::uint64_t notifications = 0;
};

// A pure function of the country and the hub's place in it; `tally` takes what is counted.
HubFiles write_hub(const Country& country, std::size_t hub, Tally& tally);

inline constexpr std::size_t k_a_file = 50'000;  // notifications

}  // namespace mash::simulation
