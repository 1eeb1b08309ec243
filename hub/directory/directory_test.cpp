// SPDX-License-Identifier: MIT
// Goal: whoever works here comes in and nobody else, and leavers are out at once.
#include "mash/directory/directory.h"
#include "mash/directory/deputies.h"

#include <gtest/gtest.h>

#include <fstream>
#include <iterator>

#include "mash/directory/by_system.h"
#include "mash/directory/deputies.h"
#include "mash/directory/schema.h"
#include "mash/directory/templates.h"
#include "mash/login/agencies.h"
#include "mash/login/passkeys.h"
#include "mash/login/schema.h"
#include "mash/login/templates.h"
#include "mash/support/authenticator.h"
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

std::vector<pipeline::Route> all_routes(bool demo) {
  auto out = routes(borough(), demo, "https://hub.example");
  out.push_back(pipeline::page<policy::Action::read_queue>(
      {.path = "/queue",
       .summary = "Queue",
       .event = "queue.list",
       .facts = pipeline::no_facts,
       .run = [](const auto&, pipeline::Context& c) -> Result<pipeline::Reply> {
         json::Value data;
         data.set("name", c.person_name);
         return pipeline::View{.page = "directory/more", .title = "Queue", .data = data};
       }}));
  return out;
}

support::TestAppOptions options(db::Engine engine, bool demo) {
  support::TestAppOptions o{.engine = engine};
  o.migrations = {{2, "directory", schema()},
                  {3, "login", login::schema()},
                  {4, "passkeys", login::passkeys_schema()},
                  {5, "first_password", login::first_password_schema()},
                  {6, "agencies", login::agencies_schema()},
                  {7, "agency_signed_in", login::agency_signed_in_schema()},
                  {8, "by_system", by_system_schema()}};
  o.routes = all_routes(demo);
  o.templates = templates();
  o.templates.insert(o.templates.end(), login::templates().begin(), login::templates().end());
  o.load_person = [](db::Transaction& tx, const StaffId& id) {
    return load_person(tx, id, borough());
  };
  return o;
}

class DirectoryTest : public testing::TestWithParam<db::Engine> {
 protected:
  support::TestApp app_{options(GetParam(), true)};

  std::string act(const std::function<Result<void>(pipeline::Context&)>& f) {
    const auto done = app_.app().system_act<policy::Action::log_notification>(
        "test", [&](const auto&, pipeline::Context& c) -> Result<json::Value> {
          MASH_TRY_DO(f(c));
          return json::Value{};
        });
    return done ? "" : done.error().faults.front().field;
  }
  std::string set(const char* person, std::string_view password) {
    return act([&](pipeline::Context& c) -> Result<void> {
      MASH_TRY(secret_, set_password(c, borough(), StaffId::trusted(person), password));
      return {};
    });
  }
  std::int64_t passwords() {
    std::int64_t n = 0;
    app_.database().read([&](db::Transaction& tx) {
      n = tx.query("select count(*) from login").front().integer(0);
    });
    return n;
  }
  login::Secret secret_;
};

constexpr std::string_view k_password = "correct horse battery staple";

TEST_P(DirectoryTest, passwords_are_for_people_who_work_here) {
  EXPECT_EQ(set("u03", k_password), "");
  EXPECT_NE(secret_.totp_uri.find("u03"), std::string::npos);
  EXPECT_EQ(set("u99", k_password), "person");
  EXPECT_EQ(set("u04", "too short"), "password");
  EXPECT_EQ(passwords(), 1);
}

TEST_P(DirectoryTest, whoever_works_here_is_found_by_their_address) {
  ASSERT_EQ(set("u03", k_password), "");
  for (const char* email :
       {"nasima.khatun@csc.barnfield.example", "Nasima.Khatun@CSC.barnfield.example"}) {
    const auto code = support::authenticator_code(secret_.totp_secret, app_.clock().now());
    const auto to = app_.submit(
        "", "/sign-in", {{"email", email}, {"password", std::string(k_password)}, {"code", code}});
    EXPECT_EQ(to.location, "/account") << email << ", for a password of their own";
    app_.clock().advance(Duration::minutes(1));  // a code works once
  }
}

