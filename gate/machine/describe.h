// SPDX-License-Identifier: MIT
// The two routes as openapi.json has them, from what the reader of the body itself uses.
#pragma once

#include "mash/json/value.h"

namespace mash::machine {

json::Value describe_take();
json::Value describe_status();

}  // namespace mash::machine
