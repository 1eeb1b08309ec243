// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <string_view>

#include "mash/packages/packages.h"

namespace mash::signatures {

// One text for each line and its terms: what commitments and codes are made of.
std::string statement_of(const packages::ProductLine& line, bool before_visit,
                         std::string_view terms);

}  // namespace mash::signatures
