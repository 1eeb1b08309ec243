// SPDX-License-Identifier: MIT
// An authenticator in software: keys of its own, answers as browsers and authenticators write them,
// and each part of an answer can be made wrong.
#pragma once

#include <memory>
#include <string>

#include "mash/passkey/passkey.h"

namespace mash::support {

struct PasskeyAsk {
  passkey::Expected expected;  // as the page was told
  // Flags: user present and verified, nothing else.
  std::uint8_t flags = 0x05;
  std::string type{};  // empty: what is right
  std::string more{};  // members of what the browser says, with a comma in front
  std::string format = "none";
  Bytes extensions{};  // a CBOR map, behind the rest
};

class SoftwarePasskey {
 public:
  explicit SoftwarePasskey(passkey::Algorithm algorithm = passkey::Algorithm::es256,
                           std::string id = "credential-1");
  // EdDSA, the same key for the same seed, so that what it makes and signs is the same too.
  static SoftwarePasskey from_seed(const std::string& seed);
  SoftwarePasskey(SoftwarePasskey&& other) noexcept;
  ~SoftwarePasskey();
  SoftwarePasskey(const SoftwarePasskey&) = delete;
  SoftwarePasskey& operator=(const SoftwarePasskey&) = delete;

  struct Made {
    Bytes client_data_json;
    Bytes attestation_object;
  };
  Made make(const PasskeyAsk& ask);
  passkey::Assertion sign(const PasskeyAsk& ask);

  [[nodiscard]] Bytes id() const;
  [[nodiscard]] const Bytes& public_key() const;  // COSE
  [[nodiscard]] Bytes signature(ByteView message) const;
  void count_from(std::uint32_t count);  // the next answer says one more

 private:
  struct State;
  explicit SoftwarePasskey(State state);
  std::unique_ptr<State> state_;
};

}  // namespace mash::support
