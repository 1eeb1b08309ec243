// SPDX-License-Identifier: MIT
#include "mash/notify/rate_limit.h"

#include "mash/notify/notify.h"
#include "mash/pipeline/elsewhere.h"

namespace mash::notify {

RateLimiter::RateLimiter(const RateLimit& limit, Random& random)
    : starts_({limit.starts, limit.minutes, limit.bits}, random),
      answers_({limit.answers, limit.minutes, limit.bits}, random) {}

std::optional<Duration> RateLimiter::wait_for(const http::Request& request, UtcTime now) {
  if (request.method != "POST" || !has_exit(request.path) || request.path == k_exit_path ||
      pipeline::from_elsewhere(request)) {
    return std::nullopt;
  }
  return (request.path == k_start_path ? starts_ : answers_).take(request.remote, now);
}

}  // namespace mash::notify
