// SPDX-License-Identifier: MIT
// Which items the hub holds of a case, without their words, for whoever looks through its record
// owner by owner. What not: drafts, which nobody but their owner's desk knows of, and what is
// erased. Thread safety: as the transaction that is passed in. Cost: one select each.
#pragma once

#include <set>
#include <string>
#include <vector>

#include "mash/base/id.h"
#include "mash/db/database.h"

namespace mash::disclosure {

struct ItemInCase {
  ItemId id;
  std::int64_t version = 1;  // the newest
  AgencyId owner;
  int sensitivity = 0;
};
std::vector<ItemInCase> items_in(db::Transaction& tx, const CaseId& id);
// Codes of WithholdReason for which its owner keeps this version from anybody now.
std::set<std::string> withheld_for(db::Transaction& tx, const ItemId& item, std::int64_t version);

}  // namespace mash::disclosure
