// SPDX-License-Identifier: MIT
#include "link_rows.h"

#include <fmt/format.h>

#include <algorithm>
#include <limits>
#include <set>
#include <unordered_map>

#include "link_files.h"
#include "mash/linkage/csv.h"

namespace mash::server {

namespace lk = mash::linkage;

namespace {

constexpr std::uint32_t k_twice = std::numeric_limits<std::uint32_t>::max();

using Columns = std::vector<std::vector<std::string>>;

Result<Columns> read_cells(const std::string& path, std::string_view encoding,
                           const std::vector<std::string>& headers) {
  MASH_TRY(const auto text, read_utf8(path, encoding));
  return lk::read_columns({.name = path, .bytes = text}, headers);
}

// "people.csv: row 7": where a record stands.
std::string place_of(const lk::Table& table, std::uint32_t row) {
  const auto source = table.source[row];
  const auto first = std::find(table.source.begin(), table.source.end(), source);
  return fmt::format("{}: row {}", table.sources[source],
                     row - static_cast<std::size_t>(first - table.source.begin()) + 2);
}

}  // namespace

Error fault_at(const Cell& cell, std::string_view what) {
  return invalid(std::string(cell.column),
                 fmt::format("{}: row {}, column {}: {}", cell.path, cell.row, cell.column, what));
}

RecordRows::RecordRows(const lk::Table& table) {
  for (std::uint32_t row = 0; row < table.rows(); ++row) {
    const auto [at, is_new] = rows_.try_emplace(table.id(row), row);
    if (is_new) continue;
    at->second = k_twice;
    if (!clash_) clash_ = row;
  }
}

Result<std::uint32_t> RecordRows::of(std::string_view id, const Cell& cell) const {
  const auto found = rows_.find(id);
  if (found == rows_.end()) return fault_at(cell, "no input has a record of this id");
  if (found->second == k_twice) {
    return fault_at(cell, "two inputs have a record of this id; give each record an id of its own");
  }
  return found->second;
}

Result<std::vector<lk::Answer>> read_answers(const std::string& path, std::string_view encoding,
                                             const RecordRows& rows) {
  MASH_TRY(const auto columns, read_cells(path, encoding, {"left_id", "right_id", "match"}));
  std::vector<lk::Answer> out;
  for (std::size_t i = 0; i < columns[0].size(); ++i) {
    const auto& match = columns[2][i];
    if (match != "0" && match != "1")
      return fault_at({path, i + 2, "match"}, "write 1 for one person or 0 for two");
    MASH_TRY(const auto a, rows.of(columns[0][i], {path, i + 2, "left_id"}));
    MASH_TRY(const auto b, rows.of(columns[1][i], {path, i + 2, "right_id"}));
    if (a == b) return fault_at({path, i + 2, "right_id"}, "this is the record of left_id again");
    out.push_back({a, b, match == "1"});
  }
  return out;
}

Result<EarlierRead> read_earlier(const std::string& path, std::string_view encoding,
                                 const lk::Table& table, const RecordRows& rows) {
  if (rows.clash()) {
    return invalid("previous", place_of(table, *rows.clash()) +
                                   ": a record before it has the same id; with --previous each "
                                   "needs an id of its own");
  }
  MASH_TRY(const auto columns, read_cells(path, encoding, {"record_id", "cluster_id"}));
  EarlierRead out{.records = columns[0].size()};
  auto& earlier = out.earlier;
  earlier.cluster.assign(table.rows(), lk::k_new_record);
  std::unordered_map<std::string_view, std::uint32_t> numbers;
  std::set<std::string_view> absent;
  const auto twice = [&](std::size_t row) {
    return fault_at({path, row, "record_id"}, "an earlier row has this record");
  };
  for (std::size_t i = 0; i < out.records; ++i) {
    const auto& record = columns[0][i];
    const auto& id = columns[1][i];
    if (record.empty()) return fault_at({path, i + 2, "record_id"}, "write the id of a record");
    if (id.empty()) return fault_at({path, i + 2, "cluster_id"}, "write the id of a cluster");
    const auto [at, is_new] =
        numbers.try_emplace(id, static_cast<std::uint32_t>(earlier.ids.size()));
    if (is_new) earlier.ids.push_back(id);
    if (!rows.has(record)) {
      if (!absent.insert(record).second) return twice(i + 2);
      continue;
    }
    MASH_TRY(const auto row, rows.of(record, {path, i + 2, "record_id"}));
    if (earlier.cluster[row] != lk::k_new_record) return twice(i + 2);
    earlier.cluster[row] = at->second;
  }
  out.absent = absent.size();
  if (out.records > 0 && out.absent == out.records) {
    return invalid("previous", path +
                                   ": none of its records is in an input; name the clusters of "
                                   "an earlier run over these records");
  }
  return out;
}

}  // namespace mash::server
