// SPDX-License-Identifier: MIT
// The end of a case's record (decision 0049): one person proposes it, another approves it, and from
// then on the case is absent to everybody (bars.h), whatever is left of it being counts. What not:
// whether it may go, and what goes with it (retention). Thread safety: as the Context or
// transaction that is passed in. Cost: one statement each.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "mash/pipeline/route.h"

namespace mash::cases {

// The column that says so, for db::Migration, on top of schema(); each room with cases needs it.
std::string_view gone_schema();
// The table of proposals and the column of disposed_schema() that came with them.
std::string_view case_disposal_schema();

struct Proposal {
  std::string id;
  CaseId case_id;
  std::string rule;
  std::int64_t rule_version = 0;
  std::string why;  // a code: words would outlive the case
  UtcTime proposed_at;
  StaffId proposed_by;
};
enum class ProposalEnd { taken_back, approved };

// Makes `id`, time and person.
void add_proposal(pipeline::Context& c, Proposal one);
// The newest that nobody has ended and that was made after this time.
std::optional<Proposal> standing_proposal(db::Transaction& tx, const CaseId& id, UtcTime after);
std::vector<Proposal> standing_proposals(db::Transaction& tx, UtcTime after);
void end_proposal(pipeline::Context& c, const Proposal& one, ProposalEnd how);

// Found by its id alone (find_case), and so that whoever is shown it asks is_barred() first.
// From now on nobody holds the case, no clock of it runs, and it is absent to everybody.
void set_gone(pipeline::Context& c, const CaseId& id);
bool is_gone(db::Transaction& tx, const CaseId& id);
// Is it, there or gone, to be kept from this person, by a bar or a wall?
bool is_hidden_from(db::Transaction& tx, const CaseId& id, const StaffId& staff);

}  // namespace mash::cases
