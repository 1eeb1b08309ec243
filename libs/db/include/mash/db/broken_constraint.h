// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <string_view>
#include <utility>

#include "mash/db/database.h"

namespace mash::db {

// "foreign_key": how a fault is called in messages and logs.
std::string_view name_of(Fault fault);

// What the engine refused because of a constraint of the schema: unique, foreign_key, check or
// not_null. `constraint()` says which, and never a value: PostgreSQL's name of it, or the column;
// SQLite has no names, and says "item.id", the check's own words, and of a foreign key nothing.
class BrokenConstraint : public DatabaseError {
 public:
  BrokenConstraint(DatabaseError error, std::string constraint)
      : DatabaseError(std::move(error)), constraint_(std::move(constraint)) {}
  [[nodiscard]] const std::string& constraint() const { return constraint_; }

 private:
  std::string constraint_;
};

}  // namespace mash::db
