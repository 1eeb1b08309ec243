// SPDX-License-Identifier: MIT
// One thin layer over SQLite (embedded) and PostgreSQL 15 with one SQL text: $1..$n parameters,
// types bigint, text, bytea, double precision; times are bigint microseconds, ids text.
// What not: no query building, no mapping, no encryption.
// Thread safety: Database is safe from any thread; a Transaction belongs to the thread that got it.
#pragma once

#include <cstdint>
#include <exception>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include "mash/base/bytes.h"
#include "mash/base/id.h"
#include "mash/base/time.h"

namespace mash::db {

struct Null {
  bool operator==(const Null&) const = default;
};
using Cell = std::variant<Null, std::int64_t, double, std::string, Bytes>;

// A parameter: converts from what slices hold.
class Param {
 public:
  Param(Null n) : cell(n) {}  // NOLINT
  template <class I>
    requires std::is_integral_v<I>
  Param(I n) : cell(static_cast<std::int64_t>(n)) {}   // NOLINT
  Param(double d) : cell(d) {}                         // NOLINT
  Param(const char* s) : cell(std::string(s)) {}       // NOLINT
  Param(std::string_view s) : cell(std::string(s)) {}  // NOLINT
  Param(std::string s) : cell(std::move(s)) {}         // NOLINT
  Param(Bytes b) : cell(std::move(b)) {}               // NOLINT
  Param(UtcTime t) : cell(t.micros) {}                 // NOLINT
  template <class Tag>
  Param(const Id<Tag>& id) : cell(id.empty() ? Cell(Null{}) : Cell(id.text())) {}  // NOLINT
  template <class Tag>
  Param(const Code<Tag>& c) : cell(c.empty() ? Cell(Null{}) : Cell(c.text())) {}  // NOLINT
  Cell cell;
};
using Params = std::vector<Param>;

// One row. A wrong index or type is our own bug: assertion.
class Row {
 public:
  explicit Row(std::vector<Cell> cells) : cells_(std::move(cells)) {}
  [[nodiscard]] bool is_null(std::size_t i) const;
  [[nodiscard]] std::int64_t integer(std::size_t i) const;
  [[nodiscard]] std::int64_t integer_or(std::size_t i, std::int64_t otherwise) const;
  [[nodiscard]] double real(std::size_t i) const;
  [[nodiscard]] const std::string& text(std::size_t i) const;
  [[nodiscard]] std::string text_or(std::size_t i, std::string_view otherwise) const;
  [[nodiscard]] const Bytes& blob(std::size_t i) const;
  [[nodiscard]] UtcTime time(std::size_t i) const { return UtcTime{integer(i)}; }
  template <class T>  // T is an Id<> or Code<>; null gives the empty id
  [[nodiscard]] T id(std::size_t i) const {
    return is_null(i) ? T{} : T::trusted(text(i));
  }
  [[nodiscard]] std::size_t size() const { return cells_.size(); }

 private:
  std::vector<Cell> cells_;
};
using Rows = std::vector<Row>;

enum class Fault {
  unique,
  foreign_key,
  check,  // a check constraint, or a trigger that refused
  not_null,
  busy,           // a lock or a statement took too long: try again later
  serialization,  // lost a race; write() has tried again already
  connection,     // the engine cannot be reached; during a commit: nobody can tell whether it took
  syntax,         // also a wrong number of parameters, an unknown name, a type that has no Cell
  full,           // the disk
  corrupt,        // failed I/O or a damaged file; SQLite then refuses each write until reopened
  other,
};

// What the engine refused. `what()` holds the fault and the statement's first words, never values.
class DatabaseError : public std::exception {
 public:
  DatabaseError(Fault fault, std::string message) : fault_(fault), message_(std::move(message)) {}
  [[nodiscard]] Fault fault() const { return fault_; }
  [[nodiscard]] const char* what() const noexcept override { return message_.c_str(); }

