// SPDX-License-Identifier: MIT
// What a desk writes down, one fact a line: for a request, or of its own accord.
#pragma once

#include <string>
#include <vector>

#include "mash/disclosure/items.h"
#include "mash/model/borough.h"

namespace mash::enquiry {

// "facts" and the fields of disclosure::item_fields().
std::vector<pipeline::Field> facts_fields();
// For {{> enquiry/facts}}.
json::Value facts_form(const pipeline::Context& c, const std::string& action,
                       const model::Agency& agency, json::Value button);
// An item for each line, without case and request. Faults name the fields.
Result<std::vector<disclosure::NewItem>> read_facts(const pipeline::Input& input,
                                                    const model::Agency& agency);

}  // namespace mash::enquiry
