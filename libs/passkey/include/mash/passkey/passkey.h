// SPDX-License-Identifier: MIT
// What a passkey's authenticator answers, checked: a new passkey (registration) and a signature of
// one that is known (assertion). Bytes in, a Result out. Source: W3C Web Authentication Level 3,
// sections 7.1 and 7.2; the user has to have been verified (PIN, finger, face) in both.
// What not: which challenge was given to whom and whether it was used before (login), rows, pages.
// Attestation: "none" is what is asked for. What else an authenticator says of its make is read,
// so that its form is right, and never trusted: nothing follows from it.
// Errors: invalid_input with the field "passkey"; the fault's code says which clause, its message
// says so in words that may be shown. Thread safety: pure. Cost: one signature check, 0.1 ms.
#pragma once

#include <array>
#include <cstdint>
#include <string>

#include "mash/base/bytes.h"

namespace mash::passkey {

// Names of the IANA COSE registry.
enum class Algorithm : std::int16_t { es256 = -7, eddsa = -8, rs256 = -257 };

// Whom the passkey is for, and what it was asked.
struct Expected {
  std::string rp_id;   // "hub.example": the domain that the passkey belongs to
  std::string origin;  // "https://hub.example:8443": the page that asked
  Bytes challenge;
};
// The domain of an origin, without scheme and port. invalid_input names "origin": what is not
// https://, a lower-case name of letters, digits, dots and hyphens, and perhaps a port.
Result<std::string> rp_id_of(std::string_view origin);

struct Registration {
  Bytes credential_id;
  Bytes public_key;  // COSE
  Algorithm algorithm{};
  std::uint32_t sign_count = 0;
  std::array<std::uint8_t, 16> aaguid{};  // the authenticator's make, as it says itself
  bool backed_up = false;                 // it may be copied to its owner's other devices
};
Result<Registration> check_registration(const Expected& expected, ByteView client_data_json,
                                        ByteView attestation_object);

struct Assertion {
  Bytes credential_id;
  Bytes authenticator_data;
  Bytes client_data_json;
  Bytes signature;
};
struct Used {
  std::uint32_t sign_count = 0;
  bool backed_up = false;
};
Result<Used> check_assertion(const Expected& expected, ByteView public_key,
                             const Assertion& assertion);

// Authenticators that count say a higher number each time; one that does not is perhaps a copy.
// Those that do not count say 0 always.
bool counter_went_back(std::uint32_t before, std::uint32_t now);

inline constexpr std::size_t k_longest_credential_id = 1023;  // section 4, "Credential ID"

}  // namespace mash::passkey
