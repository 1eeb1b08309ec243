// SPDX-License-Identifier: MIT
#pragma once

#include "mash/cases/glass.h"
#include "mash/glass/glass.h"

namespace mash::glass {

void add_break_routes(std::vector<pipeline::Route>& out, const Deps& deps);
void add_case_routes(std::vector<pipeline::Route>& out, const Deps& deps);
void add_review_routes(std::vector<pipeline::Route>& out, const Deps& deps);

// Managers, deputies, the designated officer, the data protection officer: not who broke it.
bool may_review(const policy::Principal& person, const cases::Glass& glass);
// At a desk of an agency in the case, and of none that is the front door.
bool is_told_as_desk(pipeline::Context& c, const CaseId& id);

// What was typed into the form that is shown again; empty where it is new.
std::string typed_or_empty(const pipeline::Context& c, std::string_view name);

// {who, agency, broken, until, ended, reason, reviewed: {verdict, words, by} or false}
json::Value view_of(pipeline::Context& c, const policy::Proof& proof, const model::Borough& borough,
                    const cases::Glass& glass);

}  // namespace mash::glass
