// SPDX-License-Identifier: MIT
// Goal: the gate as a whole keeps to its policy: who sends too much is told to phone, what is old
// goes and the record says so, and its people get their passwords.
#include "gate_core.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "gate_command.h"
#include "mash/door/door_client.h"
#include "mash/support/test_app.h"
#include "public_file.h"

namespace mash::server {
namespace {

using testing::HasSubstr;
using testing::Not;

constexpr const char* k_policy = R"({"gate_policy": {"id": "test",
  "form": {"starts": 2, "answers": 50, "minutes": 10, "ipv4_bits": 32, "ipv6_bits": 56},
  "files": {"kilobytes": 2000, "minutes": 10, "ipv4_bits": 32, "ipv6_bits": 56,
            "room_megabytes": 3},
  "sign_in": {"tries": 2, "minutes": 1, "ipv4_bits": 32, "ipv6_bits": 56},
  "machine": {"requests": 3, "stranger_requests": 2, "minutes": 10, "ipv4_bits": 32,
              "ipv6_bits": 56},
  "keep": {"receipt_days": 90, "answered_product_days": 28, "product_days": 90,
           "delivery_days": 365, "act_hours": 24, "answer_hours": 24},
  "products": {"signed_before_shown": false}}})";

class GateCoreTest : public testing::Test {
 protected:
  GateCoreTest() {
    settings_.data = folder_.path() + "/data";
    settings_.config = folder_.path() + "/config.json";
    write_file(settings_.config, k_policy);
    PublicFile hub;
    hub.name = "Barnfield hub";
    hub.phone = "020 7946 0531";
    hub.box = crypto::box_public_key(crypto::Key::make(random_));
    write_public(settings_, "hub", hub);
    core_ = *GateCore::open(settings_, clock_, random_);
  }

  http::Response send(const std::string& method, const std::string& path,
                      const std::string& accept = "text/html",
                      const std::string& origin = "https://gate.test") {
    http::Request r;
    r.method = method;
    r.path = path;
    r.remote = "203.0.113.9";
    r.headers = {{"host", "gate.test"}, {"accept", accept}, {"origin", origin}};
    return core_->answer(r);
  }
  std::int64_t count(const std::string& what) {
    std::int64_t rows = 0;
    core_->database().read([&](db::Transaction& tx) {
      rows = tx.query("select count(*) from " + what).front().integer(0);
    });
    return rows;
  }
  void deliver(packages::OutwardKind kind, Bytes body) {
    door::DoorClient client(
        [this](const auto& r) -> Result<http::Response> { return core_->door()(r); });
    const packages::Outward package{new_id_text(random_), kind, clock_.now(), std::move(body)};
    ASSERT_EQ(client.deliver({&package, 1})->stored.size(), 1U);
  }
  Result<json::Value> command(const json::Value& request) {
    Publisher publisher(core_->database(), core_->keys(), core_->folder() / "log", k_gate_origin);
    return run_command(*core_, publisher, request);
  }
  Result<json::Value> set_password(const char* person) {
    json::Value request;
    request.set("command", "set-password");
    request.set("person", person);
    request.set("password", "correct horse battery staple");
    return command(request);
  }

  support::TempFolder folder_;
  FixedClock clock_{*parse_iso("2026-11-24T09:00:00+00:00")};
  support::SeededRandom random_{11};
  Settings settings_;
  std::unique_ptr<GateCore> core_;
};

TEST_F(GateCoreTest, H17_whoever_sends_too_many_files_is_told_to_send_the_words) {
  http::Request r;
  r.method = "POST";
  r.path = "/notify/files";
  r.remote = "203.0.113.9";
  r.headers = {{"host", "gate.test"}, {"origin", "https://gate.test"}};
  r.body = std::string(1'500'000, 'x');
  EXPECT_EQ(core_->answer(r).status, 415) << "no form at all, but counted";
  const auto answer = core_->answer(r);
  EXPECT_EQ(answer.status, 429);
  EXPECT_THAT(answer.body, HasSubstr("send them without the file"));
  r.remote = "203.0.113.10";
  EXPECT_EQ(core_->answer(r).status, 415);
}

// The gate keeps nothing while it is typed; above all, typing does nothing.
TEST_F(GateCoreTest, nothing_that_says_that_it_is_typed_is_ever_done) {
  http::Request r;
  r.method = "POST";
  r.path = "/notify/start";
  r.remote = "203.0.113.9";
  r.headers = {{"host", "gate.test"}, {"origin", "https://gate.test"}, {"x-openmash-keep", "yes"}};
  EXPECT_EQ(core_->answer(r).status, 404);
  r.headers.pop_back();
  EXPECT_EQ(core_->answer(r).status, 303);
}

