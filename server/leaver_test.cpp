// SPDX-License-Identifier: MIT
// Goal: whoever leaves the hub is out at once, and whoever moves to another agency takes nothing
// along that they had open for the first, also where a restart lies between.
#include <gtest/gtest.h>

#include "embedded.h"
#include "hub_command.h"
#include "hub_core.h"
#include "mash/support/test_app.h"

namespace mash::server {
namespace {

constexpr std::string_view k_cookie = "__Host-mash-hub=";

class LeaverTest : public testing::Test {
 protected:
  LeaverTest() {
    settings_.data = folder_.path() + "/data";
    settings_.config = folder_.path() + "/config.json";
    settings_.demo = true;
    start();
  }
  void start() {
    core_.reset();
    write_file(settings_.config, json::encode(config_));
    auto opened = HubCore::open(settings_, clock_, random_);
    ASSERT_TRUE(opened) << opened.error().message;
    core_ = *std::move(opened);
  }
  http::Response ask(const std::string& method, const std::string& path, const std::string& body) {
    http::Request r;
    r.method = method;
    r.path = path;
    r.remote = "127.0.0.1";
    r.headers = {{"host", "hub.test"},
                 {"accept", "application/json"},
                 {"content-type", "application/json"},
                 {"x-openmash", "1"},
                 {"cookie", cookie_}};
    r.body = body;
    return core_->answer(r);
  }
  void sign_in(const std::string& person) {
    cookie_.clear();
    const auto in = ask("POST", "/sign-in/demo", R"({"persona":")" + person + "\"}");
    for (const auto& [name, value] : in.headers) {
      if (name == "set-cookie" && value.starts_with(k_cookie)) {
        cookie_ = value.substr(0, value.find(';'));
      }
    }
    ASSERT_FALSE(cookie_.empty());
  }
  int requests() { return ask("GET", "/requests", "").status; }
  Result<json::Value> command(const char* name, const char* person, bool everybody = false) {
    Publisher publisher(core_->database(), core_->keys(), core_->folder() / "log",
                        log_origin(core_->borough()));
    const json::Value request =
        json::Object{{"command", name}, {"person", person}, {"everybody", everybody}};
    return run_command(
        *core_, publisher, request, clock_.now(), [](const json::Value&) {}, nullptr);
  }
  std::int64_t sessions() {
    std::int64_t out = 0;
    core_->database().read([&](db::Transaction& tx) {
      out = tx.query("select count(*) from session").front().integer(0);
    });
    return out;
  }

