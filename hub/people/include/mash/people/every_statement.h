// SPDX-License-Identifier: MIT
// All that was said of people in all cases, for a register that answers nobody by itself (which
// children this hub knows, for other hubs). What not: pages; whoever shows a statement opens it
// with its own proof. Thread safety: as the transaction. Cost: an opening for each statement.
#pragma once

#include <functional>
#include <string>
#include <string_view>

#include "mash/people/people.h"

namespace mash::people {

// `person` is whom somebody said it to be, before any join (nameless.h: all_joined).
void each_statement(db::Transaction& tx, const pipeline::Vault& vault,
                    const std::function<void(const Statement&)>& take);

// Names of any script in Latin letters, as hubs read them to each other (linkage::Fold).
std::string read_name(std::string_view utf8);

}  // namespace mash::people