TEST_F(GateCoreTest, WhoSendsTooMuchIsToldToPhone) {
  EXPECT_EQ(send("POST", "/notify/start").status, 303);
  EXPECT_EQ(send("POST", "/notify/start").status, 303);
  const auto entries = count("audit_event");
  const auto page = send("POST", "/notify/start");
  EXPECT_EQ(page.status, 429);
  EXPECT_THAT(page.headers, testing::Contains(testing::Pair("retry-after", "300")));
  EXPECT_THAT(page.body, HasSubstr("Please phone, or wait 5 minutes"));
  EXPECT_THAT(page.body, HasSubstr("020 7946 0531"));
  EXPECT_THAT(page.body, HasSubstr("immediate danger, call 999 now"));
  const auto value = json::parse(send("POST", "/notify/start", "application/json").body);
  EXPECT_EQ(value->number("minutes"), 5);
  EXPECT_EQ(value->text("phone"), "020 7946 0531");
  EXPECT_EQ(count("audit_event"), entries) << "a flood must not fill the record";
  testing::internal::CaptureStderr();
  core_->sweep();
  EXPECT_THAT(testing::internal::GetCapturedStderr(),
              HasSubstr(R"("requests.turned_away","over_share":"2","of_another_site":"0"})"));
  EXPECT_EQ(send("GET", "/notify").status, 200);
  EXPECT_EQ(send("POST", "/notify/exit").status, 303);
  clock_.advance(Duration::minutes(5));
  EXPECT_EQ(send("POST", "/notify/start").status, 303);
}

TEST_F(GateCoreTest, TheTimeToWaitIsATime) {
  const auto page = [this](const std::string& query) {
    http::Request r;
    r.method = "GET";
    r.path = "/notify/wait";
    r.query = query;
    r.headers = {{"host", "gate.test"}};
    return core_->answer(r);
  };
  EXPECT_THAT(page("minutes=20").body, HasSubstr("or wait 20 minutes"));
  EXPECT_THAT(page("").body, HasSubstr("or wait a minute"));
  const int refused = page("minutes=soon").status;
  EXPECT_EQ(refused, 422);
  for (const char* minutes : {"-1", "0", "1441", "99999"}) {
    const auto answer = page(std::string("minutes=") + minutes);
    EXPECT_EQ(answer.status, refused) << minutes;
    EXPECT_THAT(answer.body, HasSubstr("Minutes to wait must be from 1 to 1440")) << minutes;
  }
}

TEST_F(GateCoreTest, WhoTriesToSignInTooOftenWaits) {
  for (int i = 0; i < 2; ++i) EXPECT_EQ(send("POST", "/sign-in").status, 422);
  const auto entries = count("audit_event");
  const auto page = send("POST", "/sign-in");
  EXPECT_EQ(page.status, 429);
  EXPECT_THAT(page.headers, testing::Contains(testing::Pair("retry-after", "60")));
  EXPECT_THAT(page.body, HasSubstr("Too many tries. Wait a minute and try again"));
  EXPECT_EQ(count("audit_event"), entries) << "a flood must not fill the record";
  EXPECT_EQ(send("POST", "/sign-in/passkey").status, 429) << "the same share, with a passkey too";
  EXPECT_EQ(send("GET", "/sign-in").status, 200);
  clock_.advance(Duration::seconds(30));
  EXPECT_EQ(send("POST", "/sign-in").status, 422);
}

TEST_F(GateCoreTest, AnotherSitesPageUsesUpNoShareAndFillsNoRecord) {
  const auto entries = count("audit_event");
  for (const char* path : {"/notify/start", "/sign-in"}) {
    for (int i = 0; i < 5; ++i) {
      EXPECT_EQ(send("POST", path, "text/html", "https://elsewhere.example").status, 404) << path;
    }
  }
  EXPECT_EQ(count("audit_event"), entries);
  EXPECT_EQ(count("draft"), 0);
  for (int i = 0; i < 2; ++i) {
    EXPECT_EQ(send("POST", "/notify/start").status, 303);
    EXPECT_EQ(send("POST", "/sign-in").status, 422);
  }
}

TEST_F(GateCoreTest, WhatTellsOfActsIsKeptForADay) {
  core_->database().write([&](db::Transaction& tx) {
    tx.execute("insert into act_done (hash, at, location) values ($1, $2, '/')",
               {Bytes{1}, clock_.now()});
  });
  clock_.advance(Duration::hours(24));
  core_->sweep();
  EXPECT_EQ(count("act_done"), 1);
  clock_.advance(Duration::minutes(1));
  core_->sweep();
  EXPECT_EQ(count("act_done"), 0);
}

