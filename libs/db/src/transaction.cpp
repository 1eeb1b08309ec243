// SPDX-License-Identifier: MIT
#include "transaction.h"

#include <algorithm>
#include <charconv>
#include <string>

#include "fault.h"

namespace mash::db {
namespace {

// The highest n of the $n in a statement.
std::size_t parameters_of(std::string_view sql) {
  std::size_t highest = 0;
  for (auto at = sql.find('$'); at != std::string_view::npos; at = sql.find('$', at + 1)) {
    std::size_t n = 0;
    std::from_chars(sql.data() + at + 1, sql.data() + sql.size(), n);
    highest = std::max(highest, n);
  }
  return highest;
}

// PostgreSQL has no text with a NUL; SQLite would keep it and cut it off in functions.
bool holds_nul(const Param& param) {
  const auto* text = std::get_if<std::string>(&param.cell);
  return text != nullptr && text->find('\0') != std::string::npos;
}

}  // namespace

void Connection::rollback() noexcept {
  try {
    if (in_transaction()) control("rollback");
  } catch (const DatabaseError&) {  // NOLINT(bugprone-empty-catch)
    // A connection that cannot even roll back is lost; the engine rolls back for it.
  }
}

void ConnectionTransaction::check_usable() const {
  if (poison_) refuse(*poison_, "the transaction was ended by an earlier error", {}, {});
}

Outcome ConnectionTransaction::run(std::string_view sql, const Params& params) {
  check_usable();
  try {
    if (parameters_of(sql) != params.size()) {
      throw refused(Fault::syntax, sql, "wrong number of parameters");
    }
    if (std::any_of(params.begin(), params.end(), holds_nul)) {
      throw refused(Fault::other, sql, "a text holds a NUL");
    }
    return connection_.run(sql, params);
  } catch (const DatabaseError& error) {
    poison_ = error.fault();
    throw;
  } catch (...) {
    poison_ = Fault::other;
    throw;
  }
}

void ConnectionTransaction::control(const std::string& sql) {
  try {
    connection_.control(sql.c_str());
  } catch (const DatabaseError& error) {
    poison_ = error.fault();
    throw;
  }
}

Rows ConnectionTransaction::query(std::string_view sql, const Params& params) {
  return run(sql, params).rows;
}

std::int64_t ConnectionTransaction::execute(std::string_view sql, const Params& params) {
  return run(sql, params).changed;
}

void ConnectionTransaction::savepoint(const std::function<bool()>& f) {
  check_usable();
  const std::string name = "s" + std::to_string(++depth_);
  control("savepoint " + name);
  bool keep = false;
  try {
    keep = f();
    check_usable();  // f swallowed an error: its changes must not stay
  } catch (...) {
    undo(name);
    throw;
  }
  if (keep) {
    control("release " + name);
    --depth_;
  } else {
    undo(name);
  }
}

void ConnectionTransaction::undo(const std::string& name) {
  --depth_;
  if (!connection_.in_transaction()) {
    const Fault cause = poison_.value_or(Fault::other);
    poison_ = cause;
    refuse(cause, "the engine gave up the whole transaction", {}, {});
  }
  control("rollback to " + name);
  control("release " + name);
  poison_.reset();
}

bool ConnectionTransaction::is_postgres() const {
  return connection_.engine() == Engine::postgres;
}

}  // namespace mash::db
