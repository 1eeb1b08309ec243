// SPDX-License-Identifier: MIT
// Four agencies that witness the log of log_for_tests.h, and a policy that names them. For tests
// only.
#pragma once

#include <array>
#include <random>
#include <string>
#include <vector>

#include "log_for_tests.h"
#include "mash/audit/cosignature.h"
#include "mash/audit/quorum.h"

namespace mash::audit {

constexpr std::array<std::string_view, 4> k_agencies{"police", "health", "lacs", "board"};
constexpr UtcTime k_noon{1'795'510'800'000'000};

inline crypto::SigningKey agency_key(std::size_t agency) {
  return crypto::SigningKey(*crypto::Key::from(Bytes(32, static_cast<std::uint8_t>(2 + agency))));
}
inline std::string agency_key_name(std::size_t agency) {
  return std::string(k_agencies.at(agency)) + ".example/witness";
}
inline VerifierKey agency_verifier(std::size_t agency) {
  return verifier_key(agency_key_name(agency), agency_key(agency), KeyType::cosigner);
}

// The lines that name log and witnesses, 1 to 5; groups and quorum are for the test to say.
inline std::string policy_head() {
  std::string out = "log " + test_verifier().encode() + "\n";
  for (std::size_t i = 0; i < k_agencies.size(); ++i) {
    out += "witness " + std::string(k_agencies.at(i)) + " " + agency_verifier(i).encode() + "\n";
  }
  return out;
}
inline WitnessPolicy policy_of(const std::string& text) {
  auto policy = WitnessPolicy::parse(text);
  if (!policy) throw std::runtime_error(policy.error().message);
  return *std::move(policy);
}

// Signed by the log and by these agencies, each a minute after the one before.
inline std::string cosigned_note(const Checkpoint& checkpoint,
                                 const std::vector<std::size_t>& agencies) {
  std::string out = sign_checkpoint(checkpoint, test_key());
  UtcTime at = k_noon;
  for (const std::size_t agency : agencies) {
    const auto line = cosign(checkpoint, agency_key_name(agency), agency_key(agency), at);
    out += format_signatures(std::span(&line, 1));
    at = at + Duration::minutes(1);
  }
  return out;
}

// One byte is another one.
inline std::string with_a_byte_changed(std::string text, std::mt19937& generator) {
  const std::size_t at = generator() % text.size();
  text[at] = static_cast<char>(text[at] ^ static_cast<char>(1 + generator() % 255));
  return text;
}

}  // namespace mash::audit
