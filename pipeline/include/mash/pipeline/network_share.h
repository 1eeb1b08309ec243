// SPDX-License-Identifier: MIT
// How much one sender or one network may send, so that nobody's flood keeps others out.
// Who sent what is not known here: a sender is kept as a keyed hash, in memory alone, under a key
// of this process, for as long as it uses up its share. Nothing is logged.
// Thread safety: both are safe from any thread. Cost: one HMAC.
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

namespace mash::pipeline {

// From one network, so many in any so many minutes.
struct Share {
  int count = 0;
  int minutes = 0;
  http::NetworkBits bits;
};

class Shares {
 public:
  // So many for each sender in any so many minutes.
  Shares(int count, int minutes, Random& random);
  // Takes one, or so many, of what the sender has left and answers nothing, or how long until there
  // is as much: a share comes back bit by bit. Where the clock was put back, a share counts as used
  // up at the most. More than the whole share is taken as the whole.
  std::optional<Duration> take(ByteView sender, UtcTime now, int amount = 1);

 private:
  using Hash = std::array<std::uint8_t, 16>;
  struct HashOfHash {
    std::size_t operator()(const Hash& hash) const;
  };
  // When a sender's share is whole again: the further off, the more of it is used up.
  using Senders = std::unordered_map<Hash, UtcTime, HashOfHash>;

  [[nodiscard]] Hash hash_of(ByteView sender) const;

  int count_;
  int minutes_;
  crypto::Key key_;
  Guarded<Senders> senders_;
};

// Those of networks.
class NetworkShares {
 public:
  NetworkShares(const Share& share, Random& random)
      : shares_(share.count, share.minutes, random), bits_(share.bits) {}
  std::optional<Duration> take(std::string_view address, UtcTime now, int amount = 1) {
    return shares_.take(http::network_of(address, bits_), now, amount);
  }

 private:
  Shares shares_;
  http::NetworkBits bits_;
};

}  // namespace mash::pipeline
