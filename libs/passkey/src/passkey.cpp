// SPDX-License-Identifier: MIT
#include "mash/passkey/passkey.h"

#include <algorithm>

#include "authenticator_data.h"
#include "cose_key.h"
#include "mash/base/base64url.h"
#include "mash/crypto/crypto.h"
#include "mash/json/value.h"

namespace mash::passkey {

namespace {

constexpr std::size_t k_client_data_bytes = 4096;

Error refused(std::string code, std::string_view what) {
  return invalid("passkey", std::string(what), std::move(code));
}

// What the browser says: what for, for which challenge, on which page.
Result<void> check_client_data(const Expected& expected, std::string_view type, ByteView text) {
  if (text.size() > k_client_data_bytes) {
    return refused("client-data", "What the browser says is too long");
  }
  const auto data = json::parse(to_text(text));
  if (!data || data->as_object() == nullptr) {
    return refused("client-data", "What the browser says cannot be read");
  }
  if (data->text("type") != type) {
    return refused("type", "The passkey was asked for something else");
  }
  if (expected.challenge.empty() || data->text("challenge") != base64url(expected.challenge)) {
    return refused("challenge", "The passkey answered another question");
  }
  if (data->text("origin") != expected.origin) {
    return refused("origin", "Another page asked for the passkey");
  }
  const auto& elsewhere = (*data)["crossOrigin"];
  const bool own = elsewhere.is_null() || (elsewhere.as_bool() != nullptr && !*elsewhere.as_bool());
  if (!own || !(*data)["topOrigin"].is_null()) {
    return refused("cross-origin", "A page inside another page asked for the passkey");
  }
  return {};
}

Result<void> check_flags(const Expected& expected, const AuthenticatorData& data) {
  if (!std::ranges::equal(data.rp_id_hash, crypto::sha256(as_bytes(expected.rp_id)))) {
    return refused("rp-id", "The passkey belongs to another place");
  }
  if (!data.user_present) return refused("user-present", "Nobody touched the passkey");
  if (!data.user_verified) {
    return refused("user-verified", "The passkey did not ask for a PIN, a finger or a face");
  }
  if (data.backed_up && !data.backup_eligible) {
    return refused("backup", "The passkey says that it is copied and that it cannot be");
  }
  return {};
}

// Its form alone: nothing of it is trusted.
Result<Bytes> read_attestation_object(ByteView bytes) {
  const Error bad = refused("attestation", "The new passkey cannot be read");
  const auto object = read_cbor(bytes);
  if (!object || !bytes.empty() || object->map() == nullptr || object->map()->size() != 3) {
    return bad;
  }
  const Cbor* format = object->at("fmt");
  const Cbor* statement = object->at("attStmt");
  const Cbor* data = object->at("authData");
  if (format == nullptr || format->text() == nullptr || statement == nullptr ||
      statement->map() == nullptr || data == nullptr || data->bytes() == nullptr) {
    return bad;
  }
  if (*format->text() == "none" && !statement->map()->empty()) return bad;
  return *data->bytes();
}

}  // namespace

Result<std::string> rp_id_of(std::string_view origin) {
  const Error bad =
      invalid("origin", "An address as browsers show it: https://name or https://name:port");
  constexpr std::string_view scheme = "https://";
  if (!origin.starts_with(scheme)) return bad;
  std::string_view rest = origin.substr(scheme.size());
  const auto colon = rest.find(':');
  if (colon != std::string_view::npos) {
    const std::string_view port = rest.substr(colon + 1);
    const bool digits = std::ranges::all_of(port, [](char c) { return c >= '0' && c <= '9'; });
    // Browsers leave out the port that https has by itself.
    if (port.empty() || port.size() > 5 || port.front() == '0' || !digits || port == "443") {
      return bad;
    }
    rest = rest.substr(0, colon);
  }
  const bool name = std::ranges::all_of(rest, [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '.' || c == '-';
  });
  const bool letters = std::ranges::any_of(rest, [](char c) { return c >= 'a' && c <= 'z'; });
  if (!name || !letters || rest.front() == '.' || rest.back() == '.') return bad;
  return std::string(rest);
}

Result<Registration> check_registration(const Expected& expected, ByteView client_data_json,
                                        ByteView attestation_object) {
  MASH_TRY_DO(check_client_data(expected, "webauthn.create", client_data_json));
  MASH_TRY(const Bytes raw, read_attestation_object(attestation_object));
  const auto data = read_authenticator_data(raw);
  if (!data || !data->attested) {
    return refused("authenticator-data", "The new passkey cannot be read");
  }
  MASH_TRY_DO(check_flags(expected, *data));
  const auto key = CoseKey::parse(data->attested->public_key);
  if (!key) {
    return refused("algorithm", "The passkey's kind of key is not one that can be used here");
  }
  return Registration{.credential_id = data->attested->id,
                      .public_key = data->attested->public_key,
                      .algorithm = key->algorithm(),
                      .sign_count = data->sign_count,
                      .aaguid = data->attested->aaguid,
                      .backed_up = data->backed_up};
}

Result<Used> check_assertion(const Expected& expected, ByteView public_key,
                             const Assertion& assertion) {
  MASH_TRY_DO(check_client_data(expected, "webauthn.get", assertion.client_data_json));
  const auto data = read_authenticator_data(assertion.authenticator_data);
  if (!data || data->attested) {
    return refused("authenticator-data", "The passkey's answer cannot be read");
  }
  MASH_TRY_DO(check_flags(expected, *data));
  const auto key = CoseKey::parse(public_key);
  if (!key) return refused("algorithm", "The passkey's key cannot be read");
  Bytes message = assertion.authenticator_data;
  const auto hash = crypto::sha256(assertion.client_data_json);
  message.insert(message.end(), hash.begin(), hash.end());
  if (!key->verify(message, assertion.signature)) {
    return refused("signature", "The passkey's signature is not right");
  }
  return Used{.sign_count = data->sign_count, .backed_up = data->backed_up};
}

bool counter_went_back(std::uint32_t before, std::uint32_t now) {
  return (before != 0 || now != 0) && now <= before;
}

}  // namespace mash::passkey
