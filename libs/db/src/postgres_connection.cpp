// SPDX-License-Identifier: MIT
#include <libpq-fe.h>

#include <array>
#include <charconv>
#include <map>
#include <string>

#include "connection.h"
#include "fault.h"
#include "postgres_values.h"

namespace mash::db {
namespace {

constexpr std::size_t k_statements_kept = 256;
// Any number, the same for all programs of this kind: held while the schema is being made.
constexpr std::string_view k_setup_lock = "select pg_advisory_xact_lock(5710843209441)";

struct FinishConnection {
  void operator()(PGconn* connection) const { PQfinish(connection); }
};
struct ClearResult {
  void operator()(PGresult* result) const { PQclear(result); }
};
using ResultPtr = std::unique_ptr<PGresult, ClearResult>;

Fault fault_of(std::string_view state) {
  if (state == "23505") return Fault::unique;
  if (state == "23503") return Fault::foreign_key;
  if (state == "23514" || state == "P0001") return Fault::check;
  if (state == "23502") return Fault::not_null;
  if (state == "40001" || state == "40P01") return Fault::serialization;
  if (state == "55P03" || state == "57014") return Fault::busy;
  if (state == "53100") return Fault::full;
  if (state == "53300") return Fault::connection;  // too many of them
  if (state == "08P01") return Fault::syntax;      // parameters that do not fit the statement
  const auto group = state.substr(0, 2);
  if (group == "08" || group == "57") return Fault::connection;
  if (group == "42" || group == "0A") return Fault::syntax;
  if (state == "XX001" || state == "XX002" || group == "58") return Fault::corrupt;
  return Fault::other;
}

std::string_view or_empty(const char* text) {
  return text == nullptr ? "" : text;
}

class PostgresConnection final : public Connection {
 public:
  PostgresConnection(const Options& options, Use use) : options_(options), use_(use) { connect(); }

  Outcome run(std::string_view sql, const Params& params) override;
  void control(const char* sql) override { check(PQexec(connection_.get(), sql), sql); }
  void begin() override;
  void commit() override;
  [[nodiscard]] bool in_transaction() const override {
    const auto status = PQtransactionStatus(connection_.get());
    return status == PQTRANS_INTRANS || status == PQTRANS_INERROR;
  }
  [[nodiscard]] Engine engine() const override { return Engine::postgres; }

 private:
  void connect();
  void configure();
  void create_schema();
  std::string quoted_schema() const;
  ResultPtr check(PGresult* raw, std::string_view sql) const;
  const std::string& prepared(const std::string& key, std::string_view sql,
                              const PostgresParams& params);
  ResultPtr execute(std::string_view sql, const PostgresParams& params);

