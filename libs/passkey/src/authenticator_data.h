// SPDX-License-Identifier: MIT
// What an authenticator signs together with the hash of what the browser says (section 6.1).
#pragma once

#include <array>
#include <optional>

#include "cbor.h"

namespace mash::passkey {

struct AttestedCredential {
  std::array<std::uint8_t, 16> aaguid{};
  Bytes id;
  Bytes public_key;  // COSE, as it stood there
};
struct AuthenticatorData {
  std::array<std::uint8_t, 32> rp_id_hash{};
  bool user_present = false;
  bool user_verified = false;
  bool backup_eligible = false;
  bool backed_up = false;
  std::uint32_t sign_count = 0;
  std::optional<AttestedCredential> attested;
};
// All bytes, no more and no less. Errors: invalid_input with the field "authenticator".
Result<AuthenticatorData> read_authenticator_data(ByteView bytes);

}  // namespace mash::passkey
