// SPDX-License-Identifier: MIT
#include <new>

#include "mash/crypto/crypto.h"
#include "start_sodium.h"

namespace mash::crypto {
namespace {

constexpr unsigned long long k_passes = 2;
constexpr std::size_t k_memory = std::size_t{64} << 20U;

}  // namespace

std::string hash_password(std::string_view password) {
  start_sodium();
  std::array<char, crypto_pwhash_STRBYTES> out{};
  if (crypto_pwhash_str_alg(out.data(), password.data(), password.size(), k_passes, k_memory,
                            crypto_pwhash_ALG_ARGON2ID13) != 0) {
    throw std::bad_alloc();  // the only way it fails: 64 MiB are not to be had
  }
  return out.data();
}

bool verify_password(std::string_view encoded, std::string_view password) {
  start_sodium();
  const std::string text(encoded);  // ends in a zero, as the C function needs
  return crypto_pwhash_str_verify(text.c_str(), password.data(), password.size()) == 0;
}

}  // namespace mash::crypto
