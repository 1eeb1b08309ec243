// SPDX-License-Identifier: MIT
// Rows of a CSV text, cut into cells many bytes at a time.
#pragma once

#include <string_view>
#include <vector>

namespace mash::linkage {

// Cells by column, in the order of rows. Columns that are not wanted stay empty.
struct SplitCells {
  std::vector<std::vector<std::string_view>> columns;
  std::size_t rows = 0;
};

// Fills `cells` from whole rows; false if anything in them needs the strict reader (csv_rows.h): a
// quotation mark within a cell, a wrong number of cells, bytes that are not UTF-8, NUL, an open
// end. If it is true, the rows began and ended where rows begin and end.
bool split_rows(std::string_view rows, char separator, const std::vector<bool>& wanted,
                SplitCells& cells);

}  // namespace mash::linkage
