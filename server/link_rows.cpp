// SPDX-License-Identifier: MIT
#include "link_rows.h"

#include <fmt/format.h>

#include <limits>
#include <unordered_map>

#include "link_files.h"
#include "mash/linkage/csv.h"

namespace mash::server {

namespace lk = mash::linkage;

namespace {

constexpr std::uint32_t k_twice = std::numeric_limits<std::uint32_t>::max();

}  // namespace

RecordRows::RecordRows(const lk::Table& table) {
  for (std::uint32_t row = 0; row < table.rows(); ++row) {
    const auto [at, is_new] = rows_.try_emplace(table.id(row), row);
    if (is_new) continue;
    at->second = k_twice;
    clash_ = true;
  }
}

Result<std::uint32_t> RecordRows::of(std::string_view id, std::string_view option,
                                     std::size_t line) const {
  const auto found = rows_.find(id);
  if (found == rows_.end()) {
    return invalid(std::string(option),
                   fmt::format("--{}: row {} names a record that no file has", option, line));
  }
  if (found->second == k_twice) {
    return invalid(std::string(option),
                   fmt::format("--{}: row {} names a record that two files have; give each record "
                               "an id of its own",
                               option, line));
  }
  return found->second;
}

Result<std::vector<JudgedPair>> read_judged_pairs(const std::string& path,
                                                  std::string_view option) {
  MASH_TRY(const auto text, read_text_file(path));
  const lk::Input input{.name = path, .bytes = text};
  const std::vector<std::string> headers{"left_id", "right_id", "match"};
  MASH_TRY(const auto columns, lk::read_columns(input, headers));
  std::vector<JudgedPair> out;
  for (std::size_t i = 0; i < columns[0].size(); ++i) {
    const auto& match = columns[2][i];
    if (match != "0" && match != "1") {
      return invalid(std::string(option),
                     fmt::format("{}: row {}, column match: write 1 for one person or 0 for two",
                                 path, i + 2));
    }
    out.push_back({columns[0][i], columns[1][i], match == "1"});
  }
  return out;
}

Result<std::vector<lk::Answer>> answers_of(const std::vector<JudgedPair>& pairs,
                                           const RecordRows& rows, std::string_view option) {
  std::vector<lk::Answer> out;
  for (std::size_t i = 0; i < pairs.size(); ++i) {
    MASH_TRY(const auto a, rows.of(pairs[i].left, option, i + 2));
    MASH_TRY(const auto b, rows.of(pairs[i].right, option, i + 2));
    if (a == b) {
      return invalid(std::string(option),
                     fmt::format("--{}: row {} names one record twice", option, i + 2));
    }
    out.push_back({a, b, pairs[i].match});
  }
  return out;
}

Result<lk::Earlier> read_earlier(const std::string& path, const lk::Table& table,
                                 const RecordRows& rows) {
  MASH_TRY(const auto text, read_text_file(path));
  const lk::Input input{.name = path, .bytes = text};
  const std::vector<std::string> headers{"record_id", "cluster_id"};
  MASH_TRY(const auto columns, lk::read_columns(input, headers));
  lk::Earlier out;
  out.cluster.assign(table.rows(), lk::k_new_record);
  std::unordered_map<std::string_view, std::uint32_t> numbers;
  for (std::size_t i = 0; i < columns[0].size(); ++i) {
    const auto& id = columns[1][i];
    if (id.empty()) {
      return invalid("previous",
                     fmt::format("{}: row {}, column cluster_id is empty", path, i + 2));
    }
    const auto [at, is_new] = numbers.try_emplace(id, static_cast<std::uint32_t>(out.ids.size()));
    if (is_new) out.ids.push_back(id);
    if (!rows.has(columns[0][i])) continue;
    MASH_TRY(const auto row, rows.of(columns[0][i], "previous", i + 2));
    if (out.cluster[row] != lk::k_new_record) {
      return invalid("previous",
                     fmt::format("{}: row {} names a record that an earlier row has", path, i + 2));
    }
    out.cluster[row] = at->second;
  }
  return out;
}

}  // namespace mash::server
