// SPDX-License-Identifier: MIT
// Goal: an agency's own system ends and begins the accounts of that agency's people, as Entra ID
// and Okta ask for it, and can neither see nor change anybody or anything else.
#include "mash/provision/provision.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "mash/barnfield/hub.h"
#include "mash/directory/by_system.h"
#include "mash/login/passkeys.h"
#include "mash/login/schema.h"
#include "mash/login/templates.h"
#include "mash/provision/schema.h"
#include "mash/provision/templates.h"
#include "mash/provision/turnstile.h"
#include "mash/support/engines.h"
#include "mash/support/test_app.h"

namespace mash::provision {
namespace {

using testing::Contains;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::Not;
using testing::Pair;

constexpr const char* k_police = "token of the police";
constexpr const char* k_health = "token of the trust";
constexpr const char* k_leon = "leon.bailey@police.barnfield.example";  // u07
constexpr const char* k_users = "/scim/v2/Users";
constexpr const char* k_entra_off =
    R"({"schemas":["urn:ietf:params:scim:api:messages:2.0:PatchOp"],
        "Operations":[{"op":"Replace","path":"active","value":"False"}]})";
constexpr const char* k_entra_on =
    R"({"schemas":["urn:ietf:params:scim:api:messages:2.0:PatchOp"],
        "Operations":[{"op":"Add","path":"active","value":"True"}]})";
constexpr const char* k_okta_off =
    R"({"schemas":["urn:ietf:params:scim:api:messages:2.0:PatchOp"],
        "Operations":[{"op":"replace","value":{"active":false}}]})";

Bytes hash_of(const char* token) {
  const auto hash = crypto::sha256(as_bytes(token));
  return {hash.begin(), hash.end()};
}

const Systems& systems() {
  static const Systems all = {
      {AgencyId::trusted("police"), {hash_of("an older one"), hash_of(k_police)}},
      {AgencyId::trusted("health"), {hash_of(k_health)}}};
  return all;
}

support::TestAppOptions options(db::Engine engine) {
  auto all = routes({barnfield::borough(), systems(), "https://hub.example"});
  all.push_back(pipeline::page<policy::Action::read_requests>(
      {.path = "/requests",
       .summary = "Test",
       .event = "test.read",
       .facts = pipeline::no_facts,
       .run = [](const auto&, pipeline::Context&) -> Result<pipeline::Reply> {
         return pipeline::Download{"text/plain", "x", "inside"};
       }}));
  auto out = barnfield::hub(
      engine,
      {{.name = "login", .schema = login::schema()},
       {.name = "passkeys", .schema = login::passkeys_schema(), .templates = login::templates()},
       {.name = "by_system", .schema = directory::by_system_schema()},
       {.name = "first_password", .schema = login::first_password_schema()},
       {.name = "provision", .schema = schema(), .templates = templates(), .routes = all}});
  out.load_person = [](db::Transaction& tx, const StaffId& id) {
    return directory::load_person(tx, id, barnfield::borough());
  };
  out.scim_error = error_response;
  return out;
}

