// SPDX-License-Identifier: MIT
// The public half of a passkey as authenticators write it (COSE, RFC 9052 and 9053).
#pragma once

#include "cbor.h"
#include "mash/passkey/passkey.h"

namespace mash::passkey {

class CoseKey {
 public:
  // Exactly the members that its algorithm has. Refused: points that are not on the curve, RSA
  // below 2048 or above 4096 bits, exponents other than 65537.
  // Errors: invalid_input with the field "key".
  static Result<CoseKey> from(const Cbor& map);
  static Result<CoseKey> parse(ByteView bytes);  // of all bytes

  [[nodiscard]] Algorithm algorithm() const { return algorithm_; }
  [[nodiscard]] bool verify(ByteView message, ByteView signature) const;

 private:
  explicit CoseKey(Algorithm algorithm) : algorithm_(algorithm) {}
  Algorithm algorithm_;
  Bytes a_;  // x, or the modulus
  Bytes b_;  // y, or the exponent
};

}  // namespace mash::passkey
