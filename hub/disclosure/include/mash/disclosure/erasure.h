// SPDX-License-Identifier: MIT
// The end of an item: its words in each version, what its owner wrote about what may leave of it,
// what it signed of that, and its files. What stays is a row that says ERASED, which nobody reads
// (policy: Rule::erased), with the codes and times that figures are counted from.
// What not: whether it may end (retention); what has left the hub, which is the hub's record.
// Thread safety: inside a write transaction. Cost: a few statements each.
#pragma once

#include <string>
#include <vector>

#include "mash/db/database.h"
#include "mash/disclosure/items.h"

namespace mash::disclosure {

struct HeldItem {
  ItemId id;
  bool inside = false;  // else a draft, of which only its owner knows
  UtcTime written_at;   // its newest version
};
// What this agency still holds about the case, the oldest first.
std::vector<HeldItem> items_held(db::Transaction& tx, const CaseId& id, const AgencyId& owner);

struct Erased {
  // One for each ciphertext that was there: "item <id> 2 <SHA-256>".
  std::vector<std::string> lines;
  std::int64_t texts = 0;
  std::int64_t files = 0;
};
Erased erase_item(db::Transaction& tx, const ItemId& id);

}  // namespace mash::disclosure
