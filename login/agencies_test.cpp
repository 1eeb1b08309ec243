// SPDX-License-Identifier: MIT
// Goal: whoever is listed for an agency comes in through its issuer, once for each time they went
// there, and nobody else does; the agency signs them out again. What is stored names nobody.
#include "mash/login/agencies.h"

#include "mash/login/passkeys.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "mash/login/login.h"
#include "mash/login/schema.h"
#include "mash/login/templates.h"
#include "mash/support/authenticator.h"
#include "mash/support/engines.h"
#include "mash/support/issuer.h"
#include "mash/support/test_app.h"

namespace mash::login {
namespace {

using testing::HasSubstr;
using testing::Not;

constexpr std::string_view k_session = "__Host-mash-test";
constexpr std::string_view k_password = "correct horse battery staple";

using Form = std::vector<std::pair<std::string, std::string>>;

std::string between(const std::string& text, const std::string& from, const std::string& to) {
  const auto start = text.find(from);
  if (start == std::string::npos) return "";
  const auto begin = start + from.size();
  return text.substr(begin, text.find(to, begin) - begin);
}

// Cookies as a browser keeps them; no site but ours.
class Browser {
 public:
  explicit Browser(pipeline::App& app) : app_(app) {}

  http::Response get(const std::string& path) {
    http::Request r = request("GET", path);
    return send(r);
  }
  http::Response post(const std::string& path, Form form) {
    http::Request r = request("POST", path);
    r.headers.emplace_back("content-type", "application/x-www-form-urlencoded");
    if (const auto session = cookies.find(k_session); session != cookies.end()) {
      form.emplace_back("csrf", app_.form_token(session->second));
    }
    for (const auto& [name, value] : form) {
      r.body += (r.body.empty() ? "" : "&") + name + "=" + http::percent_encode(value);
    }
    return send(r);
  }
  std::map<std::string, std::string, std::less<>> cookies;

 private:
  http::Request request(const std::string& method, const std::string& path) {
    http::Request r;
    r.method = method;
    const auto question = path.find('?');
    r.path = path.substr(0, question);
    if (question != std::string::npos) r.query = path.substr(question + 1);
    r.headers = {{"host", "test.localhost"}};
    r.remote = "127.0.0.1";
    std::string all;
    for (const auto& [name, value] : cookies) all += (all.empty() ? "" : "; ") + name + "=" + value;
    if (!all.empty()) r.headers.emplace_back("cookie", all);
    return r;
  }
  http::Response send(const http::Request& r) {
    http::Response out = app_.dispatch(r);
    for (const auto& [name, value] : out.headers) {
      if (name != "set-cookie") continue;
      EXPECT_THAT(value, HasSubstr("; Secure; HttpOnly; SameSite=Strict"));
      const auto equals = value.find('=');
      const std::string content = value.substr(equals + 1, value.find(';') - equals - 1);
      if (content.empty()) {
        cookies.erase(value.substr(0, equals));
      } else {
        cookies[value.substr(0, equals)] = content;
      }
    }
    return out;
  }
  pipeline::App& app_;
};

std::string location(const http::Response& r) {
  for (const auto& [name, value] : r.headers) {
    if (name == "location") return value;
  }
  return std::to_string(r.status);
}

struct Gone {
  std::string state, nonce;
};

class AgenciesTest : public testing::TestWithParam<db::Engine> {
 protected:
  support::TestIssuer police_{"https://sign-in.police.example"};
  support::TestIssuer health_{"https://sign-in.health.example"};
  std::vector<AgencyIssuer> agencies_ = {issuer("police", police_, {{"p", "subject-1"}}),
                                         issuer("health", health_, {{"h", "subject-1"}})};
  std::map<std::string, std::string> works_for_ = {{"p", "police"}, {"h", "health"}};
  support::TestApp app_{options(GetParam())};
  Browser browser_{app_.app()};

