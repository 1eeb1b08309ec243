// SPDX-License-Identifier: MIT
// People of agencies who sign with a passkey that their agency answers for, and the agencies' keys
// as a recipient has them.
#pragma once

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <map>
#include <string>

#include "mash/signatures/signatures.h"
#include "mash/support/software_passkey.h"
#include "mash/support/test_app.h"

namespace mash::signatures::testing {

constexpr const char* k_origin = "https://hub.test";

struct Person {
  std::string agency, name;
  support::SoftwarePasskey device;
  passkey::Countersigned enrolment{};

  Person(std::string of, std::string called)
      : agency(std::move(of)), name(std::move(called)), device(passkey::Algorithm::es256, name) {}
};

class SignersTest : public ::testing::Test {
 protected:
  explicit SignersTest(std::uint64_t seed) : random_(seed) {
    for (const char* id : {"front-door", "police", "health"}) {
      roots_.emplace(id, crypto::Key::make(random_));
      agencies_.add(AgencyId::trusted(id),
                    {.name = name_of(id),
                     .sends = std::string(id) == "front-door",
                     .keys = {passkey::enrolment_key(roots_.at(id)).public_key()}});
    }
    for (auto* one : {&manager_, &sergeant_, &nurse_}) enrol(*one, one->agency);
    product_ = {.id = ProductId::make(random_),
                .reference = "7KQ4-XM2P-M",
                .recipient = AgencyId::trusted("assess"),
                .issued_at = *parse_iso("2026-11-28T10:00:00+00:00"),
                .asked = "Visit today"};
    product_.known = {{.owner = name_of("police"), .text = "Two calls in May", .source = "Log"}};
  }
  static std::string name_of(const std::string& id) { return "The " + id + " of Test"; }
  void enrol(Person& p, const std::string& by_key_of, const char* confirmed_by = "deputy") {
    p.enrolment = passkey::countersign(passkey::enrolment_key(roots_.at(by_key_of)),
                                       {.agency = AgencyId::trusted(p.agency),
                                        .person = StaffId::trusted(p.name),
                                        .credential_id = p.device.id(),
                                        .public_key = p.device.public_key(),
                                        .origin = k_origin,
                                        .enrolled_at = UtcTime{1},
                                        .confirmed_by = StaffId::trusted(confirmed_by),
                                        .confirmed_at = UtcTime{2}});
  }
  static passkey::SignedRecord sign(Person& p, json::Object what, UtcTime asked_at = {1000}) {
    json::Value record(std::move(what));
    record.set("by", p.name);
    record.set("agency", p.agency);
    record.set("asked_at", asked_at.micros);
    record.set("nonce", "n");
    const std::string text = json::encode(record);
    return {.record = text,
            .assertion = p.device.sign({.expected = {.rp_id = "hub.test",
                                                     .origin = k_origin,
                                                     .challenge = passkey::challenge_of(text)}}),
            .enrolment = p.enrolment};
  }

  support::SeededRandom random_;
  std::map<std::string, crypto::Key> roots_;
  Agencies agencies_;
  Person manager_{"front-door", "manager"};
  Person sergeant_{"police", "sergeant"};
  Person nurse_{"health", "nurse"};
  packages::Product product_;
};

}  // namespace mash::signatures::testing
