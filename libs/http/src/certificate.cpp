// SPDX-License-Identifier: MIT
#include "certificate.h"

#include <openssl/err.h>

#include <boost/asio/buffer.hpp>

namespace mash::http {

namespace asio = boost::asio;

void show_certificate(asio::ssl::context& tls, const std::string& certificate_pem,
                      const std::string& key_pem) {
  tls.use_certificate_chain(asio::buffer(certificate_pem));
  tls.use_private_key(asio::buffer(key_pem), asio::ssl::context::pem);
}

Result<void> check_pair(const std::string& certificate_pem, const std::string& key_pem) {
  asio::ssl::context tls(asio::ssl::context::tls_server);
  boost::system::error_code failed;
  tls.use_certificate_chain(asio::buffer(certificate_pem), failed);
  if (!failed) tls.use_private_key(asio::buffer(key_pem), asio::ssl::context::pem, failed);
  if (failed) {
    ERR_clear_error();  // a TLS session on this thread would take the error for its own
    return invalid("certificate", "Certificate and key are not a pair, or not in PEM form");
  }
  return {};
}

}  // namespace mash::http
