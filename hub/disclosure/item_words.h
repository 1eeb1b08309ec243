// SPDX-License-Identifier: MIT
// Rows of items as the kernel and the vault see them: facts, labels, words.
#pragma once

#include <optional>

#include "item_store.h"
#include "mash/policy/policy.h"

namespace mash::disclosure {

// `standing` as of cases::standing_of: how the reader stands to the item's case.
policy::Facts item_facts(const pipeline::Context& c, const ItemRow& row,
                         const policy::Facts& standing);
pipeline::Label label_of(const ItemRow& row);
Bytes seal_words(pipeline::Context& c, const ItemRow& row, const NewItem& words);
Item open_item(pipeline::Context& c, const policy::Proof& proof, const ItemRow& row);
// The item as the kernel lets this principal see it, or nothing.
std::optional<Item> visible_item(pipeline::Context& c, const ItemRow& row,
                                 const policy::Facts& standing);

}  // namespace mash::disclosure
