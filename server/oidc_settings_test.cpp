// SPDX-License-Identifier: MIT
// Goal: what an operator writes about agencies that sign their people in is read strictly, and each
// fault says where it is and what to give; what is read there is what happens.
#include "oidc_settings.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "hub_core.h"
#include "mash/crypto/crypto.h"
#include "mash/support/issuer.h"
#include "mash/support/test_app.h"

namespace mash::server {
namespace {

using testing::HasSubstr;

class OidcSettingsTest : public testing::Test {
 protected:
  OidcSettingsTest() {
    settings_.data = folder_.path() + "/data";
    settings_.oidc = folder_.path() + "/oidc.json";
    write_file(folder_.path() + "/police-secret", "a secret\n");
    write_file(folder_.path() + "/empty", "\n");
    write_file(folder_.path() + "/key.pem", crypto::self_signed("test", {}, UtcTime{}).key_pem);
  }
  static json::Value police() {
    return json::Object{{"agency", "police"},
                        {"name", "Barnfield Police"},
                        {"issuer", "https://sign-in.police.example"},
                        {"client_id", "openmash"},
                        {"secret_file", "police-secret"},
                        {"acr", json::Array{"strong"}},
                        {"claim", "sub"},
                        {"people", json::Object{{"u07", "subject-1"}}},
                        {"passwords", "refused"}};
  }
  static json::Value health() {
    json::Value out = police();
    out.set("agency", "health");
    out.set("people", json::Object{{"u09", "subject-2"}});
    return out;
  }
  static json::Value file_of(json::Array issuers) {
    return json::Object{{"hub", json::Object{{"address", "https://hub.barnfield.example"},
                                             {"issuers", std::move(issuers)}}}};
  }
  // "" where it is read, else the place of the fault.
  std::string read(const json::Value& file, const std::string& room = "hub") {
    write_file(settings_.oidc, json::encode(file));
    const auto out = load_agencies(settings_, room, room == "hub" ? &borough_ : nullptr);
    if (out) return "";
    message_ = out.error().message;
    return out.error().faults.front().field;
  }
  // Of the police's issuer, changed.
  std::string with(const char* member, json::Value value) {
    json::Value one = police();
    one.set(member, std::move(value));
    return read(file_of({one}));
  }

