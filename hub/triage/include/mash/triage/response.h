// SPDX-License-Identifier: MIT
// The type of response that was chosen with the rating, for pages of other slices.
#pragma once

#include <string>

#include "mash/model/borough.h"
#include "mash/pipeline/route.h"

namespace mash::triage {

// "Early help or another service, Hollis Mensah, 24 November 2026 at 9:00am": the newest; "" where
// nobody has chosen one.
std::string response_in_words(pipeline::Context& c, const model::Borough& borough,
                              const CaseId& id);

}  // namespace mash::triage
