// SPDX-License-Identifier: MIT
#include "passkey_challenge.h"

#include <charconv>

#include "mash/pipeline/tokens.h"

namespace mash::login {

namespace {

constexpr std::size_t k_nonce = 32;  // hexadecimal digits

// "<until>.<nonce>", with the key of the room, so that nobody else knows what is signed beforehand.
Bytes bytes_of(const pipeline::KeyRing& keys, std::string_view purpose, ByteView bound_to,
               std::string_view token) {
  return pipeline::token_hash(keys, "passkey-" + std::string(purpose),
                              hex(bound_to) + '\x1f' + std::string(token));
}

}  // namespace

Challenge make_challenge(pipeline::Context& c, std::string_view purpose, ByteView bound_to) {
  Challenge out;
  out.until = c.now + k_challenge_lives;
  out.token =
      std::to_string(out.until.micros) + '.' + pipeline::random_token(c.random).substr(0, k_nonce);
  out.bytes = bytes_of(c.keys, purpose, bound_to, out.token);
  return out;
}

std::optional<Challenge> read_challenge(pipeline::Context& c, std::string_view purpose,
                                        ByteView bound_to, std::string_view token) {
  const auto dot = token.find('.');
  if (dot == std::string_view::npos || token.size() != dot + 1 + k_nonce) return std::nullopt;
  Challenge out{.token = std::string(token), .bytes = {}, .until = {}};
  const char* end = token.data() + dot;
  const auto [stopped, fault] = std::from_chars(token.data(), end, out.until.micros);
  if (fault != std::errc{} || stopped != end) return std::nullopt;
  if (out.until <= c.now || out.until > c.now + k_challenge_lives) return std::nullopt;
  out.bytes = bytes_of(c.keys, purpose, bound_to, out.token);
  return out;
}

}  // namespace mash::login