class ProvisionTest : public testing::TestWithParam<db::Engine> {
 protected:
  http::Response ask(const std::string& method, const std::string& path, const char* token,
                     const std::string& body = "", const std::string& if_match = "") {
    http::Request r;
    r.method = method;
    r.path = path.substr(0, path.find('?'));
    if (r.path.size() < path.size()) r.query = path.substr(r.path.size() + 1);
    r.remote = "203.0.113.9";
    r.headers = {{"host", "hub.test"}, {"accept", "*/*"}};
    if (token != nullptr) r.headers.emplace_back("authorization", std::string("Bearer ") + token);
    if (!body.empty()) r.headers.emplace_back("content-type", "application/scim+json");
    if (!if_match.empty()) r.headers.emplace_back("if-match", if_match);
    r.body = body;
    return app_.app().dispatch(r);
  }
  static json::Value json_of(const http::Response& r) {
    const auto value = json::parse(r.body);
    EXPECT_TRUE(value.has_value()) << r.status << r.body;
    EXPECT_THAT(r.headers, Contains(Pair("content-type", "application/scim+json")));
    return value ? *value : json::Value(json::Object{});
  }
  static std::string error_of(const http::Response& r) {
    const json::Value e = json_of(r);
    EXPECT_EQ((*e["schemas"].as_array())[0],
              json::Value("urn:ietf:params:scim:api:messages:2.0:Error"));
    EXPECT_EQ(e.text("status"), std::to_string(r.status));
    EXPECT_NE(e.text("detail"), "");
    return e.text("status") + " " + e.text("scimType");
  }
  std::vector<std::string> found(const std::string& query, const char* token = k_police) {
    const json::Value list = json_of(ask("GET", k_users + query, token));
    std::vector<std::string> out;
    for (const auto& user : *list["Resources"].as_array()) out.push_back(user.text("id"));
    return out;
  }
  bool active(const char* id) {
    return json_of(ask("GET", std::string(k_users) + "/" + id, k_police)).flag("active");
  }
  http::Response patch(const char* id, const std::string& body) {
    return ask("PATCH", std::string(k_users) + "/" + id, k_police, body);
  }
  static std::string patch_of(const std::string& operation) {
    return R"({"schemas":["urn:ietf:params:scim:api:messages:2.0:PatchOp"],"Operations":[)" +
           operation + "]}";
  }
  static std::string user(const std::string& name, const std::string& more = "") {
    return R"({"schemas":["urn:ietf:params:scim:schemas:core:2.0:User"],"userName":")" + name +
           "\"" + more + "}";
  }
  int requests(const char* who) { return app_.get(who, "/requests").status; }

  support::TestApp app_{options(GetParam())};
};

TEST_P(ProvisionTest, a_leaver_is_out_with_the_next_request) {
  for (const char* off : {k_entra_off, k_okta_off}) {
    ASSERT_EQ(requests("u07"), 200);
    ASSERT_EQ(requests("u08"), 200);
    const auto done = patch("u07", off);
    EXPECT_EQ(done.status, 200);
    EXPECT_FALSE(json_of(done).flag("active", true));
    EXPECT_EQ(requests("u07"), 401);
    EXPECT_EQ(app_.count("session where person = 'u07'"), 0);
    EXPECT_EQ(requests("u08"), 200) << "a colleague goes on";
    EXPECT_TRUE(json_of(patch("u07", k_entra_on)).flag("active"));
    EXPECT_EQ(requests("u07"), 401) << "no session comes back";
    app_.come_back_after(Duration::minutes(1));
  }
}

