// SPDX-License-Identifier: MIT
// How many notifications one network may begin, so that nobody floods the hub with made-up ones.
// Pages are never limited, only what is sent; taking one's answers away never is.
// What another site's page sends is refused (mash/pipeline/elsewhere.h) and not counted.
// Thread safety and what is known of whom: as NetworkShares.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "mash/http/message.h"
#include "mash/pipeline/network_share.h"

namespace mash::notify {

struct RateLimit {
  int starts = 0;   // forms begun, from one network ...
  int answers = 0;  // and answers sent to questions, of all its forms together ...
  int minutes = 0;  // in any so many minutes
  http::NetworkBits bits;
  pipeline::Share files;  // kilobytes sent to the page for files, on top of the answers
};

class RateLimiter {
 public:
  RateLimiter(const RateLimit& limit, Random& random);
  // Takes the request into account and answers nothing, or how long it must wait.
  std::optional<Duration> wait_for(const http::Request& request, UtcTime now);

 private:
  pipeline::NetworkShares starts_;
  pipeline::NetworkShares answers_;
  pipeline::NetworkShares files_;
};

// The page that says so: GET with "minutes", the whole minutes to wait, up to a day, and "files"
// where it is a file that cannot be taken now.
inline constexpr std::string_view k_wait_path = "/notify/wait";
std::string wait_query(const http::Request& request, std::int64_t minutes);

}  // namespace mash::notify
