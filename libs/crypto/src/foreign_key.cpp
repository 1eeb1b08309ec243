// SPDX-License-Identifier: MIT
#include "mash/crypto/foreign_key.h"

#include <openssl/core_names.h>
#include <openssl/ec.h>
#include <openssl/ecdsa.h>
#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/param_build.h>
#include <openssl/pem.h>
#include <openssl/rsa.h>

#include <algorithm>
#include <stdexcept>

namespace mash::crypto {

namespace {

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
using OwnedContext = Owned<EVP_PKEY_CTX, EVP_PKEY_CTX_free>;
using OwnedDigest = Owned<EVP_MD_CTX, EVP_MD_CTX_free>;
using OwnedBuild = Owned<OSSL_PARAM_BLD, OSSL_PARAM_BLD_free>;
using OwnedParams = Owned<OSSL_PARAM, OSSL_PARAM_free>;
using OwnedNumber = Owned<BIGNUM, BN_free>;
using OwnedSignature = Owned<ECDSA_SIG, ECDSA_SIG_free>;

constexpr std::size_t k_coordinate = 32;
constexpr int k_fewest_bits = 2048;
constexpr int k_most_bits = 8192;
constexpr int k_most_exponent_bits = 32;
constexpr std::uint8_t k_uncompressed = 0x04;

Error no_key() {
  ERR_clear_error();  // a TLS session on this thread would take the error for its own
  return invalid("key", "Give a key of a kind that is known");
}

OwnedNumber number(ByteView bytes) {
  return OwnedNumber(BN_bin2bn(bytes.data(), static_cast<int>(bytes.size()), nullptr));
}

OwnedKey from_params(const char* type, OSSL_PARAM_BLD* build) {
  const OwnedParams params(OSSL_PARAM_BLD_to_param(build));
  const OwnedContext context(EVP_PKEY_CTX_new_from_name(nullptr, type, nullptr));
  EVP_PKEY* made = nullptr;
  if (!params || !context || EVP_PKEY_fromdata_init(context.get()) != 1 ||
      EVP_PKEY_fromdata(context.get(), &made, EVP_PKEY_PUBLIC_KEY, params.get()) != 1) {
    return nullptr;
  }
  return OwnedKey(made);
}

// RFC 7518 section 3.4: two numbers of 32 bytes. OpenSSL wants them as DER.
Bytes to_der(ByteView raw) {
  if (raw.size() != 2 * k_coordinate) return {};
  const OwnedSignature signature(ECDSA_SIG_new());
  OwnedNumber r = number(raw.first(k_coordinate));
  OwnedNumber s = number(raw.last(k_coordinate));
  if (!signature || !r || !s || ECDSA_SIG_set0(signature.get(), r.get(), s.get()) != 1) return {};
  static_cast<void>(r.release());  // they are the signature's now
  static_cast<void>(s.release());
  const int size = i2d_ECDSA_SIG(signature.get(), nullptr);
  if (size <= 0) return {};
  Bytes out(static_cast<std::size_t>(size));
  std::uint8_t* at = out.data();
  i2d_ECDSA_SIG(signature.get(), &at);
  return out;
}

bool set_padding(Scheme scheme, EVP_PKEY_CTX* context) {
  if (scheme == Scheme::rs256) return EVP_PKEY_CTX_set_rsa_padding(context, RSA_PKCS1_PADDING) == 1;
  if (scheme != Scheme::ps256) return true;
  return EVP_PKEY_CTX_set_rsa_padding(context, RSA_PKCS1_PSS_PADDING) == 1 &&
         EVP_PKEY_CTX_set_rsa_pss_saltlen(context, RSA_PSS_SALTLEN_DIGEST) == 1;
}

bool verifies(Scheme scheme, EVP_PKEY* key, ByteView message, ByteView signature) {
  const OwnedDigest digest(EVP_MD_CTX_new());
  EVP_PKEY_CTX* context = nullptr;  // the digest's
  const EVP_MD* hash = scheme == Scheme::eddsa ? nullptr : EVP_sha256();
  return digest && EVP_DigestVerifyInit(digest.get(), &context, hash, nullptr, key) == 1 &&
         set_padding(scheme, context) &&
         EVP_DigestVerify(digest.get(), signature.data(), signature.size(), message.data(),
                          message.size()) == 1;
}

}  // namespace

struct ForeignKey::State {
  OwnedKey key;
  int kind = EVP_PKEY_NONE;
};

Result<ForeignKey> ForeignKey::rsa(ByteView modulus, ByteView exponent) {
  if (modulus.size() > k_most_bits / 8 || exponent.size() > k_most_exponent_bits / 8) {
    return no_key();
  }
  const OwnedNumber n = number(modulus);
  const OwnedNumber e = number(exponent);
  if (!n || !e || BN_num_bits(n.get()) < k_fewest_bits || BN_is_odd(n.get()) != 1 ||
      BN_is_odd(e.get()) != 1 || BN_is_one(e.get()) == 1) {
    return no_key();
  }
  const OwnedBuild build(OSSL_PARAM_BLD_new());
  if (!build || OSSL_PARAM_BLD_push_BN(build.get(), OSSL_PKEY_PARAM_RSA_N, n.get()) != 1 ||
      OSSL_PARAM_BLD_push_BN(build.get(), OSSL_PKEY_PARAM_RSA_E, e.get()) != 1) {
    return no_key();
  }
  OwnedKey key = from_params("RSA", build.get());
  if (!key) return no_key();
  return ForeignKey(std::make_shared<const State>(std::move(key), EVP_PKEY_RSA));
}

Result<ForeignKey> ForeignKey::p256(ByteView x, ByteView y) {
  if (x.size() != k_coordinate || y.size() != k_coordinate) return no_key();
  Bytes point{k_uncompressed};
  point.insert(point.end(), x.begin(), x.end());
  point.insert(point.end(), y.begin(), y.end());
  const OwnedBuild build(OSSL_PARAM_BLD_new());
  if (!build ||
      OSSL_PARAM_BLD_push_utf8_string(build.get(), OSSL_PKEY_PARAM_GROUP_NAME, "prime256v1", 0) !=
          1 ||
      OSSL_PARAM_BLD_push_octet_string(build.get(), OSSL_PKEY_PARAM_PUB_KEY, point.data(),
                                       point.size()) != 1) {
    return no_key();
  }
  OwnedKey key = from_params("EC", build.get());
  if (!key) return no_key();
  const OwnedContext check(EVP_PKEY_CTX_new_from_pkey(nullptr, key.get(), nullptr));
  if (!check || EVP_PKEY_public_check(check.get()) != 1) return no_key();
  return ForeignKey(std::make_shared<const State>(std::move(key), EVP_PKEY_EC));
}

Result<ForeignKey> ForeignKey::ed25519(ByteView key) {
  OwnedKey made(EVP_PKEY_new_raw_public_key(EVP_PKEY_ED25519, nullptr, key.data(), key.size()));
  if (!made) return no_key();
  return ForeignKey(std::make_shared<const State>(std::move(made), EVP_PKEY_ED25519));
}

bool ForeignKey::fits(Scheme scheme) const {
  switch (scheme) {
    case Scheme::rs256:
    case Scheme::ps256:
      return state_->kind == EVP_PKEY_RSA;
    case Scheme::es256:
      return state_->kind == EVP_PKEY_EC;
    case Scheme::eddsa:
      return state_->kind == EVP_PKEY_ED25519;
  }
  return false;
}

bool ForeignKey::verify(Scheme scheme, ByteView message, ByteView signature) const {
  if (!fits(scheme)) return false;
  bool good = false;
  if (scheme == Scheme::es256) {
    const Bytes der = to_der(signature);
    good = !der.empty() && verifies(scheme, state_->key.get(), message, der);
  } else {
    good = verifies(scheme, state_->key.get(), message, signature);
  }
  if (!good) ERR_clear_error();
  return good;
}

struct P256Key::State {
  OwnedKey key;
};

Result<P256Key> P256Key::from_pem(std::string_view pem) {
  const Owned<BIO, BIO_free_all> bio(BIO_new_mem_buf(pem.data(), static_cast<int>(pem.size())));
  const auto no_passphrase = [](char*, int, int, void*) { return 0; };  // never ask a terminal
  OwnedKey key(PEM_read_bio_PrivateKey(bio.get(), nullptr, no_passphrase, nullptr));
  std::array<char, 32> group{};
  if (!key || EVP_PKEY_get_base_id(key.get()) != EVP_PKEY_EC ||
      EVP_PKEY_get_group_name(key.get(), group.data(), group.size(), nullptr) != 1 ||
      std::string_view(group.data()) != "prime256v1") {
    return no_key();
  }
  return P256Key(std::make_shared<const State>(std::move(key)));
}

std::array<std::uint8_t, 64> P256Key::sign(ByteView message) const {
  const OwnedDigest digest(EVP_MD_CTX_new());
  std::array<std::uint8_t, 128> der{};
  std::size_t size = der.size();
  if (!digest ||
      EVP_DigestSignInit(digest.get(), nullptr, EVP_sha256(), nullptr, state_->key.get()) != 1 ||
      EVP_DigestSign(digest.get(), der.data(), &size, message.data(), message.size()) != 1) {
    throw std::runtime_error("OpenSSL could not sign");
  }
  const std::uint8_t* at = der.data();
  const OwnedSignature signature(d2i_ECDSA_SIG(nullptr, &at, static_cast<long>(size)));  // NOLINT
  std::array<std::uint8_t, 2 * k_coordinate> out{};
  if (!signature ||
      BN_bn2binpad(ECDSA_SIG_get0_r(signature.get()), out.data(), k_coordinate) != k_coordinate ||
      BN_bn2binpad(ECDSA_SIG_get0_s(signature.get()), out.data() + k_coordinate, k_coordinate) !=
          k_coordinate) {
    throw std::runtime_error("OpenSSL could not sign");
  }
  return out;
}

P256Key::Point P256Key::public_point() const {
  const auto coordinate = [this](const char* name) {
    BIGNUM* raw = nullptr;
    if (EVP_PKEY_get_bn_param(state_->key.get(), name, &raw) != 1) {
      throw std::runtime_error("OpenSSL could not say the public key");
    }
    const OwnedNumber value(raw);
    Bytes out(k_coordinate);
    BN_bn2binpad(value.get(), out.data(), k_coordinate);
    return out;
  };
  return {coordinate(OSSL_PKEY_PARAM_EC_PUB_X), coordinate(OSSL_PKEY_PARAM_EC_PUB_Y)};
}

}  // namespace mash::crypto
