// SPDX-License-Identifier: MIT
#include "mash/notify/rate_limit.h"

#include <algorithm>
#include <cstring>

#include "mash/base/assert.h"
#include "mash/notify/notify.h"

namespace mash::notify {

namespace {

// About 10 MiB. With more than that at work at once the form stays open: it must not be shut for
// everybody by whoever has many addresses.
constexpr std::size_t k_most_networks = 100'000;

}  // namespace

RateLimiter::RateLimiter(const RateLimit& limit, Random& random)
    : limit_(limit), key_(crypto::Key::make(random)) {
  MASH_ASSERT(limit.starts > 0 && limit.answers > 0 && limit.minutes > 0);
}

std::size_t RateLimiter::HashOfHash::operator()(const Hash& hash) const {
  std::size_t out = 0;
  std::memcpy(&out, hash.data(), sizeof out);
  return out;
}

RateLimiter::Hash RateLimiter::hash_of(std::string_view address) const {
  const auto whole = crypto::hmac_sha256(key_.bytes(), http::network_of(address, limit_.bits));
  Hash out{};
  std::copy_n(whole.begin(), out.size(), out.begin());
  return out;
}

// The generic cell rate algorithm: a share of `count` in `minutes` comes back bit by bit.
std::optional<Duration> RateLimiter::take(UtcTime& whole, int count, UtcTime now) const {
  const std::int64_t window = Duration::minutes(limit_.minutes).micros;
  const UtcTime after = std::max(whole, now) + Duration{window / count};
  if (after - now > Duration{window}) return Duration{(after - now).micros - window};
  whole = after;
  return std::nullopt;
}

std::optional<Duration> RateLimiter::wait_for(const http::Request& request, UtcTime now) {
  if (request.method != "POST" || !has_exit(request.path) || request.path == k_exit_path) {
    return std::nullopt;
  }
  const Hash hash = hash_of(request.remote);
  return networks_.with([&](Networks& networks) -> std::optional<Duration> {
    if (networks.size() >= k_most_networks && !networks.contains(hash)) {
      std::erase_if(networks, [now](const auto& entry) {
        return entry.second.starts <= now && entry.second.answers <= now;
      });
      if (networks.size() >= k_most_networks) return std::nullopt;
    }
    Whole& whole = networks[hash];
    return request.path == k_start_path ? take(whole.starts, limit_.starts, now)
                                        : take(whole.answers, limit_.answers, now);
  });
}

}  // namespace mash::notify
