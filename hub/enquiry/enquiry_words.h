// SPDX-License-Identifier: MIT
// Requests and answers as values: made, sealed and read again.
#pragma once

#include <string>
#include <vector>

#include "enquiry_store.h"
#include "mash/cases/clocks.h"
#include "mash/policy/policy.h"

namespace mash::enquiry {

struct NewEnquiry {
  AgencyId agency;
  std::string questions;
  std::string extra;     // a further question with whom it is about, or empty
  std::string subjects;  // names, one a line
  std::vector<StatementId> about;
  StaffId instead{};     // asked in place of its desk, which is away; may be empty
  EnquiryId again_of{};  // which could not be shared; then `instead` answers for the agency
};
// Stores the request, puts the agency into the cell and starts its clock.
void send_enquiry(pipeline::Context& c, const policy::Grant<policy::Action::send_enquiry>& grant,
                  const cases::Timescales& timescales, const CaseId& id, model::Rating rating,
                  const NewEnquiry& enquiry);

// What was asked when the request was sent, without a further question.
std::string questions_again(pipeline::Context& c, const policy::Proof& proof,
                            const EnquiryRow& row);

// Adds people to an open request: its desk has to see it again, and an answer that was begun before
// is turned away. Its clock stays.
struct Widening {
  std::string names;  // one a line
  std::vector<StatementId> about;
  std::string question;  // a further one, or empty
};
void widen_enquiry(pipeline::Context& c, const policy::Grant<policy::Action::send_enquiry>& grant,
                   const EnquiryRow& row, const Widening& more);

struct NewReturn {
  model::ReturnKind kind{};
  std::string systems, period, still_to_come, ground, reason;
};
// Stores the next answer and moves state and clock. NOT_AVAILABLE leaves the request open. What an
// agency knows and says after the decision starts the clock for a manager's word about it.
void add_return(pipeline::Context& c, const policy::Grant<policy::Action::answer_enquiry>& grant,
                const cases::Timescales& timescales, const EnquiryRow& row,
                const NewReturn& answer);

// The request with its words; `clocks` are those of its case.
Enquiry open_enquiry(pipeline::Context& c, const policy::Proof& proof, const EnquiryRow& row,
                     const std::vector<cases::Deadline>& clocks);

// The clock of an open request, for {{> mash/clock}}.
json::Value clock_of(const std::vector<cases::Deadline>& clocks, const AgencyId& agency,
                     UtcTime now);
// Why agencies may be asked and who in the family knows, for pages of members.
json::Value basis_view(const Basis& basis);
// What an agency answered, in sentences.
json::Array answer_words(const Enquiry& e);

}  // namespace mash::enquiry
