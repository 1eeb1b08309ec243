// SPDX-License-Identifier: MIT
// C05: what a young person says against sharing stands first before the owner who decides what may
// leave. It forbids nothing: where something leaves all the same, the owner says why, and both are
// stored with the decision. What leaves at once for a child's safety waits for none of it.
#pragma once

#include <string>
#include <vector>

#include "mash/base/sensitive.h"
#include "mash/pipeline/route.h"
#include "objection_store.h"

namespace mash::disclosure {

struct NewObjection {
  StatementId child;
  Heard heard{};
  Understands understands{};
  UtcTime said_at;
  Sensitive words;
};
void add_objection(pipeline::Context& c, const NewObjection& objection);
Sensitive open_objection(pipeline::Context& c, const policy::Proof& proof, const ObjectionRow& row);
// False: somebody said so already.
bool end_objection(pipeline::Context& c, ObjectionRow row, const std::string& why);
Sensitive open_end(pipeline::Context& c, const policy::Proof& proof, const ObjectionRow& row);

// Those that still count, for whoever decides what leaves of a case.
std::vector<ObjectionRow> standing_objections(db::Transaction& tx, const CaseId& id);
// May this person read it outside a release? The front door, and the desk that heard it.
// Which ones stand, as a form carries it along: the owner answers what they have read.
std::string objections_shown(db::Transaction& tx, const CaseId& id);
bool may_read_objection(const policy::Principal& person, const ObjectionRow& row);

}  // namespace mash::disclosure
