// SPDX-License-Identifier: MIT
#include "mash/crypto/passphrase.h"

#include <array>
#include <new>

#include "start_sodium.h"

namespace mash::crypto {

namespace {

constexpr std::int64_t k_least_kib = 64 * 1024;
constexpr std::int64_t k_most_kib = 4 * 1024 * 1024;
constexpr std::int64_t k_least_passes = 2;
constexpr std::int64_t k_most_passes = 64;

}  // namespace

Result<Key> key_from_passphrase(std::string_view passphrase, ByteView salt,
                                const PassphraseCost& cost) {
  static_assert(k_passphrase_salt == crypto_pwhash_SALTBYTES);
  if (salt.size() != k_passphrase_salt) return invalid("salt", "A salt has exactly 16 bytes");
  if (cost.memory_kib < k_least_kib || cost.memory_kib > k_most_kib) {
    return invalid("memory_kib", "From 65536 (64 MiB) to 4194304 (4 GiB)");
  }
  if (cost.passes < k_least_passes || cost.passes > k_most_passes) {
    return invalid("passes", "From 2 to 64");
  }
  start_sodium();
  std::array<std::uint8_t, 32> out{};
  if (crypto_pwhash(out.data(), out.size(), passphrase.data(), passphrase.size(), salt.data(),
                    static_cast<unsigned long long>(cost.passes),
                    static_cast<std::size_t>(cost.memory_kib) * 1024,
                    crypto_pwhash_ALG_ARGON2ID13) != 0) {
    throw std::bad_alloc();  // the only way it fails: the memory is not to be had
  }
  auto key = Key::from(out);
  sodium_memzero(out.data(), out.size());
  return key;
}

}  // namespace mash::crypto
