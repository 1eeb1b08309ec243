// SPDX-License-Identifier: MIT
// A copy of an SQLite database in use, with the rows of some tables in a file apart, so that each
// can be kept for another time and at another place: data keys, without which the rest is not read.
// What not: PostgreSQL, whose own tools do this (docs/operations.md).
// Errors: invalid_input names what is there already or is no database; "database" says that SQLite
// could not. Thread safety: any thread, any process. Cost: reads and writes all of it; the database
// goes on being read and written.
// Source: SQLite, "Isolation In SQLite" and "URI filenames".
#pragma once

#include <string>
#include <vector>

#include "mash/base/result.h"

namespace mash::db {

struct CopyFiles {
  std::string copy;   // all but the rows of the tables apart
  std::string apart;  // those
};

// What is in `apart` is as new as the copy, or newer. No row of a table apart is ever written into
// the copy, not even for a moment. Files that are there already are not touched.
Result<void> copy_apart(const std::string& database, const CopyFiles& to,
                        const std::vector<std::string>& tables);

// Both as one database again, in a new file.
Result<void> put_together(const CopyFiles& from, const std::string& database,
                          const std::vector<std::string>& tables);

}  // namespace mash::db
