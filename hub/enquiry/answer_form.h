// SPDX-License-Identifier: MIT
// The desk's answer, and what the pages of one request share.
#pragma once

#include "enquiry_words.h"
#include "mash/model/borough.h"

namespace mash::enquiry {

Result<EnquiryRow> enquiry_in_path(pipeline::Context& c);
// The request in the path; to anybody but the agency that was asked it is as if absent.
Result<policy::Facts> own_request_facts(pipeline::Context& c);

std::vector<pipeline::Field> answer_fields();
json::Value answer_form(pipeline::Context& c, const EnquiryRow& row, const model::Agency& agency);
// What was said, by the rules of domain.md 6.4: "knows nothing" says what was searched and when,
// and is refused while the desk holds something back.
Result<NewReturn> read_answer(pipeline::Context& c, const policy::Proof& proof,
                              const EnquiryRow& row);

}  // namespace mash::enquiry