TEST_P(ProvisionTest, the_last_operation_counts_and_other_attributes_are_read_past) {
  ASSERT_EQ(patch("u07", patch_of(R"({"op":"add","path":"title","value":"Manager"},
      {"op":"replace","path":"roles","value":[{"value":"MashManager"}]},
      {"op":"replace","path":"name.familyName","value":"Other"},
      {"op":"replace","path":"emails[type eq \"work\"].value","value":"a@b.example"},
      {"op":"replace","value":{"password":"plantedpass","userName":"x","releases":true}},
      {"op":"remove","path":"displayName"},
      {"op":"REPLACE","path":"ACTIVE","value":true},
      {"op":"replace","path":"urn:ietf:params:scim:schemas:core:2.0:User:active","value":false})"))
                .status,
            200);
  const json::Value user = json_of(ask("GET", std::string(k_users) + "/u07", k_police));
  EXPECT_FALSE(user.flag("active", true));
  EXPECT_EQ(user.text("userName"), k_leon);
  EXPECT_EQ(user.text("displayName"), "Leon Bailey");
  EXPECT_EQ(app_.count("login"), 0);
  EXPECT_FALSE(app_.is_stored("plantedpass"));
}

TEST_P(ProvisionTest, an_operation_that_cannot_be_says_so_and_changes_nothing) {
  const std::pair<const char*, const char*> wrong[] = {
      {R"({"op":"replace","path":"active","value":"no"})", "400 invalidValue"},
      {R"({"op":"replace","path":"active"})", "400 invalidValue"},
      {R"({"op":"replace","value":false})", "400 invalidValue"},
      {R"({"op":"remove","path":"active"})", "400 mutability"},
      {R"({"op":"remove"})", "400 noTarget"},
      {R"({"op":"turn","path":"active","value":false})", "400 invalidSyntax"},
      {R"({"op":"replace","path":7,"value":false})", "400 invalidPath"},
      {R"({"op":"replace","path":"active","value":false},{"op":"remove"})", "400 noTarget"},
      {R"({"op":"replace","path":"externalId","value":7})", "400 invalidValue"},
      {R"({"op":"replace","path":"externalId","value":"a\u0000b"})", "400 invalidValue"},
      {R"({"op":"replace","path":"/active","value":false})", "400 invalidPath"},
      {R"({"op":"remove","path":"/active"})", "400 invalidPath"},
      {R"({"op":"replace","path":"active[value eq \"x\"]","value":false})", "400 invalidPath"},
      {R"({"op":"replace","path":"active.value","value":false})", "400 invalidPath"},
      {R"({"op":"replace","path":"User.active","value":false})", "400 invalidPath"},
      {R"({"op":"replace","path":"urn:x:other:active","value":false})", "400 invalidPath"},
      {R"({"op":"replace","value":{"/active":false}})", "400 invalidPath"},
      {R"({"op":"replace","value":{"urn:x:other":{"active":false}}})", "400 invalidPath"},
      {R"({"op":"replace","value":{"active":false,"ACTIVE":true}})", "400 invalidValue"},
      {R"({"op":"replace","path":"active","value":true,"VALUE":false})", "400 invalidSyntax"},
      {R"({"op":"replace","value":{"active":true,
          "urn:ietf:params:scim:schemas:core:2.0:User":{"active":false}}})",
       "400 invalidValue"}};
  for (const auto& [operation, error] : wrong) {
    EXPECT_EQ(error_of(patch("u07", patch_of(operation))), error) << operation;
  }
  EXPECT_EQ(error_of(patch("u07", R"({"Operations":[{"op":"replace"}]})")), "400 invalidSyntax");
  EXPECT_EQ(error_of(patch("u07", patch_of(""))), "400 invalidSyntax");
  EXPECT_EQ(error_of(patch("u07", "{")), "400 invalidSyntax");
  EXPECT_EQ(error_of(patch("u07", "[]")), "400 invalidSyntax");
  EXPECT_TRUE(active("u07"));
}

TEST_P(ProvisionTest, odd_ways_of_saying_active_close_the_account) {
  for (const char* operation :
       {R"({"op":"replace","path":"active ","value":false})",
        R"({"op":"replace","path":" Active","value":"false"})",
        R"({"op":"replace","value":{" active":false,"activeSince":true}})",
        R"({"op":"replace","value":{"active":false,"ACTIVE":"False"}})",
        R"({"op":"replace","path":"urn:ietf:params:scim:schemas:core:2.0:User",
            "value":{"active":false}})",
        R"({"op":"replace","value":{"urn:ietf:params:scim:schemas:core:2.0:User":
            {"active":false}}})",
        R"({"op":"replace","value":{"urn:x:other":{"manager":"active"},"active":false}},
           {"op":"replace","path":"emails[type eq \"active\"].value","value":"x"})"}) {
    EXPECT_EQ(patch("u07", patch_of(operation)).status, 200) << operation;
    EXPECT_FALSE(active("u07")) << operation;
    ASSERT_EQ(patch("u07", k_entra_on).status, 200);
  }
}