 private:
  Fault fault_;
  std::string message_;
};

// Statements are prepared once per connection and cached by their text: pass values as parameters,
// never in the text. A text may not hold a NUL. After any error the transaction is poisoned (every
// further call throws) until its savepoint is rolled back, so that both engines behave alike; an
// error that is swallowed does not let the savepoint or the write() around it succeed.
class Transaction {
 public:
  Transaction() = default;
  Transaction(const Transaction&) = delete;
  Transaction& operator=(const Transaction&) = delete;
  virtual ~Transaction() = default;
  virtual Rows query(std::string_view sql, const Params& params = {}) = 0;
  // Answers the number of rows changed; 0 for what changes no rows.
  virtual std::int64_t execute(std::string_view sql, const Params& params = {}) = 0;
  // Runs f inside a savepoint: rolled back if f throws, or answers false.
  virtual void savepoint(const std::function<bool()>& f) = 0;
  [[nodiscard]] virtual bool is_postgres() const = 0;
};

enum class Engine { sqlite, postgres };

struct Options {
  Engine engine = Engine::sqlite;
  std::string location;  // SQLite: path of the file; PostgreSQL: connection URL
  std::string schema;    // PostgreSQL: schema (search_path), created if absent; empty = public
  int readers = 4;       // read connections
  int group_limit = 64;  // commands in one commit at the most
  // PostgreSQL: how long a lost connection is tried again before Fault::connection. The pauses are
  // counted, not the attempts. About a fail-over.
  Duration patience = Duration::seconds(30);
};
// "postgres://..." or "postgresql://..." selects PostgreSQL, anything else is a SQLite path.
Options options_for(std::string_view location);

// Destruction runs what has been queued first. Nobody may be inside a call then.
class Database {
 public:
  // Throws DatabaseError. A SQLite file is created if absent, with rights for its owner only.
  static std::unique_ptr<Database> open(const Options& options);
  Database() = default;
  Database(const Database&) = delete;
  Database& operator=(const Database&) = delete;
  virtual ~Database() = default;

  // Runs f in the one writer thread inside a savepoint of a group commit and returns after the
  // commit is durable (fsync; synchronous_commit=on). If f throws, its own changes are rolled back
  // and the exception is rethrown here; others in the group are not touched. f may be run again
  // from the start if the whole group has to be retried (PostgreSQL: lost connection before
  // commit, serialization), so it must have no effects outside the transaction but on its own
  // captured results, which it assigns, never appends to. Calling write() inside f asserts.
  //
  // Cost: one fsync shared by all that write at the same time. Failures of the whole group (disk
  // full, connection lost) are thrown to each of its callers. PostgreSQL: groups of all nodes run
  // one after the other, so that numbers are committed in the order they were given.
  virtual void write(const std::function<void(Transaction&)>& f) = 0;
  // The same, but returns at once; `done` runs in the writer thread after the durable commit
  // (nullptr) or with the failure. It must be quick and must not throw.
  virtual void write_async(std::function<void(Transaction&)> f,
                           std::function<void(std::exception_ptr)> done) = 0;
  // Runs f on a read connection in one snapshot (SQLite deferred read transaction; PostgreSQL
  // repeatable read, read only), taken by its first query. A write attempted inside throws. Waits
  // while all readers are lent; a read inside a read asserts, since it could wait for itself.
  virtual void read(const std::function<void(Transaction&)>& f) = 0;
  [[nodiscard]] virtual Engine engine() const = 0;
};

// Numbered, forward-only: each script runs once, in order, recorded in table schema_version.
// Throws if the database has a version that is not in the list (a newer program wrote it), lacks
// one below its newest, or ran another script under a number (it has other tables; comments do not
// count). Numbers rise; each script is one transaction of its own.
struct Migration {
  int number = 0;
  std::string_view name;
  std::string_view sql;  // statements separated by ";\n", so no comment may end a line with ";"
};
void migrate(Database& database, const std::vector<Migration>& migrations, UtcTime at);

}  // namespace mash::db