  const Options options_;
  const Use use_;
  std::unique_ptr<PGconn, FinishConnection> connection_;
  std::map<std::string, std::string> statements_;  // "it:select ..." to the name on the server
  int names_ = 0;
};

// Throws what the server refused. The server's own text may repeat values, so only its code, the
// constraint's name and, for statements that are wrong in themselves, its text are used.
ResultPtr PostgresConnection::check(PGresult* raw, std::string_view sql) const {
  ResultPtr result(raw);
  const auto status = PQresultStatus(raw);
  if (status == PGRES_COMMAND_OK || status == PGRES_TUPLES_OK) return result;
  if (status == PGRES_EMPTY_QUERY) throw refused(Fault::syntax, sql, "one statement at a time");
  if (PQstatus(connection_.get()) != CONNECTION_OK) throw refused(Fault::connection, sql);
  const auto state = or_empty(PQresultErrorField(raw, PG_DIAG_SQLSTATE));
  const Fault fault = fault_of(state);
  std::string detail(state);
  const auto add = [&](int field) {
    const auto text = or_empty(PQresultErrorField(raw, field));
    if (!text.empty()) detail.append(" ").append(text);
  };
  add(PG_DIAG_CONSTRAINT_NAME);
  if (fault == Fault::syntax) add(PG_DIAG_MESSAGE_PRIMARY);
  // A column that may not be empty has no name of its own.
  refuse(fault, sql, detail,
         or_empty(PQresultErrorField(
             raw, fault == Fault::not_null ? PG_DIAG_COLUMN_NAME : PG_DIAG_CONSTRAINT_NAME)));
}

void PostgresConnection::connect() {
  statements_.clear();
  // What stands before the URL it may override, what stands after it may not.
  const std::array<std::array<const char*, 2>, 9> settings{{{"connect_timeout", "5"},
                                                            {"tcp_user_timeout", "10000"},
                                                            {"keepalives_idle", "10"},
                                                            {"keepalives_interval", "5"},
                                                            {"keepalives_count", "3"},
                                                            {"target_session_attrs", "read-write"},
                                                            {"application_name", "openmash"},
                                                            {"dbname", options_.location.c_str()},
                                                            {"client_encoding", "UTF8"}}};
  std::array<const char*, settings.size() + 1> names{};  // ends with a null pointer
  std::array<const char*, settings.size() + 1> values{};
  for (std::size_t i = 0; i < settings.size(); ++i) {
    names[i] = settings[i][0];
    values[i] = settings[i][1];
  }
  constexpr int expand_url = 1;
  connection_.reset(PQconnectdbParams(names.data(), values.data(), expand_url));
  if (PQstatus(connection_.get()) != CONNECTION_OK) {
    const auto reason = or_empty(PQerrorMessage(connection_.get()));
    throw refused(Fault::connection, "connect", reason.substr(0, reason.find('\n')));
  }
  // Notices may repeat values; the default writes them to standard error.
  PQsetNoticeProcessor(connection_.get(), [](void*, const char*) {}, nullptr);
  try {
    configure();
    if (use_ == Use::write) create_schema();
  } catch (...) {
    connection_.reset();  // half set up: to be made anew, not used
    throw;
  }
}

void PostgresConnection::configure() {
  control(
      "set statement_timeout = '30s'; set lock_timeout = '10s';"
      "set idle_in_transaction_session_timeout = '60s'; set synchronous_commit = on");
  control(("set search_path to " + quoted_schema()).c_str());
}

std::string PostgresConnection::quoted_schema() const {
  const std::string name = options_.schema.empty() ? "public" : options_.schema;
  char* quoted = PQescapeIdentifier(connection_.get(), name.data(), name.size());
  if (quoted == nullptr) throw refused(Fault::syntax, "set search_path", "not a name");
  std::string text(quoted);
  PQfreemem(quoted);
  return text;
}

// Makes only what is not there, since the account may have no right to make it.
void PostgresConnection::create_schema() {
  control("begin");
  control(k_setup_lock.data());
  if (run("select 1 where to_regnamespace($1) is null", {quoted_schema()}).rows.size() == 1) {
    control(("create schema " + quoted_schema()).c_str());
  }
  if (run("select 1 where to_regclass('writer_turn') is null", {}).rows.size() == 1) {
    control("create table writer_turn ()");
  }
  control("commit");
}

// The lock makes the writers of all nodes take turns. A table is locked and not an advisory lock
// taken, because the function call of the latter would fix the snapshot before the wait for the
// lock: each turn would then look at the state before the turn of its forerunner and fail.
void PostgresConnection::begin() {
  if (PQstatus(connection_.get()) != CONNECTION_OK) connect();
  control(use_ == Use::write
              ? "begin isolation level serializable; lock table writer_turn in exclusive mode"
              : "begin isolation level repeatable read, read only");
}

void PostgresConnection::commit() {
  const ResultPtr result = check(PQexec(connection_.get(), "commit"), "commit");
  // A transaction that had failed is rolled back by a "successful" commit.
  if (or_empty(PQcmdStatus(result.get())) != "COMMIT") throw refused(Fault::other, "commit");
}

const std::string& PostgresConnection::prepared(const std::string& key, std::string_view sql,
                                                const PostgresParams& params) {
  const auto found = statements_.find(key);
  if (found != statements_.end()) return found->second;
  if (statements_.size() >= k_statements_kept) {
    control("deallocate all");
    statements_.clear();
  }
  const std::string name = "m" + std::to_string(++names_);
  check(PQprepare(connection_.get(), name.c_str(), std::string(sql).c_str(), params.size(),
                  params.types.data()),
        sql);
  return statements_.emplace(key, name).first->second;
}

ResultPtr PostgresConnection::execute(std::string_view sql, const PostgresParams& params) {
  const std::string key = params.signature() + ":" + std::string(sql);
  const std::string& name = prepared(key, sql, params);
  try {
    return check(
        PQexecPrepared(connection_.get(), name.c_str(), params.size(), params.values.data(),
                       params.lengths.data(), params.formats.data(), 1),
        sql);
  } catch (const DatabaseError& error) {
    // "cached plan must not change result type": a table was altered. The next call prepares anew.
    if (error.fault() == Fault::syntax) statements_.erase(key);
    throw;
  }
}

Outcome PostgresConnection::run(std::string_view sql, const Params& params) {
  const ResultPtr result = execute(sql, PostgresParams(params));
  Outcome outcome{rows_of(result.get(), sql), 0};
  if (!or_empty(PQcmdStatus(result.get())).starts_with("SELECT")) {
    const auto changed = or_empty(PQcmdTuples(result.get()));
    std::from_chars(changed.data(), changed.data() + changed.size(), outcome.changed);
  }
  return outcome;
}

}  // namespace

std::unique_ptr<Connection> open_postgres(const Options& options, Use use) {
  return std::make_unique<PostgresConnection>(options, use);
}

}  // namespace mash::db
