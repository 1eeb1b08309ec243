// SPDX-License-Identifier: MIT
// How many notifications one network may begin, so that nobody floods the hub with made-up ones.
// Pages are never limited, only what is sent; taking one's answers away never is.
// Who sent what is not known here: a network is kept as a keyed hash, in memory alone, under a key
// of this process, for as long as it uses up its share. Nothing is logged.
// Thread safety: RateLimiter is safe from any thread. Cost: one HMAC.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string_view>
#include <unordered_map>

#include "mash/base/guarded.h"
#include "mash/base/random.h"
#include "mash/base/time.h"
#include "mash/crypto/crypto.h"
#include "mash/http/address.h"
#include "mash/http/message.h"

namespace mash::notify {

struct RateLimit {
  int starts = 0;   // forms begun, from one network ...
  int answers = 0;  // and answers sent to questions, of all its forms together ...
  int minutes = 0;  // in any so many minutes
  http::NetworkBits bits;
};

class RateLimiter {
 public:
  RateLimiter(const RateLimit& limit, Random& random);
  // Takes the request into account and answers nothing, or how long it must wait.
  std::optional<Duration> wait_for(const http::Request& request, UtcTime now);

 private:
  // When a network's share is whole again: the further off, the more of it is used up.
  struct Whole {
    UtcTime starts, answers;
  };
  using Hash = std::array<std::uint8_t, 16>;
  struct HashOfHash {
    std::size_t operator()(const Hash& hash) const;
  };
  using Networks = std::unordered_map<Hash, Whole, HashOfHash>;

  [[nodiscard]] Hash hash_of(std::string_view address) const;
  [[nodiscard]] std::optional<Duration> take(UtcTime& whole, int count, UtcTime now) const;

  RateLimit limit_;
  crypto::Key key_;
  Guarded<Networks> networks_;
};

// The page that says so: GET with "minutes", the whole minutes to wait.
inline constexpr std::string_view k_wait_path = "/notify/wait";

}  // namespace mash::notify
