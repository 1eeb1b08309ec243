// SPDX-License-Identifier: MIT
// Routes by page, and what they share.
#pragma once

#include <string>
#include <vector>

#include "finding_store.h"
#include "mash/cases/cases.h"
#include "mash/findings/findings.h"
#include "mash/html/components.h"

namespace mash::findings {

void add_list_routes(std::vector<pipeline::Route>& out, const Deps& deps);
void add_one_routes(std::vector<pipeline::Route>& out, const Deps& deps);
void add_aside_routes(std::vector<pipeline::Route>& out, const Deps& deps);
void add_profile_routes(std::vector<pipeline::Route>& out, const Deps& deps);
void add_profile_act_routes(std::vector<pipeline::Route>& out, const Deps& deps);
void add_profile_task_routes(std::vector<pipeline::Route>& out, const Deps& deps);
void add_around_routes(std::vector<pipeline::Route>& out, const Deps& deps);

enum class Standing { stands, aside, over };
// Put aside while its evidence is no more than lay there then. `asides`: of its scope.
Standing standing_of(const FindingRow& row, const std::vector<AsideRow>& asides);
std::string_view words_of(Standing standing);

// "Police 4, School 1": in how many of these cases somebody of that kind told, the most first.
std::string source_mix(db::Transaction& tx, const Finding& finding);

// The page of a person by their id in the record for analysis.
std::string around_path(const std::string& person);
// By its reference and with the way to it, for whoever may read it; else by a pseudonym.
html::TableCell case_cell(pipeline::Context& c, const CaseId& id, const cases::CaseHead& head);

// Facts of a route below /patterns/{finding}: not_found where the reader may not know of it.
Result<policy::Facts> finding_facts(pipeline::Context& c);

// The form to put one aside, and who did.
json::Value aside_view(pipeline::Context& c, const policy::Proof& proof, const Deps& deps,
                       const FindingRow& row);

// The profiles in which it stands, and the way to open one.
json::Value profiles_view(pipeline::Context& c, const policy::Proof& proof, const Deps& deps,
                          const FindingRow& row);

}  // namespace mash::findings