TEST_F(GateCoreTest, WhereItCameFromIsStoredNowhere) {
  for (int i = 0; i < 3; ++i) send("POST", "/notify/start");
  core_.reset();
  int files = 0;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(settings_.data)) {
    if (!entry.is_regular_file()) continue;
    ++files;
    EXPECT_THAT(*read_file(entry.path()), Not(HasSubstr("203.0.113")));
  }
  EXPECT_GT(files, 2);
}

TEST_F(GateCoreTest, WhatIsOldGoesAndTheRecordSaysSo) {
  packages::Product product;
  product.id = ProductId::trusted("00000000000000000000000PR1");
  product.reference = "7KQ4-XM2P-M";
  product.recipient = AgencyId::trusted("assess");
  product.recipient_name = "Assessment team";
  product.marking = "OFFICIAL-SENSITIVE";
  product.issued_at = clock_.now();
  product.hub_name = "Barnfield hub";
  product.hub_phone = "020 7946 0531";
  product.asked = "See the child";
  deliver(packages::OutwardKind::product, encode(product));
  send("POST", "/notify/start");
  core_->sweep();
  EXPECT_EQ(count("audit_event where kind = 'gate.swept'"), 0) << "nothing was due";
  clock_.advance(Duration::days(91));
  core_->sweep();
  EXPECT_EQ(count("audit_event where kind = 'gate.swept'"), 1);
  EXPECT_EQ(count("draft") + count("product"), 0);
  EXPECT_EQ(count("outward_stored"), 1) << "a late copy is not taken again";
  core_->sweep();
  EXPECT_EQ(count("audit_event where kind = 'gate.swept'"), 1);
  clock_.advance(Duration::days(275));
  core_->sweep();
  EXPECT_EQ(count("outward_stored"), 0);
}

TEST_F(GateCoreTest, TokensAreMadeListedAndRevokedHere) {
  json::Value add = json::Object{{"command", "token-add"},
                                 {"agency", "police"},
                                 {"agency_name", "Barnfield Borough Police"},
                                 {"sources", json::Array{"6"}},
                                 {"name", ""}};
  EXPECT_EQ(command(add).error().faults.front().field, "name");
  add.set("name", "Records system");
  const auto made = command(add);
  ASSERT_TRUE(made);
  EXPECT_EQ(made->text("token").substr(0, 27), made->text("id") + ".");
  const auto ask = [&] {
    http::Request r;
    r.method = "GET";
    r.path = "/api/v1/notifications/7KQ4-XM2P-M";
    r.remote = "203.0.113.9";
    r.headers = {{"host", "gate.test"}, {"authorization", "Bearer " + made->text("token")}};
    return core_->answer(r).status;
  };
  EXPECT_EQ(ask(), 404);
  const auto list = command(json::Object{{"command", "token-list"}});
  ASSERT_EQ((*list)["tokens"].as_array()->size(), 1U);
  EXPECT_EQ((*(*list)["tokens"].as_array())[0].text("name"), "Records system");
  json::Value revoke = json::Object{{"command", "token-revoke"}, {"id", made->text("id")}};
  EXPECT_TRUE(command(revoke));
  EXPECT_EQ(ask(), 401);
  EXPECT_EQ(ask(), 401);
  EXPECT_EQ(ask(), 429) << "a stranger now";
  EXPECT_EQ(command(revoke).error().faults.front().field, "id");
  EXPECT_EQ(count("audit_event where kind = 'machine.token-made'"), 1);
  EXPECT_EQ(count("audit_event where kind = 'machine.token-revoked'"), 2);
  EXPECT_EQ(count("audit_event where kind = 'machine.status'"), 3);
}

TEST_F(GateCoreTest, PeopleOutsideGetTheirPasswordHere) {
  EXPECT_EQ(set_password("r01").error().faults.front().field, "person");
  packages::Directory directory{.hub_name = "Barnfield hub", .hub_phone = "020 7946 0531"};
  directory.accounts = {{.id = StaffId::trusted("r01"),
                         .agency = AgencyId::trusted("assess"),
                         .agency_name = "Assessment team",
                         .role = "Recipient",
                         .name = "Paul Stanforth",
                         .title = "Team manager",
                         .email = "r01@assess.example"}};
  deliver(packages::OutwardKind::directory, encode(directory));
  const auto login = set_password("r01");
  ASSERT_TRUE(login);
  EXPECT_THAT(login->text("totp_uri"), HasSubstr("otpauth://totp/"));
  EXPECT_EQ(count("login where person = 'r01'"), 1);
  EXPECT_EQ(count("audit_event where kind = 'account.password-set'"), 2);
}

}  // namespace
}  // namespace mash::server
