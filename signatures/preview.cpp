// SPDX-License-Identifier: MIT
#include "mash/signatures/preview.h"

#include "mash/base/assert.h"
#include "mash/crypto/crypto.h"
#include "statement.h"

namespace mash::signatures {

std::string short_code(ByteView hash) {
  constexpr std::string_view k_alphabet = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
  constexpr std::size_t k_bytes = 5;
  MASH_ASSERT(hash.size() >= k_bytes);
  std::uint64_t bits = 0;
  for (std::size_t n = 0; n < k_bytes; ++n) bits = (bits << 8U) | hash[n];
  std::string out;
  for (unsigned shift = 40; shift > 0; shift -= 5) {
    if (shift == 20) out += '-';
    out += k_alphabet[(bits >> (shift - 5)) & 31U];
  }
  return out;
}

std::string line_code(const AgencyId& recipient, const packages::ProductLine& line,
                      bool before_visit, std::string_view terms) {
  const std::string text = recipient.text() + '\x1f' + statement_of(line, before_visit, terms);
  return short_code(crypto::sha256(as_bytes(text)));
}

std::string product_code(std::string_view hash) {
  const auto raw = from_hex(hash);
  MASH_ASSERT(raw.has_value());
  return short_code(*raw);
}

std::string rule_code(const StandingRule& rule) {
  return short_code(crypto::sha256(as_bytes(json::encode(standing_record(rule)))));
}

}  // namespace mash::signatures
