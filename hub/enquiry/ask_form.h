// SPDX-License-Identifier: MIT
// What both pages that ask agencies share: the urgent case, in which the same act records why, and
// what asking makes of a case.
#pragma once

#include <string>
#include <vector>

#include "enquiry_store.h"
#include "mash/cases/cases.h"
#include "mash/model/borough.h"
#include "mash/pipeline/route.h"

namespace mash::enquiry {

// Agencies with a desk in the hub.
std::vector<const model::Agency*> desks(const model::Borough& borough);
// The request that this agency has not answered yet.
const EnquiryRow* open_request(const std::vector<EnquiryRow>& asked, const AgencyId& agency);

// Sets "urgent" and "laws" on the page.
void add_urgent_questions(json::Value& data, const pipeline::Context& c, bool urgent);
// Can whoever answers for the agency be asked about this request? It is the newest to its agency,
// which cannot share what it knows. `asked` are the requests of the case.
bool may_ask_again(const std::vector<EnquiryRow>& asked, const EnquiryRow& row);
std::vector<pipeline::Field> urgent_fields();
// One act to protect a child: threshold, law and reason are recorded as it goes (settled.md 21).
Result<void> record_urgent_basis(pipeline::Context& c);
// Asking once more takes no decision back.
void set_asked(pipeline::Context& c, const cases::CaseHead& head, bool urgent);

}  // namespace mash::enquiry
