// SPDX-License-Identifier: MIT
// Somebody asks what is held about them (subject access). The request is written down and its time
// counted; whom it is about is chosen from the people of a case; the record of each of their cases
// is looked through, owner by owner; each owner says of each part of its own whether it is
// disclosed, and what is, is put together as a file that is handed over.
// Whoever keeps a request sees what parts there are and what their owners said, and the words of
// none. A case that is hidden from them stays absent, and its part of the request is kept by
// somebody from whom it is not (decision 0037).
// A court or another authority may order a case to be given to it: the order is written down, each
// owner is told at once and says of its own parts that it releases them or that the order compels
// it, and the bundle has what owners let go and the front door's own words.
// What not: what leaves for an agency (product, disclosure), how long things are kept.
// Thread safety: as the Context that is passed in.
#pragma once

#include <string_view>
#include <vector>

#include "mash/access/access_policy.h"
#include "mash/alerts/alerts.h"
#include "mash/cases/owed.h"
#include "mash/model/borough.h"
#include "mash/pipeline/route.h"

namespace mash::access {

// All must outlive the routes.
struct Deps {
  const model::Borough& borough;
  const model::Calendar& working_days;  // of the law (model/public_calendar.h)
  const AccessPolicy& policy;
  alerts::Deps alerts;
};
// The tables of orders of courts, beside schema(), for db::Migration.
std::string_view court_schema();
// Of who keeps a request after whom, and of orders that were a mistake; the newest of the three.
std::string_view acts_schema();

// For whoever keeps requests: GET and POST /access, GET /access/new, GET /access/{request}, POST
// /access/{request}/step, /keeper, /people, /search and /bundle, GET and POST
// /access/{request}/people/{case} and POST /access/{request}/bundle/{bundle}. For owners: GET
// /answers, GET /answers/{request}, GET and POST /answers/part/{part}. Of a court: GET and POST
// /case/{case}/court, GET /case/{case}/court/{order}, POST /case/{case}/court/{order}/search,
// /mistake, /bundle and /bundle/{bundle}; for owners GET /orders, GET /orders/{order}, GET and POST
// /orders/part/{part}.
std::vector<pipeline::Route> routes(const Deps& deps);

// A request that is not answered is about somebody of this case: nothing of it is disposed of, also
// where the case is hidden from whoever keeps the request. Cost: one select.
bool is_asked_for(db::Transaction& tx, const CaseId& id);

// A court has ordered this case and was not given what its owners have to give, or an owner asks to
// be heard: nothing of it is disposed of. An order that was a mistake holds nothing. Cost: a few
// selects for each order.
bool is_ordered(db::Transaction& tx, const CaseId& id);

// What the reader's agency has not answered, what of a request they keep is still open, and what is
// hidden from whoever keeps it. Cost: a few selects for each open request.
std::vector<cases::Owed> owed(pipeline::Context& c, const Deps& deps);

}  // namespace mash::access
