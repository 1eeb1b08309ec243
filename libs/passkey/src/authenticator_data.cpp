// SPDX-License-Identifier: MIT
#include "authenticator_data.h"

#include <algorithm>

#include "mash/passkey/passkey.h"

namespace mash::passkey {

namespace {

// Bits of the flags.
constexpr unsigned k_user_present = 0x01;
constexpr unsigned k_user_verified = 0x04;
constexpr unsigned k_backup_eligible = 0x08;
constexpr unsigned k_backed_up = 0x10;
constexpr unsigned k_attested = 0x40;
constexpr unsigned k_extensions = 0x80;
constexpr std::size_t k_header = 37;  // hash, flags, counter

Error bad(std::string_view what) {
  return invalid("authenticator", std::string(what));
}

Result<AttestedCredential> read_attested(ByteView& rest) {
  AttestedCredential out;
  constexpr std::size_t head = 16 + 2;
  if (rest.size() < head) return bad("Ends too early");
  std::ranges::copy(rest.first(out.aaguid.size()), out.aaguid.begin());
  const std::size_t size = (std::size_t{rest[16]} << 8U) | rest[17];
  rest = rest.subspan(head);
  if (size == 0 || size > k_longest_credential_id || size > rest.size()) {
    return bad("The length of the credential's id is not right");
  }
  out.id.assign(rest.begin(), rest.begin() + static_cast<std::ptrdiff_t>(size));
  rest = rest.subspan(size);
  const ByteView start = rest;
  MASH_TRY(const Cbor key, read_cbor(rest));
  if (key.map() == nullptr) return bad("A key is a map");
  const ByteView encoded = start.first(start.size() - rest.size());
  out.public_key.assign(encoded.begin(), encoded.end());
  return out;
}

}  // namespace

Result<AuthenticatorData> read_authenticator_data(ByteView bytes) {
  if (bytes.size() < k_header) return bad("Ends too early");
  AuthenticatorData out;
  std::ranges::copy(bytes.first(out.rp_id_hash.size()), out.rp_id_hash.begin());
  const unsigned flags = bytes[32];
  out.user_present = (flags & k_user_present) != 0;
  out.user_verified = (flags & k_user_verified) != 0;
  out.backup_eligible = (flags & k_backup_eligible) != 0;
  out.backed_up = (flags & k_backed_up) != 0;
  for (const std::uint8_t byte : bytes.subspan(33, 4)) {
    out.sign_count = (out.sign_count << 8U) | byte;
  }
  ByteView rest = bytes.subspan(k_header);
  if ((flags & k_attested) != 0) {
    MASH_TRY(out.attested, read_attested(rest));
  }
  if ((flags & k_extensions) != 0) {
    MASH_TRY(const Cbor extensions, read_cbor(rest));
    if (extensions.map() == nullptr) return bad("Extensions are a map");
  }
  if (!rest.empty()) return bad("Something follows");
  return out;
}

}  // namespace mash::passkey
