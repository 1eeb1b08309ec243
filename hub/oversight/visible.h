// SPDX-License-Identifier: MIT
// Which entries of the record a reader may see, and their words.
#pragma once

#include "mash/html/house.h"
#include "mash/model/borough.h"
#include "mash/pipeline/record.h"

namespace mash::oversight {

bool may_see(const model::Borough& borough, const pipeline::Event& event,
             const policy::Principal& reader);
html::Look look_of(const model::Borough& borough, const pipeline::Event& event);

}  // namespace mash::oversight
