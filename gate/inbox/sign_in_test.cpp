// SPDX-License-Identifier: MIT
// Goal: people outside come in only with password and code, each code once; the demonstration's
// buttons work from this machine alone.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "inbox_for_tests.h"

namespace mash::inbox {
namespace {

using testing::HasSubstr;
using testing::Not;

// What an authenticator app does with the secret (RFC 4648, no padding).
Bytes from_base32(std::string_view text) {
  constexpr std::string_view alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
  Bytes out;
  unsigned buffer = 0;
  unsigned bits = 0;
  for (const char ch : text) {
    buffer = (buffer << 5U) | static_cast<unsigned>(alphabet.find(ch));
    bits += 5;
    if (bits < 8) continue;
    bits -= 8;
    out.push_back(static_cast<std::uint8_t>(buffer >> bits));
  }
  return out;
}

constexpr std::string_view k_password = "correct horse battery staple";
constexpr const char* k_email = "r01@plantedmail.example";
constexpr const char* k_wrong = "/sign-in?wrong=yes";

class SignInTest : public testing::TestWithParam<db::Engine> {
 protected:
  void SetUp() override { ASSERT_EQ(world_.deliver(people()), ""); }

  Result<Login> set(const char* person, std::string_view password) {
    Result<Login> login = not_found();
    const auto done = app_.app().system_act<policy::Action::log_notification>(
        "account.password-set", [&](const auto&, pipeline::Context& c) -> Result<json::Value> {
          login = set_password(c, StaffId::trusted(person), password);
          if (!login) return login.error();
          return json::Value{};
        });
    EXPECT_EQ(done.has_value(), login.has_value());
    return login;
  }
  std::string code(const Login& login) {
    return crypto::totp(from_base32(login.totp_secret), app_.clock().now());
  }
  std::string enter(const std::string& email, std::string_view password, const std::string& code) {
    return app_
        .submit("", "/sign-in",
                {{"email", email}, {"password", std::string(password)}, {"code", code}})
        .location;
  }

