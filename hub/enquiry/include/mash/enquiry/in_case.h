// SPDX-License-Identifier: MIT
// Requests to agencies and what they answered, for whoever looks through the record of a case. A
// request is the front door's, each answer is its agency's. Thread safety: as the Context that is
// passed in.
#pragma once

#include <optional>
#include <vector>

#include "mash/base/sensitive.h"
#include "mash/pipeline/route.h"

namespace mash::enquiry {

struct EnquiryInCase {
  EnquiryId id;
  AgencyId agency;
  std::int64_t version = 1;           // grows each time it is widened
  std::vector<std::int64_t> answers;  // the version of each, the oldest first
};
// Cost: a select, and one for each request.
std::vector<EnquiryInCase> enquiries_in(db::Transaction& tx, const CaseId& id);

struct EnquiryWords {
  AgencyId agency;
  UtcTime at;
  Sensitive about, questions;  // with what was added since
};
// Nothing: the case has no such request. Cost: a few selects, one opening.
std::optional<EnquiryWords> words_of_enquiry(pipeline::Context& c, const policy::Proof& proof,
                                             const CaseId& id, const EnquiryId& enquiry);
struct AnsweredWords {
  UtcTime at;
  std::string_view kind;  // "Nothing known"
  Sensitive words;        // sentences, one a line
};
// Of the answer of this version. Nothing: there is none, or its agency has sealed it.
std::optional<AnsweredWords> words_of_answer(pipeline::Context& c, const policy::Proof& proof,
                                             const CaseId& id, const EnquiryId& enquiry,
                                             std::int64_t version);

}  // namespace mash::enquiry
