// SPDX-License-Identifier: MIT
// Goal: people change their own password with the old one and a code, see where they are signed in
// and end it there, and never anybody else's.
#include "mash/login/login.h"
#include "mash/support/authenticator.h"
#include "passkey_world_for_tests.h"

namespace mash::login {
namespace {

using testing::HasSubstr;
using testing::Not;

constexpr const char* k_old = "seven otters under the bridge";
constexpr const char* k_new = "eleven herons on the old wall";
constexpr const char* k_page = "/account";
constexpr const char* k_change = "/account/password";

class AccountTest : public PasskeyWorld {
 protected:
  std::optional<Secret> secret_;

  void given_password(const char* who = "a") {
    const auto done = app_.app().system_act<policy::Action::log_notification>(
        "account.password-set", [&](const auto&, pipeline::Context& c) -> Result<json::Value> {
          MASH_TRY(secret_, set_password(c, StaffId::trusted(who), "p@planted.example", k_old, {}));
          return json::Value{};
        });
    ASSERT_TRUE(done);
  }
  std::string code() {
    app_.clock().advance(Duration::seconds(30));  // a code works once
    return support::authenticator_code(secret_->totp_secret, app_.clock().now());
  }
  support::Answer change(const std::string& current, const std::string& password,
                         const char* who = "a") {
    return app_.submit(who, k_change,
                       {{"current", current}, {"code", code()}, {"password", password}});
  }
  std::string fault(const std::string& current, const std::string& password) {
    const auto page = change(current, password);
    EXPECT_EQ(page.status, 422);
    return page.body;
  }
  // Whether `password` is theirs, without changing anything.
  bool is_theirs(const std::string& password) {
    return fault(password, password).find("This is your password now") != std::string::npos;
  }
  support::Answer end(const std::string& session, const std::string& given = "") {
    return app_.submit("a", "/account/sessions/end",
                       {{"session", session}, {"presence_code", given}});
  }
  std::size_t listed(const char* who = "a") {
    return app_.get(who, k_page).json()["sessions"].as_array()->size();
  }
  std::string other_session(const char* who = "a") {
    const auto page = app_.get(who, k_page).json();
    for (const auto& one : *page["sessions"].as_array()) {
      if (!one.flag("this")) return one.text("name");
    }
    return "";
  }
};

TEST_P(AccountTest, a_password_of_ones_own_takes_the_place_of_the_first) {
  given_password();
  EXPECT_THAT(app_.page("a", k_page).body, HasSubstr("Somebody else has set your password"));
  EXPECT_EQ(change(k_old, k_new).status, 303);
  EXPECT_THAT(app_.page("a", k_page).body, Not(HasSubstr("Somebody else has set")));
  EXPECT_TRUE(is_theirs(k_new));
  EXPECT_FALSE(is_theirs(k_old));
  EXPECT_FALSE(app_.is_stored(k_new));
}

TEST_P(AccountTest, the_old_one_and_a_code_are_needed_and_guessing_is_slowed) {
  given_password();
  EXPECT_THAT(fault("not my password at all", k_new), HasSubstr("is not right"));
  const auto wrong_code =
      app_.submit("a", k_change, {{"current", k_old}, {"code", "000000"}, {"password", k_new}});
  EXPECT_THAT(wrong_code.body, HasSubstr("is not right"));
  EXPECT_FALSE(is_theirs(k_new));
  for (int i = 0; i < 5; ++i) {
    app_.submit("a", k_change, {{"current", "x"}, {"code", "000000"}, {"password", k_new}});
  }
  EXPECT_THAT(fault(k_old, k_new), HasSubstr("Too many tries"));
  app_.clock().advance(Duration::minutes(1));
  EXPECT_EQ(change(k_old, k_new).status, 303);
}

TEST_P(AccountTest, an_easy_one_is_refused_before_it_is_kept) {
  given_password();
  EXPECT_THAT(fault("not my password at all", "short"), HasSubstr("is not right"))
      << "whoever does not know the old one learns nothing of the new";
  EXPECT_THAT(fault(k_old, "passwordpassword"), HasSubstr("easy to guess"));
  EXPECT_THAT(fault(k_old, "Plantedword2026!"), HasSubstr("easy to guess")) << "a word from here";
  EXPECT_THAT(fault(k_old, "short"), HasSubstr("from 15 to 256"));
  EXPECT_THAT(fault(k_old, k_old), HasSubstr("This is your password now"));
  EXPECT_TRUE(is_theirs(k_old));
}

TEST_P(AccountTest, who_has_no_password_changes_none) {
  EXPECT_THAT(app_.page("a", k_page).body, HasSubstr("You have no password here"));
  const auto answer =
      app_.submit("a", k_change, {{"current", k_old}, {"code", "000000"}, {"password", k_new}});
  EXPECT_EQ(answer.status, 404);
  EXPECT_EQ(app_.count("login"), 0);
}

TEST_P(AccountTest, one_sees_where_one_is_signed_in_and_ends_it_there) {
  enrol("a", device_);
  EXPECT_EQ(listed(), 1U);
  ASSERT_EQ(sign_in(device_, "a"), "/a");
  EXPECT_EQ(listed(), 2U);
  EXPECT_THAT(app_.page("a", k_page).body, Not(HasSubstr(" checked")));
  EXPECT_EQ(end(other_session()).status, 303) << "who has neither passkey nor code just signed in";
  EXPECT_EQ(listed(), 1U);
  ASSERT_EQ(sign_in(device_, "a"), "/a");
  ASSERT_EQ(sign_in(device_, "a"), "/a");
  const auto nothing = end("");
  EXPECT_EQ(nothing.status, 422);
  EXPECT_THAT(nothing.body, HasSubstr("Choose where you sign out"));
  EXPECT_EQ(end("others").status, 303);
  EXPECT_EQ(listed(), 1U);
}

TEST_P(AccountTest, signing_out_elsewhere_asks_whether_it_is_they) {
  given_password();
  presence_code_ = code();
  enrol("a", device_);
  ASSERT_EQ(sign_in(device_, "a"), "/a");
  ASSERT_EQ(listed(), 2U);
  for (const std::string& given : {std::string(), std::string("000000"), presence_code_}) {
    const auto refused = end("others", given);
    EXPECT_EQ(refused.status, 422) << given;
    EXPECT_THAT(refused.body, HasSubstr("presence_code"));
    EXPECT_EQ(listed(), 2U) << given;
  }
  EXPECT_EQ(end(other_session(), code()).status, 303);
  EXPECT_EQ(listed(), 1U);
}

TEST_P(AccountTest, a_page_that_was_left_open_signs_nobody_out_elsewhere) {
  enrol("a", device_);
  ASSERT_EQ(sign_in(device_, "a"), "/a");
  app_.clock().advance(Duration::minutes(6));
  const auto refused = end("others");
  EXPECT_EQ(refused.status, 422);
  EXPECT_THAT(refused.body, HasSubstr("You signed in more than 5 minutes ago"));
  EXPECT_EQ(listed(), 2U);
}

TEST_P(AccountTest, nobody_ends_somebody_elses) {
  enrol("a", device_);
  ASSERT_EQ(sign_in(device_, "a"), "/a");
  const std::string theirs = other_session();
  EXPECT_EQ(app_.submit("b", "/account/sessions/end", {{"session", theirs}}).status, 404);
  EXPECT_EQ(app_.submit("b", "/account/sessions/end", {{"session", "others"}}).status, 303);
  EXPECT_EQ(listed(), 2U);
}

TEST_P(AccountTest, a_new_password_ends_all_other_sessions) {
  given_password();
  presence_code_ = code();
  enrol("a", device_);
  ASSERT_EQ(sign_in(device_, "a"), "/a");
  EXPECT_EQ(listed(), 2U);
  EXPECT_EQ(change(k_old, k_new).status, 303);
  EXPECT_EQ(listed(), 1U);
  EXPECT_NE(sign_in(device_, "a"), "/a") << "whoever knew the old password may have added it";
}

INSTANTIATE_TEST_SUITE_P(Engines, AccountTest, support::engines(), support::engine_name);

}  // namespace
}  // namespace mash::login