  World world_{GetParam(), true};
  support::TestApp& app_ = world_.app;
};

TEST_P(SignInTest, PasswordAndCodeOpenTheDoorOnce) {
  const std::string now = code(*set("r01", k_password));
  EXPECT_EQ(enter("R01@plantedmail.example", k_password, now), "/products");
  EXPECT_EQ(enter(k_email, k_password, now), k_wrong) << "a code works once";
}

TEST_P(SignInTest, WrongPasswordCodeOrPersonLookTheSame) {
  const Login login = *set("r01", k_password);
  EXPECT_EQ(enter(k_email, "wrong password here", code(login)), k_wrong);
  EXPECT_EQ(enter(k_email, k_password, "000000"), k_wrong);
  EXPECT_EQ(enter("nobody@example.example", k_password, "000000"), k_wrong);
  EXPECT_EQ(enter("r02@plantedmail.example", k_password, "000000"), k_wrong)
      << "an account without a password";
  EXPECT_THAT(app_.page("", k_wrong).body, HasSubstr("is not right"));
}

TEST_P(SignInTest, GuessingIsSlowedAndNeverLocksForGood) {
  const Login login = *set("r01", k_password);
  for (int i = 0; i < 5; ++i) enter(k_email, k_password, "000000");
  EXPECT_EQ(enter(k_email, k_password, code(login)), "/sign-in?wrong=wait");
  app_.clock().advance(Duration::minutes(2));
  EXPECT_EQ(enter(k_email, k_password, code(login)), "/products");
}

TEST_P(SignInTest, PasswordsAreLongAndForPeopleWhoAreHere) {
  EXPECT_EQ(set("r01", "too short").error().faults.front().field, "password");
  EXPECT_EQ(set("r99", k_password).error().faults.front().field, "person");
}

TEST_P(SignInTest, WhoLeavesTakesThePasswordAlong) {
  const Login login = *set("r01", k_password);
  packages::Directory without = people();
  without.accounts.erase(without.accounts.begin());
  app_.clock().advance(Duration::minutes(1));
  ASSERT_EQ(world_.deliver(without), "");
  EXPECT_EQ(enter(k_email, k_password, code(login)), k_wrong);
  app_.clock().advance(Duration::minutes(1));
  ASSERT_EQ(world_.deliver(people()), "");
  EXPECT_EQ(enter(k_email, k_password, code(login)), k_wrong) << "back, with no password yet";
}

TEST_P(SignInTest, SigningOutEndsTheSession) {
  EXPECT_EQ(app_.get("r01", "/products").status, 200);
  EXPECT_EQ(app_.submit("r01", "/sign-out", {}).location, "/");
  EXPECT_EQ(app_.get("r01", "/products").status, 401);
}

TEST_P(SignInTest, PersonasSignInFromThisMachineOnly) {
  EXPECT_EQ(app_.submit("", "/sign-in/demo", {{"persona", "r01"}}).location, "/products");
  EXPECT_EQ(app_.submit("", "/sign-in/demo", {{"persona", "r07"}}).location, "/");
  EXPECT_EQ(app_.submit("", "/sign-in/demo", {{"persona", "u01"}}).status, 422) << "works inside";
  http::Request far;
  far.method = "POST";
  far.path = "/sign-in/demo";
  far.headers = {{"host", "gate.example"}, {"content-type", "application/x-www-form-urlencoded"}};
  far.body = "persona=r01";
  far.remote = "10.1.2.3";
  EXPECT_EQ(app_.app().dispatch(far).status, 404);
  far.method = "GET";
  far.path = "/sign-in";
  far.body.clear();
  EXPECT_THAT(app_.app().dispatch(far).body, Not(HasSubstr("Paul Stanforth")));
}

TEST_P(SignInTest, NamesAreShownInADemonstrationOnly) {
  EXPECT_THAT(app_.page("", "/sign-in").body, HasSubstr("Paul Stanforth"));
  World real(GetParam());
  ASSERT_EQ(real.deliver(people()), "");
  EXPECT_THAT(real.app.page("", "/sign-in").body, Not(HasSubstr("Paul Stanforth")));
  EXPECT_THAT(real.app.get("", "/sign-in").body, Not(HasSubstr("Paul Stanforth")));
  EXPECT_EQ(real.app.submit("", "/sign-in/demo", {{"persona", "r01"}}).status, 404);
}

TEST_P(SignInTest, TheStartPageLeadsEverybodyOn) {
  const std::string page = app_.page("", "/").body;
  EXPECT_THAT(page, HasSubstr("href=\"/notify\""));
  EXPECT_THAT(page, HasSubstr("href=\"/notify/status\""));
  EXPECT_THAT(page, HasSubstr("href=\"/sign-in\""));
  EXPECT_THAT(page, HasSubstr("020 7946 0531"));
  EXPECT_THAT(app_.page("r01", "/").body, HasSubstr("href=\"/products\""));
  EXPECT_THAT(app_.page("r07", "/").body, Not(HasSubstr("href=\"/products\"")));
}

TEST_P(SignInTest, TheFrameShowsWhatOneMayDo) {
  const auto entries = [](const char* id) {
    pipeline::Person p;
    const auto role =
        std::string(id) == "r07" ? policy::Role::board_analyst : policy::Role::recipient;
    p.principal = {StaffId::trusted(id), AgencyId::trusted("assess"), role, policy::Side::outside,
                   false};
    return frame(&p, "/p/x").navigation;
  };
  EXPECT_TRUE(frame(nullptr, "/notify").navigation.empty());
  EXPECT_EQ(entries("r01").front().href, "/products");
  EXPECT_TRUE(entries("r01").front().current);
  EXPECT_EQ(entries("r07").front().href, "/notify");
}

INSTANTIATE_TEST_SUITE_P(Engines, SignInTest,
                         testing::Values(db::Engine::sqlite, db::Engine::postgres),
                         [](const auto& info) {
                           return info.param == db::Engine::sqlite ? "sqlite" : "postgres";
                         });

}  // namespace
}  // namespace mash::inbox
