// SPDX-License-Identifier: MIT
// The form by which a call is written down: what it asks, and read back.
#pragma once

#include <string>
#include <vector>

#include "call.h"
#include "mash/model/borough.h"

namespace mash::told {

std::string typed_or(const pipeline::Context& c, std::string_view name);

std::vector<pipeline::Field> call_fields();
std::vector<pipeline::Field> review_fields();
// {fields, laws, other_laws}: the questions, and under which duty.
json::Value call_form(pipeline::Context& c, const model::Borough& borough);
// Whom of each agency that works on the case to ring: [text].
json::Array whom_to_reach(pipeline::Context& c, const model::Borough& borough);
// All that is wrong at once, by field.
Result<NewCall> read_call(pipeline::Context& c, const model::Borough& borough);

}  // namespace mash::told
