// SPDX-License-Identifier: MIT
// Ethnicity and disability of somebody who is named in a case, as they say it themselves or as a
// source said it: recorded for the census and to see whether groups are treated alike.
//
// What: rows of their own, beside what was said of people and not in it, so that nothing that
// recognises, shows or sends a statement opens them (decision 0062). The newest row counts; none is
// changed. Sealed under the front door's key.
// What not: the page (routes.h), what is made of it (research/traits.h). Sex is part of a
// statement, since people are recognised by it. Thread safety: as the transaction. Cost: one
// opening for each row.
#pragma once

#include <functional>
#include <optional>
#include <string_view>

#include "mash/model/words.h"
#include "mash/model/words_group.h"
#include "mash/pipeline/route.h"
#include "mash/pipeline/vault.h"

namespace mash::people {

// The table of this part, for db::Migration, on top of schema().
std::string_view groups_schema();

struct Groups {
  std::optional<model::Ethnicity> ethnicity;
  std::optional<model::Answer> disabled;
};
// Of whom this statement speaks; nothing is written where nothing is said.
void add_groups(pipeline::Context& c, const CaseId& id, const StatementId& statement,
                const Groups& groups);
// What was said of them last, each by itself; nothing: never.
Groups groups_of(pipeline::Context& c, const policy::Proof& proof, const CaseId& id,
                 const StatementId& statement);

struct GroupSaid {
  StatementId statement;
  CaseId case_id;
  Groups groups;
};
// Everything that was ever said, the oldest first, also what is behind a wall: the caller leaves it
// out.
void each_group(db::Transaction& tx, const pipeline::Vault& vault,
                const std::function<void(const GroupSaid&)>& f);

}  // namespace mash::people
