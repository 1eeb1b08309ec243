// SPDX-License-Identifier: MIT
// Files of strangers: what the hub takes of them while nobody looks, and how one that is not wanted
// is set aside. So much in all may lie here that nobody has looked at (data/attachments.json);
// above it pieces of files wait at the gate, which takes no new ones, while every notification
// comes. Whoever may decide about the case sets a file aside, with a reason. It counts no more and
// is shown no more; until its bytes are destroyed, days later, it can be brought back. That it
// came, from which notification, what it was said to show, who set it aside, when and why stays
// (decision 0025). What not: files that people of the hub or of an agency added: those are part of
// the case. Thread safety: as the Context that is passed in; sweep_set_aside: one thread at a time.
#pragma once

#include <string_view>
#include <vector>

#include "mash/cases/kept_for.h"
#include "mash/cases/owed.h"
#include "mash/pipeline/app.h"
#include "mash/pipeline/route.h"

namespace mash::attachments {

// The columns of this, for db::Migration.
std::string_view outside_schema();

// Is there room for more of strangers' files? Cost: two sums over what waits to be looked at.
bool takes_files(db::Transaction& tx);

// While there is none: the cases whose files wait longest, for whoever of the front door asks.
std::vector<cases::Owed> owed_of_unseen(pipeline::Context& c);

// Destroys the bytes of what was set aside long enough ago, each with an entry in its case's
// record; not while a legal hold stands on the case, or something else keeps it.
void sweep_set_aside(pipeline::App& app, db::Database& database, UtcTime now,
                     const std::vector<cases::KeptFor>& all = {});

}  // namespace mash::attachments
