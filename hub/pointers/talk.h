// SPDX-License-Identifier: MIT
// Enquiries of this hub on their way.
#pragma once

#include "mash/pointers/pointers.h"
#include "pointers_store.h"

namespace mash::pointers {

// Makes the enquiry about these records of one child and asks every hub of `hubs`. invalid_input:
// too little is known of the child.
Result<void> begin(pipeline::Context& c, const Deps& deps,
                   const std::vector<pointer::Normal>& records, EnquiryRow row,
                   const std::vector<OtherHub>& hubs);

// A word to this hub that answers one of its enquiries, or brings a list.
void hear(pipeline::Context& c, const policy::Proof& proof, const Deps& deps,
          const pointer::HubId& from, const pointer::ListPart& part, std::string_view words);
void hear(pipeline::Context& c, const policy::Proof& proof, const Deps& deps,
          const pointer::HubId& from, const pointer::Evaluated& word);
void hear(pipeline::Context& c, const pointer::HubId& from, const pointer::Refused& word);
void hear(pipeline::Context& c, const pointer::HubId& from, const pointer::Answer& word);

// Who of another hub asked: {"user", "agency"}.
json::Value asker_of(pipeline::Context& c, const policy::Proof& proof, const GivenRow& row);
// Why it was not answered, for pages; empty: it was.
std::string refused_words(const GivenRow& row);

// From here on a day's enquiries count anew.
UtcTime start_of_day(UtcTime now);
void add_ask_routes(std::vector<pipeline::Route>& out, const Deps& deps);
void add_given_routes(std::vector<pipeline::Route>& out, const Deps& deps);

}  // namespace mash::pointers
