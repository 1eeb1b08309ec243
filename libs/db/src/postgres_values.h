// SPDX-License-Identifier: MIT
// Cells to and from the binary forms of the PostgreSQL protocol.
#pragma once

#include <libpq-fe.h>

#include <string>
#include <string_view>
#include <vector>

#include "mash/db/database.h"

namespace mash::db {

// Parameters as libpq wants them; views the texts and bytes of `params`.
class PostgresParams {
 public:
  explicit PostgresParams(const Params& params);
  PostgresParams(const PostgresParams&) = delete;
  PostgresParams& operator=(const PostgresParams&) = delete;

  [[nodiscard]] int size() const { return static_cast<int>(types.size()); }
  // One letter per type: a statement is prepared for the types it is given.
  [[nodiscard]] std::string signature() const;

  std::vector<Oid> types;
  std::vector<const char*> values;
  std::vector<int> lengths;
  std::vector<int> formats;

 private:
  const char* keep(std::uint64_t number);
  std::vector<std::string> numbers_;
};

// Throws Fault::syntax for a column whose type has no Cell.
Rows rows_of(const PGresult* result, std::string_view sql);

}  // namespace mash::db
