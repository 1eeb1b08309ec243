// SPDX-License-Identifier: MIT
#include "mash/keyhold/holder.h"

#include <array>

#include "holders.h"

namespace mash::keyhold {

namespace {

constexpr std::array k_codes = {
    std::pair{Kind::clear, std::string_view("clear")},
    std::pair{Kind::key_file, std::string_view("key-file")},
    std::pair{Kind::passphrase, std::string_view("passphrase")},
    std::pair{Kind::token, std::string_view("token")},
};
constexpr std::size_t k_shortest = 15;
constexpr std::size_t k_longest = 256;

// No holder at all: what is written is the key.
class Nobody final : public Holder {
 public:
  Result<Bytes> wrap(const crypto::Key& key, std::string_view /*name*/,
                     Random& /*random*/) override {
    return Bytes(key.bytes().begin(), key.bytes().end());
  }
  Result<crypto::Key> unwrap(ByteView sealed, std::string_view /*name*/) override {
    return crypto::Key::from(sealed);
  }
};

}  // namespace

std::string_view code_of(Kind kind) {
  for (const auto& [one, code] : k_codes) {
    if (one == kind) return code;
  }
  return "";
}

Result<Kind> parse_kind(std::string_view code) {
  for (const auto& [kind, one] : k_codes) {
    if (one == code) return kind;
  }
  return invalid("held", "A key is held by: clear, key-file, passphrase or token");
}

bool Place::unattended() const {
  switch (kind) {
    case Kind::clear:
    case Kind::key_file:
      return true;
    case Kind::passphrase:
      return false;
    case Kind::token:
      return !token.pin_file.empty();
  }
  return false;
}

Result<void> check_passphrase(const Sensitive& passphrase) {
  const auto size = passphrase.reveal().size();
  if (size >= k_shortest && size <= k_longest) return {};
  return invalid("passphrase",
                 "A passphrase has 15 to 256 characters: some words that nobody "
                 "else would put together");
}

Result<std::unique_ptr<Holder>> holder_of(const Place& place, const Sensitive& secret) {
  switch (place.kind) {
    case Kind::clear:
      return std::make_unique<Nobody>();
    case Kind::key_file:
      return key_file_holder(place.file);
    case Kind::passphrase:
      return passphrase_holder(place.cost, place.salt, secret);
    case Kind::token:
      return token_holder(place.token, secret);
  }
  return Error{ErrorCode::internal, "No such holder", {}};
}

}  // namespace mash::keyhold
