// SPDX-License-Identifier: MIT
// Reads the CBOR that authenticators write and no more of it: the canonical form of CTAP2 (FIDO
// Client to Authenticator Protocol 2.1, section 8). Source of the encoding: RFC 8949.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "mash/base/bytes.h"

namespace mash::passkey {

struct CborMember;

struct Cbor {
  using Array = std::vector<Cbor>;
  using Map = std::vector<CborMember>;
  std::variant<std::monostate, bool, std::int64_t, Bytes, std::string, Array, Map> value;

  // Nothing where it is of another kind.
  [[nodiscard]] const std::int64_t* integer() const;
  [[nodiscard]] const Bytes* bytes() const;
  [[nodiscard]] const std::string* text() const;
  [[nodiscard]] const Map* map() const;
  // The member of a map; nullptr where there is none.
  [[nodiscard]] const Cbor* at(std::string_view key) const;
  [[nodiscard]] const Cbor* at(std::int64_t key) const;
};
struct CborMember {
  Cbor key;
  Cbor value;
};

inline constexpr std::size_t k_cbor_bytes = 16U * 1024U;
inline constexpr int k_cbor_depth = 4;  // as CTAP2 allows

// Takes one value from the front of `rest`. Refused: more than k_cbor_bytes, deeper than
// k_cbor_depth, lengths that are not given beforehand, numbers longer than they need be, keys out
// of order or twice, keys that are neither numbers nor texts, tags, fractions, texts that are not
// UTF-8. Errors: invalid_input with the field "cbor". Cost: linear.
Result<Cbor> read_cbor(ByteView& rest);

}  // namespace mash::passkey
