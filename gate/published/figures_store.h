// SPDX-License-Identifier: MIT
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "mash/db/database.h"

namespace mash::published {

struct FileRow {
  std::string quarter;
  UtcTime published_at;
  std::string file;
};
// The newest quarter first.
std::vector<FileRow> all_files(db::Transaction& tx);
std::optional<FileRow> find_file(db::Transaction& tx, std::string_view quarter);
void add_file(db::Transaction& tx, const FileRow& row);

}  // namespace mash::published
