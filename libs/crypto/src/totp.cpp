// SPDX-License-Identifier: MIT
#include <fmt/format.h>
#include <openssl/evp.h>
#include <openssl/hmac.h>

#include "mash/crypto/crypto.h"

namespace mash::crypto {
namespace {

constexpr std::int64_t k_step_micros = 30'000'000;

std::string code_of_step(ByteView secret, std::int64_t step) {
  std::array<std::uint8_t, 8> counter;
  for (std::size_t i = 0; i < counter.size(); ++i) {
    counter[i] = static_cast<std::uint8_t>(static_cast<std::uint64_t>(step) >> (56 - 8 * i));
  }
  std::array<std::uint8_t, 20> mac{};
  if (HMAC(EVP_sha1(), secret.data(), static_cast<int>(secret.size()), counter.data(),
           counter.size(), mac.data(), nullptr) == nullptr) {
    throw std::runtime_error("HMAC-SHA1 is not available");
  }
  const std::size_t at = mac[19] & 15U;  // RFC 4226 section 5.3, dynamic truncation
  const std::uint32_t value = (mac[at] & 0x7FU) << 24U | std::uint32_t{mac[at + 1]} << 16U |
                              std::uint32_t{mac[at + 2]} << 8U | mac[at + 3];
  return fmt::format("{:06}", value % 1'000'000);
}

}  // namespace

std::string totp(ByteView secret, UtcTime at) {
  return code_of_step(secret, at.micros / k_step_micros);
}

Result<std::int64_t> verify_totp(ByteView secret, std::string_view code, UtcTime at,
                                 std::int64_t last_step) {
  const std::int64_t now = at.micros / k_step_micros;
  for (std::int64_t step = now - 1; step <= now + 1; ++step) {
    const bool same = equal_in_constant_time(as_bytes(code), as_bytes(code_of_step(secret, step)));
    if (same && step > last_step) return step;
  }
  return Error{ErrorCode::unauthenticated, "The code is wrong or was used before", {}};
}

std::string base32(ByteView bytes) {
  static constexpr std::string_view letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
  std::string out;
  std::uint32_t held = 0;
  std::uint32_t bits = 0;
  for (const std::uint8_t byte : bytes) {
    held = (held << 8U) | byte;
    bits += 8;
    for (; bits >= 5; bits -= 5) out += letters[(held >> (bits - 5)) & 31U];
  }
  if (bits > 0) out += letters[(held << (5 - bits)) & 31U];
  return out;
}

}  // namespace mash::crypto