TEST_P(ProvisionTest, no_externalId_keeps_a_leaver_in) {
  ASSERT_EQ(patch("u08", patch_of(R"({"op":"add","path":"externalId","value":"taken"})")).status,
            200);
  for (const char* external : {"null", R"("")", "5", "[1]", R"("a\u0000b")", R"("taken")"}) {
    const std::string said = R"("active":false,"externalId":)" + std::string(external);
    ASSERT_EQ(patch("u07", patch_of(R"({"op":"add","path":"externalId","value":"p-17"})")).status,
              200);
    EXPECT_EQ(patch("u07", patch_of(R"({"op":"replace","value":{)" + said + "}}")).status, 200)
        << external;
    EXPECT_FALSE(active("u07")) << external;
    ASSERT_EQ(patch("u07", k_entra_on).status, 200);
    EXPECT_EQ(ask("PUT", std::string(k_users) + "/u07", k_police, R"({"userName":"",)" + said + "}")
                  .status,
              200)
        << external;
    EXPECT_FALSE(active("u07")) << external;
    ASSERT_EQ(patch("u07", k_entra_on).status, 200);
  }
  EXPECT_THAT(found("?filter=externalId%20eq%20%22p-17%22"), ElementsAre("u07"))
      << "what a colleague is called is not taken on";
  ASSERT_EQ(patch("u07", patch_of(R"({"op":"replace","value":{"externalId":null}})")).status, 200);
  EXPECT_THAT(found("?filter=externalId%20eq%20%22p-17%22"), ElementsAre());
}

TEST_P(ProvisionTest, whom_the_hub_closed_no_system_opens) {
  const auto by_hub = [&](auto what) {
    const auto done = app_.app().system_act<policy::Action::log_notification>(
        "account.test", [&](const auto&, pipeline::Context& c) -> Result<json::Value> {
          MASH_TRY_DO(what(c, barnfield::borough(), StaffId::trusted("u07")));
          return json::Value(json::Object{});
        });
    ASSERT_TRUE(done);
  };
  for (const bool system_first : {false, true}) {
    if (system_first) ASSERT_EQ(patch("u07", k_entra_off).status, 200);
    by_hub(directory::close_account);
    EXPECT_EQ(patch("u07", k_entra_off).status, 200) << "it may say so all the same";
    EXPECT_EQ(error_of(patch("u07", k_entra_on)), "409 ");
    EXPECT_EQ(error_of(ask("PUT", std::string(k_users) + "/u07", k_police,
                           user(k_leon, R"(,"active":true)"))),
              "409 ");
    EXPECT_EQ(error_of(ask("POST", k_users, k_police, user(k_leon))), "409 ");
    EXPECT_FALSE(active("u07"));
    EXPECT_THAT(app_.page("u21", "/accounts").body, HasSubstr("<bdi>Leon Bailey</bdi>"));
    by_hub(directory::open_account);
    EXPECT_TRUE(active("u07"));
    EXPECT_THAT(app_.page("u21", "/accounts").body, Not(HasSubstr("Leon Bailey")));
  }
  EXPECT_EQ(patch("u07", k_entra_off).status, 200);
  EXPECT_EQ(patch("u07", k_entra_on).status, 200) << "what a system closed";
}

TEST_P(ProvisionTest, an_agency_sees_its_own_people_alone) {
  EXPECT_THAT(found(""), ElementsAre("u07", "u08", "u31"));
  EXPECT_THAT(found("", k_health), ElementsAre("u09", "u10", "u32"));
  EXPECT_THAT(found("?filter=userName%20eq%20%22Leon.Bailey@police.barnfield.example%22"),
              ElementsAre("u07"));
  EXPECT_THAT(found("?filter=username+EQ+%22" + std::string(k_leon) + "%22", k_health),
              ElementsAre());
  EXPECT_THAT(found("?filter=id+eq+%22u08%22&attributes=userName"), ElementsAre("u08"));
  EXPECT_THAT(found("?startIndex=2&count=1"), ElementsAre("u08"));
  EXPECT_THAT(found("?startIndex=0&count=-1"), ElementsAre());
  EXPECT_THAT(found("?startIndex=9223372036854775807&count=9223372036854775807"), ElementsAre());
  EXPECT_EQ(json_of(ask("GET", std::string(k_users) + "?count=1", k_police)).number("totalResults"),
            3);
  const auto nobody = ask("GET", std::string(k_users) + "/u99", k_police);
  EXPECT_EQ(error_of(nobody), "404 ");
  for (const char* other : {"u09", "r06", "u03", "%22", "not a code"}) {
    for (const char* method : {"GET", "PATCH", "PUT", "DELETE"}) {
      const auto answer = ask(
          method, std::string(k_users) + "/" + other, k_police,
          std::string(method) == "PUT" ? user("x@y.example", R"(,"active":false)") : k_entra_off);
      EXPECT_EQ(answer.status, 404) << method << other;
      EXPECT_EQ(answer.body, nobody.body) << method << other;
    }
  }
  EXPECT_EQ(requests("u09"), 200);
}

