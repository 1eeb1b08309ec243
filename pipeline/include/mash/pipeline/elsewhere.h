// SPDX-License-Identifier: MIT
// Acts that another site's page sends. What not: forms without their session's token, which only
// the App can tell. Thread safety: pure.
#pragma once

#include "mash/http/message.h"

namespace mash::pipeline {

// By Sec-Fetch-Site and Origin, which must name the host that was asked; a machine that sends
// neither is no page. The App refuses such an act before it costs anything. Whoever counts requests
// before dispatch does not count it: any page that is open in a browser could use up its network's
// share.
bool from_elsewhere(const http::Request& request);

}  // namespace mash::pipeline