TEST_P(DirectoryTest, a_leaver_is_out_at_once_and_takes_the_password_along) {
  ASSERT_EQ(set("u03", k_password), "");
  EXPECT_EQ(app_.get("u03", "/queue").status, 200);
  EXPECT_EQ(act([](pipeline::Context& c) {
              return close_account(c, borough(), StaffId::trusted("u03"));
            }),
            "");
  EXPECT_EQ(app_.get("u03", "/queue").status, 401);
  EXPECT_EQ(app_.submit("", "/sign-in/demo", {{"persona", "u03"}}).status, 422);
  EXPECT_EQ(passwords(), 0);
}

TEST_P(DirectoryTest, an_account_that_was_closed_by_mistake_is_opened_again) {
  const auto u03 = StaffId::trusted("u03");
  ASSERT_EQ(act([&](pipeline::Context& c) { return close_account(c, borough(), u03); }), "");
  EXPECT_EQ(app_.submit("", "/sign-in/demo", {{"persona", "u03"}}).status, 422);
  ASSERT_EQ(act([&](pipeline::Context& c) { return open_account(c, borough(), u03); }), "");
  EXPECT_EQ(app_.submit("", "/sign-in/demo", {{"persona", "u03"}}).location, "/queue");
  EXPECT_EQ(
      act([](pipeline::Context& c) { return open_account(c, borough(), StaffId::trusted("u99")); }),
      "person");
}

TEST_P(DirectoryTest, signing_out_ends_the_session) {
  EXPECT_EQ(app_.get("u03", "/queue").status, 200);
  EXPECT_EQ(app_.submit("u03", "/sign-out", {}).location, "/sign-in");
  EXPECT_EQ(app_.get("u03", "/queue").status, 401);
}

TEST_P(DirectoryTest, personas_are_the_people_of_the_hub) {
  EXPECT_EQ(app_.submit("", "/sign-in/demo", {{"persona", "u01"}}).location, "/queue");
  EXPECT_EQ(app_.submit("", "/sign-in/demo", {{"persona", "u07"}}).location, "/requests");
  EXPECT_EQ(app_.submit("", "/sign-in/demo", {{"persona", "r01"}}).status, 422) << "works outside";
  EXPECT_NE(app_.page("", "/sign-in").body.find("Marion Pettifer"), std::string::npos);
}

TEST_P(DirectoryTest, nobody_learns_who_works_here_outside_a_demonstration) {
  support::TestApp real(options(GetParam(), false));
  EXPECT_EQ(real.page("", "/sign-in").body.find("Marion"), std::string::npos);
  EXPECT_EQ(real.get("", "/sign-in").body.find("Marion"), std::string::npos);
  EXPECT_EQ(real.submit("", "/sign-in/demo", {{"persona", "u01"}}).status, 404);
}

TEST(Deputies, are_named_with_those_for_whom_they_stand_in) {
  const auto name = [](const char* id) {
    return name_and_for_whom(borough(), StaffId::trusted(id));
  };
  EXPECT_EQ(name("u31"), "Stephen Oduya, as deputy for Agata Nowak") << "deputy_of";
  EXPECT_EQ(name("u04"), "Gareth Howell, as deputy for Nasima Khatun") << "deputy";
  EXPECT_EQ(name("u08"), "Agata Nowak") << "has a deputy and is none";
  EXPECT_EQ(name("nobody"), "A former colleague");
}

TEST(Deputies, of_several_are_named_once_each) {
  auto changed = borough();
  for (auto& member : changed.staff) {
    if (member.id.text() == "u31") member.deputy_of.push_back(StaffId::trusted("u07"));
    if (member.id.text() == "u08") member.deputy = StaffId::trusted("u31");
  }
  EXPECT_EQ(name_and_for_whom(changed, StaffId::trusted("u31")),
            "Stephen Oduya, as deputy for Leon Bailey and Agata Nowak");
}

INSTANTIATE_TEST_SUITE_P(Engines, DirectoryTest,
                         testing::Values(db::Engine::sqlite, db::Engine::postgres),
                         [](const auto& info) {
                           return info.param == db::Engine::sqlite ? "sqlite" : "postgres";
                         });

}  // namespace
}  // namespace mash::directory
