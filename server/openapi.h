// SPDX-License-Identifier: MIT
// api/openapi.json: the routes of hub and gate as OpenAPI 3.1, made from the route tables.
#pragma once

#include "mash/json/value.h"
#include "mash/pipeline/route.h"

namespace mash::server {

json::Value openapi();

}  // namespace mash::server
