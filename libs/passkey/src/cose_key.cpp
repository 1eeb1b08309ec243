// SPDX-License-Identifier: MIT
#include "cose_key.h"

#include <openssl/core_names.h>
#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/param_build.h>

#include <algorithm>
#include <array>
#include <memory>
#include <stdexcept>

#include "mash/crypto/crypto.h"

namespace mash::passkey {

namespace {

// Labels of RFC 9052 table 4 and RFC 9053 tables 18 to 20.
constexpr std::int64_t k_type = 1;
constexpr std::int64_t k_algorithm = 3;
constexpr std::int64_t k_curve = -1;
constexpr std::int64_t k_x = -2;
constexpr std::int64_t k_y = -3;
constexpr std::int64_t k_modulus = -1;
constexpr std::int64_t k_exponent = -2;

constexpr std::int64_t k_type_okp = 1;
constexpr std::int64_t k_type_ec2 = 2;
constexpr std::int64_t k_type_rsa = 3;
constexpr std::int64_t k_p256 = 1;
constexpr std::int64_t k_ed25519 = 6;
constexpr std::size_t k_coordinate = 32;
constexpr std::size_t k_least_modulus = 256;
constexpr std::size_t k_most_modulus = 512;
constexpr std::array<std::uint8_t, 3> k_65537 = {1, 0, 1};

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

// A TLS session on this thread would take what stays in OpenSSL's queue for its own error.
struct NoErrorsLeft {
  NoErrorsLeft() = default;
  NoErrorsLeft(const NoErrorsLeft&) = delete;
  NoErrorsLeft& operator=(const NoErrorsLeft&) = delete;
  ~NoErrorsLeft() { ERR_clear_error(); }
};

Error bad(std::string_view what) {
  return invalid("key", std::string(what));
}

bool is(const Cbor* value, std::int64_t wanted) {
  return value != nullptr && value->integer() != nullptr && *value->integer() == wanted;
}

const Bytes* bytes_of(const Cbor* value) {
  return value == nullptr ? nullptr : value->bytes();
}

void need(bool done) {
  if (!done) throw std::runtime_error("OpenSSL could not hold a public key");
}

// nullptr: no key of its kind, such as a point that is not on the curve.
OwnedKey make_key(const char* type, OSSL_PARAM_BLD* parts) {
  const Owned<OSSL_PARAM, OSSL_PARAM_free> parameters(OSSL_PARAM_BLD_to_param(parts));
  const Owned<EVP_PKEY_CTX, EVP_PKEY_CTX_free> context(
      EVP_PKEY_CTX_new_from_name(nullptr, type, nullptr));
  need(parameters != nullptr && context != nullptr);
  need(EVP_PKEY_fromdata_init(context.get()) == 1);
  EVP_PKEY* made = nullptr;
  if (EVP_PKEY_fromdata(context.get(), &made, EVP_PKEY_PUBLIC_KEY, parameters.get()) != 1) {
    return nullptr;
  }
  return OwnedKey(made);
}

OwnedKey point(const Bytes& x, const Bytes& y) {
  Bytes encoded{4};  // both coordinates follow (SEC 1 section 2.3.3)
  encoded.insert(encoded.end(), x.begin(), x.end());
  encoded.insert(encoded.end(), y.begin(), y.end());
  const Owned<OSSL_PARAM_BLD, OSSL_PARAM_BLD_free> parts(OSSL_PARAM_BLD_new());
  need(parts != nullptr);
  need(OSSL_PARAM_BLD_push_utf8_string(parts.get(), OSSL_PKEY_PARAM_GROUP_NAME, "prime256v1", 0) ==
       1);
  need(OSSL_PARAM_BLD_push_octet_string(parts.get(), OSSL_PKEY_PARAM_PUB_KEY, encoded.data(),
                                        encoded.size()) == 1);
  OwnedKey key = make_key("EC", parts.get());
  if (key == nullptr) return nullptr;
  const Owned<EVP_PKEY_CTX, EVP_PKEY_CTX_free> check(
      EVP_PKEY_CTX_new_from_pkey(nullptr, key.get(), nullptr));
  need(check != nullptr);
  return EVP_PKEY_public_check(check.get()) == 1 ? std::move(key) : nullptr;
}

OwnedKey modulus(const Bytes& n, const Bytes& e) {
  using Number = Owned<BIGNUM, BN_free>;
  const Number big_n(BN_bin2bn(n.data(), static_cast<int>(n.size()), nullptr));
  const Number big_e(BN_bin2bn(e.data(), static_cast<int>(e.size()), nullptr));
  const Owned<OSSL_PARAM_BLD, OSSL_PARAM_BLD_free> parts(OSSL_PARAM_BLD_new());
  need(big_n != nullptr && big_e != nullptr && parts != nullptr);
  need(OSSL_PARAM_BLD_push_BN(parts.get(), OSSL_PKEY_PARAM_RSA_N, big_n.get()) == 1);
  need(OSSL_PARAM_BLD_push_BN(parts.get(), OSSL_PKEY_PARAM_RSA_E, big_e.get()) == 1);
  return make_key("RSA", parts.get());
}

// PKCS #1 v1.5 for RSA, which is OpenSSL's own choice for such keys.
bool verify_sha256(const OwnedKey& key, ByteView message, ByteView signature) {
  if (key == nullptr) return false;
  const Owned<EVP_MD_CTX, EVP_MD_CTX_free> context(EVP_MD_CTX_new());
  need(context != nullptr);
  need(EVP_DigestVerifyInit(context.get(), nullptr, EVP_sha256(), nullptr, key.get()) == 1);
  return EVP_DigestVerify(context.get(), signature.data(), signature.size(), message.data(),
                          message.size()) == 1;
}

}  // namespace

Result<CoseKey> CoseKey::from(const Cbor& map) {
  const NoErrorsLeft clean;
  if (map.map() == nullptr) return bad("A key is a map");
  const std::size_t members = map.map()->size();
  const Bytes* x = bytes_of(map.at(k_x));
  if (is(map.at(k_type), k_type_ec2) && is(map.at(k_algorithm), -7) &&
      is(map.at(k_curve), k_p256)) {
    const Bytes* y = bytes_of(map.at(k_y));
    if (members != 5 || x == nullptr || y == nullptr || x->size() != k_coordinate ||
        y->size() != k_coordinate || point(*x, *y) == nullptr) {
      return bad("No point of P-256");
    }
    CoseKey key(Algorithm::es256);
    key.a_ = *x;
    key.b_ = *y;
    return key;
  }
  if (is(map.at(k_type), k_type_okp) && is(map.at(k_algorithm), -8) &&
      is(map.at(k_curve), k_ed25519)) {
    if (members != 4 || x == nullptr || x->size() != k_coordinate) return bad("No key of Ed25519");
    CoseKey key(Algorithm::eddsa);
    key.a_ = *x;
    return key;
  }
  if (is(map.at(k_type), k_type_rsa) && is(map.at(k_algorithm), -257)) {
    const Bytes* n = bytes_of(map.at(k_modulus));
    const Bytes* e = bytes_of(map.at(k_exponent));
    if (members != 4 || n == nullptr || e == nullptr || n->size() < k_least_modulus ||
        n->size() > k_most_modulus || n->front() < 0x80 || !std::ranges::equal(*e, k_65537)) {
      return bad("No RSA key of 2048 to 4096 bits with the exponent 65537");
    }
    CoseKey key(Algorithm::rs256);
    key.a_ = *n;
    key.b_ = *e;
    return key;
  }
  return bad("Only ES256 with P-256, EdDSA with Ed25519 and RS256");
}

Result<CoseKey> CoseKey::parse(ByteView bytes) {
  MASH_TRY(const Cbor map, read_cbor(bytes));
  if (!bytes.empty()) return bad("Something follows the key");
  return from(map);
}

bool CoseKey::verify(ByteView message, ByteView signature) const {
  const NoErrorsLeft clean;
  switch (algorithm_) {
    case Algorithm::es256:
      return verify_sha256(point(a_, b_), message, signature);
    case Algorithm::rs256:
      return verify_sha256(modulus(a_, b_), message, signature);
    case Algorithm::eddsa: {
      crypto::PublicKey key{};
      std::ranges::copy(a_, key.begin());
      return crypto::verify(key, message, signature);
    }
  }
  return false;
}

}  // namespace mash::passkey
