// SPDX-License-Identifier: MIT
// What the answers of all our servers tell a browser of its own limits. In one place, so that no
// server falls behind another.
#pragma once

#include "mash/http/message.h"

namespace mash::http {

// Pure. A content-security-policy and a cache-control that are set already stay.
void add_security_headers(Response& response);

}  // namespace mash::http
