// SPDX-License-Identifier: MIT
#include "figures_store.h"

namespace mash::published {

namespace {

std::vector<FileRow> rows_from(const db::Rows& rows) {
  std::vector<FileRow> out;
  for (const auto& r : rows) out.push_back({r.text(0), r.time(1), r.text(2)});
  return out;
}

}  // namespace

std::vector<FileRow> all_files(db::Transaction& tx) {
  return rows_from(
      tx.query("select quarter, published_at, file from published_figures order by quarter desc"));
}

std::optional<FileRow> find_file(db::Transaction& tx, std::string_view quarter) {
  auto found = rows_from(tx.query(
      "select quarter, published_at, file from published_figures where quarter = $1", {quarter}));
  if (found.empty()) return std::nullopt;
  return std::move(found.front());
}

void add_file(db::Transaction& tx, const FileRow& row) {
  tx.execute("insert into published_figures (quarter, published_at, file) values ($1, $2, $3)",
             {row.quarter, row.published_at, row.file});
}

}  // namespace mash::published
