// SPDX-License-Identifier: MIT
// What columns hold, as values. A code or day that is none is a damaged database: throws
// std::runtime_error.
#pragma once

#include <stdexcept>
#include <string>

#include "mash/base/time.h"
#include "mash/db/database.h"
#include "mash/model/coded.h"
#include "mash/model/stored.h"
#include "request_store.h"

namespace mash::access {

using model::stored;

inline LocalDate day_in(const db::Row& row, std::size_t i) {
  const auto day = LocalDate::parse(row.text(i));
  if (!day) throw std::runtime_error("no day in the database");
  return *day;
}

// Of a row whose columns are id, of which, reference, made_at, made_by, hash, pages, handed_at,
// handed_by, handed.
inline BundleRow bundle_in(const db::Row& r) {
  BundleRow out{.id = r.text(0),
                .of = r.text(1),
                .reference = r.text(2),
                .made_at = r.time(3),
                .made_by = r.id<StaffId>(4),
                .hash = r.text(5),
                .pages = static_cast<int>(r.integer(6)),
                .handed_by = r.id<StaffId>(8)};
  if (!r.is_null(7)) out.handed_at = r.time(7);
  if (!r.is_null(9)) out.handed = stored<Handed>(r.text(9));
  return out;
}

}  // namespace mash::access
