// SPDX-License-Identifier: MIT
// Files that speak of records by their ids: what people answered, what was joined before.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "mash/base/result.h"
#include "mash/linkage/settled.h"
#include "mash/linkage/stable_ids.h"
#include "mash/linkage/table.h"

namespace mash::server {

// A cell of a file, for messages. Rows are counted from 1, the header.
struct Cell {
  std::string_view path;
  std::size_t row = 0;
  std::string_view column;
};
// "answers.csv: row 3, column left_id: what"; the field is the column.
Error fault_at(const Cell& cell, std::string_view what);

// Rows of a table, which must outlive it, by the ids of their records.
class RecordRows {
 public:
  explicit RecordRows(const linkage::Table& table);
  // Errors: no input has the record that the cell names, or two have one of this id.
  [[nodiscard]] Result<std::uint32_t> of(std::string_view id, const Cell& cell) const;
  // A record that has its id from one before it.
  [[nodiscard]] const std::optional<std::uint32_t>& clash() const { return clash_; }
  [[nodiscard]] bool has(std::string_view id) const { return rows_.contains(id); }

 private:
  std::map<std::string_view, std::uint32_t> rows_;
  std::optional<std::uint32_t> clash_;
};

// Columns left_id, right_id and match: 0 or 1. Answer i is in row i + 2 of the file. An answer
// about one record twice is an error.
Result<std::vector<linkage::Answer>> read_answers(const std::string& path,
                                                  std::string_view encoding,
                                                  const RecordRows& rows);

struct EarlierRead {
  linkage::Earlier earlier;
  std::size_t records = 0;
  std::size_t absent = 0;  // of them: in no input
};
// What --clusters of an earlier run wrote. Records that no input has any more are counted and do
// not matter beyond that. Errors beside those of the cells: two inputs have one id, or no record of
// the file is in any.
Result<EarlierRead> read_earlier(const std::string& path, std::string_view encoding,
                                 const linkage::Table& table, const RecordRows& rows);

}  // namespace mash::server
