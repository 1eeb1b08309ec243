// SPDX-License-Identifier: MIT
#include "mash/crypto/crypto.h"
#include "start_sodium.h"

namespace mash::crypto {

Hash sha256(ByteView data) {
  return sha256(data, {});
}

Hash sha256(ByteView a, ByteView b) {
  crypto_hash_sha256_state state;
  crypto_hash_sha256_init(&state);
  crypto_hash_sha256_update(&state, a.data(), a.size());
  crypto_hash_sha256_update(&state, b.data(), b.size());
  Hash out;
  crypto_hash_sha256_final(&state, out.data());
  return out;
}

Hash hmac_sha256(ByteView key, ByteView data) {
  crypto_auth_hmacsha256_state state;
  crypto_auth_hmacsha256_init(&state, key.data(), key.size());
  crypto_auth_hmacsha256_update(&state, data.data(), data.size());
  Hash out;
  crypto_auth_hmacsha256_final(&state, out.data());
  sodium_memzero(&state, sizeof state);
  return out;
}

bool equal_in_constant_time(ByteView a, ByteView b) {
  return a.size() == b.size() && sodium_memcmp(a.data(), b.data(), a.size()) == 0;
}

}  // namespace mash::crypto