  static AgencyIssuer issuer(const char* agency, support::TestIssuer& at,
                             const std::vector<std::pair<std::string, std::string>>& people) {
    auto settings = at.settings();
    if (agency == std::string("health")) settings.expected.max_age = {};  // as many will have it
    AgencyIssuer out{.agency = AgencyId::trusted(agency),
                     .name = std::string("The ") + agency,
                     .provider = std::make_shared<oidc::Provider>(settings, at.call())};
    for (const auto& [person, name] : people) {
      out.people.emplace_back(StaffId::trusted(person), Sensitive(name));
    }
    return out;
  }
  Result<pipeline::Person> load(const StaffId& id) const {
    const auto found = works_for_.find(id.text());
    if (found == works_for_.end()) return not_found();
    return pipeline::Person{{id, AgencyId::trusted(found->second), policy::Role::mash_manager,
                             policy::Side::hub, false},
                            "Nasima Khatun",
                            "At work"};
  }
  Deps deps() {
    return {.summary = "Sign in (tests)",
            .page =
                [](pipeline::Context&) {
                  return pipeline::View{.page = "login_test/page", .title = "Sign in"};
                },
            .find = [](pipeline::Context&, std::string_view email) -> std::optional<StaffId> {
              return StaffId::trusted(std::string(email.substr(0, 1)));
            },
            .load = [this](pipeline::Context&, const StaffId& id) { return load(id); },
            .personas = [](pipeline::Context&) { return std::vector<Persona>(); },
            .home = [](const pipeline::Person& who) { return "/" + who.principal.person.text(); },
            .signed_out = "/out",
            .agencies = &agencies_};
  }
  support::TestAppOptions options(db::Engine engine) {
    support::TestAppOptions o{.engine = engine};
    o.migrations = {{2, "login", schema()},
                    {3, "agencies", agencies_schema()},
                    {4, "passkeys", passkeys_schema()},
                    {5, "first_password", first_password_schema()},
                    {6, "agency_signed_in", agency_signed_in_schema()}};
    o.routes = routes(deps());
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
        {"login_test/page", "{{#wrong}}{{> govuk/error_summary}}{{/wrong}}{{> login/form}}"});
    o.load_person = [this](db::Transaction&, const StaffId& id) { return load(id); };
    return o;
  }

