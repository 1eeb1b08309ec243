// SPDX-License-Identifier: MIT
#include "mash/http/security_headers.h"

#include <algorithm>

namespace mash::http {

namespace {

bool has(const Response& r, std::string_view header) {
  return std::ranges::any_of(r.headers, [&](const auto& one) { return one.first == header; });
}

}  // namespace

void add_security_headers(Response& r) {
  r.set("strict-transport-security", "max-age=31536000; includeSubDomains");
  if (!has(r, "content-security-policy")) {
    r.set("content-security-policy",
          "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; "
          "connect-src 'self'; frame-ancestors 'none'; base-uri 'none'; form-action 'self'; "
          "require-trusted-types-for 'script'");
  }
  r.set("x-content-type-options", "nosniff");
  // Other sites learn nothing. Not "no-referrer": browsers would then send "Origin: null" with our
  // own forms, and dispatch refuses what does not come from our own pages.
  r.set("referrer-policy", "same-origin");
  r.set("cross-origin-opener-policy", "same-origin");
  r.set("cross-origin-resource-policy", "same-origin");
  r.set("permissions-policy", "camera=(), geolocation=(), microphone=()");
  if (!has(r, "cache-control")) r.set("cache-control", "no-store");
}

}  // namespace mash::http
