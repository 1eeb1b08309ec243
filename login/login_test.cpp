// SPDX-License-Identifier: MIT
// Goal: people come in only with password and code, each code once; guessing is slowed; nobody
// learns who works here; the demonstration's buttons work from this machine alone.
#include "mash/login/login.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <set>

#include "mash/login/agencies.h"
#include "mash/login/passkeys.h"
#include "mash/login/password.h"
#include "mash/login/schema.h"
#include "mash/login/templates.h"
#include "mash/pipeline/record.h"
#include "mash/support/authenticator.h"
#include "mash/support/test_app.h"

namespace mash::login {
namespace {

using testing::HasSubstr;
using testing::Not;

constexpr std::string_view k_password = "correct horse battery staple";
constexpr const char* k_email = "a@plantedmail.example";
constexpr const char* k_wrong = "/sign-in?wrong=yes";

pipeline::Person person(const StaffId& id) {
  return {{id, AgencyId::trusted("csc"), policy::Role::mash_manager, policy::Side::hub, false},
          "Nasima Khatun",
          "At work"};
}

// Here work "a", "b", and until they leave "c".
struct House {
  bool c_has_left = false;
  // What the record took.
  std::shared_ptr<std::vector<pipeline::Event>> entries =
      std::make_shared<std::vector<pipeline::Event>>();

  bool has(const StaffId& id) const {
    return id.text() == "a" || id.text() == "b" || (id.text() == "c" && !c_has_left);
  }
  Deps deps(bool demo) const {
    return {.demo = demo,
            .summary = "Sign in (tests)",
            .page =
                [](pipeline::Context&) {
                  return pipeline::View{.page = "login_test/page", .title = "Sign in"};
                },
            .find = [](pipeline::Context&, std::string_view email) -> std::optional<StaffId> {
              if (!email.ends_with("@plantedmail.example")) return std::nullopt;
              return StaffId::trusted(std::string(email.substr(0, 1)));
            },
            .load = [this](pipeline::Context&, const StaffId& id) -> Result<pipeline::Person> {
              if (!has(id)) return not_found();
              return person(id);
            },
            .personas = [](pipeline::Context&) -> std::vector<Persona> {
              return {{StaffId::trusted("a"), "Nasima Khatun", "Manager", "Social care"}};
            },
            .home = [](const pipeline::Person& who) { return "/" + who.principal.person.text(); },
            .signed_out = "/out"};
  }
  support::TestAppOptions options(db::Engine engine, bool demo) const {
    support::TestAppOptions o{.engine = engine};
    o.migrations = {{2, "login", schema()},
                    {3, "agencies", agencies_schema()},
                    {4, "passkeys", passkeys_schema()},
                    {5, "first_password", first_password_schema()},
                    {6, "agency_signed_in", agency_signed_in_schema()}};
    o.routes = routes(deps(demo));
    o.routes.push_back(pipeline::page<policy::Action::read_queue>(
        {.path = "/inside",
         .summary = "A page (tests)",
         .event = "test.page",
         .facts = pipeline::no_facts,
         .run = [](const auto&, pipeline::Context&) -> Result<pipeline::Reply> {
           return pipeline::View{.page = "pipeline/error", .title = "Inside"};
         }}));
    o.templates = templates();
    o.templates.push_back(
        {"login_test/page",
         "{{#wrong}}{{> govuk/error_summary}}{{/wrong}}{{> login/form}}{{> login/personas}}"});
    o.noticed = [all = entries](db::Transaction&, const pipeline::Event& e) { all->push_back(e); };
    o.load_person = [this](db::Transaction&, const StaffId& id) -> Result<pipeline::Person> {
      if (!has(id)) return not_found();
      return person(id);
    };
    return o;
  }
};

class LoginTest : public testing::TestWithParam<db::Engine> {
 protected:
  House house_;
  support::TestApp app_{house_.options(GetParam(), true)};

