// SPDX-License-Identifier: MIT
// The pages on which agreements on sharing are read, drafted, put to their parties, joined, left
// and ended; what other pages say where none covers what somebody does; what those who keep them
// see to. What not: whether one covers two agencies (agreement.h).
// Errors: as every route. Thread safety: routes may run at once. The borough must outlive them.
#pragma once

#include <string_view>
#include <vector>

#include "mash/agreements/agreement.h"
#include "mash/cases/agreed.h"
#include "mash/cases/owed.h"
#include "mash/model/borough.h"
#include "mash/pipeline/route.h"

namespace mash::agreements {

// GET /agreements; GET and POST /agreements/draft; GET /agreements/{agreement}; GET and POST its
// /change and /paper; POST its /put, /join, /leave and /end; GET /agreements/documents and, below
// it, the documents that are filled from them.
std::vector<pipeline::Route> routes(const model::Borough& borough);

// For pages that share for this purpose (a code of data/purposes.json). Cost: three statements.
cases::Agreed agreed(const model::Borough& borough, std::string purpose);

// The documents that are filled from agreements and configuration, as their pages give them.
struct Document {
  std::string name;  // of a file: "privacy-notice.pdf"
  std::string pdf;
};
Result<std::vector<Document>> documents(pipeline::Context& c, const model::Borough& borough);

// For the page of tasks of those who keep agreements.
std::vector<cases::Owed> owed(pipeline::Context& c);

// One that all these parties have joined, each by the first who releases for it: for hubs that
// begin (a demonstration). Answers its id.
std::string begin_with(pipeline::Context& c, const model::Borough& borough, const Terms& terms);

// The column of what was signed on paper, for db::Migration.
std::string_view paper_schema();

}  // namespace mash::agreements
