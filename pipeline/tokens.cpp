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

namespace {

// Whose page it is, bound to the session's half, so that neither half goes with another.
std::string persons_half(const KeyRing& keys, std::string_view sessions_half,
                         const StaffId& person) {
  return hex(token_hash(keys, "csrf-person", std::string(sessions_half) + '\x1f' + person.text()));
}

}  // namespace

std::string form_token(const KeyRing& keys, std::string_view session_token, const StaffId& person) {
  const std::string half = hex(token_hash(keys, "csrf", session_token));
  return half + '.' + persons_half(keys, half, person);
}

bool made_for(const KeyRing& keys, std::string_view form_token, const StaffId& person) {
  const auto dot = form_token.find('.');
  if (dot == std::string_view::npos) return false;
  const std::string right = persons_half(keys, form_token.substr(0, dot), person);
  return crypto::equal_in_constant_time(as_bytes(form_token.substr(dot + 1)), as_bytes(right));
}

namespace {

void put(std::string& out, std::string_view text) {
  out += std::to_string(text.size()) + ':' + std::string(text);
}

// What was sent, whichever way it was packed: the boundary of a form with files is another one each
// time.
std::string canonical(const Input& raw) {
  std::string out;
  for (const auto& name : raw.names()) {
    put(out, name);
    for (const auto& value : raw.all(name)) put(out, value);
    if (const auto* file = raw.file(name)) {
      put(out, file->file_name);
      put(out, hex(crypto::sha256(as_bytes(file->content))));
    }
    out += ';';
  }
  return out;
}

}  // namespace

Bytes once_hash(const KeyRing& keys, const http::Request& request, const Input& raw,
                std::string_view form_token) {
  const auto once = raw.text("idempotency_key");
  if (once.empty()) return {};
  const std::string who(form_token.empty() ? request.header("cookie") : form_token);
  const std::string sent = who + '\x1f' + std::string(once) + '\x1f' + request.path + '\x1f';
  return token_hash(keys, "once", sent + hex(crypto::sha256(as_bytes(canonical(raw)))));
}

}  // namespace mash::pipeline
