// SPDX-License-Identifier: MIT
// Goal: our certificates are read by others as meant, and the fingerprint is that of their bytes.
#include <gtest/gtest.h>
#include <openssl/err.h>
#include <openssl/pem.h>
#include <openssl/x509v3.h>

#include <ctime>
#include <memory>

#include "mash/crypto/crypto.h"
#include "mash/crypto/expiry.h"

namespace mash::crypto {
namespace {

const UtcTime k_start = *parse_iso("2026-11-24T09:00:00Z");
const Certificate& made() {
  static const Certificate certificate = self_signed(
      "hub.example", {"hub.example", "127.0.0.1", "::1", "odd,DNS:evil.example"}, k_start);
  return certificate;
}

using OwnedX509 = std::unique_ptr<X509, decltype(&X509_free)>;
OwnedX509 parsed(const std::string& pem) {
  const std::unique_ptr<BIO, decltype(&BIO_free)> bio(
      BIO_new_mem_buf(pem.data(), static_cast<int>(pem.size())), BIO_free);
  return {PEM_read_bio_X509(bio.get(), nullptr, nullptr, nullptr), X509_free};
}

TEST(Certificate, names_its_hosts_and_addresses) {
  const OwnedX509 certificate = parsed(made().certificate_pem);
  ASSERT_NE(certificate, nullptr);
  EXPECT_EQ(X509_check_host(certificate.get(), "hub.example", 0, 0, nullptr), 1);
  EXPECT_EQ(X509_check_host(certificate.get(), "gate.example", 0, 0, nullptr), 0);
  EXPECT_EQ(X509_check_host(certificate.get(), "evil.example", 0, 0, nullptr), 0);
  EXPECT_EQ(X509_check_ip_asc(certificate.get(), "127.0.0.1", 0), 1);
  EXPECT_EQ(X509_check_ip_asc(certificate.get(), "::1", 0), 1);
  EXPECT_EQ(X509_check_ip_asc(certificate.get(), "127.0.0.2", 0), 0);
}

TEST(Certificate, is_valid_ten_years_from_the_given_time) {
  const OwnedX509 certificate = parsed(made().certificate_pem);
  ASSERT_NE(certificate, nullptr);
  const std::time_t start = k_start.micros / 1'000'000;
  EXPECT_EQ(ASN1_TIME_cmp_time_t(X509_get0_notBefore(certificate.get()), start), 0);
  const std::time_t end = parse_iso("2036-11-24T09:00:00Z")->micros / 1'000'000;
  EXPECT_EQ(ASN1_TIME_cmp_time_t(X509_get0_notAfter(certificate.get()), end), 0);
}

TEST(Certificate, fits_its_key_and_is_accepted_by_a_client_that_trusts_it) {
  const OwnedX509 certificate = parsed(made().certificate_pem);
  ASSERT_NE(certificate, nullptr);
  const std::unique_ptr<BIO, decltype(&BIO_free)> bio(
      BIO_new_mem_buf(made().key_pem.data(), static_cast<int>(made().key_pem.size())), BIO_free);
  const std::unique_ptr<EVP_PKEY, decltype(&EVP_PKEY_free)> key(
      PEM_read_bio_PrivateKey(bio.get(), nullptr, nullptr, nullptr), EVP_PKEY_free);
  EXPECT_EQ(X509_check_private_key(certificate.get(), key.get()), 1);

  const std::unique_ptr<X509_STORE, decltype(&X509_STORE_free)> store(X509_STORE_new(),
                                                                      X509_STORE_free);
  X509_STORE_add_cert(store.get(), certificate.get());
  const std::unique_ptr<X509_STORE_CTX, decltype(&X509_STORE_CTX_free)> context(
      X509_STORE_CTX_new(), X509_STORE_CTX_free);
  X509_STORE_CTX_init(context.get(), store.get(), certificate.get(), nullptr);
  X509_STORE_CTX_set_default(context.get(), "ssl_server");
  X509_STORE_CTX_set_time(context.get(), 0, k_start.micros / 1'000'000 + 60);
  EXPECT_EQ(X509_verify_cert(context.get()), 1)
      << X509_verify_cert_error_string(X509_STORE_CTX_get_error(context.get()));
}

TEST(Certificate, two_differ_in_key_and_serial) {
  const Certificate other = self_signed("hub.example", {"hub.example"}, k_start);
  EXPECT_NE(other.certificate_pem, made().certificate_pem);
  EXPECT_NE(other.key_pem, made().key_pem);
}

TEST(CertificateEnd, is_the_earliest_of_its_chain) {
  EXPECT_EQ(certificate_end(made().certificate_pem)->micros,
            parse_iso("2036-11-24T09:00:00Z")->micros);
  const auto earlier = self_signed("authority", {}, *parse_iso("2020-11-23T09:00:00Z"));
  for (const auto& chain : {made().certificate_pem + earlier.certificate_pem,
                            earlier.certificate_pem + made().certificate_pem}) {
    EXPECT_EQ(certificate_end(chain)->micros, parse_iso("2030-11-24T09:00:00Z")->micros);
  }
}

TEST(CertificateEnd, refuses_what_is_not_a_certificate) {
  EXPECT_FALSE(certificate_end(""));
  EXPECT_FALSE(certificate_end(made().key_pem));
  EXPECT_FALSE(certificate_end("-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n"));
  EXPECT_EQ(ERR_peek_error(), 0UL) << "leaves nothing behind for a TLS session on this thread";
}

TEST(Fingerprint, is_the_sha_256_of_the_der_bytes) {
  const OwnedX509 certificate = parsed(made().certificate_pem);
  std::array<std::uint8_t, 32> digest;
  unsigned size = 0;
  ASSERT_EQ(X509_digest(certificate.get(), EVP_sha256(), digest.data(), &size), 1);
  EXPECT_EQ(*certificate_fingerprint(made().certificate_pem), hex(digest));
}

TEST(Fingerprint, refuses_what_is_not_a_certificate) {
  EXPECT_FALSE(certificate_fingerprint(""));
  EXPECT_FALSE(
      certificate_fingerprint("-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n"));
  EXPECT_FALSE(certificate_fingerprint(made().key_pem));
  EXPECT_EQ(ERR_peek_error(), 0UL) << "leaves nothing behind for a TLS session on this thread";
}

}  // namespace
}  // namespace mash::crypto
