// SPDX-License-Identifier: MIT
// Goal: a signature is believed only from its own key, scheme and message, and what is no sound key
// is none.
#include "mash/crypto/foreign_key.h"

#include <gtest/gtest.h>
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/rsa.h>

#include "mash/crypto/crypto.h"

namespace mash::crypto {
namespace {

constexpr std::string_view k_said = "header.claims";
constexpr UtcTime k_now{1'795'000'000'000'000};

P256Key make_p256() {
  return *P256Key::from_pem(self_signed("test", {}, k_now).key_pem);
}

struct RsaPair {
  explicit RsaPair(unsigned bits) : key(EVP_RSA_gen(bits)) {}
  ~RsaPair() { EVP_PKEY_free(key); }
  RsaPair(const RsaPair&) = delete;
  RsaPair& operator=(const RsaPair&) = delete;
  [[nodiscard]] Bytes part(const char* name) const {
    BIGNUM* raw = nullptr;
    EVP_PKEY_get_bn_param(key, name, &raw);
    Bytes out(static_cast<std::size_t>(BN_num_bytes(raw)));
    BN_bn2bin(raw, out.data());
    BN_free(raw);
    return out;
  }
  [[nodiscard]] Bytes sign(bool pss) const {
    EVP_MD_CTX* digest = EVP_MD_CTX_new();
    EVP_PKEY_CTX* context = nullptr;
    EVP_DigestSignInit(digest, &context, EVP_sha256(), nullptr, key);
    if (pss) {
      EVP_PKEY_CTX_set_rsa_padding(context, RSA_PKCS1_PSS_PADDING);
      EVP_PKEY_CTX_set_rsa_pss_saltlen(context, RSA_PSS_SALTLEN_DIGEST);
    }
    const auto message = as_bytes(k_said);
    std::size_t size = 0;
    EVP_DigestSign(digest, nullptr, &size, message.data(), message.size());
    Bytes out(size);
    EVP_DigestSign(digest, out.data(), &size, message.data(), message.size());
    EVP_MD_CTX_free(digest);
    return out;
  }
  EVP_PKEY* key;
};

// Each bit of the signature counts, and so do the message and the scheme.
void expect_only(const ForeignKey& key, Scheme scheme, Bytes signature) {
  EXPECT_TRUE(key.verify(scheme, as_bytes(k_said), signature));
  EXPECT_FALSE(key.verify(scheme, as_bytes("header.others"), signature));
  for (const Scheme other : {Scheme::rs256, Scheme::ps256, Scheme::es256, Scheme::eddsa}) {
    if (other != scheme) EXPECT_FALSE(key.verify(other, as_bytes(k_said), signature));
  }
  for (std::size_t i = 0; i < signature.size(); ++i) {
    signature[i] ^= 1U;
    EXPECT_FALSE(key.verify(scheme, as_bytes(k_said), signature)) << i;
    signature[i] ^= 1U;
  }
  signature.pop_back();
  EXPECT_FALSE(key.verify(scheme, as_bytes(k_said), signature));
  EXPECT_FALSE(key.verify(scheme, as_bytes(k_said), {}));
}

TEST(ForeignKeyTest, es256_by_our_own_key) {
  const P256Key ours = make_p256();
  const auto point = ours.public_point();
  const auto signature = ours.sign(as_bytes(k_said));
  expect_only(*ForeignKey::p256(point.x, point.y), Scheme::es256,
              {signature.begin(), signature.end()});
  const auto others = make_p256().public_point();
  EXPECT_FALSE(
      ForeignKey::p256(others.x, others.y)->verify(Scheme::es256, as_bytes(k_said), signature));
}

TEST(ForeignKeyTest, es256_of_zeros_is_none) {
  const auto point = make_p256().public_point();
  const Bytes zeros(64);
  EXPECT_FALSE(ForeignKey::p256(point.x, point.y)->verify(Scheme::es256, as_bytes(k_said), zeros));
}

TEST(ForeignKeyTest, rs256_and_ps256) {
  const RsaPair pair(2048);
  const auto key = *ForeignKey::rsa(pair.part("n"), pair.part("e"));
  expect_only(key, Scheme::rs256, pair.sign(false));
  expect_only(key, Scheme::ps256, pair.sign(true));
}

TEST(ForeignKeyTest, eddsa) {
  SystemRandom random;
  const SigningKey ours(Key::make(random));
  const auto signature = ours.sign(as_bytes(k_said));
  expect_only(*ForeignKey::ed25519(ours.public_key()), Scheme::eddsa,
              {signature.begin(), signature.end()});
}

TEST(ForeignKeyTest, what_is_no_sound_key_is_none) {
  const RsaPair small(1024);
  EXPECT_FALSE(ForeignKey::rsa(small.part("n"), small.part("e")));
  const RsaPair pair(2048);
  const Bytes n = pair.part("n");
  EXPECT_FALSE(ForeignKey::rsa(n, Bytes{1}));
  EXPECT_FALSE(ForeignKey::rsa(n, Bytes{2}));
  EXPECT_FALSE(ForeignKey::rsa(n, Bytes{}));
  EXPECT_FALSE(ForeignKey::rsa(Bytes(8192 / 8 + 1, 0xFF), Bytes{3}));
  auto point = make_p256().public_point();
  EXPECT_FALSE(ForeignKey::p256(point.x, Bytes(31)));
  point.y.back() ^= 1U;
  EXPECT_FALSE(ForeignKey::p256(point.x, point.y)) << "not on the curve";
  EXPECT_FALSE(ForeignKey::p256(Bytes(32), Bytes(32)));
  EXPECT_FALSE(ForeignKey::ed25519(Bytes(31)));
}

TEST(ForeignKeyTest, our_key_is_one_of_p256) {
  EXPECT_FALSE(P256Key::from_pem(""));
  EXPECT_FALSE(P256Key::from_pem("-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n"));
  const RsaPair pair(2048);
  BIO* bio = BIO_new(BIO_s_mem());
  PEM_write_bio_PKCS8PrivateKey(bio, pair.key, nullptr, nullptr, 0, nullptr, nullptr);
  char* data = nullptr;
  const auto size = BIO_get_mem_data(bio, &data);
  EXPECT_FALSE(P256Key::from_pem({data, static_cast<std::size_t>(size)}));
  BIO_free(bio);
}

}  // namespace
}  // namespace mash::crypto
