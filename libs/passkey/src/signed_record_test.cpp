// SPDX-License-Identifier: MIT
// Goal: whoever holds the database and every other key still makes no record that a reader who
// trusts only the agency's public key believes; each link of the chain is broken once.
#include "mash/passkey/signed_record.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "mash/support/software_passkey.h"

namespace mash::passkey {
namespace {

using support::SoftwarePasskey;

constexpr const char* k_origin = "https://hub.example:8443";
const AgencyId k_health = AgencyId::trusted("health");
const UtcTime k_confirmed{1'795'510'800'000'000};

crypto::SigningKey key_of(std::uint8_t seed) {
  return enrolment_key(*crypto::Key::from(Bytes(32, seed)));
}

class SignedRecordTest : public testing::Test {
 protected:
  SoftwarePasskey device_;
  crypto::SigningKey agency_ = key_of(1);
  Enrolment enrolment_{.agency = k_health,
                       .person = StaffId::trusted("u10"),
                       .credential_id = device_.id(),
                       .public_key = device_.public_key(),
                       .origin = k_origin,
                       .enrolled_at = k_confirmed - Duration::hours(1),
                       .confirmed_by = StaffId::trusted("u32"),
                       .confirmed_at = k_confirmed};

  json::Value record() const {
    return json::Object{{"kind", "release"},
                        {"by", "u10"},
                        {"agency", "health"},
                        {"asked_at", (k_confirmed + Duration::minutes(1)).micros},
                        {"sha256", "00ff"}};
  }
  SignedRecord sign(const std::string& text) {
    return {.record = text,
            .assertion = device_.sign({.expected = {.rp_id = "hub.example",
                                                    .origin = k_origin,
                                                    .challenge = challenge_of(text)}}),
            .enrolment = countersign(agency_, enrolment_)};
  }
  SignedRecord sign(const json::Value& value) { return sign(json::encode(value)); }
  std::string verdict(const SignedRecord& r) const {
    const auto by = check_signed_record(agency_.public_key(), k_health, r);
    return by ? "believed" : by.error().faults.front().code;
  }
};

TEST_F(SignedRecordTest, says_who_signed_and_who_answers_for_the_passkey) {
  const auto by = check_signed_record(agency_.public_key(), k_health, sign(record()));
  ASSERT_TRUE(by);
  EXPECT_EQ(by->person.text(), "u10");
  EXPECT_EQ(by->confirmed_by.text(), "u32");
}

TEST_F(SignedRecordTest, is_the_same_after_it_was_stored) {
  const SignedRecord made = sign(record());
  const auto read = decode(*json::parse(json::encode(encode(made))));
  ASSERT_TRUE(read);
  EXPECT_EQ(verdict(*read), "believed");
  for (const char* part :
       {"credential", "authenticator_data", "client_data", "signature", "agency_signature"}) {
    json::Value stored = encode(made);
    stored.set(part, "???");
    EXPECT_FALSE(decode(stored)) << part;
    stored.set(part, json::Value{});
    EXPECT_FALSE(decode(stored)) << part;
  }
  json::Value stored = encode(made);
  stored.set("agency_signature", "AAAA");
  EXPECT_FALSE(decode(stored));
}

TEST_F(SignedRecordTest, another_record_is_not_what_was_signed) {
  SignedRecord r = sign(record());
  json::Value other = record();
  other.set("sha256", "00fe");
  r.record = json::encode(other);
  EXPECT_EQ(verdict(r), "challenge");
}

TEST_F(SignedRecordTest, the_agency_has_to_have_signed_the_enrolment) {
  SignedRecord r = sign(record());
  r.enrolment = countersign(key_of(2), enrolment_);
  EXPECT_EQ(verdict(r), "agency-signature");
  r = sign(record());
  r.enrolment.signature.front() ^= 1U;
  EXPECT_EQ(verdict(r), "agency-signature");
  r = sign(record());
  r.enrolment.record += ' ';
  EXPECT_EQ(verdict(r), "agency-signature");
  r = sign(record());
  r.enrolment.signature = agency_.sign(as_bytes(r.enrolment.record));
  EXPECT_EQ(verdict(r), "agency-signature") << "signed, but as something else";
}

TEST_F(SignedRecordTest, nobody_answers_for_a_passkey_of_their_own) {
  enrolment_.confirmed_by = enrolment_.person;
  EXPECT_EQ(verdict(sign(record())), "own-confirmation");
}

TEST_F(SignedRecordTest, agency_and_person_are_those_of_the_enrolment) {
  json::Value other = record();
  other.set("by", "u32");
  EXPECT_EQ(verdict(sign(other)), "signer");
  other = record();
  other.set("agency", "police");
  EXPECT_EQ(verdict(sign(other)), "signer");
  enrolment_.agency = AgencyId::trusted("police");
  EXPECT_EQ(verdict(sign(record())), "agency");
}

TEST_F(SignedRecordTest, a_passkey_signs_nothing_before_it_is_confirmed) {
  json::Value early = record();
  early.set("asked_at", (k_confirmed - Duration{1}).micros);
  EXPECT_EQ(verdict(sign(early)), "too-early");
  early.set("asked_at", "soon");
  EXPECT_EQ(verdict(sign(early)), "too-early");
}

TEST_F(SignedRecordTest, another_passkey_does_not_do) {
  const SignedRecord right = sign(record());
  SoftwarePasskey other(Algorithm::es256, "credential-2");
  SignedRecord r = right;
  r.assertion = other.sign(
      {.expected = {
           .rp_id = "hub.example", .origin = k_origin, .challenge = challenge_of(r.record)}});
  EXPECT_EQ(verdict(r), "credential");
  r.assertion.credential_id = device_.id();
  EXPECT_EQ(verdict(r), "signature");
}

TEST_F(SignedRecordTest, another_place_does_not_do) {
  enrolment_.origin = "https://gate.example";
  EXPECT_EQ(verdict(sign(record())), "origin");
  enrolment_.origin = "nowhere";
  EXPECT_FALSE(check_signed_record(agency_.public_key(), k_health, sign(record())));
}

TEST_F(SignedRecordTest, records_and_enrolments_have_one_form) {
  EXPECT_EQ(verdict(sign(json::encode_pretty(record()))), "record");
  EXPECT_EQ(verdict(sign(std::string("no record"))), "record");
  const std::string text = canonical(enrolment_);
  EXPECT_EQ(canonical(*parse_enrolment(text)), text);
  EXPECT_FALSE(parse_enrolment(text + "\n"));
  EXPECT_FALSE(parse_enrolment("{}"));
  EXPECT_FALSE(parse_enrolment(""));
}

}  // namespace
}  // namespace mash::passkey
