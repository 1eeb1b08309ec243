// SPDX-License-Identifier: MIT
#include <algorithm>

#include "mash/oidc/discovery.h"

namespace mash::oidc {

namespace {

constexpr std::size_t k_longest_address = 2000;

bool is_loopback(std::string_view host) {
  return host == "localhost" || host == "127.0.0.1" || host == "[::1]";
}

bool is_host_letter(char ch) {
  constexpr std::string_view others = ".-:[]";
  return (ch >= '0' && ch <= '9') || (ch >= 'a' && ch <= 'z') ||
         others.find(ch) != std::string_view::npos;
}

bool is_visible(char ch) {
  return ch > ' ' && ch < '\x7f' && ch != '\\' && ch != '"' && ch != '<' && ch != '>';
}

}  // namespace

Result<std::string> origin_of(std::string_view address) {
  constexpr std::string_view k_https = "https://";
  constexpr std::string_view k_http = "http://";
  const Error bad = invalid(
      "address", "Give an address like https://sign-in.example, in small letters and without ?, #");
  const bool tls = address.starts_with(k_https);
  if (address.size() > k_longest_address || (!tls && !address.starts_with(k_http)) ||
      !std::ranges::all_of(address, is_visible) ||
      address.find_first_of("?#") != std::string_view::npos) {
    return bad;
  }
  const std::string_view rest = address.substr(tls ? k_https.size() : k_http.size());
  const std::string_view authority = rest.substr(0, rest.find('/'));
  const auto colon = authority.ends_with(']') ? std::string_view::npos : authority.rfind(':');
  const std::string_view host = authority.substr(0, colon);
  if (host.empty() || !std::ranges::all_of(authority, is_host_letter)) return bad;
  if (!tls && !is_loopback(host)) {
    return invalid("address", "Give https: only this machine goes without TLS");
  }
  return std::string(address.substr(0, address.size() - rest.size() + authority.size()));
}

}  // namespace mash::oidc
