// SPDX-License-Identifier: MIT
// Which files stand with a case or with one item, for whoever looks through its record. What not:
// the files themselves, which leave the hub for nobody. Thread safety: as the Context that is
// passed in.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "mash/base/sensitive.h"
#include "mash/pipeline/route.h"

namespace mash::attachments {

struct FileHere {
  std::string id;
  AgencyId owner;
};
// Of this item, or of the case itself where it is empty; not what was destroyed. Cost: one select.
std::vector<FileHere> files_in(db::Transaction& tx, const CaseId& id, const ItemId& item);

struct FileWords {
  UtcTime at;
  std::string kind;  // "a PDF"
  Sensitive shows;   // as whoever added it said
};
// Nothing: there is no such file. Cost: one select, one opening.
std::optional<FileWords> words_of_file(pipeline::Context& c, const policy::Proof& proof,
                                       const CaseId& id, const ItemId& item, std::string_view file);

}  // namespace mash::attachments
