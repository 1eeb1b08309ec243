// SPDX-License-Identifier: MIT
// The form by which somebody writes a standing release.
#pragma once

#include "mash/disclosure/disclosure.h"
#include "standing_store.h"

namespace mash::disclosure {

std::vector<pipeline::Field> standing_fields(const model::Borough& borough);
// Data of {{> mash/fields}}, and "other_laws" beside it. Nothing is chosen before somebody chooses.
json::Value standing_questions(const pipeline::Context& c, const model::Borough& borough);
json::Value standing_other_laws(const pipeline::Context& c);
// Of the reader's agency, without a number. Faults name the fields.
Result<StandingRow> read_standing_form(pipeline::Context& c);

}  // namespace mash::disclosure
