// SPDX-License-Identifier: MIT
// The files of testdata/, and small tables made of text.
#pragma once

#include <fstream>
#include <sstream>
#include <string>

#include "mash/linkage/csv.h"

namespace mash::splink {

inline std::string file(const std::string& name) {
  std::ostringstream text;
  text << std::ifstream(std::string(MASH_SOURCE_DIR) + "/libs/splink/testdata/" + name).rdbuf();
  return text.str();
}

// The rows of a CSV text as they are, spaces and all, without the header.
inline std::vector<std::vector<std::string>> rows_of(const std::string& csv) {
  std::vector<std::vector<std::string>> rows = {{""}};
  bool quoted = false;
  for (std::size_t i = 0; i < csv.size(); ++i) {
    const char c = csv[i];
    if (c == '"' && quoted && i + 1 < csv.size() && csv[i + 1] == '"') {
      rows.back().back() += csv[i++];
    } else if (c == '"') {
      quoted = !quoted;
    } else if (c == ',' && !quoted) {
      rows.back().emplace_back();
    } else if (c == '\n' && !quoted) {
      rows.push_back({""});
    } else {
      rows.back().back() += c;
    }
  }
  rows.pop_back();
  rows.erase(rows.begin());
  return rows;
}

// All columns of a CSV text with a column "record_id".
inline linkage::Table table_of(const std::string& csv) {
  const linkage::Input input{.name = "people", .bytes = csv, .id_column = "record_id"};
  auto names = *linkage::column_names(input);
  std::erase(names, "record_id");
  return *linkage::read_as_written({&input, 1}, names, 1);
}

}  // namespace mash::splink
