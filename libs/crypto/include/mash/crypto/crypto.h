// SPDX-License-Identifier: MIT
// Everything stored, signed or sealed goes through here (libsodium); OpenSSL only for HMAC-SHA1
// (TOTP) and certificates. Not here: TLS itself (libs/http), which keys exist (hub/model).
// Thread safety: all functions may be called concurrently. Keys are wiped when they die.
// Errors: no source of random bytes or no memory throws; all else is a Result or a bool.
// Cost: README.md has a table; the slow ones are hash_password (66 ms, 64 MiB: limit how many run
// at once), self_signed (0.3 ms) and the boxes (70 microseconds).
#pragma once

#include <array>
#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "mash/base/bytes.h"
#include "mash/base/random.h"
#include "mash/base/result.h"
#include "mash/base/time.h"

namespace mash::crypto {

// The operating system's generator.
class SystemRandom final : public Random {
 public:
  void fill(std::span<std::uint8_t> out) override;
};

using Hash = std::array<std::uint8_t, 32>;
Hash sha256(ByteView data);
Hash sha256(ByteView a, ByteView b);  // of a followed by b
Hash hmac_sha256(ByteView key, ByteView data);
bool equal_in_constant_time(ByteView a, ByteView b);

// 32 secret bytes. Cannot be streamed or compared; wiped on destruction.
class Key {
 public:
  static Key make(Random& random);
  static Result<Key> from(ByteView bytes);  // exactly 32 bytes
  Key(const Key&) = default;
  Key& operator=(const Key&) = default;
  ~Key();
  [[nodiscard]] ByteView bytes() const { return bytes_; }

 private:
  Key() = default;
  std::array<std::uint8_t, 32> bytes_{};
};

// A key that lives as long as the process: in pages of its own, which are locked in memory, left
// out of core files and not writable, where the system allows that many (RLIMIT_MEMLOCK). Copies
// share the key. Cost: four pages.
class LockedKey {
 public:
  explicit LockedKey(const Key& key);
  [[nodiscard]] const Key& get() const { return *key_; }

 private:
  std::shared_ptr<const Key> key_;
};

// A sub-key for a purpose: keyed BLAKE2b-256 of "context\0id". Source: RFC 7693 keyed mode.
Key derive(const Key& key, std::string_view context, std::string_view id);

// XChaCha20-Poly1305 with a random 24-byte nonce in front. Layout: suite byte 0x01, nonce, ct, tag.
// Cost about 1 microsecond for 400 bytes. `open` fails with ErrorCode::internal and a message
// without content if any bit of text or associated data differs.
Bytes seal(const Key& key, ByteView plain, ByteView associated, Random& random);
Result<Bytes> open(const Key& key, ByteView sealed, ByteView associated);

// Ed25519.
using PublicKey = std::array<std::uint8_t, 32>;
using Signature = std::array<std::uint8_t, 64>;
class SigningKey {
 public:
  explicit SigningKey(const Key& seed);
  SigningKey(const SigningKey&) = default;
  SigningKey& operator=(const SigningKey&) = default;
  ~SigningKey();
  [[nodiscard]] PublicKey public_key() const;
  [[nodiscard]] Signature sign(ByteView message) const;

 private:
  std::array<std::uint8_t, 64> secret_{};
};
bool verify(const PublicKey& key, ByteView message, ByteView signature);

// X25519 sealed box: anybody can seal to the public key, only its holder opens. For large content
// a fresh key is sealed and the content encrypted with it; layout: box(key) 80 bytes, then seal().
PublicKey box_public_key(const Key& secret);
Bytes box_seal(const PublicKey& to, ByteView plain, Random& random);
Result<Bytes> box_open(const Key& secret, ByteView sealed);

// Argon2id, 64 MiB, 2 passes (OWASP floor: 19 MiB, 2), as an encoded string with its own salt.
std::string hash_password(std::string_view password);
bool verify_password(std::string_view encoded, std::string_view password);

// RFC 6238: SHA-1, 30 seconds, 6 digits.
std::string totp(ByteView secret, UtcTime at);
// Accepts one step either side. Answers the step that matched (store it: a code is single use) or
// an error. `last_step` is the highest step already used.
Result<std::int64_t> verify_totp(ByteView secret, std::string_view code, UtcTime at,
                                 std::int64_t last_step);
std::string base32(ByteView bytes);  // RFC 4648, no padding, for authenticator apps

// A self-signed P-256 certificate for TLS, valid ten years from `at`; hosts may be names or
// addresses. PEM texts: {certificate, private key}.
struct Certificate {
  std::string certificate_pem;
  std::string key_pem;
};
Certificate self_signed(const std::string& common_name, const std::vector<std::string>& hosts,
                        UtcTime at);
// SHA-256 of the DER certificate, lower-case hex: what the two ends of the door pin.
Result<std::string> certificate_fingerprint(std::string_view certificate_pem);

}  // namespace mash::crypto
