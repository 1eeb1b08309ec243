// SPDX-License-Identifier: MIT
// Goal: what an agency's system sends is read as the form reads a professional's answers: strictly,
// with all faults at once, each at its JSON pointer with a code, and nothing typed is said again.
#include "mash/notify/professional.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "submit.h"

namespace mash::notify {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::Not;
using testing::UnorderedElementsAre;

const Sender k_school{AgencyId::trusted("school1"), "Quillgate Primary School", {"2A"}};
const Sender k_health{AgencyId::trusted("health"), "Barnfield Health", {"3A", "3B"}};
const UtcTime k_now = *parse_iso("2026-11-24T09:00:00+00:00");

constexpr const char* k_whole = R"({
  "danger": "yes",
  "children": [
    {"given_name": "Amara", "surname": "Okafor", "dob": "2017-03-27", "sex": "F",
     "address_line": "14 Linden Road", "postcode": "BQ1 1AA", "school": "Quillgate"},
    {"expected_dob": "2027-02-01"},
    {"nothing_known": "yes"}],
  "where_now": "At school until three",
  "narrative": "Bruises on both arms",
  "concerns": ["physical_abuse", "neglect", "physical_abuse"],
  "who_else": "Her mother",
  "informed": "not_safe", "why_not_informed": "He would hurt her",
  "family_contact": "Her mobile, mornings", "interpreter": "yes", "language": "Tigrinya",
  "needs": "Hard of hearing",
  "referrer": {"name": "Catherine Nuttall", "role": "Head teacher", "agency": "school1",
               "phone": "020 7946 0188", "email": "head@quillgate.example",
               "safe_contact": "Before four"}})";

json::Value whole() {
  return *json::parse(k_whole);
}
// The whole with one member of the body in place of what it had; null: left out.
json::Value with(const std::string& name, json::Value value) {
  json::Object out;
  const json::Value body = whole();
  for (const auto& [member, kept] : *body.as_object()) {
    if (member != name) out.emplace_back(member, kept);
  }
  if (!value.is_null()) out.emplace_back(name, std::move(value));
  return out;
}
json::Value with_referrer(const std::string& name, json::Value value) {
  json::Value referrer = whole()["referrer"];
  referrer.set(name, std::move(value));
  return with("referrer", referrer);
}
// "/pointer code" of each.
std::vector<std::string> faults_of(const json::Value& body, const Sender& sender = k_school) {
  std::vector<std::string> out;
  const auto draft = read_professional(body, sender, k_now);
  if (draft) return out;
  EXPECT_EQ(draft.error().code, ErrorCode::invalid_input);
  for (const auto& f : draft.error().faults) {
    EXPECT_FALSE(f.message.empty());
    out.push_back(f.field + " " + f.code);
  }
  return out;
}

TEST(Professional, EveryFactReachesTheNotification) {
  const auto draft = read_professional(whole(), k_school, k_now);
  ASSERT_TRUE(draft.has_value());
  ASSERT_TRUE(is_complete(*draft));
  const packages::Notification n = notification_of(*draft, "7KQ4-XM2P-M", "ABCD-EFGH-JKMN");
  EXPECT_TRUE(n.professional);
  EXPECT_FALSE(n.anonymous);
  EXPECT_EQ(n.danger, "yes");
  EXPECT_EQ(n.source, "2A") << "the only one of this agency";
  EXPECT_THAT(n.concerns, ElementsAre("physical_abuse", "neglect"));
  EXPECT_EQ(n.informed, "not_safe");
  EXPECT_EQ(n.why_not_informed.reveal(), "He would hurt her");
  EXPECT_EQ(n.family_contact.reveal(), "Her mobile, mornings");
  EXPECT_EQ(n.interpreter, "yes");
  EXPECT_EQ(n.language.reveal(), "Tigrinya");
  EXPECT_EQ(n.needs.reveal(), "Hard of hearing");
  EXPECT_EQ(n.narrative.reveal(), "Bruises on both arms");
  EXPECT_EQ(n.where_now.reveal(), "At school until three");
  EXPECT_EQ(n.who_else.reveal(), "Her mother");
  EXPECT_EQ(n.referrer_name.reveal(), "Catherine Nuttall");
  EXPECT_EQ(n.referrer_role.reveal(), "Head teacher");
  EXPECT_EQ(n.referrer_agency.reveal(), "Quillgate Primary School") << "of the token";
  EXPECT_EQ(n.referrer_phone.reveal(), "020 7946 0188");
  EXPECT_EQ(n.referrer_email.reveal(), "head@quillgate.example");
  EXPECT_EQ(n.safe_contact.reveal(), "Before four");
  ASSERT_EQ(n.people.size(), 2U) << "of the third nothing is known";
  EXPECT_EQ(n.people[0].given_name.reveal(), "Amara");
  EXPECT_EQ(n.people[0].dob.reveal(), "2017-03-27");
  EXPECT_EQ(n.people[0].address_line.reveal(), "14 Linden Road");
  EXPECT_EQ(n.people[1].role, "unborn");
}

TEST(Professional, AllThatIsMissingIsNamedAtOnce) {
  EXPECT_THAT(faults_of(json::Object{}),
              UnorderedElementsAre("/danger missing", "/narrative missing", "/informed missing",
                                   "/children missing", "/referrer/name missing",
                                   "/referrer/role missing", "/referrer/phone missing"));
  EXPECT_THAT(faults_of(json::Array{}), ElementsAre(" wrong-type"));
}

