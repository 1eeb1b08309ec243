// SPDX-License-Identifier: MIT
#include <openssl/ec.h>
#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/x509v3.h>

#include <algorithm>
#include <ctime>
#include <memory>
#include <optional>
#include <stdexcept>

#include "mash/crypto/crypto.h"
#include "mash/crypto/expiry.h"

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
using OwnedBio = Owned<BIO, BIO_free_all>;
using OwnedKey = Owned<EVP_PKEY, EVP_PKEY_free>;
using OwnedCertificate = Owned<X509, X509_free>;

constexpr int k_valid_days = 3653;

void need(bool done) {
  if (!done) throw std::runtime_error("OpenSSL could not make a certificate");
}

std::string text_of(BIO* bio) {
  char* data = nullptr;
  const long size = BIO_get_mem_data(bio, &data);
  return {data, static_cast<std::size_t>(size)};
}

void add_extension(X509* certificate, int nid, const char* value) {
  X509V3_CTX context;
  X509V3_set_ctx_nodb(&context);
  X509V3_set_ctx(&context, certificate, certificate, nullptr, nullptr, 0);
  const Owned<X509_EXTENSION, X509_EXTENSION_free> extension(
      X509V3_EXT_conf_nid(nullptr, &context, nid, value));
  need(extension != nullptr && X509_add_ext(certificate, extension.get(), -1) == 1);
}

// Built as objects, not as OpenSSL's configuration text: a comma in a name stays a comma.
void add_hosts(X509* certificate, const std::vector<std::string>& hosts) {
  if (hosts.empty()) return;
  const Owned<GENERAL_NAMES, GENERAL_NAMES_free> names(GENERAL_NAMES_new());
  for (const std::string& host : hosts) {
    GENERAL_NAME* name = GENERAL_NAME_new();
    need(name != nullptr && sk_GENERAL_NAME_push(names.get(), name) > 0);
    if (ASN1_OCTET_STRING* address = a2i_IPADDRESS(host.c_str())) {
      GENERAL_NAME_set0_value(name, GEN_IPADD, address);
    } else {
      ASN1_IA5STRING* text = ASN1_IA5STRING_new();
      GENERAL_NAME_set0_value(name, GEN_DNS, text);
      need(ASN1_STRING_set(text, host.data(), static_cast<int>(host.size())) == 1);
    }
  }
  need(X509_add1_ext_i2d(certificate, NID_subject_alt_name, names.get(), 0, X509V3_ADD_DEFAULT) ==
       1);
}

void set_serial(X509* certificate) {
  std::array<std::uint8_t, 16> bytes{};
  SystemRandom().fill(bytes);
  bytes[0] = static_cast<std::uint8_t>((bytes[0] & 0x7FU) | 1U);  // positive, never zero
  const Owned<BIGNUM, BN_free> number(
      BN_bin2bn(bytes.data(), static_cast<int>(bytes.size()), nullptr));
  need(number && BN_to_ASN1_INTEGER(number.get(), X509_get_serialNumber(certificate)) != nullptr);
}

void set_names_and_dates(X509* certificate, const std::string& common_name, UtcTime at) {
  X509_NAME* name = X509_get_subject_name(certificate);
  need(X509_NAME_add_entry_by_NID(name, NID_commonName, MBSTRING_UTF8, as_bytes(common_name).data(),
                                  static_cast<int>(common_name.size()), -1, 0) == 1);
  need(X509_set_issuer_name(certificate, name) == 1);
  std::time_t start = at.micros / 1'000'000;
  need(X509_time_adj_ex(X509_getm_notBefore(certificate), 0, 0, &start) != nullptr);
  need(X509_time_adj_ex(X509_getm_notAfter(certificate), k_valid_days, 0, &start) != nullptr);
}

}  // namespace

Certificate self_signed(const std::string& common_name, const std::vector<std::string>& hosts,
                        UtcTime at) {
  const OwnedKey key(EVP_EC_gen("P-256"));
  const OwnedCertificate made(X509_new());
  need(key != nullptr && made != nullptr);
  X509* certificate = made.get();
  need(X509_set_version(certificate, X509_VERSION_3) == 1);
  set_serial(certificate);
  set_names_and_dates(certificate, common_name, at);
  need(X509_set_pubkey(certificate, key.get()) == 1);
  add_extension(certificate, NID_basic_constraints, "critical,CA:FALSE");
  add_extension(certificate, NID_key_usage, "critical,digitalSignature");
  add_extension(certificate, NID_ext_key_usage, "serverAuth,clientAuth");
  add_extension(certificate, NID_subject_key_identifier, "hash");
  add_hosts(certificate, hosts);
  need(X509_sign(certificate, key.get(), EVP_sha256()) > 0);

  const OwnedBio certificate_text(BIO_new(BIO_s_mem()));
  const OwnedBio key_text(BIO_new(BIO_s_secmem()));  // wiped when freed
  need(PEM_write_bio_X509(certificate_text.get(), certificate) == 1);
  need(PEM_write_bio_PKCS8PrivateKey(key_text.get(), key.get(), nullptr, nullptr, 0, nullptr,
                                     nullptr) == 1);
  return Certificate{text_of(certificate_text.get()), text_of(key_text.get())};
}

Result<std::string> certificate_fingerprint(std::string_view certificate_pem) {
  const Error bad = invalid("certificate", "A certificate in PEM form");
  if (certificate_pem.size() > 1U << 20U) return bad;
  const OwnedBio bio(
      BIO_new_mem_buf(certificate_pem.data(), static_cast<int>(certificate_pem.size())));
  const auto no_passphrase = [](char*, int, int, void*) { return 0; };  // never ask a terminal
  const OwnedCertificate certificate(PEM_read_bio_X509(bio.get(), nullptr, no_passphrase, nullptr));
  if (certificate == nullptr) {
    ERR_clear_error();  // a TLS session on this thread would take the error for its own
    return bad;
  }
  std::uint8_t* raw = nullptr;
  const int size = i2d_X509(certificate.get(), &raw);
  if (size <= 0) return bad;
  const std::unique_ptr<std::uint8_t, decltype([](std::uint8_t* p) { OPENSSL_free(p); })> der(raw);
  return hex(sha256(ByteView(der.get(), static_cast<std::size_t>(size))));
}

Result<UtcTime> certificate_end(std::string_view pem) {
  const Error bad = invalid("certificate", "A certificate in PEM form");
  if (pem.size() > 1U << 20U) return bad;
  const OwnedBio bio(BIO_new_mem_buf(pem.data(), static_cast<int>(pem.size())));
  const auto no_passphrase = [](char*, int, int, void*) { return 0; };  // never ask a terminal
  std::optional<UtcTime> end;
  bool readable = true;
  while (readable) {
    const OwnedCertificate one(PEM_read_bio_X509(bio.get(), nullptr, no_passphrase, nullptr));
    if (one == nullptr) break;
    std::tm parts{};
    readable = ASN1_TIME_to_tm(X509_get0_notAfter(one.get()), &parts) == 1;
    const UtcTime its{static_cast<std::int64_t>(timegm(&parts)) * Duration::seconds(1).micros};
    end = end ? std::min(*end, its) : its;
  }
  ERR_clear_error();  // the end of the text is one, too
  if (!end || !readable) return bad;
  return *end;
}

}  // namespace mash::crypto
