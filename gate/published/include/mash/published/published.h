// SPDX-License-Identifier: MIT
// The hub's published figures at its gate, for the Board and for anybody else: signed files, which
// whoever takes them checks with the hub's key (libs/board). Nobody signs in for them: they were
// hidden and rounded so that everybody may have them (decision 0066).
// What not: what the figures say; anything that is not published.
// Errors: a file that is none, or another than the one of its quarter that is there, is
// invalid_input to the hub. Thread safety: as every route and taker.
#pragma once

#include <vector>

#include "mash/door/door.h"
#include "mash/pipeline/route.h"

namespace mash::published {

door::Takers takers();
// GET /figures, GET /figures/{quarter}
std::vector<pipeline::Route> routes();

}  // namespace mash::published
