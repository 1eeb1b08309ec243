// SPDX-License-Identifier: MIT
// The questions about a piece of information, apart from the fact itself: where from, when, how
// freely it is read, its marking and, for the police, its grading. Used wherever items are written.
#pragma once

#include <vector>

#include "mash/disclosure/items.h"
#include "mash/json/value.h"
#include "mash/pipeline/route.h"

namespace mash::disclosure {

// source, event_date, sensitivity, marking, grade_source, grade_information, grade_handling and
// handling. `by_police` says whether the page asks for a grading.
std::vector<pipeline::Field> item_fields();
// Questions as the data of {{> mash/fields}}.
json::Value fields_of(std::vector<json::Value> questions);
// For {{> mash/fields}}. Values: what was typed, else those of `present`, else none.
json::Value item_questions(const pipeline::Context& c, bool by_police, const Item* present);
// All but fact, case and enquiry. Faults name the fields; SECRET is refused by name.
Result<NewItem> read_item_form(const pipeline::Input& input, bool by_police);
// "2BC: untested, known indirectly but corroborated, may be shared with conditions"; "" for none.
std::string grade_in_words(const std::string& grade);

}  // namespace mash::disclosure
