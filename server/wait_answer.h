// SPDX-License-Identifier: MIT
#pragma once

#include <optional>
#include <string>

#include "mash/base/time.h"
#include "mash/pipeline/app.h"
#include "mash/pipeline/network_share.h"

namespace mash::server {

// In the place of an answer, for a network that has sent too much: the page at `path` with `query`
// as 429 with the time to wait, in whole minutes. It reaches neither an act nor the record.
http::Response wait_answer(pipeline::App& app, const http::Request& request, std::int64_t minutes,
                           std::string path, std::string query);
// The same at the page to sign in, where the request would be one try too many of its network.
// What another site's page sends is no try.
std::optional<http::Response> wait_to_sign_in(pipeline::App& app, pipeline::NetworkShares& shares,
                                              const http::Request& request, UtcTime now);
// Begun minutes count.
std::int64_t whole_minutes(Duration wait);

}  // namespace mash::server
