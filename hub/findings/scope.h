// SPDX-License-Identifier: MIT
// Which findings are whose: by the cases that a reader may not know of.
#pragma once

#include <optional>
#include <set>
#include <string>
#include <vector>

#include "finding_store.h"
#include "mash/model/borough.h"
#include "mash/pipeline/route.h"

namespace mash::findings {

// The name of the scope without these cases; the same set has the same name.
std::string scope_name(const pipeline::Vault& vault, const std::set<CaseId>& hidden);

// For each reader what is hidden from them, each set once, the empty one first. What is behind a
// wall is hidden from all.
std::vector<std::set<CaseId>> hidden_of_readers(db::Transaction& tx, const model::Borough& borough);

// May this person know of what was made without these cases and rests on those? No case that is
// hidden from them may have taken part, unless a wall keeps it from all.
bool knows_of(db::Transaction& tx, const StaffId& person, const std::set<CaseId>& without,
              const std::set<CaseId>& evidence);
// What is behind a wall and what is hidden from this reader alone.
std::set<CaseId> hidden_from(db::Transaction& tx, const StaffId& person);

// What a reader sees: findings of the scope that fits best, without those whose evidence they may
// no longer know of.
struct Seen {
  std::optional<ScopeRow> scope;  // nothing: nobody has looked yet
  std::vector<FindingRow> rows;
};
Seen seen_by(pipeline::Context& c);
// One of them; nothing: it is as if there were none.
std::optional<FindingRow> seen_by(pipeline::Context& c, std::string_view id);

}  // namespace mash::findings