TEST_P(ProvisionTest, other_filters_and_numbers_are_refused) {
  for (const char* filter : {"userName", "userName+eq", "userName+eq+7", "userName+co+%22a%22",
                             "emails+eq+%22a%22", "userName+eq+%22a%22+or+id+eq+%22b%22"}) {
    EXPECT_EQ(error_of(ask("GET", std::string(k_users) + "?filter=" + filter, k_police)),
              "400 invalidFilter")
        << filter;
  }
  EXPECT_EQ(error_of(ask("GET", std::string(k_users) + "?count=many", k_police)),
            "400 invalidValue");
  EXPECT_EQ(error_of(ask("GET", std::string(k_users) + "?a=%zz", k_police)), "400 invalidSyntax");
}

TEST_P(ProvisionTest, without_a_token_of_ours_nothing_is_said) {
  const auto none = ask("GET", k_users, nullptr);
  EXPECT_EQ(error_of(none), "401 ");
  EXPECT_THAT(none.headers, Contains(Pair("www-authenticate", "Bearer")));
  for (const char* token : {"", "token of nobody", "token of the policex", "TOKEN OF THE POLICE"}) {
    for (const char* method : {"GET", "PATCH", "PUT", "DELETE"}) {
      const auto answer = ask(method, std::string(k_users) + "/u07", token, "not JSON");
      EXPECT_EQ(answer.status, 401);
      EXPECT_EQ(answer.body, none.body);
      EXPECT_EQ(answer.headers, none.headers);
    }
    EXPECT_EQ(ask("POST", k_users, token, "not JSON").body, none.body);
  }
  EXPECT_EQ(ask("GET", k_users, "an older one").status, 200) << "while a token is changed";
  EXPECT_FALSE(app_.is_stored("token of nobody"));
  // Whoever has signed in is no machine.
  EXPECT_EQ(app_.get("u08", k_users).status, 401);
  EXPECT_EQ(error_of(ask("GET", "/scim/v2/Groups", k_police)), "404 ");
  EXPECT_EQ(error_of(ask("DELETE", k_users, k_police)), "404 ");
}

TEST_P(ProvisionTest, whoever_is_listed_and_closed_is_opened_once) {
  EXPECT_EQ(error_of(ask("POST", k_users, k_police, user(k_leon))), "409 uniqueness");
  ASSERT_EQ(patch("u07", k_entra_off).status, 200);
  const auto opened = ask("POST", k_users, k_police,
                          user("LEON.Bailey@police.barnfield.example", R"(,"externalId":"p-17")"));
  EXPECT_EQ(opened.status, 201);
  EXPECT_EQ(json_of(opened).text("id"), "u07");
  EXPECT_EQ(json_of(opened).text("externalId"), "p-17");
  EXPECT_THAT(opened.headers, Contains(Pair("location", "https://hub.example/scim/v2/Users/u07")));
  EXPECT_TRUE(active("u07"));
  EXPECT_EQ(error_of(ask("POST", k_users, k_police, user(k_leon))), "409 uniqueness");
  EXPECT_EQ(error_of(ask("POST", k_users, k_police, "{}")), "400 invalidValue");
  EXPECT_EQ(error_of(ask("POST", k_users, k_police, user("a\\u0000b"))), "400 invalidValue");
  EXPECT_EQ(error_of(ask("POST", k_users, k_police, user("a\\u202Eb"))), "400 invalidValue");
}

