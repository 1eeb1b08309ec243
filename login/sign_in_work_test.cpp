// SPDX-License-Identifier: MIT
// Goal: signing in does the same work for somebody who works here as for a name that nobody has, so
// that no answer's time tells which names there are. Work is counted, by standing between the
// program and its libraries: password hashes and their cost, one-time codes, statements.
#include <gtest/gtest.h>

#include <atomic>
#include <string>

#include "mash/login/agencies.h"
#include "mash/login/login.h"
#include "mash/login/passkeys.h"
#include "mash/login/password.h"
#include "mash/login/schema.h"
#include "mash/login/templates.h"
#include "mash/support/authenticator.h"
#include "mash/support/test_app.h"

namespace {

struct Work {
  int hashes = 0;
  std::string cost;  // of the newest hash: "$argon2id$v=19$m=65536,t=2,p=1"
  int codes = 0;
  int statements = 0;
  bool operator==(const Work&) const = default;
};
void PrintTo(const Work& w, std::ostream* out) {
  *out << w.hashes << " hashes " << w.cost << ", " << w.codes << " codes, " << w.statements
       << " statements";
}

std::atomic<int> hashes{0};
std::atomic<int> codes{0};
std::atomic<int> statements{0};
std::string cost;  // written while the one request runs, read after it

}  // namespace

// The linker calls these in place of the libraries' own (CMakeLists.txt: --wrap). What they pass on
// they do not look into.
extern "C" {
struct evp_md_st;
struct sqlite3_stmt;
struct pg_conn;
struct pg_result;
// NOLINTBEGIN(bugprone-reserved-identifier)
int __real_crypto_pwhash_str_verify(const char* encoded, const char* password,
                                    unsigned long long length);
int __wrap_crypto_pwhash_str_verify(const char* encoded, const char* password,
                                    unsigned long long length) {
  ++hashes;
  const std::string text(encoded);
  cost = text.substr(0, text.find('$', text.find("p=")));
  return __real_crypto_pwhash_str_verify(encoded, password, length);
}
unsigned char* __real_HMAC(const evp_md_st* kind, const void* key, int key_size,
                           const unsigned char* data, std::size_t size, unsigned char* out,
                           unsigned int* out_size);
unsigned char* __wrap_HMAC(const evp_md_st* kind, const void* key, int key_size,
                           const unsigned char* data, std::size_t size, unsigned char* out,
                           unsigned int* out_size) {
  ++codes;
  return __real_HMAC(kind, key, key_size, data, size, out, out_size);
}
int __real_sqlite3_reset(sqlite3_stmt* statement);
int __wrap_sqlite3_reset(sqlite3_stmt* statement) {
  ++statements;
  return __real_sqlite3_reset(statement);
}
pg_result* __real_PQexecPrepared(pg_conn* connection, const char* name, int count,
                                 const char* const* values, const int* lengths, const int* formats,
                                 int format);
pg_result* __wrap_PQexecPrepared(pg_conn* connection, const char* name, int count,
                                 const char* const* values, const int* lengths, const int* formats,
                                 int format) {
  ++statements;
  return __real_PQexecPrepared(connection, name, count, values, lengths, formats, format);
}
// NOLINTEND(bugprone-reserved-identifier)
}

namespace mash::login {
namespace {

constexpr const char* k_password = "correct horse battery staple";
constexpr const char* k_domain = "@plantedmail.example";

pipeline::Person person(const StaffId& id) {
  return {{id, AgencyId::trusted("csc"), policy::Role::mash_manager, policy::Side::hub, false},
          "Nasima Khatun",
          "At work"};
}

// Here work "a", who has a password, and "b", who has none; "c" has left.
Deps deps() {
  return {.summary = "Sign in (tests)",
          .page =
              [](pipeline::Context&) {
                return pipeline::View{.page = "login_test/page", .title = "Sign in"};
              },
          .find = [](pipeline::Context&, std::string_view email) -> std::optional<StaffId> {
            if (!email.ends_with(k_domain)) return std::nullopt;
            return StaffId::trusted(std::string(email.substr(0, 1)));
          },
          .load = [](pipeline::Context&, const StaffId& id) -> Result<pipeline::Person> {
            if (id.text() != "a" && id.text() != "b") return not_found();
            return person(id);
          },
          .personas = [](pipeline::Context&) { return std::vector<Persona>{}; },
          .home = [](const pipeline::Person&) { return std::string("/home"); },
          .signed_out = "/out"};
}

support::TestAppOptions options(db::Engine engine) {
  support::TestAppOptions o{.engine = engine};
  o.migrations = {{2, "login", schema()},
                  {3, "agencies", agencies_schema()},
                  {4, "passkeys", passkeys_schema()},
                  {5, "first_password", first_password_schema()},
                  {6, "agency_signed_in", agency_signed_in_schema()}};
  o.routes = routes(deps());
  o.templates = templates();
  o.templates.push_back({"login_test/page", "{{> login/form}}"});
  o.load_person = [](db::Transaction&, const StaffId& id) -> Result<pipeline::Person> {
    return person(id);
  };
  return o;
}

class SignInWorkTest : public testing::TestWithParam<db::Engine> {
 protected:
  support::TestApp app_{options(GetParam())};

  std::string set(const char* who) {
    std::string secret;
    const auto done = app_.app().system_act<policy::Action::log_notification>(
        "account.password-set", [&](const auto&, pipeline::Context& c) -> Result<json::Value> {
          MASH_TRY(const auto given, set_password(c, StaffId::trusted(who),
                                                  who + std::string(k_domain), k_password, {}));
          secret = given.totp_secret;
          return json::Value{};
        });
    EXPECT_TRUE(done);
    return secret;
  }
  Work work_of(const std::string& email, const std::string& password, const std::string& code) {
    hashes = codes = statements = 0;
    cost.clear();
    const auto answer =
        app_.submit("", "/sign-in", {{"email", email}, {"password", password}, {"code", code}});
    EXPECT_EQ(answer.location, "/sign-in?wrong=yes") << email;
    return {hashes, cost, codes, statements};
  }
};

// ASVS 6.3.8.
TEST_P(SignInWorkTest, a_name_that_nobody_has_takes_the_same_work) {
  const std::string secret = set("a");
  set("c");
  const std::string right = support::authenticator_code(secret, app_.clock().now());
  // Each connection opens and prepares once.
  for (const char* name : {"d", "e", "f", "g", "h", "i"}) {
    work_of(name + std::string("@example.example"), k_password, "000000");
  }
  const Work nobody = work_of("nobody@example.example", k_password, "000000");
  EXPECT_EQ(nobody.hashes, 1);
  EXPECT_EQ(nobody.codes, 3);
  EXPECT_GT(nobody.statements, 3);
  EXPECT_NE(nobody.cost.find("$argon2id$"), std::string::npos);
  const std::string known = std::string("a") + k_domain;
  EXPECT_EQ(work_of(known, "wrong password here", "000000"), nobody);
  EXPECT_EQ(work_of(known, k_password, "000000"), nobody);
  EXPECT_EQ(work_of(std::string("b") + k_domain, k_password, "000000"), nobody) << "no password";
  EXPECT_EQ(work_of(std::string("c") + k_domain, k_password, "000000"), nobody) << "has left";
  const Work code = work_of(known, "wrong password here", right);
  EXPECT_EQ(code.hashes, nobody.hashes);
  EXPECT_EQ(code.statements, nobody.statements);
}

INSTANTIATE_TEST_SUITE_P(Engines, SignInWorkTest,
                         testing::Values(db::Engine::sqlite, db::Engine::postgres));

}  // namespace
}  // namespace mash::login
