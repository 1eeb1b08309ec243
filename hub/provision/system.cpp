// SPDX-License-Identifier: MIT
#include <algorithm>
#include <array>

#include "describe.h"
#include "mash/base/ascii.h"
#include "mash/crypto/crypto.h"
#include "mash/provision/provision.h"
#include "request.h"

namespace mash::provision {

namespace {

constexpr std::array<std::string_view, 9> k_types = {
    "invalidFilter", "tooMany",  "uniqueness",   "mutability", "invalidSyntax",
    "invalidPath",   "noTarget", "invalidValue", "sensitive"};

int status_of(const Error& error) {
  const std::string code = error.faults.empty() ? "" : error.faults.front().code;
  if (code == k_not_listed) return 403;
  if (code == k_precondition) return 412;
  switch (error.code) {
    case ErrorCode::invalid_input:
    case ErrorCode::malformed:
      return 400;
    case ErrorCode::unauthenticated:
      return 401;
    case ErrorCode::not_found:
      return 404;
    case ErrorCode::conflict:
      return 409;
    case ErrorCode::too_large:
      return 413;
    case ErrorCode::unsupported:
      return 415;
    case ErrorCode::too_many_requests:
      return 429;
    case ErrorCode::unavailable:
      return 503;
    case ErrorCode::internal:
      return 500;
  }
  return 500;
}

// The scheme has no case (RFC 9110, section 11.1).
std::string_view token_of(const http::Request& request) {
  constexpr std::string_view k_scheme = "bearer ";
  const auto header = request.header("authorization");
  if (header.size() <= k_scheme.size() ||
      ascii_lower(header.substr(0, k_scheme.size())) != k_scheme) {
    return {};
  }
  return header.substr(k_scheme.size());
}

}  // namespace

const System* find_system(const Systems& systems, const http::Request& request) {
  const auto token = token_of(request);
  if (token.empty()) return nullptr;
  const auto hash = crypto::sha256(as_bytes(token));
  const System* found = nullptr;
  for (const auto& system : systems) {
    for (const auto& known : system.token_hashes) {
      if (crypto::equal_in_constant_time(hash, known)) found = &system;
    }
  }
  return found;
}

http::Response error_response(const Error& error) {
  const int status = status_of(error);
  json::Value body =
      json::Object{{"schemas", json::Array{"urn:ietf:params:scim:api:messages:2.0:Error"}},
                   {"status", std::to_string(status)}};
  const std::string code = error.faults.empty() ? "" : error.faults.front().code;
  if (std::ranges::find(k_types, code) != k_types.end()) body.set("scimType", code);
  body.set("detail", error.message);
  http::Response r;
  r.status = status;
  r.set("content-type", "application/scim+json");
  if (status == 401) r.set("www-authenticate", "Bearer");
  r.body = json::encode(body);
  return r;
}

}  // namespace mash::provision
