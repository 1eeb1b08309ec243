// SPDX-License-Identifier: MIT
// Goal: before an act that must not follow from a page left open, whoever is signed in shows that
// it is still they, by the best that they have, and nobody else's passkey or code will do.
#include "mash/login/presence.h"

#include "agency_store.h"
#include "mash/login/login.h"
#include "mash/support/authenticator.h"
#include "passkey_world_for_tests.h"

namespace mash::login {
namespace {

using testing::Contains;
using testing::HasSubstr;
using testing::Not;

constexpr const char* k_path = "/test/still";

class PresenceTest : public PasskeyWorld {
 protected:
  Secret password_of(const char* who) {
    std::optional<Secret> secret;
    const auto done = app_.app().system_act<policy::Action::log_notification>(
        "account.password-set", [&](const auto&, pipeline::Context& c) -> Result<json::Value> {
          MASH_TRY(secret, set_password(c, StaffId::trusted(who), "p@planted.example",
                                        "a password of some length", {}));
          return json::Value{};
        });
    EXPECT_TRUE(done);
    return *secret;
  }
  std::string code(const Secret& secret) {
    return support::authenticator_code(secret.totp_secret, app_.clock().now());
  }
  void enrolled(const char* who, const char* by) {
    ASSERT_EQ(confirm(by, enrol(who, device_), code_of(who)), 303);
  }
  // What the script would send with the form.
  Form signed_form(const std::string& who) {
    const auto step_up = app_.get(who, k_path).json()["presence"]["step_up"];
    const auto options = json::parse(step_up.text("options"));
    Form out = form_of(device_.sign(ask(options->text("challenge"))));
    out.emplace_back("step_up", step_up.text("token"));
    return out;
  }
  std::string says(const support::Answer& answer) {
    EXPECT_EQ(answer.status, 422) << answer.body;
    return answer.body;
  }
  // The session of this person was begun by their agency, which says how long ago they signed in
  // there, or does not say.
  void through_agency(const char* who, std::optional<Duration> ago) {
    app_.get(who, k_path);
    const UtcTime now = app_.clock().now();
    app_.database().write([&](db::Transaction& tx) {
      tx.execute("delete from agency_session where person = $1", {who});
      for (const auto& r : tx.query("select hash from session where person = $1", {who})) {
        AgencySession row{.session = r.blob(0),
                          .agency = AgencyId::trusted("health"),
                          .person = StaffId::trusted(who),
                          .begun_at = now};
        if (ago) row.signed_in_at = now - *ago;
        add_agency_session(tx, row);
      }
    });
  }
  void wait() { app_.clock().advance(k_fresh_session); }
};

TEST_P(PresenceTest, who_has_neither_passkey_nor_code_has_just_signed_in) {
  EXPECT_EQ(app_.submit("a", k_path, {}).status, 303);
  EXPECT_THAT(notes_, Contains("shown-by-signing-in"));
  wait();
  EXPECT_THAT(says(app_.submit("a", k_path, {})),
              HasSubstr("You signed in more than 5 minutes ago"));
}

// A session of ours may begin while one at the agency has gone on for hours.
TEST_P(PresenceTest, through_an_agency_it_counts_when_somebody_signed_in_there) {
  through_agency("a", {});
  EXPECT_THAT(says(app_.submit("a", k_path, {})), HasSubstr("does not say when you signed in"));
  through_agency("a", k_fresh_session);
  EXPECT_THAT(says(app_.submit("a", k_path, {})),
              HasSubstr("at your agency more than 5 minutes ago"));
  through_agency("a", Duration::minutes(1));
  EXPECT_EQ(app_.submit("a", k_path, {}).status, 303);
  EXPECT_THAT(notes_, Contains("shown-by-signing-in"));
}

// A password of before, which their agency's way in has taken the place of.
TEST_P(PresenceTest, an_old_code_does_not_stand_in_the_way_of_who_comes_through_an_agency) {
  const auto secret = password_of("a");
  for (int i = 0; i < 6; ++i) app_.submit("a", k_path, {{"presence_code", "000000"}});
  through_agency("a", Duration::minutes(6));
  EXPECT_THAT(says(app_.submit("a", k_path, {})), HasSubstr("or sign in at your agency again"));
  EXPECT_THAT(app_.page("a", k_path).body, HasSubstr("if you have no such code"));
  through_agency("a", Duration::minutes(1));
  EXPECT_EQ(app_.submit("a", k_path, {}).status, 303);
  const auto page = app_.get("a", "/passkeys").json();
  EXPECT_EQ(json::encode(page["presence"]["fresh"]), "true");
}

TEST_P(PresenceTest, who_has_a_code_gives_it_however_fresh_the_session) {
  const auto secret = password_of("a");
  EXPECT_THAT(says(app_.submit("a", k_path, {})), HasSubstr("Give the code"));
  const std::string now = code(secret);
  EXPECT_EQ(app_.submit("a", k_path, {{"presence_code", now}}).status, 303);
  EXPECT_THAT(notes_, Contains("shown-by-code"));
  EXPECT_THAT(says(app_.submit("a", k_path, {{"presence_code", now}})),
              HasSubstr("A code works once"));
}

TEST_P(PresenceTest, somebody_elses_code_is_none) {
  password_of("a");
  const auto others = password_of("b");
  EXPECT_THAT(says(app_.submit("a", k_path, {{"presence_code", code(others)}})),
              HasSubstr("The code is not right"));
}

TEST_P(PresenceTest, guessing_is_slowed_and_nobody_is_locked_out) {
  const auto secret = password_of("a");
  for (int i = 0; i < 5; ++i) {
    EXPECT_THAT(says(app_.submit("a", k_path, {{"presence_code", "000000"}})),
                HasSubstr("The code is not right"));
  }
  EXPECT_THAT(says(app_.submit("a", k_path, {{"presence_code", code(secret)}})),
              HasSubstr("Too many tries"));
  app_.clock().advance(Duration::minutes(1));
  EXPECT_EQ(app_.submit("a", k_path, {{"presence_code", code(secret)}}).status, 303);
}

TEST_P(PresenceTest, a_passkey_signs_once) {
  enrolled("a", "b");
  const auto page = app_.page("a", k_path).body;
  EXPECT_THAT(page, HasSubstr("data-presence="));
  EXPECT_THAT(page, Not(HasSubstr("presence_code\" name"))) << "has no authenticator app";
  EXPECT_THAT(says(app_.submit("a", k_path, {})), HasSubstr("Use your passkey"));
  const Form form = signed_form("a");
  EXPECT_EQ(app_.submit("a", k_path, form).status, 303);
  EXPECT_THAT(notes_, Contains("shown-by-passkey"));
  EXPECT_THAT(says(app_.submit("a", k_path, form)), HasSubstr("was used before"));
}

TEST_P(PresenceTest, who_has_both_takes_either) {
  const auto secret = password_of("a");
  presence_code_ = code(secret);
  enrolled("a", "b");
  app_.clock().advance(Duration::seconds(30));  // a code works once
  EXPECT_THAT(says(app_.submit("a", k_path, {})), HasSubstr("or give the code"));
  EXPECT_EQ(app_.submit("a", k_path, {{"presence_code", code(secret)}}).status, 303);
  EXPECT_EQ(app_.submit("a", k_path, signed_form("a")).status, 303);
}

// What shows that it is they needs no key of their agency.
TEST_P(PresenceTest, a_passkey_shows_it_while_the_agency_is_sealed_and_after_its_key_was_changed) {
  enrolled("a", "b");
  pipeline::KeyRing keys = app_.keys();
  keys.seal("health");
  EXPECT_EQ(app_.submit("a", k_path, signed_form("a")).status, 303);
  keys.open("health", {.now = crypto::LockedKey(crypto::Key::make(app_.random()))});
  EXPECT_EQ(app_.submit("a", k_path, signed_form("a")).status, 303);
}

TEST_P(PresenceTest, a_signature_of_another_person_is_none) {
  enrolled("a", "b");
  const Form form = signed_form("a");
  support::SoftwarePasskey second(passkey::Algorithm::es256, "credential-2");
  ASSERT_EQ(confirm("a", enrol("b", second), code_of("b")), 303);
  EXPECT_EQ(app_.submit("b", k_path, form).status, 422);
  EXPECT_EQ(app_.submit("a", k_path, form).status, 303);
}

INSTANTIATE_TEST_SUITE_P(Engines, PresenceTest, support::engines(), support::engine_name);

}  // namespace
}  // namespace mash::login
