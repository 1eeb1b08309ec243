// SPDX-License-Identifier: MIT
// Public keys that others publish (JSON Web Keys, RFC 7517) and signatures by them, and one key of
// ours by which an identity provider knows us: what signing in through an agency needs (OpenSSL).
// What not: tokens and key sets (libs/oidc), keys of our own record (crypto.h), shared secrets:
// a signature that whoever checks it could have made is none.
// Thread safety: plain values that share an unchanging key; all may be called concurrently.
// Errors: invalid_input for what is no such key, never repeating it. Cost: 40 to 200 microseconds
// for a signature; RSA keys beyond 8192 bits are refused, since checking by them costs too much.
#pragma once

#include <array>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

#include "mash/base/bytes.h"
#include "mash/base/result.h"

namespace mash::crypto {

// RFC 7518 sections 3.3 to 3.5, RFC 8037 with Ed25519 alone.
enum class Scheme { rs256, ps256, es256, eddsa };

class ForeignKey {
 public:
  // Big-endian numbers. From 2048 to 8192 bits; the exponent is odd, above 2 and below 2^32.
  static Result<ForeignKey> rsa(ByteView modulus, ByteView exponent);
  // Coordinates of 32 bytes each; a point that is not on the curve is no key.
  static Result<ForeignKey> p256(ByteView x, ByteView y);
  static Result<ForeignKey> ed25519(ByteView key);

  // Whether this kind of key is one for `scheme`.
  [[nodiscard]] bool fits(Scheme scheme) const;
  // False also where the key does not fit. ES256: r and s, 32 bytes each, not DER.
  [[nodiscard]] bool verify(Scheme scheme, ByteView message, ByteView signature) const;

 private:
  struct State;
  explicit ForeignKey(std::shared_ptr<const State> state) : state_(std::move(state)) {}
  std::shared_ptr<const State> state_;
};

// A private key on the curve P-256, which signs ES256.
class P256Key {
 public:
  // PKCS #8 or SEC 1 in PEM form, without a passphrase.
  static Result<P256Key> from_pem(std::string_view pem);
  [[nodiscard]] std::array<std::uint8_t, 64> sign(ByteView message) const;  // r and s
  struct Point {
    Bytes x, y;
  };
  [[nodiscard]] Point public_point() const;

 private:
  struct State;
  explicit P256Key(std::shared_ptr<const State> state) : state_(std::move(state)) {}
  std::shared_ptr<const State> state_;
};

}  // namespace mash::crypto
