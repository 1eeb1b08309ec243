// SPDX-License-Identifier: MIT
// What the pipeline's own tables need no longer. In the caller's transaction.
#pragma once

#include "mash/db/database.h"

namespace mash::pipeline {

struct Kept {
  Duration session;  // AppOptions::absolute_hours
  Duration acts;     // what tells a form that is sent twice; longer than any session
};
// Sessions that are too old to go on (one that was left idle still says whose late form it is),
// forms that nobody has come back for (kept.h), and what tells of acts that nobody can send again.
void sweep(db::Transaction& tx, UtcTime now, const Kept& kept);

// Somebody's session, by its hash (Context::session), outside a request.
void end_session(db::Transaction& tx, const Bytes& hash);

// The data key of (case, agency): whatever was sealed under it opens no more, in no copy.
void destroy_data_key(db::Transaction& tx, const CaseId& case_id, const AgencyId& agency);

}  // namespace mash::pipeline
