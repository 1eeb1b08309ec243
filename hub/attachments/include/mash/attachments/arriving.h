// SPDX-License-Identifier: MIT
// Files that come from the gate, behind the notification that names them, in pieces, each once
// however often it comes. A file becomes an attachment of the case once all its pieces are here and
// they are what was sent; the notification never waits for it. One that is damaged, or does not
// come whole within its time (data/attachments.json), stands on the case's page of files and on the
// front door's tasks until somebody has seen to it; if its pieces come later, it is whole then.
// What not: opening notifications (intake), the connection (server). Form and content of what comes
// are hostile. Thread safety: as the Context that is passed in.
#pragma once

#include <string_view>
#include <vector>

#include "mash/cases/owed.h"
#include "mash/packages/packages.h"
#include "mash/pipeline/app.h"
#include "mash/pipeline/route.h"

namespace mash::attachments {

// The tables of this, for db::Migration.
std::string_view arriving_schema();

// Of these the pieces follow, or are here.
void expect_files(pipeline::Context& c, const policy::Grant<policy::Action::collect>& grant,
                  const CaseId& id, const std::vector<packages::NotifiedFile>& files);
// Takes in what the gate collected, kind file_piece. Never fails: what cannot be used is on the
// record, and its file does not come whole. Cost: of the last piece that of putting the file
// together, some 50 ms for 10 MB.
void take_piece(pipeline::Context& c, const policy::Grant<policy::Action::collect>& grant,
                const packages::Inward& inward);

// Files that did not come whole and that nobody has seen to, for whoever of the front door asks.
std::vector<cases::Owed> owed_of_arriving(pipeline::Context& c);

// Takes away pieces that no notification has named for as long as data/attachments.json says, and
// puts their number on the record. One thread at a time. Cost: one select where there are none.
void sweep_pieces(pipeline::App& app, db::Database& database, UtcTime now);

}  // namespace mash::attachments