TEST(Professional, WrongTypesAreNamedAndNothingIsGuessed) {
  EXPECT_THAT(faults_of(with("danger", true)), ElementsAre("/danger wrong-type"));
  EXPECT_THAT(faults_of(with("narrative", 7)), ElementsAre("/narrative wrong-type"));
  EXPECT_THAT(faults_of(with("concerns", "neglect")), ElementsAre("/concerns wrong-type"));
  EXPECT_THAT(faults_of(with("concerns", json::Array{1})), ElementsAre("/concerns wrong-type"));
  EXPECT_THAT(faults_of(with("children", "Amara")), ElementsAre("/children wrong-type"));
  EXPECT_THAT(faults_of(with("children", json::Array{"Amara"})),
              ElementsAre("/children/0 wrong-type"));
  EXPECT_THAT(faults_of(with("referrer", "me")), ElementsAre("/referrer wrong-type"));
  EXPECT_THAT(faults_of(with_referrer("phone", 207946)), ElementsAre("/referrer/phone wrong-type"));
}

TEST(Professional, WhatIsNotKnownIsRefused) {
  EXPECT_THAT(faults_of(with("priority", "high")), ElementsAre("/priority unknown"));
  EXPECT_THAT(faults_of(with("who", "friend")), ElementsAre("/who unknown"));
  EXPECT_THAT(faults_of(with_referrer("keep_back", "yes")),
              ElementsAre("/referrer/keep_back unknown"));
  EXPECT_THAT(
      faults_of(with("children", json::Array{json::Object{{"given_name", "A"}, {"nhs", "1"}}})),
      ElementsAre("/children/0/nhs unknown"));
  const auto error = read_professional(with("Amara was hit", "x"), k_school, k_now).error();
  EXPECT_EQ(error.faults.front().field, "") << "a name that says something is not said again";
}

TEST(Professional, TheRulesOfTheFormHold) {
  EXPECT_THAT(faults_of(with("danger", "perhaps")), ElementsAre("/danger not-a-choice"));
  EXPECT_THAT(faults_of(with("concerns", json::Array{"sadness"})),
              ElementsAre("/concerns not-a-choice"));
  EXPECT_THAT(faults_of(with("why_not_informed", json::Value{})),
              ElementsAre("/why_not_informed missing"));
  EXPECT_THAT(faults_of(with("narrative", std::string(20'001, 'x'))),
              ElementsAre("/narrative too-long"));
  EXPECT_THAT(faults_of(with("where_now", std::string("a\0b", 3))),
              ElementsAre("/where_now bad-character"));
  EXPECT_THAT(faults_of(with_referrer("email", "nobody")), ElementsAre("/referrer/email "));
  const json::Array wrong = {json::Object{{"dob", "2017-02-30"}},
                             json::Object{{"dob", "2027-01-01"}}, json::Object{},
                             json::Object{{"dob", "2017-01-01"}, {"expected_dob", "2027-01-01"}}};
  EXPECT_THAT(faults_of(with("children", wrong)),
              UnorderedElementsAre("/children/0/dob not-a-date", "/children/1/dob ",
                                   "/children/2/given_name missing", "/children/3/expected_dob "));
  json::Array many;
  for (int i = 0; i < 21; ++i) many.emplace_back(json::Object{{"given_name", "A"}});
  EXPECT_THAT(faults_of(with("children", many)), ElementsAre("/children too-many"));
}

// A field's own fault does not hide what is missing beside it.
TEST(Professional, FaultsOfFieldsAndBetweenFieldsAreToldTogether) {
  json::Value body = with("referrer", json::Object{{"name", std::string(201, 'x')}});
  EXPECT_THAT(faults_of(body),
              UnorderedElementsAre("/referrer/name too-long", "/referrer/role missing",
                                   "/referrer/phone missing"));
}

TEST(Professional, TheAgencyIsTheTokensAndNeverTheBodys) {
  EXPECT_THAT(faults_of(with_referrer("agency", "police")),
              ElementsAre("/referrer/agency not-yours"));
  EXPECT_THAT(faults_of(with_referrer("agency", json::Array{})),
              ElementsAre("/referrer/agency not-yours"));
  EXPECT_THAT(faults_of(with_referrer("source", "6")), ElementsAre("/referrer/source not-yours"));
  json::Value body = with_referrer("agency", "health");
  EXPECT_THAT(faults_of(body, k_health), ElementsAre("/referrer/source missing"))
      << "it refers under more than one";
  json::Value referrer = body["referrer"];
  referrer.set("source", "3B");
  body.set("referrer", referrer);
  EXPECT_THAT(faults_of(body, k_health), ElementsAre());
}

TEST(Professional, NoFaultRepeatsWhatWasTyped) {
  json::Value body = with("danger", "plantedword");
  body.set("informed", "plantedword");
  body.set(
      "referrer",
      json::Object{{"email", "plantedword"}, {"source", "plantedword"}, {"agency", "plantedword"}});
  body.set("children", json::Array{json::Object{{"dob", "plantedword"}, {"sex", "plantedword"}}});
  const auto error = read_professional(body, k_school, k_now).error();
  EXPECT_GE(error.faults.size(), 5U);
  for (const auto& f : error.faults) {
    EXPECT_THAT(f.message, Not(HasSubstr("plantedword"))) << f.field;
  }
}

TEST(Professional, AThousandFaultsAreAHundred) {
  json::Object body;
  for (int i = 0; i < 1000; ++i) body.emplace_back("m" + std::to_string(i), 1);
  EXPECT_EQ(faults_of(body).size(), 100U);
}

}  // namespace
}  // namespace mash::notify
