// SPDX-License-Identifier: MIT
// A record that a person signed with their passkey, and the chain by which somebody who trusts only
// an agency's public key believes it: the agency's key signed the enrolment of the passkey, and the
// passkey signed the hash of the record. Whoever runs the database can forge neither.
// What not: which records there are (the slices'), how the agency's public key came to the reader.
// Limit: the chain says what was signed, not what the person's screen showed.
// Errors: invalid_input with the field "signature"; the fault's code says which link is broken.
// Thread safety: pure. Cost: two signature checks, 0.2 ms.
#pragma once

#include "mash/base/id.h"
#include "mash/base/time.h"
#include "mash/crypto/crypto.h"
#include "mash/json/value.h"
#include "mash/passkey/passkey.h"

namespace mash::passkey {

// What the agency signs: this passkey is this person's, and this colleague answers for it.
struct Enrolment {
  AgencyId agency;
  StaffId person;
  Bytes credential_id;
  Bytes public_key;  // COSE
  std::string origin;
  UtcTime enrolled_at;
  StaffId confirmed_by;
  UtcTime confirmed_at;
};
// One text for each enrolment: what is signed and stored.
std::string canonical(const Enrolment& enrolment);
Result<Enrolment> parse_enrolment(std::string_view text);

struct Countersigned {
  std::string record;  // canonical(Enrolment)
  crypto::Signature signature{};
};
// The key with which an agency signs enrolments, from its root key.
crypto::SigningKey enrolment_key(const crypto::Key& agency_root);
Countersigned countersign(const crypto::SigningKey& agency_key, const Enrolment& enrolment);

// Signed by this agency's key, of this agency, and confirmed by somebody else than the person.
Result<Enrolment> check_enrolment(const crypto::PublicKey& agency_key, const AgencyId& agency,
                                  const Countersigned& enrolment);

// A record with all that its reader needs, but for the agency's public key.
struct SignedRecord {
  std::string record;  // JSON with "by", "agency" and "asked_at"; the challenge is its SHA-256
  Assertion assertion;
  Countersigned enrolment;
};
// For storing and sending.
json::Value encode(const SignedRecord& record);
Result<SignedRecord> decode(const json::Value& value);

// The challenge that a passkey signs for this record.
Bytes challenge_of(std::string_view record);

// Who signed. Refused: a broken link, a record that names another person or agency than the
// enrolment, or that was asked for before the passkey was confirmed.
Result<Enrolment> check_signed_record(const crypto::PublicKey& agency_key, const AgencyId& agency,
                                      const SignedRecord& record);

}  // namespace mash::passkey
