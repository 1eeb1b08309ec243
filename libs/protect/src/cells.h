// SPDX-License-Identifier: MIT
// Cells of all tables by what they count, and which of them add up to which.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "mash/protect/protect.h"

namespace mash::protect {

// Dimension and value, by dimension; a total has none for what it runs over.
using Key = std::map<std::string, std::string, std::less<>>;

enum class State : std::uint8_t {
  shown,
  small,   // hidden for its count
  beside,  // hidden so that others stay so
};

struct Counted {
  Key key;
  std::int64_t count = 0;
  State state = State::shown;
  std::optional<bool> answered = {};  // published before: shown, or hidden
  std::vector<std::size_t> sums;      // in which it stands
};

// The parts add up to the whole; `over` is the dimension that the whole leaves out.
struct Sum {
  std::size_t whole = 0;
  std::string over;
  std::vector<std::size_t> parts;
};

struct Cells {
  std::vector<Counted> all;  // by key
  std::vector<Sum> sums;
  // Of each table: the cell of each row, then of the totals that were added.
  std::vector<std::vector<std::size_t>> of_table;
};

std::string words_of(const Key& key);
Result<Cells> read_cells(std::span<const Table> tables);
// As a row of a table with these dimensions.
std::vector<std::string> values_of(const Key& key, const std::vector<std::string>& dimensions);

}  // namespace mash::protect
