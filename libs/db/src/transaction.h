// SPDX-License-Identifier: MIT
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>

#include "connection.h"

namespace mash::db {

// The rules that both engines share: parameters are counted, an error poisons, a savepoint heals.
class ConnectionTransaction final : public Transaction {
 public:
  explicit ConnectionTransaction(Connection& connection) : connection_(connection) {}

  Rows query(std::string_view sql, const Params& params) override;
  std::int64_t execute(std::string_view sql, const Params& params) override;
  void savepoint(const std::function<bool()>& f) override;
  [[nodiscard]] bool is_postgres() const override;

 private:
  Outcome run(std::string_view sql, const Params& params);
  void control(const std::string& sql);
  void check_usable() const;
  void undo(const std::string& name);

  Connection& connection_;
  int depth_ = 0;
  std::optional<Fault> poison_;  // the error that no savepoint has taken back yet
};

}  // namespace mash::db
