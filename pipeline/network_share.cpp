// SPDX-License-Identifier: MIT
#include "mash/pipeline/network_share.h"

#include <algorithm>
#include <cstring>

#include "mash/base/assert.h"

namespace mash::pipeline {

namespace {

// About 8 MiB. With more than that at work at once everybody is let through: nobody who has many
// addresses must be able to shut all others out.
constexpr std::size_t k_most_senders = 100'000;

}  // namespace

Shares::Shares(int count, int minutes, Random& random)
    : count_(count), minutes_(minutes), key_(crypto::Key::make(random)) {
  MASH_ASSERT(count > 0 && minutes > 0);
}

std::size_t Shares::HashOfHash::operator()(const Hash& hash) const {
  std::size_t out = 0;
  std::memcpy(&out, hash.data(), sizeof out);
  return out;
}

Shares::Hash Shares::hash_of(ByteView sender) const {
  const auto whole = crypto::hmac_sha256(key_.bytes(), sender);
  Hash out{};
  std::copy_n(whole.begin(), out.size(), out.begin());
  return out;
}

// The generic cell rate algorithm.
std::optional<Duration> Shares::take(ByteView sender, UtcTime now, int amount) {
  const Hash hash = hash_of(sender);
  return senders_.with([&](Senders& senders) -> std::optional<Duration> {
    if (senders.size() >= k_most_senders && !senders.contains(hash)) {
      std::erase_if(senders, [now](const auto& entry) { return entry.second <= now; });
      if (senders.size() >= k_most_senders) return std::nullopt;
    }
    UtcTime& whole = senders[hash];
    const std::int64_t window = Duration::minutes(minutes_).micros;
    // No share takes longer to come back, unless the clock was put back meanwhile.
    whole = std::min(whole, now + Duration{window});
    const UtcTime after =
        std::max(whole, now) + Duration{window / count_ * std::min(amount, count_)};
    if (after - now > Duration{window}) return Duration{(after - now).micros - window};
    whole = after;
    return std::nullopt;
  });
}

}  // namespace mash::pipeline
