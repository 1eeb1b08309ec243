// SPDX-License-Identifier: MIT
#include <algorithm>

#include "mash/base/assert.h"
#include "mash/crypto/crypto.h"
#include "start_sodium.h"

namespace mash::crypto {
namespace {

constexpr std::uint8_t k_suite = 0x01;
constexpr std::size_t k_nonce_size = crypto_aead_xchacha20poly1305_ietf_NPUBBYTES;
constexpr std::size_t k_tag_size = crypto_aead_xchacha20poly1305_ietf_ABYTES;
constexpr std::size_t k_header_size = 1 + k_nonce_size;
constexpr std::size_t k_boxed_key_size = crypto_box_SEALBYTES + 32;
static_assert(k_boxed_key_size == 80);

Error cannot_open() {
  return Error{
      ErrorCode::internal, "Sealed content could not be opened: key or content differ", {}};
}

}  // namespace

Bytes seal(const Key& key, ByteView plain, ByteView associated, Random& random) {
  start_sodium();
  Bytes out(k_header_size + plain.size() + k_tag_size);
  out[0] = k_suite;
  const std::span nonce = std::span(out).subspan(1, k_nonce_size);
  random.fill(nonce);
  crypto_aead_xchacha20poly1305_ietf_encrypt(out.data() + k_header_size, nullptr, plain.data(),
                                             plain.size(), associated.data(), associated.size(),
                                             nullptr, nonce.data(), key.bytes().data());
  return out;
}

Result<Bytes> open(const Key& key, ByteView sealed, ByteView associated) {
  start_sodium();
  if (sealed.size() < k_header_size + k_tag_size || sealed[0] != k_suite) return cannot_open();
  const ByteView nonce = sealed.subspan(1, k_nonce_size);
  const ByteView text = sealed.subspan(k_header_size);
  Bytes plain(text.size() - k_tag_size);
  const int failed = crypto_aead_xchacha20poly1305_ietf_decrypt(
      plain.data(), nullptr, nullptr, text.data(), text.size(), associated.data(),
      associated.size(), nonce.data(), key.bytes().data());
  if (failed != 0) return cannot_open();
  return plain;
}

PublicKey box_public_key(const Key& secret) {
  start_sodium();
  PublicKey out;
  crypto_scalarmult_base(out.data(), secret.bytes().data());
  return out;
}

// The bytes of crypto_box_seal, made by hand so that the one-time key comes from `random`.
Bytes box_seal(const PublicKey& to, ByteView plain, Random& random) {
  start_sodium();
  const Key one_time = Key::make(random);
  const Key content_key = Key::make(random);
  const PublicKey sender = box_public_key(one_time);
  std::array<std::uint8_t, crypto_box_NONCEBYTES> nonce;
  crypto_generichash_state state;
  crypto_generichash_init(&state, nullptr, 0, nonce.size());
  crypto_generichash_update(&state, sender.data(), sender.size());
  crypto_generichash_update(&state, to.data(), to.size());
  crypto_generichash_final(&state, nonce.data(), nonce.size());

  Bytes out(k_boxed_key_size);
  std::ranges::copy(sender, out.begin());
  const ByteView secret = content_key.bytes();
  const int failed = crypto_box_easy(out.data() + sender.size(), secret.data(), secret.size(),
                                     nonce.data(), to.data(), one_time.bytes().data());
  // A public key of low order, which no secret has: nobody opens what is sealed to it.
  if (failed != 0) random.fill(std::span(out).subspan(sender.size()));
  const Bytes content = seal(content_key, plain, out, random);
  out.insert(out.end(), content.begin(), content.end());
  return out;
}

Result<Bytes> box_open(const Key& secret, ByteView sealed) {
  start_sodium();
  if (sealed.size() < k_boxed_key_size) return cannot_open();
  const ByteView boxed = sealed.first(k_boxed_key_size);
  const PublicKey own = box_public_key(secret);
  std::array<std::uint8_t, 32> raw;
  if (crypto_box_seal_open(raw.data(), boxed.data(), boxed.size(), own.data(),
                           secret.bytes().data()) != 0) {
    return cannot_open();
  }
  const Key content_key = *Key::from(raw);
  sodium_memzero(raw.data(), raw.size());
  return open(content_key, sealed.subspan(k_boxed_key_size), boxed);
}

}  // namespace mash::crypto
