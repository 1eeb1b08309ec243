// SPDX-License-Identifier: MIT
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "mash/db/database.h"
#include "mash/packages/packages.h"

namespace mash::relay {

void set_gates(db::Transaction& tx, const packages::HubGates& gates);
std::vector<packages::HubGate> all_gates(db::Transaction& tx);
std::optional<packages::HubGate> gate_with(db::Transaction& tx, std::string_view certificate);
std::string own_hub(db::Transaction& tx);  // "": the hub has named none

struct Waiting {
  std::string id;
  Bytes message;
};
void add_waiting(db::Transaction& tx, std::string_view id, const packages::HubWord& word,
                 UtcTime at);
// The oldest, at most so many and about so many bytes (at least one).
std::vector<Waiting> waiting_for(db::Transaction& tx, std::string_view hub, std::int64_t limit,
                                 std::size_t bytes);
void forget_waiting(db::Transaction& tx, std::string_view id);
// Bytes of other hubs' messages that the own hub has not collected.
std::int64_t uncollected(db::Transaction& tx);

}  // namespace mash::relay
