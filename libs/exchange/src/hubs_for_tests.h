// SPDX-License-Identifier: MIT
// Hubs with keys that follow from their names.
#pragma once

#include <algorithm>
#include <string>

#include "mash/exchange/directory.h"
#include "mash/exchange/word.h"

namespace mash::exchange {

inline constexpr UtcTime k_now{1'790'000'000'000'000};

inline crypto::Key key_for(const std::string& what) {
  return crypto::Key::from(crypto::sha256(as_bytes(what))).value();
}
inline crypto::SigningKey signing_key(const HubId& id) {
  return crypto::SigningKey(key_for("sign " + id));
}
inline crypto::Key box_key(const HubId& id) {
  return key_for("box " + id);
}

inline Hub hub_for_tests(const HubId& id, const std::string& authority = {}) {
  Hub hub;
  hub.id = id;
  hub.name = "Hub of " + id;
  if (!authority.empty()) hub.decides = {authority};
  hub.host = id + ".example";
  hub.port = 8447;
  hub.certificate = hex(crypto::sha256(as_bytes("certificate " + id)));
  hub.sign = signing_key(id).public_key();
  hub.box = crypto::box_public_key(box_key(id));
  hub.from = UtcTime{1'780'000'000'000'000};
  hub.until = UtcTime{1'800'000'000'000'000};
  return hub;
}

inline Directory directory_for_tests(std::vector<Hub> hubs, std::int64_t needs = 2) {
  std::ranges::sort(hubs, {}, &Hub::id);
  return {.version = 1,
          .needs = needs,
          .until = UtcTime{1'800'000'000'000'000},
          .hubs = std::move(hubs)};
}

// For tests: the bytes follow from the seed.
class SeededRandom final : public Random {
 public:
  explicit SeededRandom(std::uint64_t seed) : state_(seed) {}
  void fill(std::span<std::uint8_t> out) override {
    std::ranges::generate(out, [this] { return static_cast<std::uint8_t>(next()); });
  }
  // SplitMix64: small, and its stream is the seed's on every machine.
  std::uint64_t next() {
    std::uint64_t z = (state_ += 0x9e3779b97f4a7c15U);
    z = (z ^ (z >> 30U)) * 0xbf58476d1ce4e5b9U;
    z = (z ^ (z >> 27U)) * 0x94d049bb133111ebU;
    return z ^ (z >> 31U);
  }
  std::size_t below(std::size_t n) { return static_cast<std::size_t>(next() % n); }
  bool one_in(std::size_t n) { return below(n) == 0; }

 private:
  std::uint64_t state_;
};

}  // namespace mash::exchange
