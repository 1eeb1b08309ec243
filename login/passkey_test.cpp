// SPDX-License-Identifier: MIT
// Goal: a passkey signs in its person and nobody else, each challenge once and soon; it is its
// person's to add and remove; its agency answers for it by a colleague who releases, who has spoken
// to its holder, and by nobody else.
#include "mash/base/base64url.h"
#include "passkey_store.h"
#include "passkey_world_for_tests.h"

namespace mash::login {
namespace {

using support::SoftwarePasskey;
using testing::Contains;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::Not;

constexpr const char* k_refused = "/sign-in?wrong=passkey";

class PasskeysTest : public PasskeyWorld {};

TEST_P(PasskeysTest, a_passkey_is_added_named_listed_and_removed) {
  const std::string id = enrol("a", device_);
  ASSERT_NE(id, "");
  EXPECT_EQ(event_, "passkeys.read");
  const std::string page = app_.page("a", "/passkeys").body;
  EXPECT_THAT(page, HasSubstr(k_secret_word));
  EXPECT_THAT(page, HasSubstr("Last used: not yet"));
  EXPECT_THAT(app_.page("b", "/passkeys").body, Not(HasSubstr(k_secret_word)));
  EXPECT_FALSE(app_.is_stored(k_secret_word)) << "what it is called is sealed";
  EXPECT_EQ(app_.submit("b", "/passkeys/" + id + "/remove", {}).status, 404) << "another's";
  EXPECT_EQ(app_.count("passkey"), 1);
  EXPECT_EQ(app_.submit("a", "/passkeys/" + id + "/remove", {}).location, "/passkeys");
  EXPECT_EQ(event_, "passkey.removed");
  EXPECT_EQ(app_.count("passkey"), 0);
  EXPECT_EQ(sign_in(device_, "a"), k_refused);
}

TEST_P(PasskeysTest, nobody_adds_one_in_a_session_that_was_left_open) {
  const Form form = made("a", device_, "theirs");
  app_.clock().advance(k_fresh_session);
  const auto refused = app_.submit("a", "/passkeys", form);
  EXPECT_EQ(refused.status, 422);
  EXPECT_THAT(refused.body, HasSubstr("You signed in more than 5 minutes ago"));
  EXPECT_EQ(app_.count("passkey"), 0);
}

TEST_P(PasskeysTest, it_signs_in_without_a_name_and_says_when) {
  enrol("a", device_);
  app_.clock().advance(Duration::minutes(7));
  const Browser browser = asks();
  const auto answer = send(browser.cookie, answer_of(device_, "a", ask(browser.challenge)));
  EXPECT_EQ(where(answer), "/a");
  EXPECT_EQ(event_, "session.started");
  EXPECT_THAT(notes_, ElementsAre("passkey"));
  int cookies = 0;
  for (const auto& [name, value] : answer.headers) cookies += name == "set-cookie" ? 1 : 0;
  EXPECT_EQ(cookies, 2) << "a new session, and the challenge's cookie is gone";
  EXPECT_THAT(app_.page("a", "/passkeys").body, HasSubstr("Last used: 24 November 2026 at 9:07am"));
}

TEST_P(PasskeysTest, nobody_who_is_not_signed_in_keeps_passkeys) {
  EXPECT_EQ(app_.page("", "/passkeys").location, "/sign-in");
  EXPECT_EQ(app_.submit("", "/passkeys", {{"name", "x"}}).location, "/sign-in");
  EXPECT_EQ(app_.count("passkey"), 0);
  EXPECT_EQ(app_.page("", "/sign-in/passkey").location, "/sign-in");
  EXPECT_EQ(app_.page("", "/passkeys/colleagues").location, "/sign-in");
}

TEST_P(PasskeysTest, a_challenge_counts_once) {
  enrol("a", device_);
  const Browser browser = asks();
  const Form form = answer_of(device_, "a", ask(browser.challenge));
  EXPECT_EQ(where(send(browser.cookie, form)), "/a");
  EXPECT_EQ(where(send(browser.cookie, form)), k_refused) << "the very same again";
  EXPECT_EQ(alarms(), 0) << "which is no copy of a passkey";
  device_.count_from(50);
  EXPECT_EQ(where(send(browser.cookie, answer_of(device_, "a", ask(browser.challenge)))), k_refused)
      << "the same question, answered again";
  EXPECT_THAT(notes_, Contains("passkey-challenge"));
}

TEST_P(PasskeysTest, a_challenge_is_short_lived_and_of_one_browser) {
  enrol("a", device_);
  Browser browser = asks();
  const Browser other = asks();
  const Form form = answer_of(device_, "a", ask(browser.challenge));
  EXPECT_EQ(where(send(other.cookie, form)), k_refused);
  EXPECT_THAT(notes_, Contains("passkey-challenge"));
  EXPECT_EQ(where(send("", form)), k_refused);
  app_.clock().advance(Duration::minutes(5));
  EXPECT_EQ(where(send(browser.cookie, form)), k_refused);
  app_.clock().advance(Duration{-1});
  EXPECT_EQ(where(send(browser.cookie, form)), "/a");
  const auto named = browser.cookie.find('=') + 1;
  for (const std::string& bad : {std::string("x"), std::string("."), std::string(40, '1'),
                                 "99999999999999999." + std::string(32, 'a'),
                                 "1." + std::string(32, 'a'), "-1." + std::string(32, 'a')}) {
    EXPECT_EQ(where(send(browser.cookie.substr(0, named) + bad, form)), k_refused) << bad;
  }
}

TEST_P(PasskeysTest, whatever_is_wrong_is_refused_alike) {
  enrol("a", device_);
  SoftwarePasskey unknown(passkey::Algorithm::es256, "credential-2");
  EXPECT_EQ(sign_in(unknown, "a"), k_refused);
  EXPECT_THAT(notes_, ElementsAre("passkey-unknown"));
  EXPECT_EQ(sign_in(device_, "b"), k_refused) << "says that it is another's";
  EXPECT_THAT(notes_, ElementsAre("passkey-unknown"));
  SoftwarePasskey copied_id(passkey::Algorithm::es256);
  copied_id.count_from(20);
  EXPECT_EQ(sign_in(copied_id, "a"), k_refused);
  EXPECT_THAT(notes_, ElementsAre("passkey-signature"));
  const Browser browser = asks();
  auto how = ask(browser.challenge);
  how.flags = 0x01;
  EXPECT_EQ(where(send(browser.cookie, answer_of(device_, "a", how))), k_refused);
  EXPECT_THAT(notes_, ElementsAre("passkey-user-verified"));
  how = ask(browser.challenge);
  how.expected.origin = "https://test.localhost.evil.example";
  EXPECT_EQ(where(send(browser.cookie, answer_of(device_, "a", how))), k_refused);
  EXPECT_THAT(notes_, ElementsAre("passkey-origin"));
  EXPECT_EQ(where(send(browser.cookie, {})), k_refused);
  EXPECT_EQ(where(send(browser.cookie, {{"credential", "?"}})), k_refused);
  EXPECT_THAT(app_.page("", k_refused).body, HasSubstr("This passkey was not accepted"));
  EXPECT_EQ(sign_in(device_, "a"), "/a") << "none of that shut it";
}

TEST_P(PasskeysTest, whoever_has_left_does_not_come_in) {
  enrol("c", device_);
  const Browser browser = asks();
  const Form form = answer_of(device_, "c", ask(browser.challenge));
  left_.insert("c");
  EXPECT_EQ(where(send(browser.cookie, form)), k_refused);
  app_.database().write([](db::Transaction& tx) { remove_password(tx, StaffId::trusted("c")); });
  EXPECT_EQ(app_.count("passkey"), 0);
}

TEST_P(PasskeysTest, a_counter_that_goes_back_is_an_alarm_and_shuts_the_passkey) {
  const std::string id = enrol("a", device_);
  device_.count_from(10);
  EXPECT_EQ(sign_in(device_, "a"), "/a");
  device_.count_from(9);
  EXPECT_EQ(sign_in(device_, "a"), "/sign-in?wrong=passkey") << "a copy of the tenth";
  EXPECT_THAT(notes_, Contains("passkey-counter-back"));
  EXPECT_EQ(alarms(), 1);
  device_.count_from(40);
  EXPECT_EQ(sign_in(device_, "a"), k_refused);
  EXPECT_THAT(notes_, Contains("passkey-shut"));
  EXPECT_THAT(app_.page("a", "/passkeys").body, HasSubstr("there may be a copy of it"));
  EXPECT_EQ(confirm("b", id, code_of("a")), 422) << "nobody can answer for it any more";
}

TEST_P(PasskeysTest, an_authenticator_that_does_not_count_is_no_alarm) {
  device_.count_from(0xFFFFFFFF);  // each answer says 0, as it is added to
  enrol("a", device_);
  for (int i = 0; i < 2; ++i) {
    device_.count_from(0xFFFFFFFF);
    EXPECT_EQ(sign_in(device_, "a"), "/a");
  }
  EXPECT_EQ(alarms(), 0);
}

TEST_P(PasskeysTest, what_a_browser_made_is_checked_before_it_is_added) {
  const auto refuse = [&](const char* field, const std::string& value) {
    Form form = made("a", device_, "x");
    for (auto& [name, text] : form) {
      if (name == field) text = value;
    }
    return app_.submit("a", "/passkeys", form);
  };
  EXPECT_THAT(refuse("name", "").body, HasSubstr("Enter what you call it"));
  EXPECT_THAT(refuse("asked", "x").body, HasSubstr("It took too long"));
  EXPECT_THAT(refuse("attestation", "").body, HasSubstr("Your browser made no passkey"));
  EXPECT_THAT(refuse("attestation", "oA").body, HasSubstr("cannot be read"));
  EXPECT_THAT(refuse("client_data", "?").body, HasSubstr("cannot be read"));
  EXPECT_EQ(refuse("client_data", "e30").status, 422);
  const Form of_a = made("a", device_, "x");
  EXPECT_EQ(app_.submit("b", "/passkeys", of_a).status, 422) << "made in another session";
  app_.clock().advance(Duration::minutes(6));
  EXPECT_EQ(app_.submit("a", "/passkeys", of_a).status, 422) << "too late";
  EXPECT_EQ(app_.count("passkey"), 0);
}

TEST_P(PasskeysTest, a_passkey_is_added_once_and_not_by_two) {
  enrol("a", device_);
  EXPECT_EQ(app_.submit("b", "/passkeys", made("b", device_, "x")).status, 422);
  EXPECT_EQ(app_.count("passkey"), 1);
  EXPECT_THAT(json::encode(options_of(app_.get("a", "/passkeys"))["known"]),
              HasSubstr(base64url(device_.id())));
}

TEST_P(PasskeysTest, nobody_has_more_than_ten) {
  for (std::size_t i = 0; i < k_most_passkeys; ++i) {
    SoftwarePasskey one(passkey::Algorithm::eddsa, "many-" + std::to_string(i));
    enrol("a", one);
  }
  EXPECT_THAT(app_.page("a", "/passkeys").body, HasSubstr("You have 10, which is as many"));
  EXPECT_EQ(app_.submit("a", "/passkeys", made("a", device_, "x")).status, 422);
  EXPECT_EQ(app_.count("passkey"), 10);
}

TEST_P(PasskeysTest, the_code_has_to_be_the_one_that_its_holder_reads_out) {
  const std::string id = enrol("c", device_);
  EXPECT_THAT(app_.page("c", "/passkeys").body, HasSubstr("It does not release anything yet"));
  EXPECT_THAT(app_.page("b", "/passkeys/" + id + "/confirm").body, Not(HasSubstr(code_of("c"))));
  EXPECT_EQ(confirm("b", id, ""), 422);
  EXPECT_EQ(confirm("b", id, "0000-0000"), 422);
  EXPECT_EQ(app_.count("passkey where confirmed_at is not null"), 0);
  std::string typed = code_of("c");
  for (char& ch : typed) ch = ch == '-' ? ' ' : static_cast<char>(std::tolower(ch));
  EXPECT_EQ(confirm("b", id, typed), 303) << "as people type";
  EXPECT_EQ(event_, "passkey.confirmed");
  EXPECT_THAT(app_.page("c", "/passkeys").body, HasSubstr("Your agency answers for it: Person b"));
  EXPECT_EQ(confirm("a", id, code_of("c")), 409) << "once";
}

TEST_P(PasskeysTest, only_a_releaser_of_the_same_agency_answers_and_never_for_an_own_one) {
  const std::string of_c = enrol("c", device_);
  SoftwarePasskey second(passkey::Algorithm::rs256, "credential-2");
  const std::string of_a = enrol("a", second);
  const std::string code = code_of("a");
  EXPECT_EQ(confirm("a", of_a, code), 404) << "an own one";
  EXPECT_EQ(confirm("c", of_a, code), 404) << "does not release";
  EXPECT_EQ(confirm("d", of_a, code), 404) << "another agency";
  EXPECT_EQ(app_.page("c", "/passkeys/colleagues").status, 404);
  EXPECT_EQ(app_.page("d", "/passkeys/" + of_c + "/confirm").status, 404);
  EXPECT_EQ(app_.submit("d", "/passkeys/" + of_c + "/take-away", {}).status, 404);
  EXPECT_EQ(app_.submit("c", "/passkeys/" + of_a + "/take-away", {}).status, 404);
  EXPECT_THAT(app_.page("d", "/passkeys/colleagues").body, Not(HasSubstr(k_secret_word)));
  const std::string list = app_.page("a", "/passkeys/colleagues").body;
  EXPECT_THAT(list, HasSubstr(of_c));
  EXPECT_THAT(list, Not(HasSubstr(of_a)));
  EXPECT_EQ(app_.count("passkey where confirmed_at is not null"), 0);
  EXPECT_EQ(confirm("b", of_a, code), 303);
}

TEST_P(PasskeysTest, whoever_works_elsewhere_now_is_no_colleague) {
  const std::string id = enrol("c", device_);
  const std::string code = code_of("c");
  people_["c"] = person("c", "police", false);
  EXPECT_EQ(confirm("b", id, code), 404);
  EXPECT_EQ(confirm("d", id, code), 404);
  people_["c"] = person("c", "health", false);
  left_.insert("c");
  EXPECT_EQ(confirm("b", id, code), 404);
}

TEST_P(PasskeysTest, a_passkey_that_is_taken_away_ends_its_holders_sessions) {
  const std::string id = enrol("c", device_);
  EXPECT_EQ(app_.submit("b", "/passkeys/" + id + "/take-away", {}).location,
            "/passkeys/colleagues");
  EXPECT_EQ(app_.count("passkey"), 0);
  EXPECT_EQ(app_.page("c", "/passkeys").location, "/sign-in");
}

TEST_P(PasskeysTest, a_new_password_leaves_only_passkeys_that_somebody_answers_for) {
  const std::string id = enrol("c", device_);
  ASSERT_EQ(confirm("b", id, code_of("c")), 303);
  SoftwarePasskey second(passkey::Algorithm::eddsa, "credential-2");
  enrol("c", second);
  const auto done = app_.app().system_act<policy::Action::log_notification>(
      "account.password-set", [&](const auto&, pipeline::Context& c) -> Result<json::Value> {
        MASH_TRY_DO(
            set_password(c, StaffId::trusted("c"), "c@x.example", "a new long password", {}));
        return json::Value{};
      });
  EXPECT_TRUE(done);
  EXPECT_EQ(app_.count("passkey"), 1);
  EXPECT_EQ(app_.count("passkey where confirmed_at is not null"), 1);
}

TEST_P(PasskeysTest, answered_challenges_are_forgotten_once_they_have_run_out) {
  enrol("a", device_);
  EXPECT_EQ(sign_in(device_, "a"), "/a");
  EXPECT_EQ(app_.count("passkey_challenge"), 2);
  app_.clock().advance(Duration::minutes(6));
  app_.database().write([&](db::Transaction& tx) { sweep(tx, app_.clock().now()); });
  EXPECT_EQ(app_.count("passkey_challenge"), 0);
}

TEST_P(PasskeysTest, without_javascript_pages_say_what_to_do) {
  EXPECT_THAT(app_.page("", "/sign-in").body, HasSubstr("Sign in with your password and a code"));
  EXPECT_THAT(app_.page("a", "/passkeys").body,
              HasSubstr("Without a passkey you sign in with your password and a code"));
}

INSTANTIATE_TEST_SUITE_P(Engines, PasskeysTest, support::engines(), support::engine_name);

}  // namespace
}  // namespace mash::login