  support::TempFolder folder_;
  Settings settings_;
  model::Borough borough_ = *load_borough(Settings{});
  std::string message_;
};

TEST_F(OidcSettingsTest, without_a_file_nobody_comes_in_so) {
  settings_.oidc.clear();
  EXPECT_TRUE(load_agencies(settings_, "hub", &borough_)->empty());
  settings_.oidc = folder_.path() + "/no-such";
  EXPECT_EQ(load_agencies(settings_, "hub", &borough_).error().faults.front().field, "oidc");
}

TEST_F(OidcSettingsTest, a_sound_file_is_read_for_the_room_of_which_it_speaks) {
  EXPECT_EQ(read(file_of({police(), health()})), "");
  const auto out = *load_agencies(settings_, "hub", &borough_);
  ASSERT_EQ(out.size(), 2U);
  EXPECT_EQ(out.front().agency.text(), "police");
  EXPECT_FALSE(out.front().passwords);
  EXPECT_EQ(out.front().provider->origins(),
            std::vector<std::string>{"https://sign-in.police.example"})
      << "nowhere else is called";
  EXPECT_TRUE(load_agencies(settings_, "gate", nullptr)->empty());
}

TEST_F(OidcSettingsTest, faults_name_their_place) {
  EXPECT_EQ(read(json::Object{{"hubs", json::Object{}}}), "oidc.hubs");
  EXPECT_EQ(read(json::Object{{"hub", json::Object{{"issuers", json::Array{}}}}}), "hub.address");
  for (const char* address :
       {"https://hub.example/", "https://hub.example/x", "hub.example", "http://hub.example"}) {
    EXPECT_EQ(read(json::Object{{"hub", json::Object{{"address", address}}}}), "hub.address");
  }
  EXPECT_EQ(read(json::Object{{"hub", json::Object{{"address", "https://hub.example"}}}}),
            "hub.issuers");
  EXPECT_EQ(with("isuer", "x"), "hub.issuers[0].isuer");
  EXPECT_EQ(with("agency", "nobody"), "hub.issuers[0].agency");
  EXPECT_EQ(with("name", ""), "hub.issuers[0].name");
  EXPECT_EQ(with("name", "a\nb"), "hub.issuers[0].name");
  EXPECT_EQ(with("issuer", "http://sign-in.police.example"), "hub.issuers[0].issuer");
  EXPECT_EQ(with("issuer", "https://sign-in.police.example?x"), "hub.issuers[0].issuer");
  EXPECT_EQ(with("client_id", nullptr), "hub.issuers[0].client_id");
  EXPECT_EQ(with("passwords", nullptr), "hub.issuers[0].passwords");
  EXPECT_EQ(with("passwords", true), "hub.issuers[0].passwords");
  EXPECT_EQ(with("scopes", "profile"), "hub.issuers[0].scopes");
  EXPECT_EQ(with("scopes", json::Array{"a b"}), "hub.issuers[0].scopes");
  EXPECT_EQ(with("also_at", json::Array{"https://keys.example/x"}), "hub.issuers[0].also_at");
  EXPECT_EQ(with("max_age_minutes", 0), "hub.issuers[0].max_age_minutes");
  EXPECT_EQ(with("max_age_minutes", "60"), "hub.issuers[0].max_age_minutes");
  EXPECT_EQ(with("ca_file", "no-such"), "hub.issuers[0].ca_file");
}

TEST_F(OidcSettingsTest, a_second_factor_must_be_demanded) {
  EXPECT_EQ(with("acr", nullptr), "hub.issuers[0].acr");
  EXPECT_EQ(with("acr", json::Array{}), "hub.issuers[0].acr");
  EXPECT_EQ(with("acr", "strong"), "hub.issuers[0].acr");
  EXPECT_EQ(with("amr", json::Array{"mfa"}), "");
}

TEST_F(OidcSettingsTest, secrets_stand_in_files_of_their_own) {
  EXPECT_EQ(with("secret_file", "no-such"), "hub.issuers[0].secret_file");
  EXPECT_EQ(with("secret_file", "empty"), "hub.issuers[0].secret_file");
  EXPECT_EQ(with("secret_file", nullptr), "hub.issuers[0].secret_file");
  EXPECT_EQ(with("key_file", "key.pem"), "hub.issuers[0].secret_file") << "one of them";
  EXPECT_EQ(with("key_id", "1"), "hub.issuers[0].key_id");
  EXPECT_EQ(with("secret", "a secret"), "hub.issuers[0].secret");
  json::Value one = police();
  one.set("secret_file", nullptr);
  one.set("key_file", "key.pem");
  one.set("key_id", "ours-1");
  EXPECT_EQ(read(file_of({one})), "");
  one.set("key_file", "police-secret");
  EXPECT_EQ(read(file_of({one})), "hub.issuers[0].key_file");
  EXPECT_EQ(message_.find("a secret"), std::string::npos);
}

TEST_F(OidcSettingsTest, who_is_who_is_said_by_what_never_changes) {
  for (const char* claim : {"email", "preferred_username", "upn", "name"}) {
    EXPECT_EQ(with("claim", claim), "hub.issuers[0].claim") << claim;
  }
  EXPECT_EQ(with("claim", "oid"), "");
  EXPECT_EQ(with("people", json::Array{}), "hub.issuers[0].people");
  EXPECT_EQ(with("people", json::Object{{"u99", "x"}}), "hub.issuers[0].people.u99");
  EXPECT_EQ(with("people", json::Object{{"r01", "x"}}), "hub.issuers[0].people.r01");
  EXPECT_EQ(with("people", json::Object{{"u07", ""}}), "hub.issuers[0].people.u07");
}

TEST_F(OidcSettingsTest, nobody_is_bound_to_an_agency_that_is_not_theirs) {
  EXPECT_EQ(with("people", json::Object{{"u03", "subject-3"}}), "hub.issuers[0].people.u03");
  EXPECT_THAT(message_, HasSubstr("works for another agency"));
}

TEST_F(OidcSettingsTest, an_agency_has_one_issuer_and_a_name_one_person) {
  EXPECT_EQ(read(file_of({police(), police()})), "hub.issuers[1].agency");
  json::Value same = health();
  same.set("people", json::Object{{"u09", "subject-1"}});
  EXPECT_EQ(read(file_of({police(), same})), "hub.issuers[1].people.u09");
  same.set("issuer", "https://sign-in.health.example");
  EXPECT_EQ(read(file_of({police(), same})), "") << "another issuer may use the same names";
}

TEST_F(OidcSettingsTest, only_a_demonstration_speaks_to_this_machine_without_tls) {
  EXPECT_EQ(with("issuer", "http://127.0.0.1:4000"), "hub.issuers[0].issuer");
  settings_.demo = true;
  EXPECT_EQ(with("issuer", "http://127.0.0.1:4000"), "");
  EXPECT_EQ(with("issuer", "http://192.0.2.1:4000"), "hub.issuers[0].issuer");
}

TEST_F(OidcSettingsTest, a_hub_with_faults_does_not_start) {
  FixedClock clock{*parse_iso("2026-11-24T09:00:00+00:00")};
  support::SeededRandom random{1};
  write_file(settings_.oidc, json::encode(file_of({json::Object{}})));
  const auto core = HubCore::open(settings_, clock, random);
  ASSERT_FALSE(core);
  EXPECT_EQ(core.error().faults.front().field, "hub.issuers[0].agency");
}

}  // namespace
}  // namespace mash::server
