// SPDX-License-Identifier: MIT
#include "link_labels.h"

#include <fmt/format.h>

#include <limits>
#include <map>

#include "link_files.h"
#include "mash/linkage/csv.h"

namespace mash::server {

namespace lk = mash::linkage;

Result<std::vector<LabelledPair>> read_labels(const std::string& path) {
  MASH_TRY(const auto text, read_text_file(path));
  const lk::Input input{.name = path, .bytes = text};
  const std::vector<std::string> headers{"left_id", "right_id", "match"};
  MASH_TRY(const auto columns, lk::read_columns(input, headers));
  std::vector<LabelledPair> out;
  for (std::size_t i = 0; i < columns[0].size(); ++i) {
    const auto& match = columns[2][i];
    if (match != "0" && match != "1") {
      return invalid("labels",
                     fmt::format("{}: row {}, column match: write 1 for one person or 0 for two",
                                 path, i + 2));
    }
    out.push_back({columns[0][i], columns[1][i], match == "1"});
  }
  return out;
}

namespace {

constexpr std::uint32_t k_twice = std::numeric_limits<std::uint32_t>::max();

Result<std::uint32_t> row_of(const std::map<std::string_view, std::uint32_t>& rows,
                             const std::string& id, std::size_t line) {
  const auto found = rows.find(id);
  if (found == rows.end()) {
    return invalid("labels", fmt::format("--labels: row {} names a record that no file has", line));
  }
  if (found->second == k_twice) {
    return invalid("labels",
                   fmt::format("--labels: row {} names a record that two files have; give each "
                               "record an id of its own",
                               line));
  }
  return found->second;
}

}  // namespace

Result<lk::Calibration> calibrate_by(const std::vector<LabelledPair>& labels,
                                     const lk::Table& table, const lk::Linked& linked) {
  std::map<std::string_view, std::uint32_t> rows;
  for (std::uint32_t row = 0; row < table.rows(); ++row) {
    const auto [at, is_new] = rows.try_emplace(table.id(row), row);
    if (!is_new) at->second = k_twice;
  }
  const lk::Scorer scorer(linked.people, linked.model);
  std::vector<lk::Label> scored;
  for (std::size_t i = 0; i < labels.size(); ++i) {
    MASH_TRY(const auto a, row_of(rows, labels[i].left, i + 2));
    MASH_TRY(const auto b, row_of(rows, labels[i].right, i + 2));
    if (a == b) {
      return invalid("labels", fmt::format("--labels: row {} names one record twice", i + 2));
    }
    scored.push_back({scorer.score(a, b), labels[i].match});
  }
  return lk::calibrate(std::move(scored));
}

}  // namespace mash::server
