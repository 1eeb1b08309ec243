// SPDX-License-Identifier: MIT
#include "mash/pipeline/tokens.h"

#include <array>

namespace mash::pipeline {

std::string random_token(Random& random) {
  std::array<std::uint8_t, 32> raw{};
  random.fill(raw);
  return hex(raw);
}

Bytes token_hash(const KeyRing& keys, std::string_view purpose, std::string_view token) {
  const auto h = crypto::hmac_sha256(keys.of("session").bytes(),
                                     as_bytes(std::string(purpose) + '\x1f' + std::string(token)));
  return {h.begin(), h.end()};
}

std::string form_token(const KeyRing& keys, std::string_view session_token) {
  return hex(token_hash(keys, "csrf", session_token));
}

Bytes once_hash(const KeyRing& keys, const http::Request& request, const Input& raw,
                std::string_view form_token) {
  const auto once = raw.text("idempotency_key");
  if (once.empty()) return {};
  const std::string who(form_token.empty() ? request.header("cookie") : form_token);
  const std::string sent = who + '\x1f' + std::string(once) + '\x1f' + request.path + '\x1f';
  return token_hash(keys, "once", sent + hex(crypto::sha256(as_bytes(request.body))));
}

}  // namespace mash::pipeline
