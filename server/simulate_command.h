// SPDX-License-Identifier: MIT
// `openmash simulate`: a made-up town or London as files (libs/simulation), and into hubs' folders.
#pragma once

#include <cstdint>
#include <string>

#include "mash/simulation/figures.h"

namespace mash::server {

struct SimulateArguments {
  std::uint64_t seed = 1;
  std::string hubs = "barnfield";  // or london
  int days = 365;
  std::int64_t people =
      0;              // children from 0 to 17, in all hubs together; 0: as docs/simulation.md says
  std::string until;  // the first day that is not written; empty: 2026-01-01
  std::string out;    // a folder that is new or empty
  std::string load;   // folder of a demonstration, or of one for each borough; empty: none
  unsigned threads = 0;  // 0: as many as the machine has
};

// Exit codes: 0 done, 1 could not, 2 the arguments need mending (said on stderr). Loading goes
// through `openmash import`; only into folders of demonstrations, so that nobody invented comes
// among real people.
int simulate_command(const SimulateArguments& arguments);

// Barnfield's agencies and invented staff under the name of a borough, as a hub's configuration.
std::string borough_config(const simulation::Borough& borough);

}  // namespace mash::server
