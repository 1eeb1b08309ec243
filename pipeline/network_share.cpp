// SPDX-License-Identifier: MIT
#include "mash/pipeline/network_share.h"

#include <algorithm>
#include <cstring>

#include "mash/base/assert.h"

namespace mash::pipeline {

namespace {

// About 8 MiB. With more than that at work at once everybody is let through: nobody who has many
// addresses must be able to shut all others out.
constexpr std::size_t k_most_networks = 100'000;

}  // namespace

NetworkShares::NetworkShares(const Share& share, Random& random)
    : share_(share), key_(crypto::Key::make(random)) {
  MASH_ASSERT(share.count > 0 && share.minutes > 0);
}

std::size_t NetworkShares::HashOfHash::operator()(const Hash& hash) const {
  std::size_t out = 0;
  std::memcpy(&out, hash.data(), sizeof out);
  return out;
}

NetworkShares::Hash NetworkShares::hash_of(std::string_view address) const {
  const auto whole = crypto::hmac_sha256(key_.bytes(), http::network_of(address, share_.bits));
  Hash out{};
  std::copy_n(whole.begin(), out.size(), out.begin());
  return out;
}

// The generic cell rate algorithm.
std::optional<Duration> NetworkShares::take(std::string_view address, UtcTime now) {
  const Hash hash = hash_of(address);
  return networks_.with([&](Networks& networks) -> std::optional<Duration> {
    if (networks.size() >= k_most_networks && !networks.contains(hash)) {
      std::erase_if(networks, [now](const auto& entry) { return entry.second <= now; });
      if (networks.size() >= k_most_networks) return std::nullopt;
    }
    UtcTime& whole = networks[hash];
    const std::int64_t window = Duration::minutes(share_.minutes).micros;
    // No share takes longer to come back, unless the clock was put back meanwhile.
    whole = std::min(whole, now + Duration{window});
    const UtcTime after = std::max(whole, now) + Duration{window / share_.count};
    if (after - now > Duration{window}) return Duration{(after - now).micros - window};
    whole = after;
    return std::nullopt;
  });
}

}  // namespace mash::pipeline
