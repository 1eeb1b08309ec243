// SPDX-License-Identifier: MIT
// Children of different families who were missing at the same time, more than once.
// What not: no guess whether they were together: the places where they were found are listed, and
// people judge. Deterministic. Thread safety: pure. Cost: absences times those that overlap.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "mash/network/network.h"

namespace mash::network {

struct Absence {
  Person child = 0;
  Day from = 0;
  Day until = 0;                               // the day of return, which counts
  std::optional<std::uint32_t> found_at = {};  // a place, as the caller numbers them
};

struct AwayTogether {
  Person one = 0;  // the lower number
  Person other = 0;
  // Indexes into what was given: of `one` and of `other`. Each absence counts once.
  std::vector<std::pair<std::size_t, std::size_t>> times;
  std::vector<std::uint32_t> places;  // where both were found at the same time, each once
};

// `family`: Network::families(). Most times first, then by number. A child beyond `family`: throws
// std::out_of_range.
std::vector<AwayTogether> away_together(std::span<const Absence> absences,
                                        std::span<const Person> family,
                                        std::size_t least_times = 2);

}  // namespace mash::network
