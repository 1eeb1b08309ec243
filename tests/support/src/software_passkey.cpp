// SPDX-License-Identifier: MIT
#include "mash/support/software_passkey.h"

#include <openssl/bn.h>
#include <openssl/core_names.h>
#include <openssl/ec.h>
#include <openssl/evp.h>
#include <openssl/rsa.h>

#include <stdexcept>

#include "mash/base/base64url.h"
#include "mash/crypto/crypto.h"

namespace mash::support {

namespace {

using passkey::Algorithm;

template <auto free_function>
struct Deleter {
  template <class T>
  void operator()(T* pointer) const {
    free_function(pointer);
  }
};
template <class T, auto free_function>
using Owned = std::unique_ptr<T, Deleter<free_function>>;
using OwnedKey = Owned<EVP_PKEY, EVP_PKEY_free>;

void need(bool done) {
  if (!done) throw std::runtime_error("OpenSSL could not make a passkey");
}

void add(Bytes& out, ByteView more) {
  out.insert(out.end(), more.begin(), more.end());
}

// One head of CBOR: kind and number.
void head(Bytes& out, unsigned major, std::uint64_t n) {
  const auto first = static_cast<std::uint8_t>(major << 5U);
  const auto low = [n](unsigned shift) { return static_cast<std::uint8_t>(n >> shift); };
  if (n < 24) {
    out.push_back(static_cast<std::uint8_t>(first | n));
  } else if (n < 256) {
    add(out, Bytes{static_cast<std::uint8_t>(first | 24U), low(0)});
  } else {
    add(out, Bytes{static_cast<std::uint8_t>(first | 25U), low(8), low(0)});
  }
}

void put(Bytes& out, std::int64_t n) {
  if (n >= 0) {
    head(out, 0, static_cast<std::uint64_t>(n));
  } else {
    head(out, 1, static_cast<std::uint64_t>(-1 - n));
  }
}
void put(Bytes& out, ByteView bytes) {
  head(out, 2, bytes.size());
  add(out, bytes);
}
void put(Bytes& out, std::string_view text) {
  head(out, 3, text.size());
  add(out, as_bytes(text));
}

OwnedKey make_key(Algorithm algorithm) {
  EVP_PKEY* key = nullptr;
  if (algorithm == Algorithm::es256) key = EVP_EC_gen("P-256");
  if (algorithm == Algorithm::eddsa) key = EVP_PKEY_Q_keygen(nullptr, nullptr, "ED25519");
  if (algorithm == Algorithm::rs256) key = EVP_RSA_gen(2048);
  need(key != nullptr);
  return OwnedKey(key);
}

Bytes number_of(EVP_PKEY* key, const char* name, int size) {
  BIGNUM* raw = nullptr;
  need(EVP_PKEY_get_bn_param(key, name, &raw) == 1);
  const Owned<BIGNUM, BN_free> number(raw);
  Bytes out(static_cast<std::size_t>(size));
  need(BN_bn2binpad(number.get(), out.data(), size) == size);
  return out;
}

Bytes cose_of(EVP_PKEY* key, Algorithm algorithm) {
  Bytes out;
  const auto pair = [&out](std::int64_t label, const auto& value) {
    put(out, label);
    put(out, value);
  };
  if (algorithm == Algorithm::es256) {
    head(out, 5, 5);
    pair(1, std::int64_t{2});
    pair(3, std::int64_t{-7});
    pair(-1, std::int64_t{1});
    pair(-2, ByteView(number_of(key, OSSL_PKEY_PARAM_EC_PUB_X, 32)));
    pair(-3, ByteView(number_of(key, OSSL_PKEY_PARAM_EC_PUB_Y, 32)));
  } else if (algorithm == Algorithm::eddsa) {
    Bytes raw(32);
    std::size_t size = raw.size();
    need(EVP_PKEY_get_raw_public_key(key, raw.data(), &size) == 1);
    head(out, 5, 4);
    pair(1, std::int64_t{1});
    pair(3, std::int64_t{-8});
    pair(-1, std::int64_t{6});
    pair(-2, ByteView(raw));
  } else {
    head(out, 5, 4);
    pair(1, std::int64_t{3});
    pair(3, std::int64_t{-257});
    pair(-1, ByteView(number_of(key, OSSL_PKEY_PARAM_RSA_N, 256)));
    pair(-2, ByteView(number_of(key, OSSL_PKEY_PARAM_RSA_E, 3)));
  }
  return out;
}

Bytes client_data(const PasskeyAsk& ask, std::string_view right_type) {
  const std::string type = ask.type.empty() ? std::string(right_type) : ask.type;
  return to_bytes(R"({"type":")" + type + R"(","challenge":")" + base64url(ask.expected.challenge) +
                  R"(","origin":")" + ask.expected.origin + R"(","crossOrigin":false)" + ask.more +
                  "}");
}

}  // namespace

