// SPDX-License-Identifier: MIT
// Plain sentences of notifications, by what they are about. Invented; nobody is meant.
#pragma once

#include <string_view>

#include "mash/simulation/stream.h"

namespace mash::simulation {

// `concern` is a code as `openmash import` knows it.
std::string_view sentence(std::string_view concern, Stream& stream);

}  // namespace mash::simulation
