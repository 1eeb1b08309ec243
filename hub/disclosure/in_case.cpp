// SPDX-License-Identifier: MIT
#include "mash/disclosure/in_case.h"

#include "item_store.h"
#include "release_store.h"

namespace mash::disclosure {

std::vector<ItemInCase> items_in(db::Transaction& tx, const CaseId& id) {
  std::vector<ItemInCase> out;
  for (const auto& row : items_of_case(tx, id)) {
    if (row.state != model::ItemState::in_hub) continue;
    out.push_back(
        {.id = row.id, .version = row.version, .owner = row.owner, .sensitivity = row.sensitivity});
  }
  return out;
}

std::set<std::string> withheld_for(db::Transaction& tx, const ItemId& item, std::int64_t version) {
  std::set<std::string> out;
  for (const auto& row : newest_releases(tx, item, version)) {
    if (!row.withhold_reason.empty()) out.insert(row.withhold_reason);
  }
  return out;
}

}  // namespace mash::disclosure
