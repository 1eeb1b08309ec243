// SPDX-License-Identifier: MIT
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "mash/base/id.h"
#include "mash/db/database.h"

namespace mash::provision {

struct Link {
  std::optional<Bytes> sealed;  // what the system calls the person
  bool deleted = false;         // by the system; counts while the account is closed
};
std::map<StaffId, Link> links_of(db::Transaction& tx, const AgencyId& agency);
std::optional<StaffId> find_external(db::Transaction& tx, const AgencyId& agency,
                                     const Bytes& hash);
// Both or neither: none any more.
void set_external(db::Transaction& tx, const AgencyId& agency, const StaffId& person,
                  const std::optional<Bytes>& hash, const std::optional<Bytes>& sealed);
void set_deleted(db::Transaction& tx, const AgencyId& agency, const StaffId& person, bool deleted);

struct Unlisted {
  std::string id;
  AgencyId agency;
  Bytes sealed;
  UtcTime first_at, last_at;
  std::int64_t times = 0;
};
// Asked for the first time, or once more.
void note_unlisted(db::Transaction& tx, const Unlisted& row, const Bytes& hash);
// The last asked for first.
std::vector<Unlisted> unlisted(db::Transaction& tx);
void forget_unlisted(db::Transaction& tx, UtcTime before);

}  // namespace mash::provision