  Result<Secret> set_first(const char* who, std::string_view password = k_password) {
    Result<Secret> secret = not_found();
    const auto done = app_.app().system_act<policy::Action::log_notification>(
        "account.password-set", [&](const auto&, pipeline::Context& c) -> Result<json::Value> {
          secret = set_password(c, StaffId::trusted(who), who + std::string("@PlantedMail.example"),
                                password, {});
          if (!secret) return secret.error();
          return json::Value{};
        });
    EXPECT_EQ(done.has_value(), secret.has_value());
    return secret;
  }
  // And they have made it their own.
  Result<Secret> set(const char* who, std::string_view password = k_password) {
    auto secret = set_first(who, password);
    app_.database().write([&](db::Transaction& tx) {
      tx.execute("delete from first_password where person = $1", {std::string(who)});
    });
    return secret;
  }
  std::string code(const Secret& secret) {
    return support::authenticator_code(secret.totp_secret, app_.clock().now());
  }
  std::string enter(const std::string& email, std::string_view password, const std::string& code) {
    return app_
        .submit("", "/sign-in",
                {{"email", email}, {"password", std::string(password)}, {"code", code}})
        .location;
  }
};

TEST_P(LoginTest, password_and_code_open_the_door_once) {
  const std::string now = code(*set("a"));
  EXPECT_EQ(enter(k_email, k_password, now), "/a");
  EXPECT_EQ(enter(k_email, k_password, now), k_wrong) << "a code works once";
}

TEST_P(LoginTest, wrong_password_code_or_person_look_the_same) {
  const Secret secret = *set("a");
  EXPECT_EQ(enter(k_email, "wrong password here", code(secret)), k_wrong);
  EXPECT_EQ(enter(k_email, k_password, "000000"), k_wrong);
  EXPECT_EQ(enter("nobody@example.example", k_password, "000000"), k_wrong);
  EXPECT_EQ(enter("b@plantedmail.example", k_password, "000000"), k_wrong)
      << "an account without a password";
  EXPECT_THAT(app_.page("", k_wrong).body, HasSubstr("is not right"));
}

TEST_P(LoginTest, each_try_is_on_the_record_with_what_became_of_it) {
  const Secret secret = *set("a");
  EXPECT_EQ(enter(k_email, k_password, code(secret)), "/a");
  EXPECT_EQ(enter("nobody@example.example", "planted-password", "000000"), k_wrong);
  for (int i = 0; i < 5; ++i) enter(k_email, "planted-password", "000000");
  EXPECT_EQ(enter(k_email, "planted-password", "000000"), "/sign-in?wrong=wait");
  std::vector<std::string> tries;
  for (const auto& e : *house_.entries) {
    if (e.kind != "session.started") continue;
    EXPECT_EQ(e.at, app_.clock().now());
    tries.push_back((e.objects.empty() ? "nobody" : e.objects.front()) + ": " +
                    (e.notes.empty() ? "came in" : e.notes.front()));
  }
  EXPECT_EQ(app_.count("audit_event where kind = 'session.started'"), 8);
  std::vector<std::string> expected(8, "a: refused");
  expected.front() = "a: came in";
  expected[1] = "nobody: refused";
  expected.back() = "a: too-many-tries";
  EXPECT_EQ(tries, expected);
  EXPECT_FALSE(app_.is_stored("planted-password"));
}

TEST_P(LoginTest, a_wrong_password_does_not_use_the_code_up) {
  const std::string now = code(*set("a"));
  EXPECT_EQ(enter(k_email, "wrong password here", now), k_wrong);
  EXPECT_EQ(enter(k_email, k_password, now), "/a");
}

TEST_P(LoginTest, a_name_that_nobody_has_is_counted_and_slowed_like_any_other) {
  ASSERT_TRUE(set("a"));
  const auto answers = [&](const std::string& email) {
    std::vector<std::string> out;
    const auto again = [&](int times) {
      for (int i = 0; i < times; ++i) out.push_back(enter(email, "wrong password here", "000000"));
    };
    again(7);
    app_.clock().advance(Duration::minutes(1));
    again(2);
    app_.clock().advance(Duration::hours(24));
    app_.database().write([&](db::Transaction& tx) { sweep(tx, app_.clock().now()); });
    again(6);
    return out;
  };
  const auto known = answers(k_email);
  EXPECT_EQ(std::ranges::count(known, "/sign-in?wrong=wait"), 4) << "2, then 1, then 1";
  EXPECT_EQ(answers("nobody@elsewhere.example"), known);
  EXPECT_EQ(answers("b@plantedmail.example"), known) << "an account without a password";
}

TEST_P(LoginTest, names_are_counted_in_upper_and_lower_case_alike) {
  for (const char* email :
       {"No@x.example", "no@x.example", "NO@X.EXAMPLE", "nO@x.example", "no@X.example"}) {
    EXPECT_EQ(enter(email, k_password, "000000"), k_wrong);
  }
  EXPECT_EQ(enter("no@x.example", k_password, "000000"), "/sign-in?wrong=wait");
}

TEST_P(LoginTest, counts_are_forgotten_and_bounded) {
  const UtcTime now = app_.clock().now();
  const auto count = [&] {
    std::int64_t n = 0;
    app_.database().read([&](db::Transaction& tx) {
      n = tx.query("select count(*) from login_failure").front().integer(0);
    });
    return n;
  };
  EXPECT_EQ(enter("no@x.example", k_password, "000000"), k_wrong);
  app_.database().write([&](db::Transaction& tx) { sweep(tx, now); });
  EXPECT_EQ(count(), 1);
  app_.database().write([&](db::Transaction& tx) {
    for (std::int64_t i = 1; i <= 20; ++i) {
      tx.execute("insert into login_failure (name, failures, failed_at) values ($1, 1, $2)",
                 {to_bytes(std::to_string(i)), now + Duration{i}});
    }
    sweep(tx, now, 20);
  });
  EXPECT_EQ(count(), 20) << "the oldest went";
  EXPECT_EQ(enter("no@x.example", k_password, "000000"), k_wrong);
  app_.database().write(
      [&](db::Transaction& tx) { sweep(tx, now + k_failures_kept + Duration::minutes(1)); });
  EXPECT_EQ(count(), 0);
}

TEST_P(LoginTest, guessing_is_slowed_and_never_locks_for_good) {
  const Secret secret = *set("a");
  for (int i = 0; i < 5; ++i) EXPECT_EQ(enter(k_email, k_password, "000000"), k_wrong);
  EXPECT_EQ(enter(k_email, k_password, code(secret)), "/sign-in?wrong=wait");
  EXPECT_THAT(app_.page("", "/sign-in?wrong=wait").body, HasSubstr("Too many tries"));
  app_.clock().advance(Duration::minutes(2));
  EXPECT_EQ(enter(k_email, k_password, code(secret)), "/a");
  EXPECT_EQ(enter(k_email, k_password, "000000"), k_wrong) << "the count starts anew";
}

TEST_P(LoginTest, a_clock_that_ran_fast_locks_nobody_out_once_it_is_right) {
  const Secret secret = *set("a");
  app_.clock().advance(Duration::hours(3));
  for (int i = 0; i < 5; ++i) EXPECT_EQ(enter(k_email, k_password, "000000"), k_wrong);
  EXPECT_EQ(enter(k_email, k_password, "000000"), "/sign-in?wrong=wait");
  app_.clock().advance(Duration::hours(-3));
  EXPECT_EQ(enter(k_email, k_password, "000000"), k_wrong) << "the count starts anew";
  EXPECT_EQ(enter(k_email, k_password, code(secret)), "/a");
}

TEST_P(LoginTest, tries_that_overtake_each_other_are_still_counted) {
  for (int i = 0; i < 5; ++i) EXPECT_EQ(enter(k_email, k_password, "000000"), k_wrong);
  app_.clock().advance(Duration::seconds(-1));
  EXPECT_EQ(enter(k_email, k_password, "000000"), "/sign-in?wrong=wait");
}

TEST_P(LoginTest, a_new_password_is_not_held_up_by_tries_with_the_old_one) {
  ASSERT_TRUE(set("a"));
  for (int i = 0; i < 5; ++i) EXPECT_EQ(enter(k_email, k_password, "000000"), k_wrong);
  ASSERT_EQ(enter(k_email, k_password, "000000"), "/sign-in?wrong=wait");
  ASSERT_TRUE(set("b"));
  EXPECT_EQ(enter(k_email, k_password, "000000"), "/sign-in?wrong=wait") << "another's password";
  const Secret secret = *set("a");
  EXPECT_EQ(enter(k_email, k_password, code(secret)), "/a");
}

TEST_P(LoginTest, whoever_has_left_stays_out_with_the_right_password) {
  const Secret secret = *set("c");
  house_.c_has_left = true;
  EXPECT_EQ(enter("c@plantedmail.example", k_password, code(secret)), k_wrong);
}

TEST_P(LoginTest, a_new_password_ends_sessions_and_the_old_password) {
  const std::string other = "another horse battery staple";
  ASSERT_TRUE(set("a"));
  EXPECT_EQ(app_.get("a", "/inside").status, 200);
  const Secret secret = *set("a", other);
  EXPECT_EQ(app_.get("a", "/inside").status, 401);
  EXPECT_EQ(enter(k_email, k_password, code(secret)), k_wrong);
  EXPECT_EQ(enter(k_email, other, code(secret)), "/a");
}

TEST_P(LoginTest, without_a_password_nobody_comes_in) {
  const Secret secret = *set("a");
  app_.database().write([](db::Transaction& tx) { remove_password(tx, StaffId::trusted("a")); });
  EXPECT_EQ(enter(k_email, k_password, code(secret)), k_wrong);
}

TEST_P(LoginTest, passwords_are_long_and_can_be_typed) {
  const auto fault = [&](const std::string& password) {
    const auto secret = set("a", password);
    return secret ? std::string() : secret.error().faults.front().message;
  };
  EXPECT_EQ(set("a", "fourteen chars").error().faults.front().field, "password");
  EXPECT_THAT(fault("fourteen chars"), HasSubstr("from 15 to 256 characters"));
  EXPECT_EQ(fault("otter 7 bridges"), "");
  const std::string longest = "seven otters " + std::string(243, '-');
  EXPECT_EQ(fault(longest), "");
  EXPECT_THAT(fault(longest + "-"), HasSubstr("from 15 to 256 characters"));
  EXPECT_THAT(fault("\u00e9\u00e9\u00e9\u00e9\u00e9\u00e9\u00e9\u00e9"), HasSubstr("15 to 256"))
      << "characters, not bytes";
  const std::string nul(1, '\0');
  for (const std::string& control : {nul, std::string("\x1b"), std::string("\u202e")}) {
    EXPECT_THAT(fault("correct horse " + control + " staple"), HasSubstr("nobody can see"));
  }
  EXPECT_THAT(fault("correct horse battery \xff"), HasSubstr("UTF-8"));
}

TEST_P(LoginTest, what_is_much_used_or_made_of_names_from_here_is_refused) {
  for (const char* weak :
       {"passwordpassword", "aaaaaaaaaaaaaaaaaaaa", "qwertyuiopasdfgh", "123456789012345",
        "Safeguarding2026!", "PlantedMail2026!!", "OpenMASH-OpenMASH-1", "letmeinletmeinletmein"}) {
    const auto refused = set("a", weak);
    ASSERT_FALSE(refused) << weak;
    EXPECT_THAT(refused.error().faults.front().message, HasSubstr("easy to guess")) << weak;
  }
}

TEST_P(LoginTest, who_signs_out_has_the_browser_forget) {
  const auto answer = app_.submit("a", "/sign-out", {});
  EXPECT_THAT(answer.headers,
              testing::Contains(testing::Pair("clear-site-data", R"("cache", "storage")")));
  const auto page = app_.page("b", "/inside");
  EXPECT_THAT(page.headers, Not(testing::Contains(testing::Key("clear-site-data"))));
}

TEST(Passwords, made_ones_are_long_and_differ) {
  support::SeededRandom random{7};
  std::set<std::string> all;
  for (int i = 0; i < 100; ++i) {
    const std::string made = make_password(random);
    EXPECT_TRUE(check_password(made, {})) << made;
    all.insert(made);
  }
  EXPECT_EQ(all.size(), 100U);
}

TEST_P(LoginTest, a_password_that_somebody_else_has_set_runs_out) {
  const Secret secret = *set_first("a");
  EXPECT_EQ(enter(k_email, k_password, code(secret)), "/account") << "asked for one of their own";
  app_.clock().advance(k_first_password_lives);
  EXPECT_EQ(enter(k_email, k_password, code(secret)), k_wrong);
  const Secret again = *set_first("a");
  EXPECT_EQ(enter(k_email, k_password, code(again)), "/account");
}

TEST_P(LoginTest, spaces_around_a_password_are_part_of_it) {
  const std::string spaced = "  correct horse battery ";
  Secret secret = *set("a", spaced);
  EXPECT_EQ(enter(k_email, "correct horse battery", code(secret)), k_wrong);
  EXPECT_EQ(enter(k_email, spaced, code(secret)), "/a");
  secret = *set("a", "correct horse battery");
  EXPECT_EQ(enter(k_email, spaced, code(secret)), k_wrong);
}

TEST_P(LoginTest, signing_out_ends_the_session) {
  EXPECT_EQ(app_.get("a", "/inside").status, 200);
  EXPECT_EQ(app_.submit("a", "/sign-out", {}).location, "/out");
  EXPECT_EQ(app_.get("a", "/inside").status, 401);
}

TEST_P(LoginTest, personas_sign_in_from_this_machine_only) {
  EXPECT_EQ(app_.submit("", "/sign-in/demo", {{"persona", "a"}}).location, "/a");
  EXPECT_EQ(app_.submit("", "/sign-in/demo", {{"persona", "z"}}).status, 422);
  http::Request far;
  far.method = "POST";
  far.path = "/sign-in/demo";
  far.headers = {{"host", "hub.example"}, {"content-type", "application/x-www-form-urlencoded"}};
  far.body = "persona=a";
  far.remote = "10.1.2.3";
  EXPECT_EQ(app_.app().dispatch(far).status, 404);
  far.method = "GET";
  far.path = "/sign-in";
  far.body.clear();
  EXPECT_THAT(app_.app().dispatch(far).body, Not(HasSubstr("Nasima")));
}

TEST_P(LoginTest, names_are_shown_in_a_demonstration_only) {
  EXPECT_THAT(app_.page("", "/sign-in").body, HasSubstr("Nasima Khatun"));
  support::TestApp real(house_.options(GetParam(), false));
  EXPECT_THAT(real.page("", "/sign-in").body, Not(HasSubstr("Nasima")));
  EXPECT_THAT(real.get("", "/sign-in").body, Not(HasSubstr("Nasima")));
  EXPECT_EQ(real.submit("", "/sign-in/demo", {{"persona", "a"}}).status, 404);
}

INSTANTIATE_TEST_SUITE_P(Engines, LoginTest,
                         testing::Values(db::Engine::sqlite, db::Engine::postgres),
                         [](const auto& info) {
                           return info.param == db::Engine::sqlite ? "sqlite" : "postgres";
                         });

}  // namespace
}  // namespace mash::login
