// SPDX-License-Identifier: MIT
// Pages about asking and answering: why we may ask, the request, the desk's list and answer, and
// the main page of a case, "What agencies know".
#pragma once

#include <vector>

#include "mash/cases/clocks.h"
#include "mash/enquiry/basis.h"
#include "mash/enquiry/enquiries.h"
#include "mash/model/borough.h"
#include "mash/pipeline/route.h"

namespace mash::enquiry {

struct Deps {
  const model::Borough& borough;
  const cases::Timescales& timescales;
};

// GET /case/{case}; GET and POST /case/{case}/basis, /case/{case}/ask and
// /case/{case}/ask-about; GET /requests;
// GET and POST /case/{case}/volunteer; GET /requests/{enquiry}; POST /requests/{enquiry}/seen,
// /item and /answer.
std::vector<pipeline::Route> routes(const Deps& deps);

}  // namespace mash::enquiry
