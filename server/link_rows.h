// SPDX-License-Identifier: MIT
// Files that speak of records by their ids: what people answered, what was joined before.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "mash/base/result.h"
#include "mash/linkage/settled.h"
#include "mash/linkage/stable_ids.h"
#include "mash/linkage/table.h"

namespace mash::server {

// Rows of a table, which must outlive it, by the ids of their records.
class RecordRows {
 public:
  explicit RecordRows(const linkage::Table& table);
  // Errors: no file has the record, or two have one of this id. `line` of the file that `option`
  // names is where it stands.
  [[nodiscard]] Result<std::uint32_t> of(std::string_view id, std::string_view option,
                                         std::size_t line) const;
  // Two records have one id.
  [[nodiscard]] bool clash() const { return clash_; }
  [[nodiscard]] bool has(std::string_view id) const { return rows_.contains(id); }

 private:
  std::map<std::string_view, std::uint32_t> rows_;
  bool clash_ = false;
};

// Two records of which a person said whether they are one person.
struct JudgedPair {
  std::string left;
  std::string right;
  bool match = false;
};

// Columns left_id, right_id and match: 0 or 1. `option` names the file in errors.
Result<std::vector<JudgedPair>> read_judged_pairs(const std::string& path, std::string_view option);
// The same as rows; a pair of one record is an error.
Result<std::vector<linkage::Answer>> answers_of(const std::vector<JudgedPair>& pairs,
                                                const RecordRows& rows, std::string_view option);

// What --clusters of an earlier run wrote. Records that no file has any more are passed over.
Result<linkage::Earlier> read_earlier(const std::string& path, const linkage::Table& table,
                                      const RecordRows& rows);

}  // namespace mash::server
