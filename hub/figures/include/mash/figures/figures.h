// SPDX-License-Identifier: MIT
// This hub's figures for the London Board: a named person has a quarter prepared, reads exactly
// what would be published, and publishes it in their name (decisions 59 and 66, docs/board.md).
//
// What: counting the closed list of tables (libs/board) over the record, hidden and rounded before
// anybody sees it; the five core elements; the file that the hub signs, here and at its gate. What
// is published stands for ever. Cases that are hidden from anybody of the hub take no part.
// What not: exact counts on any page; a way from a figure to a case; the Board's own side.
// Errors: as every route. Thread safety: routes may run at once; `prepare_asked` in one thread.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "mash/model/borough.h"
#include "mash/pipeline/app.h"
#include "mash/pipeline/route.h"

namespace mash::figures {

struct Deps {
  const model::Borough& borough;  // must outlive the routes
  bool simulated = false;         // no real children are behind the record: a demonstration
};
// GET /figures, POST /figures/prepare; GET and POST /figures/elements/{element}; GET
// /figures/{quarter}, POST its /publish, GET its /file
std::vector<pipeline::Route> routes(const Deps& deps);

// What was published of this quarter ("2026-07"), as it was signed.
std::optional<std::string> published_file(db::Transaction& tx, std::string_view quarter);

// Prepares the quarters that were asked for; answers how many. Cost: opens every notification and
// statement in a read transaction, then some seconds without any (in the last quarter of a year
// some tens).
int prepare_asked(pipeline::App& app, db::Database& database, const pipeline::Vault& vault,
                  const Deps& deps, UtcTime now);

}  // namespace mash::figures
