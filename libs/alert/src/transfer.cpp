// SPDX-License-Identifier: MIT
#include "transfer.h"

#include <new>

namespace mash::alert {

namespace {
// A server that takes longer is as good as away: the next try comes soon, and a hub that is told to
// stop waits for the one that runs.
constexpr long k_connect_seconds = 5;    // NOLINT(google-runtime-int): curl's own type
constexpr long k_transfer_seconds = 20;  // NOLINT(google-runtime-int)
}  // namespace

Transfer new_transfer(const std::string& address, const char* protocols,
                      const std::string& ca_file) {
  static const CURLcode started = curl_global_init(CURL_GLOBAL_DEFAULT);
  Transfer t(started == CURLE_OK ? curl_easy_init() : nullptr);
  if (!t) throw std::bad_alloc();
  set(t, CURLOPT_URL, address.c_str());
  set(t, CURLOPT_PROTOCOLS_STR, protocols);
  set(t, CURLOPT_FOLLOWLOCATION, 0L);
  set(t, CURLOPT_PROXY, "");  // else the environment chooses one
  set(t, CURLOPT_NOSIGNAL, 1L);
  set(t, CURLOPT_CONNECTTIMEOUT, k_connect_seconds);
  set(t, CURLOPT_TIMEOUT, k_transfer_seconds);
  set(t, CURLOPT_SSLVERSION, CURL_SSLVERSION_TLSv1_2);
  if (!ca_file.empty()) set(t, CURLOPT_CAINFO, ca_file.c_str());
  return t;
}

void add_line(Lines& lines, const std::string& line) {
  curl_slist* longer = curl_slist_append(lines.get(), line.c_str());
  if (longer == nullptr) throw std::bad_alloc();
  static_cast<void>(lines.release());
  lines.reset(longer);
}

Outcome outcome_of(CURLcode code) {
  switch (code) {
    case CURLE_OK:
      return Outcome::accepted;
    case CURLE_COULDNT_RESOLVE_HOST:
    case CURLE_COULDNT_CONNECT:
    case CURLE_OPERATION_TIMEDOUT:
    case CURLE_GOT_NOTHING:
    case CURLE_RECV_ERROR:
    case CURLE_SEND_ERROR:
      return Outcome::not_reached;
    case CURLE_USE_SSL_FAILED:
    case CURLE_SSL_CONNECT_ERROR:
    case CURLE_SSL_CERTPROBLEM:
    case CURLE_SSL_CACERT_BADFILE:
    case CURLE_PEER_FAILED_VERIFICATION:
      return Outcome::not_secure;
    case CURLE_LOGIN_DENIED:
      return Outcome::not_allowed;
    default:
      return Outcome::failed;
  }
}

long status_of(CURL* transfer) {  // NOLINT(google-runtime-int)
  long status = 0;                // NOLINT(google-runtime-int)
  curl_easy_getinfo(transfer, CURLINFO_RESPONSE_CODE, &status);
  return status;
}

}  // namespace mash::alert
