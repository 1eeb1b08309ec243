// SPDX-License-Identifier: MIT
// The form of an entry: who may fill it in for whom, its questions, and what is wrong with an
// answer.
#pragma once

#include <optional>
#include <vector>

#include "mash/pipeline/route.h"
#include "mash/shift/routes.h"
#include "shift_store.h"

namespace mash::shift {

// The managers and the administrator of the hub: each desk; a navigator: their own.
bool keeps(const policy::Principal& person, const AgencyId& desk);
std::vector<pipeline::Field> entry_fields();
// With what was typed, else with `present`, else empty.
json::Value entry_questions(const pipeline::Context& c, const model::Borough& borough,
                            const std::optional<ShiftRow>& present);
// invalid_input names each field that is wrong: an end before the beginning, somebody who is on
// duty or away at that time, a deputy who works elsewhere. `id` is the entry to change, or empty.
Result<ShiftRow> read_entry(pipeline::Context& c, const model::Borough& borough,
                            std::string_view id);
// "On duty, 24 November 2026 at 9:00am until 24 November 2026 at 5:00pm"
std::string entry_words(const model::Borough& borough, const ShiftRow& row);

}  // namespace mash::shift