  support::TempFolder folder_;
  FixedClock clock_{*parse_iso("2026-11-24T09:00:00+00:00")};
  support::SeededRandom random_{11};
  Settings settings_;
  json::Value config_ = *json::parse(demo_borough());
  std::unique_ptr<HubCore> core_;
  std::string cookie_;
};

TEST_F(LeaverTest, a_restart_alone_signs_nobody_out) {
  sign_in("u07");
  start();
  EXPECT_EQ(requests(), 200);
}

TEST_F(LeaverTest, a_session_does_not_go_along_to_another_agency) {
  sign_in("u07");
  ASSERT_EQ(requests(), 200);
  auto staff = *config_["staff"].as_array();
  for (auto& member : staff) {
    if (member.text("id") != "u07") continue;
    member.set("agency", "health");
    member.set("desk", "health");
  }
  config_.set("staff", staff);
  start();
  EXPECT_EQ(requests(), 401);
  sign_in("u07");
  EXPECT_EQ(requests(), 200) << "through the new agency";
}

TEST_F(LeaverTest, whoever_is_taken_out_of_the_configuration_is_out) {
  sign_in("u21");
  ASSERT_EQ(ask("GET", "/alerts", "").status, 200);
  auto staff = *config_["staff"].as_array();
  std::erase_if(staff, [](const json::Value& member) { return member.text("id") == "u21"; });
  config_.set("staff", staff);
  start();
  EXPECT_EQ(ask("GET", "/alerts", "").status, 401);
}

TEST_F(LeaverTest, a_closed_account_has_no_session_and_gets_none) {
  sign_in("u07");
  ASSERT_TRUE(command("close-account", "u07"));
  EXPECT_EQ(sessions(), 0);
  EXPECT_EQ(requests(), 401);
  EXPECT_EQ(ask("POST", "/sign-in/demo", R"({"persona":"u07"})").status, 422);
  ASSERT_TRUE(command("open-account", "u07"));
  sign_in("u07");
  EXPECT_EQ(requests(), 200);
}

TEST_F(LeaverTest, the_operator_signs_somebody_out_or_everybody_and_they_come_in_again) {
  sign_in("u21");
  sign_in("u07");
  EXPECT_EQ(command("end-sessions", "u07")->number("ended"), 1);
  EXPECT_EQ(requests(), 401);
  sign_in("u07");
  EXPECT_FALSE(command("end-sessions", "")) << "an empty id is nobody's";
  EXPECT_FALSE(command("end-sessions", "u99"));
  EXPECT_FALSE(command("end-sessions", "not a code"));
  EXPECT_EQ(sessions(), 2);
  EXPECT_EQ(command("end-sessions", "", true)->number("ended"), 2);
  EXPECT_EQ(sessions(), 0);
}

// By the file of --scim, as the processes read it.
TEST_F(LeaverTest, an_agencys_system_ends_a_leavers_session_and_the_pages_that_listen) {
  settings_.scim = folder_.path() + "/scim.json";
  write_file(settings_.scim, R"({"systems":[{"agency":"police","tokens_sha256":[")" +
                                 hex(crypto::sha256(as_bytes("planted token"))) + "\"]}]}");
  start();
  sign_in("u07");
  ASSERT_EQ(requests(), 200);
  const auto stream = ask("GET", "/events", "").events;
  ASSERT_TRUE(stream != nullptr && stream->is_open());
  http::Request r;
  r.method = "PATCH";
  r.path = "/scim/v2/Users/u07";
  r.remote = "203.0.113.9";
  r.headers = {{"host", "hub.test"},
               {"content-type", "application/scim+json"},
               {"authorization", "Bearer planted token"}};
  r.body = R"({"schemas":["urn:ietf:params:scim:api:messages:2.0:PatchOp"],
               "Operations":[{"op":"Replace","path":"active","value":"False"}]})";
  EXPECT_EQ(core_->answer(r).status, 200);
  core_->tell_news();
  EXPECT_FALSE(stream->is_open());
  EXPECT_EQ(sessions(), 0);
  EXPECT_EQ(requests(), 401);
  // Whoever works for another agency since is not the police's to open again.
  auto staff = *config_["staff"].as_array();
  for (auto& member : staff) {
    if (member.text("id") != "u07") continue;
    member.set("agency", "health");
    member.set("desk", "health");
  }
  config_.set("staff", staff);
  start();
  r.body.replace(r.body.find("False"), 5, "True");
  EXPECT_EQ(core_->answer(r).status, 404);
  EXPECT_EQ(ask("POST", "/sign-in/demo", R"({"persona":"u07"})").status, 422);
}

TEST_F(LeaverTest, an_account_that_is_not_the_hubs_is_named) {
  for (const char* nobody : {"u99", "r01", "not a code"}) {
    EXPECT_FALSE(command("close-account", nobody)) << nobody;
  }
  EXPECT_EQ(command("close-account", "r01").error().faults.front().field, "person");
}

TEST_F(LeaverTest, whoever_may_not_come_in_through_an_agency_any_more_is_out_at_the_start) {
  sign_in("u07");
  core_->database().write([this](db::Transaction& tx) {
    tx.execute(
        "insert into agency_session (session, agency, person, who, subject, at_issuer, begun_at)"
        " select hash, agency, person, $1, $1, $1, $2 from session",
        {Bytes{1}, clock_.now()});
  });
  EXPECT_EQ(requests(), 200);
  core_->end_sessions_of_strangers();
  EXPECT_EQ(requests(), 401) << "no issuer is configured";
}

}  // namespace
}  // namespace mash::server
