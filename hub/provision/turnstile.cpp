// SPDX-License-Identifier: MIT
#include "mash/provision/turnstile.h"

namespace mash::provision {

Turnstile::Turnstile(const Systems& systems, const Limits& limits, Random& random)
    : systems_(systems),
      agencies_(limits.requests, limits.minutes, random),
      strangers_(limits.strangers, random) {}

std::optional<http::Response> Turnstile::stops(const http::Request& request, UtcTime now) {
  if (!request.path.starts_with(std::string(k_path) + "/")) return std::nullopt;
  const System* system = find_system(systems_, request);
  const auto wait = system == nullptr ? strangers_.take(request.remote, now)
                                      : agencies_.take(as_bytes(system->agency.text()), now);
  if (!wait) return std::nullopt;
  const std::int64_t second = Duration::seconds(1).micros;
  const std::string seconds = std::to_string((wait->micros + second - 1) / second);
  auto response = error_response(
      {ErrorCode::too_many_requests, "Too many requests. Wait " + seconds + " seconds", {}});
  response.set("retry-after", seconds);
  return response;
}

}  // namespace mash::provision