TEST_P(ProvisionTest, who_is_not_listed_gets_no_account_and_an_administrator_reads_of_it) {
  const std::string strange = user("new.person@police.barnfield.example");
  EXPECT_EQ(error_of(ask("POST", k_users, k_police, strange)), "403 ");
  EXPECT_EQ(error_of(ask("POST", k_users, k_police, strange)), "403 ");
  EXPECT_EQ(app_.count("provision_unlisted where times = 2"), 1);
  EXPECT_FALSE(app_.is_stored("new.person"));
  const auto page = app_.page("u21", "/accounts").body;
  EXPECT_THAT(page, HasSubstr("new.person@police.barnfield.example"));
  EXPECT_THAT(page, HasSubstr("list them in the configuration"));
  EXPECT_EQ(app_.page("u03", "/accounts").status, 404) << "no administrator";
  // Of another agency: the same to its system as somebody whom nobody knows.
  const auto other = ask("POST", k_users, k_health, user(k_leon));
  EXPECT_EQ(other.status, 403);
  EXPECT_EQ(other.body, ask("POST", k_users, k_police, strange).body);
  EXPECT_TRUE(active("u07"));
  app_.database().write(
      [&](db::Transaction& tx) { sweep(tx, app_.clock().now() + Duration::days(91), 90); });
  EXPECT_EQ(app_.count("provision_unlisted"), 0);
}

TEST_P(ProvisionTest, whom_a_system_deletes_is_absent_until_it_creates_them_again) {
  ASSERT_EQ(requests("u07"), 200);
  const auto gone = ask("DELETE", std::string(k_users) + "/u07", k_police);
  EXPECT_EQ(gone.status, 204);
  EXPECT_EQ(gone.body, "");
  EXPECT_EQ(requests("u07"), 401);
  for (const char* method : {"GET", "PATCH", "DELETE"}) {
    EXPECT_EQ(error_of(ask(method, std::string(k_users) + "/u07", k_police, k_entra_on)), "404 ");
  }
  EXPECT_THAT(found(""), ElementsAre("u08", "u31"));
  EXPECT_EQ(ask("POST", k_users, k_police, user(k_leon)).status, 201);
  EXPECT_THAT(found(""), ElementsAre("u07", "u08", "u31"));
}

TEST_P(ProvisionTest, an_agencys_own_name_for_somebody_is_kept_sealed_and_its_own) {
  const auto called = [](const char* name) {
    return patch_of(R"({"op":"add","path":"externalId","value":")" + std::string(name) + "\"}");
  };
  ASSERT_EQ(patch("u07", called("planted-17")).status, 200);
  EXPECT_EQ(patch("u07", called("planted-17")).status, 200) << "again";
  EXPECT_THAT(found("?filter=externalId%20eq%20%22planted-17%22"), ElementsAre("u07"));
  EXPECT_THAT(found("?filter=externalId%20eq%20%22planted-17%22", k_health), ElementsAre());
  EXPECT_FALSE(app_.is_stored("planted-17"));
  EXPECT_EQ(error_of(patch("u08", called("planted-17"))), "409 uniqueness");
  EXPECT_EQ(ask("PATCH", std::string(k_users) + "/u09", k_health, called("planted-17")).status, 200)
      << "another agency's names are its own";
  ASSERT_EQ(patch("u07", patch_of(R"({"op":"remove","path":"externalId"})")).status, 200);
  EXPECT_EQ(patch("u08", called("planted-17")).status, 200);
}

TEST_P(ProvisionTest, put_opens_and_closes_and_leaves_what_it_does_not_say) {
  const std::string path = std::string(k_users) + "/u07";
  EXPECT_EQ(ask("PUT", path, k_police, user("x@y.example", R"(,"active":false)")).status, 200);
  EXPECT_FALSE(active("u07"));
  EXPECT_EQ(ask("PUT", path, k_police, user(k_leon)).status, 200);
  EXPECT_FALSE(active("u07"));
  EXPECT_EQ(ask("PUT", path, k_police, user(k_leon, R"(,"Active":"True")")).status, 200);
  EXPECT_TRUE(active("u07"));
  http::Request r;
  EXPECT_EQ(error_of(ask("PUT", path, k_police, "[1]")), "400 invalidSyntax");
}

