// SPDX-License-Identifier: MIT
// Looking through the record of a case, owner by owner, and the words of one part.
#pragma once

#include <string>
#include <vector>

#include "proposals.h"
#include "requests.h"

namespace mash::access {

// Finds what is new in each case of the request, also in those hidden from whoever looks, and asks
// its owner, with a time of its own. Again finds nothing twice. Cost: a few selects a case.
void look_through(pipeline::Context& c, const Deps& deps, const RequestRow& row);

// The words of a part, as they would be disclosed, and what may speak against it. Only for its
// owner. Nothing: it is no longer there.
struct PartWords {
  std::string title;  // "Item, version 2"
  Traits traits;
};
std::optional<PartWords> words_of_part(pipeline::Context& c, const policy::Proof& proof,
                                       const Deps& deps, const RequestRow& row,
                                       const PartRow& part);
// Does this person speak for the owner of the part?
bool is_own(const policy::Principal& person, const PartRow& part);
std::string owner_name(const Deps& deps, const AgencyId& owner);

struct AnswerWords {
  Sensitive text;    // what leaves; empty where nothing does
  Sensitive reason;  // why, for the record
};
// Under the owner's key.
void add_answer(pipeline::Context& c, const PartRow& part, AnswerRow answer,
                const AnswerWords& words);
AnswerWords open_answer(pipeline::Context& c, const policy::Proof& proof, const PartRow& part);
// "Disclosed with parts removed", "Withheld: it is about somebody else"
std::string answer_words(const AccessPolicy& policy, const PartRow& part);

}  // namespace mash::access
