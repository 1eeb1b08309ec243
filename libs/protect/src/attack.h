// SPDX-License-Identifier: MIT
// What whoever holds everything that is shown can work out of what is hidden.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "cells.h"

namespace mash::protect {

struct Reach {
  std::int64_t lower = 0;
  std::optional<std::int64_t> upper = {};  // nothing: no bound
  auto operator<=>(const Reach&) const = default;
};

// What a cell says by itself.
Reach said_by(const Counted& cell, const Rules& rules);

// For each of `targets`: by linear programmes, and by counting out where few hidden cells hang
// together, since counts are whole numbers.
std::vector<Reach> attack(const Cells& cells, const Rules& rules,
                          const std::vector<std::size_t>& targets);

// How many counts whoever attacks is left with for each of `targets`, or some number that is not
// below `enough` of it: quicker than attack(), since each answer of a programme shows counts that
// all other cells can have.
std::vector<std::int64_t> left_of(const Cells& cells, const Rules& rules,
                                  const std::vector<std::size_t>& targets,
                                  const std::vector<std::int64_t>& enough);

}  // namespace mash::protect
