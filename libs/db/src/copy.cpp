// SPDX-License-Identifier: MIT
#include "mash/db/copy.h"

#include <sqlite3.h>

#include <algorithm>
#include <filesystem>
#include <functional>
#include <memory>
#include <optional>

namespace mash::db {

namespace {

struct Closed {
  void operator()(sqlite3* connection) const { sqlite3_close_v2(connection); }
  void operator()(sqlite3_stmt* statement) const { sqlite3_finalize(statement); }
};
using Connection = std::unique_ptr<sqlite3, Closed>;
using Statement = std::unique_ptr<sqlite3_stmt, Closed>;

Error could_not(sqlite3* connection) {
  return invalid("database",
                 std::string("SQLite could not copy it: ") +
                     (connection == nullptr ? "no memory" : sqlite3_errmsg(connection)));
}

std::string in_marks(std::string_view name, char mark) {
  std::string out(1, mark);
  for (const char c : name) {
    out += c;
    if (c == mark) out += c;
  }
  return out + mark;
}

Result<void> run(sqlite3* connection, const std::string& sql) {
  if (sqlite3_exec(connection, sql.c_str(), nullptr, nullptr, nullptr) != SQLITE_OK) {
    return could_not(connection);
  }
  return {};
}

struct Made {
  std::string kind, name, sql;
};

// Tables, indexes and what else was made, in that order.
Result<std::vector<Made>> all_of(sqlite3* connection) {
  sqlite3_stmt* raw = nullptr;
  constexpr const char* k_sql =
      "select type, name, sql from source.sqlite_schema where sql is not null and "
      "name not like 'sqlite\\_%' escape '\\' order by type <> 'table', rowid";
  if (sqlite3_prepare_v2(connection, k_sql, -1, &raw, nullptr) != SQLITE_OK) {
    return could_not(connection);
  }
  const Statement statement(raw);
  const auto text = [&](int column) {
    const auto* bytes = sqlite3_column_text(raw, column);
    return std::string(reinterpret_cast<const char*>(bytes));
  };
  std::vector<Made> out;
  int step = SQLITE_ROW;
  while ((step = sqlite3_step(raw)) == SQLITE_ROW) out.push_back({text(0), text(1), text(2)});
  if (step != SQLITE_DONE) return could_not(connection);
  return out;
}

Result<Connection> begin(const std::string& from, const std::string& to) {
  if (!std::filesystem::is_regular_file(from)) {
    return invalid("database", "There is no database " + from);
  }
  if (std::filesystem::exists(to)) {
    return invalid("to", to + " is there already: name a new one");
  }
  sqlite3* raw = nullptr;
  const int opened = sqlite3_open_v2(
      to.c_str(), &raw, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_URI, nullptr);
  Connection out(raw);
  if (opened != SQLITE_OK) return could_not(raw);
  std::filesystem::permissions(to, std::filesystem::perms(0600));
  std::string path;  // as a part of an address
  for (const char c : std::filesystem::absolute(from).string()) {
    if (c == '%' || c == '?' || c == '#') {
      constexpr std::string_view k_digits = "0123456789ABCDEF";
      const auto byte = static_cast<unsigned char>(c);
      path += '%';
      path += k_digits[byte >> 4U];
      path += k_digits[byte & 15U];
    } else {
      path += c;
    }
  }
  MASH_TRY_DO(run(raw, "pragma foreign_keys = off"));  // tables come one after the other
  MASH_TRY_DO(run(raw, "attach " + in_marks("file:" + path + "?mode=ro", '\'') + " as source"));
  return out;
}

// Makes all that `source` has, in one snapshot, with the rows of the tables that are `wanted`.
Result<void> copy_where(const std::string& from, const std::string& to,
                        const std::function<bool(const std::string& table)>& made,
                        const std::function<bool(const std::string& table)>& filled) {
  MASH_TRY(const Connection connection, begin(from, to));
  MASH_TRY_DO(run(connection.get(), "begin"));
  MASH_TRY(const auto all, all_of(connection.get()));
  for (const auto& one : all) {
    if (!made(one.name) && one.kind == "table") continue;
    if (one.kind != "table" && !made("")) continue;
    MASH_TRY_DO(run(connection.get(), one.sql));
    if (one.kind != "table" || !filled(one.name)) continue;
    const std::string name = in_marks(one.name, '"');
    MASH_TRY_DO(
        run(connection.get(), "insert into main." + name + " select * from source." + name));
  }
  return run(connection.get(), "commit");
}

bool is_one_of(const std::vector<std::string>& tables, const std::string& name) {
  return std::ranges::find(tables, name) != tables.end();
}

Result<void> unless_begun(const std::string& file, const Result<void>& done) {
  // What was there before was not touched; what was begun is not left for a copy.
  if (!done && done.error().faults.front().field != "to") {
    std::error_code ignored;
    std::filesystem::remove(file, ignored);
  }
  return done;
}

}  // namespace

Result<void> copy_apart(const std::string& database, const CopyFiles& to,
                        const std::vector<std::string>& tables) {
  const auto apart = [&](const std::string& name) { return is_one_of(tables, name); };
  const auto rest = [&](const std::string& name) { return !apart(name); };
  const auto all = [](const std::string& /*name*/) { return true; };
  MASH_TRY_DO(unless_begun(to.copy, copy_where(database, to.copy, all, rest)));
  return unless_begun(to.apart, copy_where(database, to.apart, apart, all));
}

Result<void> put_together(const CopyFiles& from, const std::string& database,
                          const std::vector<std::string>& tables) {
  const auto all = [](const std::string& /*name*/) { return true; };
  MASH_TRY_DO(unless_begun(database, copy_where(from.copy, database, all, all)));
  sqlite3* raw = nullptr;
  const int opened =
      sqlite3_open_v2(database.c_str(), &raw, SQLITE_OPEN_READWRITE | SQLITE_OPEN_URI, nullptr);
  const Connection connection(raw);
  if (opened != SQLITE_OK) return could_not(raw);
  if (!std::filesystem::is_regular_file(from.apart)) {
    return invalid("keys", "There is no file " + from.apart);
  }
  MASH_TRY_DO(run(raw, "pragma foreign_keys = off"));
  MASH_TRY_DO(run(raw, "attach " + in_marks(from.apart, '\'') + " as apart"));
  MASH_TRY_DO(run(raw, "begin"));
  for (const auto& table : tables) {
    const std::string name = in_marks(table, '"');
    MASH_TRY_DO(run(raw, "insert into main." + name + " select * from apart." + name));
  }
  return run(raw, "commit");
}

}  // namespace mash::db
