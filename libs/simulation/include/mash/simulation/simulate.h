// SPDX-License-Identifier: MIT
// A town or all of London made up: families, what truly goes on in them, and the notifications that
// agencies send to each hub about them. `docs/simulation.md` says what the files hold.
// What not: hubs, import, the disk; files go to the caller's `Write`.
// The same plan gives the same bytes on every machine, with any number of threads.
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "mash/base/time.h"
#include "mash/simulation/figures.h"
#include "mash/simulation/lists.h"

namespace mash::simulation {

struct Plan {
  std::uint64_t seed = 1;
  bool london = false;  // 33 boroughs; else Barnfield alone, with the figures of all of London
  int days = 365;       // 1 to 3,653, up to `until`
  double children = 0;  // 0 to 17 years old, over all hubs; 0: k_barnfield or k_london
  LocalDate until{2026, 1, 1};  // the first day that is no longer written
  unsigned threads = 1;
};
inline constexpr double k_barnfield = 60'000;
inline constexpr double k_london = 191'609;  // a tenth of those there are
inline constexpr double k_fewest_children = 2'000;
inline constexpr double k_most_children = 2'000'000;

// One figure of one hub, or of all ("all"), beside the one it was made from.
struct Compared {
  std::string hub, measure;
  double wanted = 0, found = 0, error = 0;  // `error`: standard error, by family
  bool published = false;                   // for this very borough; else of London, or assumed
  bool assumed = false;
  // Further off than chance explains: more than `k_far` standard errors.
  [[nodiscard]] bool beyond() const;
};
inline constexpr double k_far = 4.0;

struct Simulated {
  std::vector<std::string> hubs;
  std::uint64_t children = 0, families = 0, notifications = 0, bytes = 0;
  std::vector<Compared> summary;
};

// Takes one whole file; paths have '/' and no dots. Called by one thread, in a fixed order.
using Write = std::function<Result<void>(std::string_view path, std::string_view text)>;
// How many of how many hubs are done.
using Progress = std::function<void(std::size_t, std::size_t)>;

// Errors: invalid_input that names "days", "people" or "until"; what `write` gives. Cost: about 60
// microseconds and 1 kB a notification, and 20 microseconds a child, by one thread.
Result<Simulated> simulate(const Lists& lists, const Figures& figures, const Plan& plan,
                           const Write& write, const Progress& progress = {});

}  // namespace mash::simulation
