// SPDX-License-Identifier: MIT
// What the shared half of the library needs of an engine: one connection with cached statements.
#pragma once

#include <cstdint>
#include <memory>
#include <string_view>

#include "mash/db/database.h"

namespace mash::db {

struct Outcome {
  Rows rows;
  std::int64_t changed = 0;
};

enum class Use { write, read };

// One thread at a time. Every failure throws DatabaseError.
class Connection {
 public:
  Connection() = default;
  Connection(const Connection&) = delete;
  Connection& operator=(const Connection&) = delete;
  virtual ~Connection() = default;

  // Runs one statement, prepared at its first use and kept.
  virtual Outcome run(std::string_view sql, const Params& params) = 0;
  // Runs a statement without parameters and rows: savepoint, release, rollback.
  virtual void control(const char* sql) = 0;
  // Starts a transaction for the use the connection was opened for. A connection that was lost
  // earlier is made anew first.
  virtual void begin() = 0;
  // Returns when the transaction is durable.
  virtual void commit() = 0;
  // False as well when the engine gave up the transaction by itself (disk full, connection lost).
  [[nodiscard]] virtual bool in_transaction() const = 0;
  [[nodiscard]] virtual Engine engine() const = 0;

  // Gives up the transaction, if there is one.
  void rollback() noexcept;
};

std::unique_ptr<Connection> open_sqlite(const Options& options, Use use);
std::unique_ptr<Connection> open_postgres(const Options& options, Use use);

}  // namespace mash::db
