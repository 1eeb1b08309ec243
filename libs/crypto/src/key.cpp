// SPDX-License-Identifier: MIT
#include <algorithm>
#include <new>

#include "mash/crypto/crypto.h"
#include "start_sodium.h"

namespace mash::crypto {

void SystemRandom::fill(std::span<std::uint8_t> out) {
  start_sodium();
  randombytes_buf(out.data(), out.size());
}

Key Key::make(Random& random) {
  Key key;
  random.fill(key.bytes_);
  return key;
}

Result<Key> Key::from(ByteView bytes) {
  Key key;
  if (bytes.size() != key.bytes_.size()) return invalid("key", "A key of exactly 32 bytes");
  std::ranges::copy(bytes, key.bytes_.begin());
  return key;
}

Key::~Key() {
  sodium_memzero(bytes_.data(), bytes_.size());
}

LockedKey::LockedKey(const Key& key) {
  start_sodium();
  void* place = sodium_malloc(sizeof(Key));
  if (place == nullptr) throw std::bad_alloc();
  key_ = std::shared_ptr<const Key>(new (place) Key(key), [](const Key* old) {
    sodium_mprotect_readwrite(const_cast<Key*>(old));
    old->~Key();
    sodium_free(const_cast<Key*>(old));
  });
  sodium_mprotect_readonly(place);
}

Key derive(const Key& key, std::string_view context, std::string_view id) {
  start_sodium();
  const std::uint8_t separator = 0;
  const ByteView secret = key.bytes();
  const ByteView id_bytes = as_bytes(id);
  crypto_generichash_state state;
  std::array<std::uint8_t, 32> out;
  crypto_generichash_init(&state, secret.data(), secret.size(), out.size());
  crypto_generichash_update(&state, as_bytes(context).data(), context.size());
  crypto_generichash_update(&state, &separator, 1);
  crypto_generichash_update(&state, id_bytes.data(), id_bytes.size());
  crypto_generichash_final(&state, out.data(), out.size());
  Key sub_key = *Key::from(out);
  sodium_memzero(out.data(), out.size());
  sodium_memzero(&state, sizeof state);
  return sub_key;
}

}  // namespace mash::crypto
