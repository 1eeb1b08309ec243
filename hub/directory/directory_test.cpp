// SPDX-License-Identifier: MIT
// Goal: people come in only with password and code, each code once, and leavers are out at once.
#include "mash/directory/directory.h"

#include <gtest/gtest.h>

#include <fstream>
#include <iterator>

#include "mash/directory/schema.h"
#include "mash/directory/templates.h"
#include "mash/support/test_app.h"

namespace mash::directory {
namespace {

model::Borough barnfield() {
  std::ifstream in(MASH_SOURCE_DIR "/data/barnfield.json");
  const std::string text(std::istreambuf_iterator<char>(in), {});
  return *model::parse_borough(*json::parse(text));
}

const model::Borough& borough() {
  static const model::Borough b = barnfield();
  return b;
}

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

std::vector<pipeline::Route> all_routes(bool demo) {
  auto out = routes(borough(), demo);
  out.push_back(pipeline::page<policy::Action::read_queue>(
      {.path = "/queue",
       .summary = "Queue",
       .event = "queue.list",
       .facts = pipeline::no_facts,
       .run = [](const auto&, pipeline::Context& c) -> Result<pipeline::Reply> {
         json::Value data;
         data.set("name", c.person_name);
         return pipeline::View{.page = "directory/welcome", .title = "Queue", .data = data};
       }}));
  return out;
}

support::TestAppOptions options(db::Engine engine, bool demo) {
  support::TestAppOptions o{.engine = engine};
  o.migrations = {{2, "directory", schema()}};
  o.routes = all_routes(demo);
  o.templates = templates();
  o.load_person = [](db::Transaction& tx, const StaffId& id) {
    return load_person(tx, id, borough());
  };
  return o;
}

constexpr std::string_view k_password = "correct horse battery staple";

class DirectoryTest : public testing::TestWithParam<db::Engine> {
 protected:
  support::TestApp app_{options(GetParam(), true)};

  Login set(std::string_view person) {
    Login login;
    const auto done = app_.app().system_act<policy::Action::log_notification>(
        "account.password-set", [&](const auto&, pipeline::Context& c) -> Result<json::Value> {
          MASH_TRY(login, set_password(c, borough(), *StaffId::parse(person), k_password));
          return json::Value{};
        });
    EXPECT_TRUE(done.has_value());
    return login;
  }
  std::string code(const Login& login) {
    return crypto::totp(from_base32(login.totp_secret), app_.clock().now());
  }
  support::Answer enter(std::string_view email, std::string_view password, std::string_view code) {
    return app_.submit("", "/sign-in",
                       {{"email", std::string(email)},
                        {"password", std::string(password)},
                        {"code", std::string(code)}});
  }
};

constexpr const char* k_email = "nasima.khatun@csc.barnfield.example";

TEST_P(DirectoryTest, password_and_code_open_the_door_once) {
  const Login login = set("u03");
  const std::string now = code(login);
  EXPECT_EQ(enter(k_email, k_password, now).location, "/");
  EXPECT_EQ(enter(k_email, k_password, now).location, "/sign-in?wrong=yes") << "a code works once";
}

TEST_P(DirectoryTest, wrong_password_code_or_person_look_the_same) {
  const Login login = set("u03");
  EXPECT_EQ(enter(k_email, "wrong password here", code(login)).location, "/sign-in?wrong=yes");
  EXPECT_EQ(enter(k_email, k_password, "000000").location, "/sign-in?wrong=yes");
  EXPECT_EQ(enter("nobody@example.example", k_password, "000000").location, "/sign-in?wrong=yes");
  EXPECT_EQ(enter("kwame.boateng@csc.barnfield.example", k_password, "000000").location,
            "/sign-in?wrong=yes")
      << "an account without a password";
}

TEST_P(DirectoryTest, guessing_is_slowed_and_never_locks_for_good) {
  const Login login = set("u03");
  for (int i = 0; i < 5; ++i) enter(k_email, k_password, "000000");
  EXPECT_EQ(enter(k_email, k_password, code(login)).location, "/sign-in?wrong=wait");
  app_.clock().advance(Duration::minutes(2));
  EXPECT_EQ(enter(k_email, k_password, code(login)).location, "/");
}

TEST_P(DirectoryTest, a_leaver_is_out_at_once) {
  EXPECT_EQ(app_.get("u03", "/queue").status, 200);
  const auto done = app_.app().system_act<policy::Action::log_notification>(
      "account.closed", [&](const auto&, pipeline::Context& c) -> Result<json::Value> {
        MASH_TRY_DO(close_account(c, borough(), StaffId::trusted("u03")));
        return json::Value{};
      });
  EXPECT_TRUE(done.has_value());
  EXPECT_EQ(app_.get("u03", "/queue").status, 401);
}

TEST_P(DirectoryTest, signing_out_ends_the_session) {
  EXPECT_EQ(app_.get("u03", "/queue").status, 200);
  EXPECT_EQ(app_.submit("u03", "/sign-out", {}).location, "/sign-in");
  EXPECT_EQ(app_.get("u03", "/queue").status, 401);
}

TEST_P(DirectoryTest, personas_sign_in_from_this_machine_only) {
  EXPECT_EQ(app_.submit("", "/sign-in/demo", {{"persona", "u01"}}).location, "/");
  EXPECT_EQ(app_.submit("", "/sign-in/demo", {{"persona", "r01"}}).status, 422) << "works outside";
  http::Request far;
  far.method = "POST";
  far.path = "/sign-in/demo";
  far.headers = {{"host", "hub.example"}, {"content-type", "application/x-www-form-urlencoded"}};
  far.body = "persona=u01";
  far.remote = "10.1.2.3";
  EXPECT_EQ(app_.app().dispatch(far).status, 404);
}

TEST_P(DirectoryTest, the_page_offers_personas_only_in_a_demonstration) {
  EXPECT_NE(app_.page("", "/sign-in").body.find("Marion Pettifer"), std::string::npos);
  support::TestApp real(options(GetParam(), false));
  EXPECT_EQ(real.page("", "/sign-in").body.find("Step into"), std::string::npos);
  EXPECT_EQ(real.submit("", "/sign-in/demo", {{"persona", "u01"}}).status, 404);
}

INSTANTIATE_TEST_SUITE_P(Engines, DirectoryTest,
                         testing::Values(db::Engine::sqlite, db::Engine::postgres),
                         [](const auto& info) {
                           return info.param == db::Engine::sqlite ? "sqlite" : "postgres";
                         });

}  // namespace
}  // namespace mash::directory
