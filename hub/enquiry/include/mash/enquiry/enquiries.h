// SPDX-License-Identifier: MIT
// Requests to agencies and their returns (pages say "request"). What an agency returns stays its
// own: items live in disclosure.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "mash/base/sensitive.h"
#include "mash/model/words.h"
#include "mash/pipeline/route.h"

namespace mash::enquiry {

// Whom a request is about: as it was sent, and as it was widened while nobody had answered.
struct AskedAbout {
  UtcTime at;
  StaffId by;
  std::int64_t version = 1;        // of the request since then: an answer to it has a later one
  bool all_named = false;          // whoever had been named by then
  std::vector<StatementId> about;  // else: of whom these speak
  Sensitive names;                 // one a line
  Sensitive question;              // a further one, about them; may be empty
};

struct Enquiry {
  EnquiryId id;
  std::int64_t version = 1;  // grows with each answer and each time it is widened
  CaseId case_id;
  AgencyId agency;
  model::EnquiryState state{};
  std::optional<model::ReturnKind> answer;
  UtcTime sent_at;
  StaffId sent_by;
  // For members: who is asked in place of a desk that was away, or since it could not share what
  // was asked in this earlier request. Either may be empty.
  StaffId instead;
  EnquiryId again_of;
  std::optional<UtcTime> due_at;
  std::optional<UtcTime> returned_at;
  StaffId returned_by;
  std::int64_t answer_version = 0;
  bool late = false;   // answered after the decision
  std::string ground;  // CANNOT_SHARE: code of WithholdReason; NOT_AVAILABLE: of BreachReason
  std::vector<AskedAbout> asked;  // the first as it was sent; for members
  Sensitive questions, subjects, systems_searched, period, cannot_share_reason;
  Sensitive still_to_come;         // PARTIAL
  Sensitive not_available_reason;  // NOT_AVAILABLE, where the code says too little
};
// All enquiries of the case, in the order of sending. Words only for members.
std::vector<Enquiry> enquiries_of(pipeline::Context& c, const policy::Proof& proof,
                                  const CaseId& id);
// Agencies that were asked and have not answered: said on the decision and the product. One that
// "was not available" has not answered; one that has answered in part has.
std::vector<AgencyId> unanswered(db::Transaction& tx, const CaseId& id);

}  // namespace mash::enquiry