struct SoftwarePasskey::State {
  Algorithm algorithm;
  std::string id;
  OwnedKey key;
  Bytes public_key;
  std::uint32_t count = 0;

  Bytes authenticator_data(const PasskeyAsk& ask, bool attested) {
    Bytes out;
    add(out, crypto::sha256(as_bytes(ask.expected.rp_id)));
    const unsigned flags =
        ask.flags | (attested ? 0x40U : 0U) | (ask.extensions.empty() ? 0U : 0x80U);
    out.push_back(static_cast<std::uint8_t>(flags));
    ++count;
    for (const unsigned shift : {24U, 16U, 8U, 0U}) {
      out.push_back(static_cast<std::uint8_t>(count >> shift));
    }
    if (attested) {
      add(out, Bytes(16, 0xAA));
      add(out, Bytes{0, static_cast<std::uint8_t>(id.size())});
      add(out, as_bytes(id));
      add(out, public_key);
    }
    add(out, ask.extensions);
    return out;
  }
};

SoftwarePasskey::SoftwarePasskey(State state) : state_(std::make_unique<State>(std::move(state))) {
  state_->public_key = cose_of(state_->key.get(), state_->algorithm);
}
SoftwarePasskey::SoftwarePasskey(Algorithm algorithm, std::string id)
    : SoftwarePasskey(State{algorithm, std::move(id), make_key(algorithm), {}}) {}
SoftwarePasskey::SoftwarePasskey(SoftwarePasskey&& other) noexcept = default;

SoftwarePasskey SoftwarePasskey::from_seed(const std::string& seed) {
  const auto secret = crypto::sha256(as_bytes(seed));
  OwnedKey key(
      EVP_PKEY_new_raw_private_key(EVP_PKEY_ED25519, nullptr, secret.data(), secret.size()));
  need(key != nullptr);
  return SoftwarePasskey(State{Algorithm::eddsa, seed, std::move(key), {}});
}
SoftwarePasskey::~SoftwarePasskey() = default;

Bytes SoftwarePasskey::id() const {
  return to_bytes(state_->id);
}
const Bytes& SoftwarePasskey::public_key() const {
  return state_->public_key;
}
void SoftwarePasskey::count_from(std::uint32_t count) {
  state_->count = count;
}

SoftwarePasskey::Made SoftwarePasskey::make(const PasskeyAsk& ask) {
  Bytes object;
  head(object, 5, 3);
  put(object, std::string_view("fmt"));
  put(object, std::string_view(ask.format));
  put(object, std::string_view("attStmt"));
  head(object, 5, 0);
  put(object, std::string_view("authData"));
  put(object, ByteView(state_->authenticator_data(ask, true)));
  return {client_data(ask, "webauthn.create"), object};
}

passkey::Assertion SoftwarePasskey::sign(const PasskeyAsk& ask) {
  passkey::Assertion out{.credential_id = id(),
                         .authenticator_data = state_->authenticator_data(ask, false),
                         .client_data_json = client_data(ask, "webauthn.get"),
                         .signature = {}};
  Bytes message = out.authenticator_data;
  add(message, crypto::sha256(out.client_data_json));
  out.signature = signature(message);
  return out;
}

Bytes SoftwarePasskey::signature(ByteView message) const {
  const Owned<EVP_MD_CTX, EVP_MD_CTX_free> context(EVP_MD_CTX_new());
  const EVP_MD* hash = state_->algorithm == Algorithm::eddsa ? nullptr : EVP_sha256();
  need(context != nullptr &&
       EVP_DigestSignInit(context.get(), nullptr, hash, nullptr, state_->key.get()) == 1);
  std::size_t size = 0;
  need(EVP_DigestSign(context.get(), nullptr, &size, message.data(), message.size()) == 1);
  Bytes out(size);
  need(EVP_DigestSign(context.get(), out.data(), &size, message.data(), message.size()) == 1);
  out.resize(size);
  return out;
}

}  // namespace mash::support
