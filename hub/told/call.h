// SPDX-License-Identifier: MIT
// One call: written down, read again, reviewed, answered by the owner.
#pragma once

#include <string>
#include <vector>

#include "mash/base/sensitive.h"
#include "mash/told/told.h"
#include "told_store.h"

namespace mash::told {

struct CallWords {
  Sensitive name, role, agency, number;  // to whom
  Sensitive said, why, tried;
};
struct NewCall {
  AgencyId owner;
  std::vector<ItemVersion> items;  // of the owner; none: only that it holds something was known
  UtcTime told_at;
  StaffId told_by;  // who spoke; the principal writes it down
  std::vector<std::string> basis;
  CallWords words;
};
// Alerts the owner and a second person in the same transaction; answers the id.
std::string add_call(pipeline::Context& c, const Deps& deps, const NewCall& call);
CallWords open_words(pipeline::Context& c, const policy::Proof& proof, const ToldRow& row);

void add_review(pipeline::Context& c, const ToldRow& row, Answer answer, const std::string& why);
void add_reply(pipeline::Context& c, const ToldRow& row, const std::string& words);
Sensitive open_review(pipeline::Context& c, const policy::Proof& proof, const ToldRow& row);
Sensitive open_reply(pipeline::Context& c, const policy::Proof& proof, const ToldRow& row);

// Whoever may send: managers, deputies and the duty team. Of the facts of the case only the person
// counts here; whether they may know of the case is the route's.
bool may_tell(const policy::Principal& person);
// At the desk of the owner: the front door is none, though its people belong to an agency.
bool is_owners(const policy::Principal& person, const ToldRow& row);
bool may_read(const policy::Principal& person, const ToldRow& row);
// Neither whoever told it nor whoever wrote it down, nor once it is reviewed.
bool may_review(const policy::Principal& person, const ToldRow& row);

}  // namespace mash::told
