// SPDX-License-Identifier: MIT
// What was told by telephone in a case, for whoever looks through its record: the front door's
// words, and what the owner of what was told has said to it. Thread safety: as the Context that is
// passed in.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "mash/base/sensitive.h"
#include "mash/pipeline/route.h"

namespace mash::told {

struct ToldInCase {
  std::string id;
  std::int64_t version = 1;  // of the front door's words: 2 once a second person has looked at it
  AgencyId owner;            // whose information was told
  bool replied = false;
};
// Cost: one select, and those of told_of_case for each.
std::vector<ToldInCase> told_in(db::Transaction& tx, const CaseId& id);

struct ToldWords {
  UtcTime at;
  Sensitive to;  // "Ann Lee, duty doctor, the hospital"
  Sensitive said, why, tried;
  std::string_view answer;  // of the second person; empty: nobody has looked at it
  Sensitive review;
};
// Nothing: the case has no such call.
std::optional<ToldWords> words_of_told(pipeline::Context& c, const policy::Proof& proof,
                                       const CaseId& id, std::string_view told);
struct ReplyWords {
  UtcTime at;
  Sensitive words;
};
// Nothing: there is none, or its owner has sealed it.
std::optional<ReplyWords> words_of_reply(pipeline::Context& c, const policy::Proof& proof,
                                         const CaseId& id, std::string_view told);

}  // namespace mash::told
