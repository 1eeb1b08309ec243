// SPDX-License-Identifier: MIT
// Hubs of London with made-up figures, signed as hubs sign them: for whoever wants to see a Board
// without 33 hubs, and for tests. Every file says that no real children are behind it.
//
// What: a directory and one file for each hub and quarter; cells hidden and rounded one by one.
// What not: protection (there is nobody to protect), anything of a real authority but its name.
// The same random numbers give the same files. Thread safety: one thread. Cost: 20 ms a file.
#pragma once

#include <string>
#include <vector>

#include "mash/base/random.h"
#include "mash/board/publication.h"
#include "mash/exchange/directory.h"

namespace mash::boardroom {

struct MadeUp {
  exchange::SignedDirectory directory;
  struct File {
    std::string hub;
    board::Quarter quarter;
    std::string text;
  };
  std::vector<File> files;  // in the order of hubs, then of quarters
};
struct MadeUpOptions {
  std::size_t hubs = 33;
  board::Quarter last;  // the newest quarter, which has ended by `now`
  int quarters = 8;
  UtcTime now;
};
MadeUp make_up(const board::Definitions& all, const MadeUpOptions& options, Random& random);

}  // namespace mash::boardroom
