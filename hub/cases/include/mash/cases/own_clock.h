// SPDX-License-Identifier: MIT
// Clocks that are known by their id, where several of one stage may run in a case at once: each of
// what they time has its own (clocks.h has one for a case, or for an agency in it).
// Thread safety: as the Context that is passed in. Cost: two selects.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "mash/cases/clocks.h"

namespace mash::cases {

// Answers its id; empty: the policy has no row for it.
std::string start_own_clock(pipeline::Context& c, const Timescales& t, const CaseId& id,
                            model::Stage stage, model::Rating rating, UtcTime start,
                            const AgencyId& agency = {});
// The clock of this id, or what has replaced it when the case was rated anew.
std::optional<Deadline> own_clock(db::Transaction& tx, const CaseId& id, std::string_view clock);
// The same; nothing where it is met or withdrawn.
std::optional<Deadline> running_own_clock(db::Transaction& tx, const CaseId& id,
                                          std::string_view clock);
void meet_own_clock(pipeline::Context& c, const CaseId& id, std::string_view clock);
// Nobody owes it any more. One that had passed before stays breached.
void withdraw_own_clock(pipeline::Context& c, const CaseId& id, std::string_view clock);

}  // namespace mash::cases
