// SPDX-License-Identifier: MIT
// What columns hold, as values. A code or day that is none is a damaged database: throws
// std::runtime_error.
#pragma once

#include <stdexcept>
#include <string>

#include "mash/base/time.h"
#include "mash/db/database.h"
#include "mash/model/coded.h"

namespace mash::access {

template <model::Coded E>
E stored(const std::string& code) {
  const auto value = model::from_code<E>(code);
  if (!value) throw std::runtime_error("unknown code in the database");
  return *value;
}

inline LocalDate day_in(const db::Row& row, std::size_t i) {
  const auto day = LocalDate::parse(row.text(i));
  if (!day) throw std::runtime_error("no day in the database");
  return *day;
}

}  // namespace mash::access
