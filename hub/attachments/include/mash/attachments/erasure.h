// SPDX-License-Identifier: MIT
// The end of an item's files: originals, pictures and words. What not: whether they may end
// (retention), the key that their ciphertext was under (pipeline::rekey).
// Thread safety: inside a write transaction. Cost: reads each byte once.
#pragma once

#include <string>
#include <vector>

#include "mash/base/id.h"
#include "mash/db/database.h"

namespace mash::attachments {

// Nothing of them is left, also not how they were called. Answers one line for each ciphertext that
// was there: "attachment_page <id> 2 <SHA-256>".
std::vector<std::string> erase_files_of(db::Transaction& tx, const ItemId& item);

}  // namespace mash::attachments
