// SPDX-License-Identifier: MIT
// Makes the receipts that are owed for what has left, once witnesses have signed the record with
// it, and puts them into the post room. One thread at a time.
#pragma once

#include "mash/pipeline/app.h"
#include "publisher.h"
#include "witnessing.h"

namespace mash::server {

// How many were made. Nothing where witnesses have signed nothing, or the record does not go on
// from what they have signed. Throws as Publisher::with_log. Cost: a select where none is owed.
int send_receipts(pipeline::App& app, db::Database& database, Publisher& publisher,
                  Witnessing& witnessing);

}  // namespace mash::server
