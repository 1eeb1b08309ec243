// SPDX-License-Identifier: MIT
// The log of a case: what was done, when, with whom and what came of it. An entry is never changed;
// a correction is an entry of its own that points to the one before. It belongs to the agency of
// whoever wrote it, and all who work on the case read it.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "log_store.h"
#include "mash/base/sensitive.h"
#include "mash/pipeline/route.h"
#include "words.h"

namespace mash::casework {

struct LogWords {
  LogKind kind{};
  UtcTime happened_at;
  Sensitive with_whom;
  std::optional<Contact> contact;  // nothing: nobody was to be reached
  Sensitive what;
};
// Written down now, for the writer's agency; answers the id. `corrects` is an entry of this case or
// empty.
std::string add_log_entry(pipeline::Context& c, const policy::Proof& proof, const CaseId& id,
                          const LogWords& words, const std::string& corrects);
LogWords open_log_entry(pipeline::Context& c, const policy::Proof& proof, const LogRow& row);

}  // namespace mash::casework
