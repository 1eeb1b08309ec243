// SPDX-License-Identifier: MIT
// The routes of this slice by page.
#pragma once

#include <vector>

#include "mash/enquiry/enquiry.h"

namespace mash::enquiry {

// The page of the request in the path, with what `c.typed` holds in its form.
Result<pipeline::View> request_view(pipeline::Context& c, const policy::Proof& proof,
                                    const model::Borough& borough);

void add_basis_routes(std::vector<pipeline::Route>& out, const Deps& deps);
void add_ask_routes(std::vector<pipeline::Route>& out, const Deps& deps);
void add_ask_about_routes(std::vector<pipeline::Route>& out, const Deps& deps);
void add_ask_again_routes(std::vector<pipeline::Route>& out, const Deps& deps);
void add_request_routes(std::vector<pipeline::Route>& out, const Deps& deps);
void add_answer_routes(std::vector<pipeline::Route>& out, const Deps& deps);
void add_volunteer_routes(std::vector<pipeline::Route>& out, const Deps& deps);
void add_case_routes(std::vector<pipeline::Route>& out, const Deps& deps);

}  // namespace mash::enquiry
