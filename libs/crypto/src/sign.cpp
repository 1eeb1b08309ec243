// SPDX-License-Identifier: MIT
#include <algorithm>

#include "mash/crypto/crypto.h"
#include "start_sodium.h"

namespace mash::crypto {

SigningKey::SigningKey(const Key& seed) {
  start_sodium();
  PublicKey unused;
  crypto_sign_seed_keypair(unused.data(), secret_.data(), seed.bytes().data());
}

SigningKey::~SigningKey() {
  sodium_memzero(secret_.data(), secret_.size());
}

PublicKey SigningKey::public_key() const {
  PublicKey out;
  crypto_sign_ed25519_sk_to_pk(out.data(), secret_.data());
  return out;
}

Signature SigningKey::sign(ByteView message) const {
  Signature out;
  crypto_sign_detached(out.data(), nullptr, message.data(), message.size(), secret_.data());
  return out;
}

bool verify(const PublicKey& key, ByteView message, ByteView signature) {
  start_sodium();
  return signature.size() == crypto_sign_BYTES &&
         crypto_sign_verify_detached(signature.data(), message.data(), message.size(),
                                     key.data()) == 0;
}

}  // namespace mash::crypto
