// SPDX-License-Identifier: MIT
// Entries of a case's log, each of the agency that wrote it, for whoever looks through its record.
// Thread safety: as the Context that is passed in.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "mash/base/sensitive.h"
#include "mash/pipeline/route.h"

namespace mash::casework {

struct Logged {
  std::string id;
  AgencyId owner;
};
// All of it, also what was corrected since. Cost: one select.
std::vector<Logged> logged_in(db::Transaction& tx, const CaseId& id);

struct LoggedWords {
  UtcTime happened_at;
  std::string_view kind;  // "Phone call"
  Sensitive with_whom, what;
};
// Nothing: the case has no such entry. Cost: one select, one opening.
std::optional<LoggedWords> words_of_logged(pipeline::Context& c, const policy::Proof& proof,
                                           const CaseId& id, std::string_view entry);

}  // namespace mash::casework
