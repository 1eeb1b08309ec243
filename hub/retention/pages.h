// SPDX-License-Identifier: MIT
// Routes by page. Each adds its own to the list.
#pragma once

#include <vector>

#include "mash/cases/cases.h"
#include "mash/policy/policy.h"
#include "mash/retention/retention.h"

namespace mash::retention {

void add_list_routes(std::vector<pipeline::Route>& out, const Deps& deps);
void add_case_routes(std::vector<pipeline::Route>& out, const Deps& deps);
void add_record_routes(std::vector<pipeline::Route>& out, const Deps& deps);
void add_hold_routes(std::vector<pipeline::Route>& out, const Deps& deps);

// The case in the path, gone or not. To whoever may not know of it, or holds nothing of it, it is
// as if there were none.
Result<cases::CaseHead> case_in_path(pipeline::Context& c);
// What stands in the place of a case whose record was disposed of.
pipeline::View gone_view(pipeline::Context& c, const Deps& deps, const cases::CaseHead& head);

// The front door and the data protection officer see to cases as a whole; a desk to its own part.
bool sees_whole_cases(const policy::Principal& person);

}  // namespace mash::retention
