// SPDX-License-Identifier: MIT
// Goal: an act that wants a signature gets it over exactly what it does, of the person who does it,
// fresh, once, with a passkey that their agency answers for; what is stored convinces a reader who
// has the agency's public key and nothing else.
#include "mash/login/step_up.h"

#include "passkey_world_for_tests.h"

namespace mash::login {
namespace {

using support::SoftwarePasskey;
using testing::Contains;
using testing::HasSubstr;

class StepUpTest : public PasskeyWorld {
 protected:
  std::string id_;

  void SetUp() override {
    id_ = enrol("a", device_);
    ASSERT_EQ(confirm("b", id_, code_of("a")), 303);
  }
  Form signed_form(SoftwarePasskey& device, const std::string& what = "release",
                   const std::string& who = "a") {
    const auto page = app_.get(who, "/test/sign");
    Form out = form_of(device.sign(ask(options_of(page).text("challenge"))));
    out.emplace_back("step_up", page.json().text("token"));
    out.emplace_back("what", what);
    return out;
  }
  support::Answer send(const Form& form, const std::string& who = "a") {
    json::Value body = json::Object{};
    for (const auto& [name, value] : form) body.set(name, value);
    return app_.post(who, "/test/sign", body);
  }
  crypto::PublicKey agency_key() const {
    return enrolment_public_key(app_.keys(), AgencyId::trusted("health"));
  }
};

TEST_P(StepUpTest, a_reader_with_the_agencys_key_believes_what_is_stored) {
  const auto answer = send(signed_form(device_));
  ASSERT_EQ(answer.status, 200) << answer.body;
  EXPECT_THAT(notes_, Contains("passkey-signed"));
  const auto stored = passkey::decode(answer.json());
  ASSERT_TRUE(stored);
  const auto by = passkey::check_signed_record(agency_key(), AgencyId::trusted("health"), *stored);
  ASSERT_TRUE(by);
  EXPECT_EQ(by->person.text(), "a");
  EXPECT_EQ(by->confirmed_by.text(), "b");
  EXPECT_EQ(json::parse(stored->record)->text("what"), "release");
  EXPECT_FALSE(
      passkey::check_signed_record(enrolment_public_key(app_.keys(), AgencyId::trusted("police")),
                                   AgencyId::trusted("health"), *stored));
}

TEST_P(StepUpTest, something_else_than_the_page_showed_is_not_signed) {
  const auto answer = send(signed_form(device_, "release more"));
  EXPECT_EQ(answer.status, 422);
  EXPECT_THAT(answer.body, HasSubstr("signed something else"));
  EXPECT_THAT(notes_, Contains("passkey-challenge"));
}

TEST_P(StepUpTest, a_signature_is_fresh_and_counts_once) {
  const Form form = signed_form(device_);
  app_.clock().advance(Duration::minutes(5));
  EXPECT_THAT(send(form).body, HasSubstr("within five minutes"));
  app_.clock().advance(Duration{-1});
  EXPECT_EQ(send(form).status, 200);
  EXPECT_THAT(send(form).body, HasSubstr("was used before"));
  const Form earlier = signed_form(device_);
  app_.clock().advance(Duration::minutes(-1));
  EXPECT_EQ(send(earlier).status, 422) << "asked for in the future";
}

TEST_P(StepUpTest, the_same_question_is_not_answered_twice) {
  const auto page = app_.get("a", "/test/sign");
  const auto answers = [&] {
    Form out = form_of(device_.sign(ask(options_of(page).text("challenge"))));
    out.emplace_back("step_up", page.json().text("token"));
    out.emplace_back("what", "release");
    return send(out);
  };
  EXPECT_EQ(answers().status, 200);
  EXPECT_THAT(answers().body, HasSubstr("was used before"));
}

TEST_P(StepUpTest, the_question_is_the_rooms_own_and_of_this_session) {
  Form form = signed_form(device_);
  for (auto& [name, value] : form) {
    if (name == "step_up") value.back() = value.back() == 'a' ? 'b' : 'a';
  }
  EXPECT_EQ(send(form).status, 422);
  for (const char* token : {"", ".", "1.2", "1.00000000000000000000000000000000."}) {
    for (auto& [name, value] : form) {
      if (name == "step_up") value = token;
    }
    EXPECT_EQ(send(form).status, 422) << token;
  }
  EXPECT_EQ(send(signed_form(device_), "b").status, 422) << "of another person's page";
}

TEST_P(StepUpTest, only_a_passkey_that_the_own_agency_answers_for_signs) {
  SoftwarePasskey other(passkey::Algorithm::es256, "credential-2");
  const std::string of_c = enrol("c", other);
  EXPECT_FALSE(app_.get("c", "/test/sign").json().flag("can"));
  EXPECT_EQ(send(signed_form(other, "release", "c"), "c").status, 422) << "nobody answers for it";
  EXPECT_EQ(send(signed_form(other)).status, 422) << "another's";
  ASSERT_EQ(confirm("b", of_c, code_of("c")), 303);
  EXPECT_TRUE(app_.get("c", "/test/sign").json().flag("can"));
  EXPECT_EQ(send(signed_form(other, "release", "c"), "c").status, 200);
  people_["c"] = person("c", "police", false);
  EXPECT_FALSE(app_.get("c", "/test/sign").json().flag("can"));
  EXPECT_EQ(send(signed_form(other, "release", "c"), "c").status, 422) << "of another agency now";
}

TEST_P(StepUpTest, without_an_answer_nothing_is_signed) {
  EXPECT_EQ(send({{"what", "release"}}).status, 422);
  Form form = signed_form(device_);
  for (auto& [name, value] : form) {
    if (name == "signature") value.clear();
  }
  EXPECT_THAT(send(form).body, HasSubstr("Sign with your passkey"));
}

TEST_P(StepUpTest, a_counter_that_went_back_signs_nothing_and_is_on_the_record) {
  ASSERT_EQ(send(signed_form(device_)).status, 200);
  device_.count_from(0);
  const Form copied = signed_form(device_);
  EXPECT_THAT(send(copied).body, HasSubstr("used out of order"));
  EXPECT_THAT(notes_, Contains("passkey-counter-back"));
  EXPECT_EQ(alarms(), 1);
  EXPECT_FALSE(app_.get("a", "/test/sign").json().flag("can"));
  device_.count_from(100);
  EXPECT_EQ(send(signed_form(device_)).status, 422) << "it does nothing any more";
}

// S13: whoever can write to the database has no passkey's key and no agency's.
// The key that answered for it is gone: a colleague answers again, and it signs again.
TEST_P(StepUpTest, after_the_agencys_key_was_changed_it_has_to_be_answered_for_again) {
  pipeline::KeyRing keys = app_.keys();
  keys.open("health", {.now = crypto::LockedKey(crypto::Key::make(app_.random()))});
  EXPECT_FALSE(app_.get("a", "/test/sign").json().flag("can"));
  EXPECT_EQ(send(signed_form(device_)).status, 422);
  EXPECT_TRUE(app_.get("a", "/passkeys").json()["passkeys"].as_array()->front().flag("waits"));
  app_.clock().advance(Duration::minutes(1));
  ASSERT_EQ(confirm("b", id_, code_of("a")), 303);
  EXPECT_TRUE(app_.get("a", "/test/sign").json().flag("can"));
  EXPECT_EQ(send(signed_form(device_)).status, 200);
}

TEST_P(StepUpTest, rows_that_were_forged_in_the_database_sign_nothing) {
  SoftwarePasskey forger(passkey::Algorithm::es256, "forged");
  const auto put = [&](const std::string& set, const std::vector<db::Param>& cells) {
    app_.database().write([&](db::Transaction& tx) { tx.execute(set, cells); });
  };
  put("update passkey set credential = $1, public_key = $2", {forger.id(), forger.public_key()});
  EXPECT_EQ(send(signed_form(forger)).status, 422) << "the enrolment names another key";
  SoftwarePasskey unconfirmed(passkey::Algorithm::es256, "credential-3");
  const std::string of_c = enrol("c", unconfirmed);
  put("update passkey set confirmed_at = 1, confirmed_by = 'b', enrolment = (select enrolment from"
      " passkey where person = 'a'), agency_signature = (select agency_signature from passkey where"
      " person = 'a') where id = $1",
      {of_c});
  EXPECT_EQ(send(signed_form(unconfirmed, "release", "c"), "c").status, 422)
      << "another's word of the agency";
  EXPECT_THAT(notes_, testing::Not(Contains("passkey-signed")));
}

INSTANTIATE_TEST_SUITE_P(Engines, StepUpTest, support::engines(), support::engine_name);

}  // namespace
}  // namespace mash::login
