// SPDX-License-Identifier: MIT
#pragma once

#include <optional>

#include "mash/db/database.h"

namespace mash::pipeline {

// A row of `session`. The token itself is never stored, only its hash.
struct SessionRow {
  StaffId person;
  AgencyId agency;  // for which they signed in
  UtcTime created_at;
  UtcTime seen_at;
};
std::optional<SessionRow> find_session(db::Transaction& tx, const Bytes& hash);
void add_session(db::Transaction& tx, const Bytes& hash, const SessionRow& row);
void touch_session(db::Transaction& tx, const Bytes& hash, UtcTime at);
void remove_session(db::Transaction& tx, const Bytes& hash);

// A form that was sent twice: where the first one led, if it was done.
std::optional<std::string> find_done(db::Transaction& tx, const Bytes& hash);
void add_done(db::Transaction& tx, const Bytes& hash, UtcTime at, const std::string& location);

void add_change(db::Transaction& tx, UtcTime at, const std::string& kind, const std::string& id);

}  // namespace mash::pipeline
