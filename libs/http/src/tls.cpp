// SPDX-License-Identifier: MIT
#include "tls.h"

#include <openssl/err.h>
#include <openssl/ssl.h>
#include <openssl/x509.h>

#include <array>
#include <memory>

#include "mash/base/assert.h"
#include "mash/base/bytes.h"

namespace mash::http {
namespace {

std::string fingerprint(const X509* certificate) {
  std::array<std::uint8_t, 32> digest{};
  unsigned int size = 0;
  if (X509_digest(certificate, EVP_sha256(), digest.data(), &size) != 1) return {};
  return hex(digest);
}

// Takes the place of OpenSSL's own check of the chain: 1 accepts, 0 refuses.
int check_pin(X509_STORE_CTX* store, void* argument) {
  const auto& known = *static_cast<const KnownPeer*>(argument);
  const X509* certificate = X509_STORE_CTX_get0_cert(store);
  const bool pinned = certificate != nullptr && known(fingerprint(certificate));
  X509_STORE_CTX_set_error(store, pinned ? X509_V_OK : X509_V_ERR_CERT_REJECTED);
  return pinned ? 1 : 0;
}

}  // namespace

void harden(SSL_CTX* context) {
  MASH_ASSERT(SSL_CTX_set_min_proto_version(context, TLS1_2_VERSION) == 1);
  MASH_ASSERT(SSL_CTX_set_cipher_list(context, "ECDHE+AESGCM:ECDHE+CHACHA20") == 1);
  SSL_CTX_set_options(context, SSL_OP_NO_RENEGOTIATION | SSL_OP_NO_COMPRESSION | SSL_OP_NO_TICKET);
  SSL_CTX_set_session_cache_mode(context, SSL_SESS_CACHE_OFF);
  SSL_CTX_set_num_tickets(context, 0);
}

void require_pinned_peer(SSL_CTX* context, const KnownPeer& known) {
  SSL_CTX_set_verify(context, SSL_VERIFY_PEER | SSL_VERIFY_FAIL_IF_NO_PEER_CERT, nullptr);
  // The callback only reads; OpenSSL's type has no const.
  SSL_CTX_set_cert_verify_callback(context, check_pin, const_cast<KnownPeer*>(&known));
}

std::string peer_fingerprint(const SSL* connection) {
  const std::unique_ptr<X509, decltype(&X509_free)> certificate(
      SSL_get1_peer_certificate(connection), &X509_free);
  return certificate ? fingerprint(certificate.get()) : std::string();
}

bool peer_was_refused(const SSL* connection) {
  return SSL_get_verify_result(connection) == X509_V_ERR_CERT_REJECTED;
}

}  // namespace mash::http