  Gone leave(Browser& browser, const std::string& agency = "police") {
    const auto page = browser.post("/sign-in/agency", {{"agency", agency}});
    EXPECT_EQ(page.status, 200);
    return gone_by(page.body);
  }
  static Gone gone_by(const std::string& page) {
    return {between(page, "state&#x3D;", "&amp;") + between(page, "state=", "&amp;"),
            between(page, "nonce&#x3D;", "&amp;") + between(page, "nonce=", "&amp;")};
  }
  std::string come_back(Browser& browser, const Gone& gone, const std::string& agency = "police") {
    return location(browser.post("/sign-in/agency/" + agency + "/back",
                                 {{"code", "code-1"}, {"state", gone.state}}));
  }
  // Away and back, where the issuer says this.
  std::string with(support::TestIssuer& at, const std::function<void(json::Value&)>& change,
                   const std::string& agency = "police") {
    const Gone gone = leave(browser_, agency);
    json::Value claims = at.claims(app_.clock().now(), gone.nonce);
    change(claims);
    at.gives(at.sign(claims));
    return come_back(browser_, gone, agency);
  }
  std::string sign_in(Browser& browser) {
    const Gone gone = leave(browser);
    police_.gives(police_.sign(police_.claims(app_.clock().now(), gone.nonce)));
    return come_back(browser, gone);
  }
  bool is_inside(Browser& browser) { return browser.get("/inside").status == 200; }
  int sign_out(const json::Value& claims, const std::string& agency = "police") {
    Browser server(app_.app());
    return server.post("/sign-out/agency/" + agency, {{"logout_token", police_.sign(claims)}})
        .status;
  }
};

TEST_P(AgenciesTest, somebody_goes_there_and_comes_in) {
  EXPECT_THAT(browser_.get("/sign-in").body, HasSubstr(R"(name="agency" value="police")"));
  EXPECT_EQ(sign_in(browser_), "/p");
  EXPECT_TRUE(is_inside(browser_));
  EXPECT_EQ(browser_.cookies.size(), 1U) << "what was carried there and back is gone";
}

// "prompt" and "max_age" go with whoever asks for it, and auth_time decides.
TEST_P(AgenciesTest, who_is_asked_again_has_signed_in_there_since) {
  ASSERT_EQ(sign_in(browser_), "/p");
  EXPECT_THAT(browser_.get("/account").body, HasSubstr("Sign in again at The police"));
  const auto again = [&](std::optional<std::int64_t> seconds_ago) {
    const auto page = browser_.post("/sign-in/agency", {{"agency", "police"}, {"again", "yes"}});
    EXPECT_THAT(page.body, testing::ContainsRegex("prompt(=|&#x3D;)login"));
    EXPECT_THAT(page.body, testing::ContainsRegex("max_age(=|&#x3D;)0"));
    const Gone gone = gone_by(page.body);
    json::Value claims = police_.claims(app_.clock().now(), gone.nonce);
    claims.set("auth_time", json::Value{});
    if (seconds_ago) claims.set("auth_time", *claims["iat"].as_int() - *seconds_ago);
    police_.gives(police_.sign(claims));
    return come_back(browser_, gone);
  };
  EXPECT_EQ(again({}), "/sign-in?wrong=not-anew") << "it does not say when";
  EXPECT_THAT(browser_.get("/sign-in?wrong=not-anew").body,
              HasSubstr("does not say that you have just signed in there"));
  EXPECT_EQ(again(200), "/sign-in?wrong=not-anew") << "before they left";
  EXPECT_FALSE(is_inside(browser_));
  EXPECT_EQ(again(0), "/p");
  EXPECT_TRUE(is_inside(browser_));
  EXPECT_EQ(app_.count("agency_session where signed_in_at is not null"), 2);
}

TEST_P(AgenciesTest, who_just_goes_in_is_not_asked_again) {
  const auto page = browser_.post("/sign-in/agency", {{"agency", "health"}});
  EXPECT_THAT(page.body, Not(HasSubstr("prompt")));
  EXPECT_THAT(page.body, Not(HasSubstr("max_age")));
  const auto says_nothing = [](json::Value& claims) { claims.set("auth_time", json::Value{}); };
  EXPECT_EQ(with(health_, says_nothing, "health"), "/h");
  EXPECT_EQ(app_.count("agency_session where signed_in_at is null"), 1);
}

// The page that somebody left open when their session ended.
TEST_P(AgenciesTest, who_signs_out_late_has_the_browser_forget_too) {
  ASSERT_EQ(sign_in(browser_), "/p");
  const auto kept = browser_.cookies;
  app_.clock().advance(Duration::hours(13));
  const auto answer = browser_.post("/sign-out", {});
  EXPECT_EQ(location(answer), "/out");
  EXPECT_THAT(answer.headers,
              testing::Contains(testing::Pair("clear-site-data", R"("cache", "storage")")));
  EXPECT_TRUE(browser_.cookies.empty());
  EXPECT_FALSE(kept.empty());
}

TEST_P(AgenciesTest, the_address_they_come_back_to_changes_nothing) {
  const Gone gone = leave(browser_);
  police_.gives(police_.sign(police_.claims(app_.clock().now(), gone.nonce)));
  const auto entries = app_.count("audit_event");
  const std::string back = "/sign-in/agency/police/back";
  const auto page = Browser(app_.app()).get(back + "?code=c%22d&state=" + gone.state + "&more=1");
  EXPECT_EQ(page.status, 200);
  EXPECT_THAT(page.body, HasSubstr(R"(action="/sign-in/agency/police/back")"));
  EXPECT_THAT(page.body, Not(HasSubstr(R"(c"d)")));
  EXPECT_EQ(app_.count("audit_event"), entries);
  EXPECT_EQ(police_.called["/token"], 0);
  EXPECT_EQ(come_back(browser_, gone), "/p");
  EXPECT_EQ(location(browser_.get(back + "?error=access_denied&state=" + gone.state)),
            "/sign-in?wrong=there");
  EXPECT_EQ(browser_.get("/sign-in/agency/csc/back?code=c&state=s").status, 404);
}

TEST_P(AgenciesTest, a_state_is_good_once_in_one_browser_and_for_ten_minutes) {
  const Gone gone = leave(browser_);
  const auto carried = browser_.cookies;
  const auto good = [&] {
    police_.gives(police_.sign(police_.claims(app_.clock().now(), gone.nonce)));
  };
  good();
  Browser other(app_.app());
  EXPECT_EQ(come_back(other, gone), "/sign-in?wrong=late") << "another browser";
  EXPECT_EQ(come_back(browser_, {"another", gone.nonce}), "/sign-in?wrong=late");
  browser_.cookies = carried;
  EXPECT_EQ(come_back(browser_, gone), "/sign-in?wrong=late") << "it was tried";

  const Gone again = leave(browser_);
  const auto kept = browser_.cookies;
  police_.gives(police_.sign(police_.claims(app_.clock().now(), again.nonce)));
  EXPECT_EQ(come_back(browser_, again), "/p");
  browser_.cookies = kept;
  police_.gives(police_.sign(police_.claims(app_.clock().now(), again.nonce)));
  EXPECT_EQ(come_back(browser_, again), "/sign-in?wrong=late") << "a second time";
  EXPECT_FALSE(is_inside(browser_));

  const Gone late = leave(browser_);
  app_.clock().advance(k_longest_away);
  police_.gives(police_.sign(police_.claims(app_.clock().now(), late.nonce)));
  EXPECT_EQ(come_back(browser_, late), "/sign-in?wrong=late");
}

TEST_P(AgenciesTest, what_one_agency_says_counts_at_no_other) {
  // The same name there, another agency here: by its own door, and by that of the other.
  EXPECT_EQ(with(health_, [](json::Value&) {}, "health"), "/h");
  const Gone gone = leave(browser_);
  police_.gives(health_.sign(health_.claims(app_.clock().now(), gone.nonce)));
  EXPECT_EQ(come_back(browser_, gone), "/sign-in?wrong=agency");
  const Gone mixed = leave(browser_);
  health_.gives(health_.sign(health_.claims(app_.clock().now(), mixed.nonce)));
  EXPECT_EQ(come_back(browser_, mixed, "health"), "/sign-in?wrong=late");
  // Listed for the police by mistake, or gone to another agency since.
  works_for_["p"] = "health";
  EXPECT_EQ(sign_in(browser_), "/sign-in?wrong=agency");
  EXPECT_FALSE(is_inside(browser_));
}

TEST_P(AgenciesTest, unknown_gone_and_forbidden_are_one_answer) {
  const auto unknown = with(police_, [](json::Value& c) { c.set("sub", "subject-2"); });
  works_for_.erase("p");
  const auto gone = sign_in(browser_);
  works_for_["p"] = "health";
  EXPECT_EQ(unknown, "/sign-in?wrong=agency");
  EXPECT_EQ(gone, unknown);
  EXPECT_EQ(sign_in(browser_), unknown);
  EXPECT_THAT(browser_.get(unknown).body, HasSubstr("You cannot come in here with your account"));
}

TEST_P(AgenciesTest, each_clause_that_is_broken_keeps_the_door_shut) {
  const auto set = [](const char* name, json::Value value) {
    return [name, value](json::Value& claims) { claims.set(name, value); };
  };
  EXPECT_EQ(with(police_, set("acr", "weak")), "/sign-in?wrong=weaker");
  EXPECT_EQ(with(police_, set("acr", nullptr)), "/sign-in?wrong=weaker");
  EXPECT_EQ(with(police_, set("amr", json::Array{"pwd"})), "/sign-in?wrong=weaker");
  EXPECT_EQ(with(police_, set("auth_time", 1)), "/sign-in?wrong=weaker");
  for (const auto& broken :
       {set("iss", health_.address), set("aud", "another"), set("azp", "another"),
        set("nonce", "another"), set("exp", 1), set("iat", 1), set("sub", "")}) {
    EXPECT_EQ(with(police_, broken), "/sign-in?wrong=agency");
  }
  EXPECT_FALSE(is_inside(browser_));
  EXPECT_EQ(app_.count("audit_event where kind = 'session.started'"), 11) << "each is recorded";
}

TEST_P(AgenciesTest, an_issuer_beside_the_code_must_be_the_agencys) {
  const Gone gone = leave(browser_);
  police_.gives(police_.sign(police_.claims(app_.clock().now(), gone.nonce)));
  EXPECT_EQ(location(browser_.post("/sign-in/agency/police/back",
                                   {{"code", "code-1"}, {"state", gone.state}, {"iss", "x"}})),
            "/sign-in?wrong=agency");
  EXPECT_EQ(police_.called["/token"], 0);
}

TEST_P(AgenciesTest, an_agency_that_is_away_is_said_plainly) {
  police_.away = true;
  EXPECT_EQ(location(browser_.post("/sign-in/agency", {{"agency", "police"}})),
            "/sign-in?wrong=away");
  EXPECT_THAT(browser_.get("/sign-in?wrong=away").body, HasSubstr("cannot be reached just now"));
  EXPECT_EQ(browser_.post("/sign-in/agency", {}).status, 422) << "nothing is chosen beforehand";
  EXPECT_EQ(browser_.post("/sign-in/agency", {{"agency", "csc"}}).status, 422);
}

TEST_P(AgenciesTest, whoever_sat_here_before_is_gone) {
  ASSERT_EQ(sign_in(browser_), "/p");
  const auto before = browser_.cookies;
  EXPECT_EQ(sign_in(browser_), "/p");
  EXPECT_NE(browser_.cookies, before) << "another session";
  Browser old(app_.app());
  old.cookies = before;
  EXPECT_FALSE(is_inside(old));
}

TEST_P(AgenciesTest, a_session_ends_when_the_agency_says_so) {
  ASSERT_EQ(sign_in(browser_), "/p");
  Browser second(app_.app());
  ASSERT_EQ(sign_in(second), "/p");
  const auto claims = police_.logout_claims(app_.clock().now(), "once-1");
  EXPECT_EQ(sign_out(claims), 200);
  EXPECT_FALSE(is_inside(browser_));
  EXPECT_FALSE(is_inside(second)) << "both were of that session there";
  ASSERT_EQ(sign_in(browser_), "/p");
  EXPECT_EQ(sign_out(claims), 400) << "the same token again";
  EXPECT_TRUE(is_inside(browser_));
}

TEST_P(AgenciesTest, only_the_session_or_the_person_that_is_meant) {
  ASSERT_EQ(sign_in(browser_), "/p");
  auto claims = police_.logout_claims(app_.clock().now(), "once-1");
  claims.set("sid", "session-2");
  EXPECT_EQ(sign_out(claims), 200);
  EXPECT_TRUE(is_inside(browser_));
  claims = police_.logout_claims(app_.clock().now(), "once-2");
  claims.set("sub", "subject-2");
  claims.set("sid", nullptr);
  EXPECT_EQ(sign_out(claims), 200);
  EXPECT_TRUE(is_inside(browser_));
  claims = police_.logout_claims(app_.clock().now(), "once-3");
  claims.set("sid", nullptr);
  EXPECT_EQ(sign_out(claims), 200);
  EXPECT_FALSE(is_inside(browser_));
}

TEST_P(AgenciesTest, what_is_no_logout_token_is_refused_and_on_no_record) {
  ASSERT_EQ(sign_in(browser_), "/p");
  const auto entries = app_.count("audit_event");
  const auto good = police_.logout_claims(app_.clock().now(), "once-1");
  EXPECT_EQ(sign_out(good, "health"), 400) << "at the address of another agency";
  EXPECT_EQ(sign_out(good, "csc"), 404);
  EXPECT_EQ(sign_out(police_.claims(app_.clock().now(), "n")), 400) << "an ID token";
  Browser server(app_.app());
  const std::string forged = health_.sign(good);
  EXPECT_EQ(server.post("/sign-out/agency/police", {{"logout_token", forged}}).status, 400);
  EXPECT_EQ(app_.count("audit_event"), entries);
  EXPECT_TRUE(is_inside(browser_));
}

TEST_P(AgenciesTest, passwords_are_only_for_those_whose_agency_allows_them) {
  Secret secret;
  const auto set = app_.app().system_act<policy::Action::log_notification>(
      "account.password-set", [&](const auto&, pipeline::Context& c) -> Result<json::Value> {
        MASH_TRY(secret,
                 set_password(c, StaffId::trusted("p"), "p@police.example", k_password, {}));
        return json::Value{};
      });
  ASSERT_TRUE(set);
  const auto enter = [&] {
    app_.clock().advance(Duration::minutes(1));
    const auto code = support::authenticator_code(secret.totp_secret, app_.clock().now());
    return location(browser_.post(
        "/sign-in",
        {{"email", "p@police.example"}, {"password", std::string(k_password)}, {"code", code}}));
  };
  EXPECT_EQ(enter(), "/sign-in?wrong=yes");
  agencies_.front().passwords = true;
  EXPECT_EQ(enter(), "/account");
}

TEST_P(AgenciesTest, after_another_configuration_strangers_are_out) {
  ASSERT_EQ(sign_in(browser_), "/p");
  const auto restart = [this](const std::vector<AgencyIssuer>& now) {
    app_.database().write(
        [&](db::Transaction& tx) { end_sessions_of_strangers(tx, app_.keys(), now); });
  };
  restart(agencies_);
  EXPECT_TRUE(is_inside(browser_)) << "a restart alone signs nobody out";
  restart({issuer("police", police_, {{"p", "subject-2"}})});
  EXPECT_FALSE(is_inside(browser_)) << "p is somebody else now";
  ASSERT_EQ(sign_in(browser_), "/p");
  restart({issuer("police", health_, {{"p", "subject-1"}})});
  EXPECT_FALSE(is_inside(browser_)) << "another issuer";
  EXPECT_EQ(app_.count("agency_session"), 0);
}

TEST_P(AgenciesTest, a_mover_keeps_no_session) {
  ASSERT_EQ(sign_in(browser_), "/p");
  works_for_["p"] = "health";
  EXPECT_FALSE(is_inside(browser_));
}

TEST_P(AgenciesTest, what_is_stored_names_nobody_and_goes) {
  ASSERT_EQ(sign_in(browser_), "/p");
  leave(browser_);
  EXPECT_EQ(sign_out(police_.logout_claims(app_.clock().now(), "once-1")), 200);
  ASSERT_EQ(sign_in(browser_), "/p");
  leave(browser_);
  for (const char* name : {"subject-1", "session-1", "once-1", "code-1"}) {
    EXPECT_FALSE(app_.is_stored(name)) << name;
  }
  EXPECT_EQ(app_.count("agency_session"), 1);
  EXPECT_EQ(app_.count("agency_start"), 2);
  const auto sweep_after = [this](Duration pause) {
    app_.clock().advance(pause);
    app_.database().write([&](db::Transaction& tx) { sweep(tx, app_.clock().now()); });
  };
  sweep_after(Duration::minutes(11));
  EXPECT_EQ(app_.count("agency_start"), 0);
  EXPECT_EQ(app_.count("agency_logout"), 1);
  sweep_after(Duration::hours(1));
  EXPECT_EQ(app_.count("agency_logout"), 0);
  sweep_after(Duration::hours(23));
  EXPECT_EQ(app_.count("agency_session"), 0);
}

INSTANTIATE_TEST_SUITE_P(Engines, AgenciesTest, support::engines(), support::engine_name);

TEST(AgencyTries, count_as_tries_to_sign_in) {
  for (const char* path :
       {"/sign-in", "/sign-in/passkey", "/sign-in/agency", "/sign-in/agency/police/back"}) {
    EXPECT_TRUE(is_try(path)) << path;
  }
  for (const char* path : {"/sign-out", "/sign-in/demo", "/sign-out/agency/police", "/queue"}) {
    EXPECT_FALSE(is_try(path)) << path;
  }
}

}  // namespace
}  // namespace mash::login