TEST_P(ProvisionTest, what_was_changed_meanwhile_is_not_written_over) {
  const std::string path = std::string(k_users) + "/u07";
  const auto version = json_of(ask("GET", path, k_police))["meta"].text("version");
  EXPECT_THAT(ask("GET", path, k_police).headers, Contains(Pair("etag", version)));
  EXPECT_EQ(ask("PATCH", path, k_police, k_entra_off, version).status, 200);
  EXPECT_EQ(error_of(ask("PATCH", path, k_police, k_entra_on, version)), "412 ");
  EXPECT_FALSE(active("u07"));
  EXPECT_EQ(ask("PATCH", path, k_police, k_entra_on, "*").status, 200);
  const auto now = json_of(ask("GET", path, k_police))["meta"].text("version");
  EXPECT_EQ(error_of(ask("PATCH", path, k_police, k_entra_off, "W/\"1\", W/\"2\"")), "412 ");
  EXPECT_EQ(ask("PATCH", path, k_police, k_entra_off, "W/\"1\" ,\t" + now).status, 200);
}

TEST_P(ProvisionTest, each_act_is_on_the_record_by_the_agency_and_nobody_by_name) {
  patch("u07", k_entra_off);
  found("?filter=userName%20eq%20%22" + std::string(k_leon) + "%22");
  EXPECT_EQ(app_.count("audit_event where kind = 'provision.changed'"), 1);
  EXPECT_EQ(app_.count("audit_event where kind = 'provision.searched'"), 1);
  EXPECT_FALSE(app_.is_stored(k_leon));
}

TEST_P(ProvisionTest, what_is_offered_is_said_to_everybody) {
  const json::Value config = json_of(ask("GET", "/scim/v2/ServiceProviderConfig", nullptr));
  EXPECT_TRUE(config["patch"].flag("supported"));
  EXPECT_FALSE(config["changePassword"].flag("supported", true));
  EXPECT_EQ(json_of(ask("GET", "/scim/v2/ResourceTypes", nullptr)).number("totalResults"), 1);
  const auto schema =
      ask("GET", "/scim/v2/Schemas/urn:ietf:params:scim:schemas:core:2.0:User", nullptr);
  const json::Value user = json_of(schema);
  EXPECT_EQ(user["attributes"].as_array()->size(), 3U);
  for (const auto& a : *user["attributes"].as_array()) {
    EXPECT_EQ(a.text("mutability"), a.text("name") == "active" ? "readWrite" : "readOnly");
  }
  EXPECT_THAT(schema.body, Not(HasSubstr("Bailey")));
}

TEST_P(ProvisionTest, other_types_of_body_are_refused) {
  http::Request r;
  r.method = "PATCH";
  r.path = std::string(k_users) + "/u07";
  r.headers = {{"host", "hub.test"},
               {"authorization", "bearer " + std::string(k_police)},
               {"content-type", "text/plain"}};
  r.body = k_entra_off;
  EXPECT_EQ(error_of(app_.app().dispatch(r)), "415 ");
  r.headers.back().second = "application/json; charset=utf-8";
  EXPECT_EQ(app_.app().dispatch(r).status, 200);
}

TEST_P(ProvisionTest, whoever_asks_too_much_waits_and_reaches_no_record) {
  Turnstile turnstile(systems(),
                      {.requests = 2, .minutes = 60, .strangers = {.count = 1, .minutes = 60}},
                      app_.random());
  const auto stops = [&](const char* token, const char* path = k_users) {
    http::Request r;
    r.path = path;
    r.remote = "203.0.113.9";
    r.headers = {{"authorization", std::string("Bearer ") + token}};
    return turnstile.stops(r, app_.clock().now());
  };
  EXPECT_FALSE(stops(k_police));
  EXPECT_FALSE(stops("an older one"));
  EXPECT_FALSE(stops("of nobody"));
  const auto wait = stops(k_police);
  ASSERT_TRUE(wait.has_value());
  EXPECT_EQ(error_of(*wait), "429 ");
  EXPECT_THAT(wait->headers, Contains(Pair("retry-after", "1800")));
  EXPECT_TRUE(stops("of nobody else"));
  EXPECT_FALSE(stops(k_health));
  EXPECT_FALSE(stops("of nobody", "/queue"));
}

INSTANTIATE_TEST_SUITE_P(Engines, ProvisionTest, support::engines(), support::engine_name);

}  // namespace
}  // namespace mash::provision
