// SPDX-License-Identifier: MIT
// Feeds arbitrary bytes to every reader of what a browser sends: the first byte chooses it. Nothing
// of it is believed, since no signature in it is right; what CBOR is read ends where it says.
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "authenticator_data.h"
#include "cose_key.h"
#include "mash/base/assert.h"
#include "mash/base/base64url.h"
#include "mash/passkey/signed_record.h"

namespace {

using namespace mash::passkey;

const Expected& expected() {
  static const Expected e{
      .rp_id = "hub.example", .origin = "https://hub.example", .challenge = mash::Bytes(32, 1)};
  return e;
}
const std::string& client_data(const char* type) {
  static std::string text;
  text = std::string(R"({"type":")") + type + R"(","challenge":")" +
         base64url(expected().challenge) + R"(","origin":"https://hub.example"})";
  return text;
}

void check_cbor(mash::ByteView bytes) {
  mash::ByteView rest = bytes;
  if (!read_cbor(rest)) return;
  MASH_ASSERT(rest.size() < bytes.size());
  mash::ByteView same = bytes.first(bytes.size() - rest.size());
  MASH_ASSERT(read_cbor(same).has_value() && same.empty());
}

void check_key(mash::ByteView bytes) {
  const auto key = CoseKey::parse(bytes);
  if (key) MASH_ASSERT(!key->verify(bytes, mash::Bytes(64, 7)));
}

void check_answer(mash::ByteView bytes) {
  static const mash::Bytes key = *mash::from_hex(
      "A4010103272006215820"
      "D75A980182B10AB7D54BFED3C964073A0EE172F3DAA62325AF021A68F707511A");
  const Assertion answer{.credential_id = {},
                         .authenticator_data = {bytes.begin(), bytes.end()},
                         .client_data_json = mash::to_bytes(client_data("webauthn.get")),
                         .signature = mash::Bytes(64, 9)};
  MASH_ASSERT(!check_assertion(expected(), key, answer));
}

// Well-formed ones are taken: "none" has no signature. Their key is one that can be read again.
void check_new(mash::ByteView bytes) {
  const auto made =
      check_registration(expected(), mash::as_bytes(client_data("webauthn.create")), bytes);
  if (made) MASH_ASSERT(CoseKey::parse(made->public_key).has_value());
}

void check_stored(mash::ByteView bytes) {
  const std::string text = mash::to_text(bytes);
  if (const auto e = parse_enrolment(text)) MASH_ASSERT(canonical(*e) == text);
  const auto value = mash::json::parse(text);
  const auto record = value ? decode(*value) : mash::Result<SignedRecord>(mash::not_found());
  if (!record) return;
  MASH_ASSERT(mash::json::encode(encode(*decode(encode(*record)))) ==
              mash::json::encode(encode(*record)));
  MASH_ASSERT(!check_signed_record({}, mash::AgencyId::trusted("health"), *record));
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size == 0) return 0;
  const mash::ByteView bytes(data + 1, size - 1);
  switch (data[0] % 6) {
    case 0:
      check_cbor(bytes);
      break;
    case 1:
      check_key(bytes);
      break;
    case 2:
      check_answer(bytes);
      break;
    case 3:
      check_new(bytes);
      break;
    case 4:
      (void)check_assertion(expected(), {}, {.client_data_json = {bytes.begin(), bytes.end()}});
      break;
    default:
      check_stored(bytes);
  }
  return 0;
}
