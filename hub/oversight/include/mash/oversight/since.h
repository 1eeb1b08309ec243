// SPDX-License-Identifier: MIT
// What others have done in a case since the reader last had it open, for the top of its page.
// What not: all that was done and who only looked (oversight.h, /looks).
// Shape: false where the reader has not been there before; else
//   {looked: "today at 9:00am", nothing: bool, changes: [{at, who, what}], more: "" or a link}.
// Looks at that page with less than half an hour between them are one visit, so that the list still
// stands after a look at another tab; each is noted on its entry of the record.
// Thread safety: as the Context that is passed in.
// Cost: reads the record of the case from its newest entry back to the reader's last visit, at most
// 400 entries; who was there before that has not been.
#pragma once

#include "mash/model/borough.h"
#include "mash/pipeline/route.h"

namespace mash::oversight {

json::Value since_last_visit(pipeline::Context& c, const policy::Proof& proof,
                             const model::Borough& borough, const CaseId& id);

}  // namespace mash::oversight
