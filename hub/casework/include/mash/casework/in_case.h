// SPDX-License-Identifier: MIT
// Entries of a case's log and what was said in discussions, each of the agency whose words they
// are, for whoever looks through its record. Thread safety: as the Context that is passed in.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "mash/base/sensitive.h"
#include "mash/pipeline/route.h"

namespace mash::casework {

struct Logged {
  std::string id;
  AgencyId owner;
};
// All of it, also what was corrected since. Cost: one select.
std::vector<Logged> logged_in(db::Transaction& tx, const CaseId& id);

struct LoggedWords {
  UtcTime happened_at;
  std::string_view kind;  // "Phone call"
  Sensitive with_whom, what;
};
// Nothing: the case has no such entry. Cost: one select, one opening.
std::optional<LoggedWords> words_of_logged(pipeline::Context& c, const policy::Proof& proof,
                                           const CaseId& id, std::string_view entry);

// The record of a discussion, and what one agency contributed to it.
struct Discussed {
  std::string discussion;
  AgencyId owner;
  std::int64_t version = 1;   // of a contribution, the newest
  bool contribution = false;  // else the record itself
};
// Cost: two selects for each discussion.
std::vector<Discussed> discussed_in(db::Transaction& tx, const CaseId& id);

struct DiscussedWords {
  UtcTime held_at;
  std::string title;  // "MASH meeting, 24 November 2026 at 8:30am"
  Sensitive others;   // of the record: who was there from elsewhere
  Sensitive words;
};
// Nothing: there is no such discussion, or contribution of this owner. Cost: a few selects, two
// openings.
std::optional<DiscussedWords> words_of_discussed(pipeline::Context& c, const policy::Proof& proof,
                                                 const CaseId& id, const Discussed& part);

}  // namespace mash::casework
