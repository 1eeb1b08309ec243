// SPDX-License-Identifier: MIT
#include "mash/passkey/signed_record.h"

#include <algorithm>

#include "mash/base/base64url.h"

namespace mash::passkey {

namespace {

constexpr std::string_view k_kind = "passkey-enrolment";
constexpr std::int64_t k_version = 1;
// So that no other text that the key might sign is taken for an enrolment.
constexpr std::string_view k_signed_as = "OpenMASH passkey enrolment v1\n";

Error broken(std::string code, std::string_view what) {
  return invalid("signature", std::string(what), std::move(code));
}

Bytes message_of(std::string_view record) {
  return to_bytes(std::string(k_signed_as) + std::string(record));
}

Result<Bytes> bytes_of(const json::Value& value, std::string_view name) {
  const auto* text = value[name].as_string();
  if (text == nullptr) return broken("unreadable", "The signed record cannot be read");
  auto bytes = from_base64url(*text);
  if (!bytes) return broken("unreadable", "The signed record cannot be read");
  return *std::move(bytes);
}

}  // namespace

std::string canonical(const Enrolment& e) {
  return json::encode(json::Object{{"kind", k_kind},
                                   {"version", k_version},
                                   {"agency", e.agency.text()},
                                   {"person", e.person.text()},
                                   {"credential", base64url(e.credential_id)},
                                   {"public_key", base64url(e.public_key)},
                                   {"origin", e.origin},
                                   {"enrolled_at", e.enrolled_at.micros},
                                   {"confirmed_by", e.confirmed_by.text()},
                                   {"confirmed_at", e.confirmed_at.micros}});
}

Result<Enrolment> parse_enrolment(std::string_view text) {
  const Error bad = broken("enrolment-unreadable", "The enrolment of the passkey cannot be read");
  const auto value = json::parse(text);
  if (!value) return bad;
  const auto agency = AgencyId::parse(value->text("agency"));
  const auto person = StaffId::parse(value->text("person"));
  const auto colleague = StaffId::parse(value->text("confirmed_by"));
  const auto credential = from_base64url(value->text("credential"));
  const auto key = from_base64url(value->text("public_key"));
  if (!agency || !person || !colleague || !credential || !key) return bad;
  Enrolment out{.agency = *agency,
                .person = *person,
                .credential_id = *credential,
                .public_key = *key,
                .origin = value->text("origin"),
                .enrolled_at = {value->number("enrolled_at")},
                .confirmed_by = *colleague,
                .confirmed_at = {value->number("confirmed_at")}};
  if (canonical(out) != text) return bad;
  return out;
}

crypto::SigningKey enrolment_key(const crypto::Key& agency_root) {
  return crypto::SigningKey(crypto::derive(agency_root, "passkey", "enrolment"));
}

Countersigned countersign(const crypto::SigningKey& agency_key, const Enrolment& enrolment) {
  Countersigned out{.record = canonical(enrolment)};
  out.signature = agency_key.sign(message_of(out.record));
  return out;
}

Result<Enrolment> check_enrolment(const crypto::PublicKey& agency_key, const AgencyId& agency,
                                  const Countersigned& enrolment) {
  if (!crypto::verify(agency_key, message_of(enrolment.record), enrolment.signature)) {
    return broken("agency-signature", "The agency did not sign the enrolment of this passkey");
  }
  MASH_TRY(Enrolment out, parse_enrolment(enrolment.record));
  if (out.agency != agency) return broken("agency", "The passkey is of another agency");
  if (out.confirmed_by == out.person) {
    return broken("own-confirmation", "Nobody else has answered for this passkey");
  }
  return out;
}

json::Value encode(const SignedRecord& r) {
  return json::Object{
      {"record", r.record},
      {"credential", base64url(r.assertion.credential_id)},
      {"authenticator_data", base64url(r.assertion.authenticator_data)},
      {"client_data", base64url(r.assertion.client_data_json)},
      {"signature", base64url(r.assertion.signature)},
      {"enrolment", r.enrolment.record},
      {"agency_signature", base64url(r.enrolment.signature)},
  };
}

Result<SignedRecord> decode(const json::Value& value) {
  SignedRecord out{.record = value.text("record"),
                   .assertion = {},
                   .enrolment = {.record = value.text("enrolment")}};
  MASH_TRY(out.assertion.credential_id, bytes_of(value, "credential"));
  MASH_TRY(out.assertion.authenticator_data, bytes_of(value, "authenticator_data"));
  MASH_TRY(out.assertion.client_data_json, bytes_of(value, "client_data"));
  MASH_TRY(out.assertion.signature, bytes_of(value, "signature"));
  MASH_TRY(const Bytes agency, bytes_of(value, "agency_signature"));
  if (agency.size() != out.enrolment.signature.size()) {
    return broken("unreadable", "The signed record cannot be read");
  }
  std::ranges::copy(agency, out.enrolment.signature.begin());
  return out;
}

Bytes challenge_of(std::string_view record) {
  const auto hash = crypto::sha256(as_bytes(record));
  return {hash.begin(), hash.end()};
}

Result<Enrolment> check_signed_record(const crypto::PublicKey& agency_key, const AgencyId& agency,
                                      const SignedRecord& r) {
  MASH_TRY(Enrolment enrolment, check_enrolment(agency_key, agency, r.enrolment));
  const auto record = json::parse(r.record);
  if (!record || json::encode(*record) != r.record) {
    return broken("record", "The record is not in its canonical form");
  }
  if (record->text("by") != enrolment.person.text() ||
      record->text("agency") != enrolment.agency.text()) {
    return broken("signer", "The record names somebody else than the passkey's owner");
  }
  const auto* asked = (*record)["asked_at"].as_int();
  if (asked == nullptr || UtcTime{*asked} < enrolment.confirmed_at) {
    return broken("too-early", "The passkey was not yet confirmed when it signed");
  }
  if (r.assertion.credential_id != enrolment.credential_id) {
    return broken("credential", "Another passkey has signed than the one that is enrolled");
  }
  MASH_TRY(const std::string rp_id, rp_id_of(enrolment.origin));
  const Expected expected{
      .rp_id = rp_id, .origin = enrolment.origin, .challenge = challenge_of(r.record)};
  const auto used = check_assertion(expected, enrolment.public_key, r.assertion);
  if (!used) return broken(used.error().faults.front().code, used.error().message);
  return enrolment;
}

}  // namespace mash::passkey
