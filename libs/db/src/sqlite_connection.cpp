// SPDX-License-Identifier: MIT
#include <fcntl.h>
#include <sqlite3.h>
#include <unistd.h>

#include <map>
#include <string>

#include "connection.h"
#include "fault.h"
#include "mash/base/assert.h"

namespace mash::db {
namespace {

constexpr int k_first_sound_version = 3051003;  // 3.7.0 to 3.51.2 can corrupt a WAL
constexpr int k_busy_milliseconds = 5000;
constexpr std::size_t k_statements_kept = 256;

struct CloseConnection {
  void operator()(sqlite3* connection) const { sqlite3_close_v2(connection); }
};
struct FinalizeStatement {
  void operator()(sqlite3_stmt* statement) const { sqlite3_finalize(statement); }
};
using StatementPtr = std::unique_ptr<sqlite3_stmt, FinalizeStatement>;

// A primary result code, without what sets its variants apart.
int primary(int code) {
  return code & 0xff;
}

Fault constraint_of(int code) {
  switch (code) {
    case SQLITE_CONSTRAINT_UNIQUE:
    case SQLITE_CONSTRAINT_PRIMARYKEY:
    case SQLITE_CONSTRAINT_ROWID:
      return Fault::unique;
    case SQLITE_CONSTRAINT_FOREIGNKEY:
      return Fault::foreign_key;
    case SQLITE_CONSTRAINT_CHECK:
    case SQLITE_CONSTRAINT_TRIGGER:
      return Fault::check;
    case SQLITE_CONSTRAINT_NOTNULL:
      return Fault::not_null;
    default:
      return Fault::other;
  }
}

// "UNIQUE constraint failed: item.id" says which; a trigger's message is its own, and those of
// other faults say nothing of the schema.
std::string_view constraint_in(int code, std::string_view message) {
  constexpr std::string_view before = " constraint failed: ";
  if (primary(code) != SQLITE_CONSTRAINT) return {};
  const auto at = message.find(before);
  return at == std::string_view::npos ? std::string_view() : message.substr(at + before.size());
}

Fault fault_of(int code) {
  switch (primary(code)) {
    case SQLITE_CONSTRAINT:
      return constraint_of(code);
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
      return Fault::busy;
    case SQLITE_CANTOPEN:
      return Fault::connection;
    case SQLITE_ERROR:
    case SQLITE_AUTH:
      return Fault::syntax;
    case SQLITE_FULL:
      return Fault::full;
    case SQLITE_CORRUPT:
    case SQLITE_NOTADB:
    case SQLITE_IOERR:
      return Fault::corrupt;
    default:
      return Fault::other;
  }
}

// What a statement may do: the tables of one file. No second file, no pragma, no virtual table.
int authorize(void*, int action, const char*, const char*, const char*, const char*) {
  switch (action) {
    case SQLITE_SELECT:
    case SQLITE_READ:
    case SQLITE_FUNCTION:
    case SQLITE_RECURSIVE:
    case SQLITE_INSERT:
    case SQLITE_UPDATE:
    case SQLITE_DELETE:
    case SQLITE_TRANSACTION:
    case SQLITE_SAVEPOINT:
    case SQLITE_CREATE_TABLE:
    case SQLITE_CREATE_INDEX:
    case SQLITE_CREATE_TRIGGER:
    case SQLITE_CREATE_VIEW:
    case SQLITE_ALTER_TABLE:
    case SQLITE_DROP_TABLE:
    case SQLITE_DROP_INDEX:
    case SQLITE_DROP_TRIGGER:
    case SQLITE_DROP_VIEW:
    case SQLITE_REINDEX:
    case SQLITE_ANALYZE:
      return SQLITE_OK;
    default:
      return SQLITE_DENY;
  }
}

int bind(sqlite3_stmt* statement, int index, const Cell& cell) {
  struct Bind {
    sqlite3_stmt* statement;
    int index;
    int operator()(Null) const { return sqlite3_bind_null(statement, index); }
    int operator()(std::int64_t n) const { return sqlite3_bind_int64(statement, index, n); }
    int operator()(double d) const { return sqlite3_bind_double(statement, index, d); }
    int operator()(const std::string& s) const {
      return sqlite3_bind_text64(statement, index, s.data(), s.size(), nullptr, SQLITE_UTF8);
    }
    int operator()(const Bytes& b) const {
      // A null pointer would bind NULL instead of no bytes.
      if (b.empty()) return sqlite3_bind_zeroblob(statement, index, 0);
      return sqlite3_bind_blob64(statement, index, b.data(), b.size(), nullptr);
    }
  };
  return std::visit(Bind{statement, index}, cell);
}

Cell column(sqlite3_stmt* statement, int i) {
  switch (sqlite3_column_type(statement, i)) {
    case SQLITE_INTEGER:
      return std::int64_t{sqlite3_column_int64(statement, i)};
    case SQLITE_FLOAT:
      return sqlite3_column_double(statement, i);
    case SQLITE_TEXT: {
      const unsigned char* text = sqlite3_column_text(statement, i);
      const auto size = static_cast<std::size_t>(sqlite3_column_bytes(statement, i));
      return std::string(text, text + size);
    }
    case SQLITE_BLOB: {
      const auto* bytes = static_cast<const std::uint8_t*>(sqlite3_column_blob(statement, i));
      const auto size = static_cast<std::size_t>(sqlite3_column_bytes(statement, i));
      return Bytes(bytes, bytes + size);
    }
    default:
      return Null{};
  }
}

// SQLite makes files for all to read; its WAL and index take the rights of the main file. An
// existing file is not opened here: closing it would drop the locks of other connections.
void create_private_file(const std::string& path) {
  const int file = ::open(path.c_str(), O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
  if (file >= 0) ::close(file);
}

class SqliteConnection final : public Connection {
 public:
  SqliteConnection(const std::string& path, Use use);

  Outcome run(std::string_view sql, const Params& params) override;
  void control(const char* sql) override { run(sql, {}); }
  void begin() override { control(use_ == Use::write ? "begin immediate" : "begin deferred"); }
  void commit() override { control("commit"); }
  [[nodiscard]] bool in_transaction() const override {
    return sqlite3_get_autocommit(connection_.get()) == 0;
  }
  [[nodiscard]] Engine engine() const override { return Engine::sqlite; }

 private:
  void open(const std::string& path);
  void configure();
  void pragma(const char* name, std::string_view value);
  void set(int option, int value);
  void check(int code, std::string_view sql) const {
    if (code != SQLITE_OK) throw refused(fault_of(code), sql);
  }
  StatementPtr prepare(std::string_view sql);
  sqlite3_stmt* prepared(std::string_view sql);
  Rows step_all(sqlite3_stmt* statement, std::string_view sql);

  Use use_;
  std::unique_ptr<sqlite3, CloseConnection> connection_;
  std::map<std::string, StatementPtr, std::less<>> statements_;
};

SqliteConnection::SqliteConnection(const std::string& path, Use use) : use_(use) {
  MASH_ASSERT(sqlite3_libversion_number() >= k_first_sound_version);
  open(path);
  configure();
}

void SqliteConnection::open(const std::string& path) {
  if (path.empty() || path.front() == ':') {
    throw refused(Fault::connection, "open", "a database needs the path of a file");
  }
  if (use_ == Use::write) create_private_file(path);
  const int access = use_ == Use::write ? SQLITE_OPEN_READWRITE : SQLITE_OPEN_READONLY;
  sqlite3* raw = nullptr;
  const int code = sqlite3_open_v2(path.c_str(), &raw,
                                   access | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE, nullptr);
  connection_.reset(raw);  // to be closed even if it could not be opened
  if (code != SQLITE_OK) throw refused(fault_of(code), "open", sqlite3_errstr(code));
}

void SqliteConnection::configure() {
  sqlite3_busy_timeout(connection_.get(), k_busy_milliseconds);
  set(SQLITE_DBCONFIG_DEFENSIVE, 1);
  set(SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0);
  set(SQLITE_DBCONFIG_ENABLE_FKEY, 1);
  if (use_ == Use::write) {
    pragma("journal_mode", "wal");
    pragma("synchronous", "2");  // FULL: each commit is on the disk before it is acknowledged
    pragma("secure_delete", "1");
  } else {
    pragma("query_only", "1");
  }
  pragma("cell_size_check", "1");
  sqlite3_set_authorizer(connection_.get(), authorize, nullptr);
}

// Sets a pragma and reads it back, since SQLite passes over what it does not know.
void SqliteConnection::pragma(const char* name, std::string_view value) {
  const std::string get = std::string("pragma ") + name;
  const std::string set = get + "=" + std::string(value);
  step_all(prepare(set).get(), set);
  const Rows rows = step_all(prepare(get).get(), get);
  MASH_ASSERT(rows.size() == 1);
  const bool same =
      value == "wal" ? rows[0].text(0) == value : std::to_string(rows[0].integer(0)) == value;
  if (!same) throw refused(Fault::other, set, "not taken");
}

void SqliteConnection::set(int option, int value) {
  int now = -1;
  check(sqlite3_db_config(connection_.get(), option, value, &now), "set an option");
  MASH_ASSERT(now == value);
}

StatementPtr SqliteConnection::prepare(std::string_view sql) {
  sqlite3_stmt* raw = nullptr;
  const char* tail = nullptr;
  const int code = sqlite3_prepare_v3(connection_.get(), sql.data(), static_cast<int>(sql.size()),
                                      SQLITE_PREPARE_PERSISTENT, &raw, &tail);
  StatementPtr statement(raw);
  if (code != SQLITE_OK) throw refused(fault_of(code), sql, sqlite3_errmsg(connection_.get()));
  const std::string_view rest(tail, static_cast<std::size_t>(sql.data() + sql.size() - tail));
  if (!statement || rest.find_first_not_of(" \n\t;") != std::string_view::npos) {
    throw refused(Fault::syntax, sql, "one statement at a time");
  }
  return statement;
}

sqlite3_stmt* SqliteConnection::prepared(std::string_view sql) {
  const auto found = statements_.find(sql);
  if (found != statements_.end()) return found->second.get();
  StatementPtr statement = prepare(sql);
  if (statements_.size() >= k_statements_kept) statements_.clear();
  return statements_.emplace(std::string(sql), std::move(statement)).first->second.get();
}

Rows SqliteConnection::step_all(sqlite3_stmt* statement, std::string_view sql) {
  Rows rows;
  int code = SQLITE_ROW;
  while ((code = sqlite3_step(statement)) == SQLITE_ROW) {
    const int size = sqlite3_column_count(statement);
    std::vector<Cell> cells;
    cells.reserve(static_cast<std::size_t>(size));
    for (int i = 0; i < size; ++i) cells.push_back(column(statement, i));
    rows.emplace_back(std::move(cells));
  }
  if (code != SQLITE_DONE) {
    refuse(fault_of(code), sql, {}, constraint_in(code, sqlite3_errmsg(connection_.get())));
  }
  return rows;
}

Outcome SqliteConnection::run(std::string_view sql, const Params& params) {
  sqlite3_stmt* statement = prepared(sql);
  // The parameters outlive the run only; nothing of them stays bound.
  struct Reset {
    sqlite3_stmt* statement;
    ~Reset() {
      sqlite3_reset(statement);
      sqlite3_clear_bindings(statement);
    }
  };
  const Reset reset{statement};
  for (std::size_t i = 0; i < params.size(); ++i) {
    // "$2" is a name to SQLite, not a position.
    const std::string name = "$" + std::to_string(i + 1);
    const int index = sqlite3_bind_parameter_index(statement, name.c_str());
    if (index != 0) check(bind(statement, index, params[i].cell), sql);
  }
  const auto before = sqlite3_total_changes64(connection_.get());
  Outcome outcome{step_all(statement, sql), 0};
  if (sqlite3_total_changes64(connection_.get()) != before) {
    outcome.changed = sqlite3_changes64(connection_.get());
  }
  return outcome;
}

}  // namespace

std::unique_ptr<Connection> open_sqlite(const Options& options, Use use) {
  return std::make_unique<SqliteConnection>(options.location, use);
}

}  // namespace mash::db
