// SPDX-License-Identifier: MIT
#include "mash/notify/rate_limit.h"

#include "mash/notify/notify.h"
#include "mash/pipeline/elsewhere.h"

namespace mash::notify {

RateLimiter::RateLimiter(const RateLimit& limit, Random& random)
    : starts_({limit.starts, limit.minutes, limit.bits}, random),
      answers_({limit.answers, limit.minutes, limit.bits}, random),
      files_(limit.files, random) {}

std::optional<Duration> RateLimiter::wait_for(const http::Request& request, UtcTime now) {
  if (request.method != "POST" || !has_exit(request.path) || request.path == k_exit_path ||
      pipeline::from_elsewhere(request)) {
    return std::nullopt;
  }
  if (const auto wait =
          (request.path == k_start_path ? starts_ : answers_).take(request.remote, now)) {
    return wait;
  }
  if (request.path != k_files_path) return std::nullopt;
  constexpr std::size_t k_kilobyte = 1024;
  return files_.take(request.remote, now, static_cast<int>(1 + request.body.size() / k_kilobyte));
}

std::string wait_query(const http::Request& request, std::int64_t minutes) {
  return "minutes=" + std::to_string(minutes) + (request.path == k_files_path ? "&files=yes" : "");
}

}  // namespace mash::notify
