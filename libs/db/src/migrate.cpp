// SPDX-License-Identifier: MIT
#include <algorithm>
#include <set>

#include "fault.h"
#include "mash/base/assert.h"
#include "mash/db/database.h"

namespace mash::db {
namespace {

// Whether a piece of a script holds anything but blank lines and comments.
bool is_statement(std::string_view piece) {
  while (!piece.empty()) {
    const auto end = std::min(piece.find('\n'), piece.size());
    const auto line = piece.substr(0, end);
    const auto first = line.find_first_not_of(" \t\r;");
    if (first != std::string_view::npos && !line.substr(first).starts_with("--")) return true;
    piece.remove_prefix(std::min(end + 1, piece.size()));
  }
  return false;
}

// What a script does: its statements without comments and line breaks.
std::string statements_of(std::string_view script) {
  std::string out;
  while (!script.empty()) {
    const auto end = std::min(script.find('\n'), script.size());
    auto line = script.substr(0, end);
    line = line.substr(0, line.find("--"));
    const auto first = line.find_first_not_of(" \t\r");
    if (first != std::string_view::npos) {
      out += line.substr(first, line.find_last_not_of(" \t\r") - first + 1);
      out += '\n';
    }
    script.remove_prefix(std::min(end + 1, script.size()));
  }
  return out;
}

void run_script(Transaction& transaction, std::string_view script) {
  while (!script.empty()) {
    const auto end = script.find(";\n");
    const auto piece = script.substr(0, end);
    if (is_statement(piece)) transaction.execute(piece);
    script.remove_prefix(end == std::string_view::npos ? script.size() : end + 2);
  }
}

std::set<std::int64_t> recorded(Transaction& transaction) {
  std::set<std::int64_t> numbers;
  for (const Row& row : transaction.query("select number from schema_version")) {
    numbers.insert(row.integer(0));
  }
  return numbers;
}

void refuse_newer(const std::set<std::int64_t>& numbers, const std::vector<Migration>& known) {
  for (const std::int64_t number : numbers) {
    const bool found = std::any_of(known.begin(), known.end(),
                                   [&](const Migration& m) { return m.number == number; });
    if (!found) {
      throw refused(Fault::other, "migrate", "the database was written by a newer version");
    }
  }
}

// A script that has changed since it ran here has left other tables than this version expects: the
// first page that needs one would fail.
void refuse_changed(Transaction& transaction, const std::set<std::int64_t>& numbers,
                    const std::vector<Migration>& known) {
  for (const Migration& migration : known) {
    if (!numbers.contains(migration.number)) continue;
    const auto ran =
        transaction.query("select script from schema_script where number = $1", {migration.number});
    if (ran.empty() || ran.front().text(0) != statements_of(migration.sql)) {
      throw refused(Fault::other, "migrate",
                    "the database was made by another build, with other tables than this one has "
                    "(" +
                        std::string(migration.name) +
                        "): start with a new folder, or with the "
                        "program that made it");
    }
  }
}

}  // namespace

void migrate(Database& database, const std::vector<Migration>& migrations, UtcTime at) {
  MASH_ASSERT(std::adjacent_find(migrations.begin(), migrations.end(), [](auto& a, auto& b) {
                return a.number >= b.number;
              }) == migrations.end());
  database.write([&](Transaction& transaction) {
    transaction.execute(
        "create table if not exists schema_version ("
        "number bigint primary key, name text not null, at bigint not null)");
    transaction.execute(
        "create table if not exists schema_script ("
        "number bigint primary key, script text not null)");
    const auto numbers = recorded(transaction);
    refuse_newer(numbers, migrations);
    refuse_changed(transaction, numbers, migrations);
  });
  // One transaction each; what is recorded is asked again in it, since another node may migrate
  // too.
  for (const Migration& migration : migrations) {
    database.write([&](Transaction& transaction) {
      const auto numbers = recorded(transaction);
      if (numbers.contains(migration.number)) return;
      if (!numbers.empty() && migration.number < *numbers.rbegin()) {
        throw refused(Fault::other, "migrate", "an older migration was never run");
      }
      run_script(transaction, migration.sql);
      transaction.execute("insert into schema_version (number, name, at) values ($1, $2, $3)",
                          {migration.number, migration.name, at});
      transaction.execute("insert into schema_script (number, script) values ($1, $2)",
                          {migration.number, statements_of(migration.sql)});
    });
  }
}

}  // namespace mash::db
