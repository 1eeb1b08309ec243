// SPDX-License-Identifier: MIT
// What agencies have told in a case, for pages of other slices.
#pragma once

#include "mash/model/borough.h"
#include "mash/pipeline/route.h"

namespace mash::enquiry {

// For {{#known}}{{> enquiry/known}}{{/known}}: each agency that was asked or has told something,
// with its items as the page of the case shows them to this reader. The record says which were
// shown. Cost: that of disclosure::visible_items and releases_of for each item.
json::Array known_facts(pipeline::Context& c, const policy::Proof& proof,
                        const model::Borough& borough, const CaseId& id);

}  // namespace mash::enquiry
