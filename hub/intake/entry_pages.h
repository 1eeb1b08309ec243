// SPDX-License-Identifier: MIT
// What the pages of a draft share.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "entry_store.h"

namespace mash::intake {

void add_entry_routes(std::vector<pipeline::Route>& out, const Deps& deps);
void add_entry_person_routes(std::vector<pipeline::Route>& out, const Deps& deps);
void add_entry_end_routes(std::vector<pipeline::Route>& out, const Deps& deps);  // check, end

// not_found: ended, or somebody else's, unless a manager asks.
Result<EntryDraft> draft_in_path(pipeline::Context& c, const policy::Proof& proof);
EntryRow row_of(pipeline::Context& c, const EntryDraft& draft);
// As its next version; conflict if another was kept meanwhile.
Result<std::int64_t> keep_draft(const model::Borough& borough, pipeline::Context& c,
                                EntryDraft& draft);
Error changed_meanwhile(const model::Borough& borough, const EntryDraft& draft);

}  // namespace mash::intake
