// SPDX-License-Identifier: MIT
// Goal: people outside whom the hub names come in and nobody else, and are led on.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "inbox_for_tests.h"
#include "mash/support/authenticator.h"

namespace mash::inbox {
namespace {

using testing::HasSubstr;
using testing::Not;

constexpr std::string_view k_password = "correct horse battery staple";
constexpr const char* k_email = "R01@plantedmail.example";

class SignInTest : public testing::TestWithParam<db::Engine> {
 protected:
  void SetUp() override { ASSERT_EQ(world_.deliver(people()), ""); }

  // Which field is wrong, or nothing.
  std::string set(const char* person, std::string_view password) {
    const auto done = app_.app().system_act<policy::Action::log_notification>(
        "account.password-set", [&](const auto&, pipeline::Context& c) -> Result<json::Value> {
          const auto secret = set_password(c, StaffId::trusted(person), password);
          if (!secret) return secret.error();
          secret_ = secret->totp_secret;
          return json::Value{};
        });
    return done ? "" : done.error().faults.front().field;
  }

  World world_{GetParam(), true};
  support::TestApp& app_ = world_.app;
  std::string secret_;  // of the last password that was set
};

TEST_P(SignInTest, PasswordsAreForPeopleWhoAreHere) {
  EXPECT_EQ(set("r01", k_password), "");
  EXPECT_EQ(set("r01", "too short"), "password");
  EXPECT_EQ(set("r99", k_password), "person");
}

TEST_P(SignInTest, NamesOfTheHubAndOfAgenciesMakeNoPassword) {
  for (const char* name : {"zwuxbrelvogthirnq", "kvormyxtubelghasp"})
    EXPECT_EQ(set("r01", name), "");
  packages::Directory named = people();
  named.hub_name = "Zwuxbrelvogthirnq Hub";
  named.accounts.back().agency_name = "Kvormyxtubelghasp Homes";
  app_.clock().advance(Duration::minutes(1));
  ASSERT_EQ(world_.deliver(named), "");
  ASSERT_NE(named.accounts.back().id.text(), "r01") << "another agency's";
  EXPECT_EQ(set("r01", "zwuxbrelvogthirnq"), "password");
  EXPECT_EQ(set("r01", "kvormyxtubelghasp"), "password");
  EXPECT_EQ(set("r01", k_password), "");
}

TEST_P(SignInTest, WhoeverIsHereIsFoundByTheirAddress) {
  ASSERT_EQ(set("r01", k_password), "");
  const auto code = support::authenticator_code(secret_, app_.clock().now());
  const auto to = app_.submit(
      "", "/sign-in", {{"email", k_email}, {"password", std::string(k_password)}, {"code", code}});
  EXPECT_EQ(to.location, "/account") << "for a password of their own";
}

TEST_P(SignInTest, WhoLeavesTakesThePasswordAlong) {
  ASSERT_EQ(set("r01", k_password), "");
  ASSERT_EQ(set("r02", k_password), "");
  packages::Directory without = people();
  without.accounts.erase(without.accounts.begin());
  app_.clock().advance(Duration::minutes(1));
  ASSERT_EQ(world_.deliver(without), "");
  EXPECT_EQ(app_.count("login where person = 'r01'"), 0);
  EXPECT_EQ(app_.count("login where person = 'r02'"), 1);
  app_.clock().advance(Duration::minutes(1));
  ASSERT_EQ(world_.deliver(people()), "");
  EXPECT_EQ(app_.count("login where person = 'r01'"), 0) << "back, with no password yet";
}

TEST_P(SignInTest, SigningOutEndsTheSession) {
  EXPECT_EQ(app_.get("r01", "/products").status, 200);
  EXPECT_EQ(app_.submit("r01", "/sign-out", {}).location, "/");
  EXPECT_EQ(app_.get("r01", "/products").status, 401);
}

TEST_P(SignInTest, PersonasAreThePeopleOutside) {
  EXPECT_EQ(app_.submit("", "/sign-in/demo", {{"persona", "r01"}}).location, "/products");
  EXPECT_EQ(app_.submit("", "/sign-in/demo", {{"persona", "r07"}}).location, "/");
  EXPECT_EQ(app_.submit("", "/sign-in/demo", {{"persona", "u01"}}).status, 422) << "works inside";
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
