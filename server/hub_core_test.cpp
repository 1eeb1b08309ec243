// SPDX-License-Identifier: MIT
// Goal: the hub keeps to its policy: a flood of tries to sign in starves nobody, and what only its
// clockwork needs goes in time.
#include "hub_core.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "embedded.h"
#include "mash/cases/cases.h"
#include "mash/people/people.h"
#include "mash/support/test_app.h"

namespace mash::server {
namespace {

using testing::HasSubstr;

json::Value sound() {
  return *json::parse(R"({"id": "own",
    "sign_in": {"tries": 2, "minutes": 1, "ipv4_bits": 32, "ipv6_bits": 56},
    "keep": {"act_hours": 20, "unlisted_days": 90},
    "scim": {"requests": 10, "stranger_requests": 5, "minutes": 1, "ipv4_bits": 32,
             "ipv6_bits": 56},
    "wall": {"hours": 8},
    "witnessing": {"every_seconds": 30, "padded_after_minutes": 10, "alarm_after_minutes": 20,
                   "pause_after_hours": 5, "multiple_of": 512}})");
}

class HubCoreTest : public testing::Test {
 protected:
  HubCoreTest() {
    json::Value config = *json::parse(demo_borough());
    config.set("hub_policy", sound());
    settings_.data = folder_.path() + "/data";
    settings_.config = folder_.path() + "/config.json";
    write_file(settings_.config, json::encode(config));
    core_ = *HubCore::open(settings_, clock_, random_);
  }
  http::Response send(const std::string& method, const std::string& from = "203.0.113.9",
                      const std::string& site = "same-origin",
                      const std::string& path = "/sign-in") {
    http::Request r;
    r.method = method;
    r.path = path;
    r.remote = from;
    r.headers = {{"host", "hub.test"},
                 {"content-type", "application/x-www-form-urlencoded"},
                 {"sec-fetch-site", site}};
    r.body = method == "GET" ? "" : "email=x%40y.example&password=wrong&code=000000";
    return core_->answer(r);
  }
  std::int64_t count(const std::string& what) {
    std::int64_t rows = 0;
    core_->database().read([&](db::Transaction& tx) {
      rows = tx.query("select count(*) from " + what).front().integer(0);
    });
    return rows;
  }

  support::TempFolder folder_;
  FixedClock clock_{*parse_iso("2026-11-24T09:00:00+00:00")};
  support::SeededRandom random_{11};
  Settings settings_;
  std::unique_ptr<HubCore> core_;
};

TEST_F(HubCoreTest, a_network_that_tries_to_sign_in_too_often_waits_and_others_do_not) {
  for (int i = 0; i < 2; ++i) EXPECT_EQ(send("POST").status, 303);
  const auto entries = count("audit_event");
  const auto page = send("POST");
  EXPECT_EQ(page.status, 429);
  EXPECT_THAT(page.headers, testing::Contains(testing::Pair("retry-after", "60")));
  EXPECT_THAT(page.body, HasSubstr("Too many tries. Wait a minute and try again"));
  EXPECT_EQ(count("audit_event"), entries) << "a flood must not fill the record";
  EXPECT_EQ(send("GET").status, 200);
  EXPECT_EQ(send("POST", "203.0.113.10").status, 303);
  clock_.advance(Duration::seconds(30));
  EXPECT_EQ(send("POST").status, 303);
}

// The record has nothing of these, so the log says how many there were.
TEST_F(HubCoreTest, what_is_turned_away_is_logged_by_number) {
  for (int i = 0; i < 5; ++i) send("POST");
  send("POST", "203.0.113.10", "cross-site");
  testing::internal::CaptureStderr();
  core_->sweep();
  core_->sweep();
  const auto log = testing::internal::GetCapturedStderr();
  EXPECT_THAT(log, HasSubstr(R"("requests.turned_away","over_share":"3","of_another_site":"1"})"));
  EXPECT_EQ(log.find("turned_away"), log.rfind("turned_away")) << "once";
  EXPECT_THAT(log, testing::Not(HasSubstr("203.0.113")));
}

TEST_F(HubCoreTest, what_a_head_says_of_an_address_is_not_believed) {
  http::Request r;
  r.method = "POST";
  r.path = "/sign-in";
  r.remote = "203.0.113.9";
  r.body = "email=x%40y.example&password=wrong&code=000000";
  int turned_away = 0;
  for (const char* name : {"x-forwarded-for", "forwarded", "x-real-ip", "client-ip", "via"}) {
    r.headers = {{"host", "hub.test"},
                 {"content-type", "application/x-www-form-urlencoded"},
                 {"sec-fetch-site", "same-origin"},
                 {name, "for=127.0.0.1"}};
    if (core_->answer(r).status == 429) ++turned_away;
  }
  EXPECT_EQ(turned_away, 3) << "all five are of one network";
}

TEST_F(HubCoreTest, tries_through_an_agency_count_too) {
  EXPECT_EQ(send("POST", "203.0.113.9", "same-origin", "/sign-in/agency").status, 404);
  EXPECT_EQ(send("POST", "203.0.113.9", "same-origin", "/sign-in/agency/x/back").status, 404);
  EXPECT_EQ(send("POST", "203.0.113.9", "same-origin", "/sign-in/agency").status, 429);
}

TEST_F(HubCoreTest, another_sites_page_uses_up_no_share_and_fills_no_record) {
  const auto entries = count("audit_event");
  for (int i = 0; i < 5; ++i) EXPECT_EQ(send("POST", "203.0.113.9", "cross-site").status, 404);
  EXPECT_EQ(count("audit_event"), entries);
  EXPECT_EQ(count("login_failure"), 0);
  for (int i = 0; i < 2; ++i) EXPECT_EQ(send("POST").status, 303);
}

TEST_F(HubCoreTest, what_is_old_goes) {
  send("POST");
  core_->database().write([&](db::Transaction& tx) {
    tx.execute("insert into act_done (hash, at, location) values ($1, $2, '/')",
               {Bytes{1}, clock_.now()});
    tx.execute("insert into session (hash, person, created_at, seen_at) values ($1, 'u01', $2, $2)",
               {Bytes{2}, clock_.now()});
  });
  core_->sweep();
  EXPECT_EQ(count("act_done") + count("session") + count("login_failure"), 3);
  clock_.advance(Duration::minutes(16));
  core_->sweep();
  EXPECT_EQ(count("session"), 1) << "it says whose form comes late";
  clock_.advance(Duration::hours(12));
  core_->sweep();
  EXPECT_EQ(count("session"), 0);
  clock_.advance(Duration::hours(7));
  core_->sweep();
  EXPECT_EQ(count("act_done"), 1);
  clock_.advance(Duration::hours(1));
  core_->sweep();
  EXPECT_EQ(count("act_done"), 0);
  clock_.advance(Duration::hours(4));
  core_->sweep();
  EXPECT_EQ(count("login_failure"), 0);
}

TEST_F(HubCoreTest, an_index_that_does_not_agree_is_built_anew_and_that_is_recorded) {
  const auto added = core_->app().system_act<policy::Action::collect>(
      "test", [](const auto&, pipeline::Context& c) -> Result<json::Value> {
        people::Statement said;
        said.case_id = CaseId::make(c.random);
        said.role = model::PersonRole::child;
        said.given_name = Sensitive("Amara");
        cases::add_case(c, said.case_id, c.now, false);
        people::add_statement(c, said);
        return json::Value{};
      });
  ASSERT_TRUE(added.has_value());
  const auto recorded = [&] { return count("audit_event where kind = 'people.index-rebuilt'"); };
  core_->check_index();
  EXPECT_EQ(recorded(), 0) << "what grew agrees";
  core_->database().write(
      [](db::Transaction& tx) { tx.execute("update statement set version = version + 1"); });
  testing::internal::CaptureStderr();
  core_->check_index();
  const auto log = testing::internal::GetCapturedStderr();
  EXPECT_EQ(recorded(), 1);
  EXPECT_THAT(log, HasSubstr("people.index_rebuilt"));
  EXPECT_THAT(log, testing::Not(HasSubstr("Amara")));
  core_->check_index();
  EXPECT_EQ(recorded(), 1);
}

TEST_F(HubCoreTest, E03_the_front_door_has_a_task_about_a_birth_that_is_overdue) {
  const auto added = core_->app().system_act<policy::Action::collect>(
      "test", [](const auto&, pipeline::Context& c) -> Result<json::Value> {
        people::Statement said;
        said.case_id = CaseId::make(c.random);
        said.role = model::PersonRole::unborn;
        said.expected_dob = Sensitive("2026-11-01");
        cases::add_case(c, said.case_id, c.now, false);
        people::add_statement(c, said);
        return json::Value{};
      });
  ASSERT_TRUE(added.has_value());
  EXPECT_EQ(core_->ask_about_births(), 1);
  EXPECT_EQ(core_->ask_about_births(), 0);
  EXPECT_EQ(count("task where desk = 'front-door' and state = 'OPEN'"), 1);
}

TEST(HubPolicy, comes_with_the_product_and_a_fault_is_named) {
  Settings settings;
  ASSERT_TRUE(load_hub_policy(settings));
  EXPECT_EQ(load_hub_policy(settings)->id, "standard");
  settings.demo = true;
  EXPECT_EQ(load_hub_policy(settings)->id, "demonstration");
  ASSERT_TRUE(parse_hub_policy(sound()));
  json::Value policy = sound();
  policy.set("keep", json::Value(json::Object{{"act_hours", 5}}));
  EXPECT_EQ(parse_hub_policy(policy).error().faults.front().field, "hub_policy.keep.act_hours");
  policy.set("keep", json::Value(json::Object{{"act_hours", 20}, {"unlisted_days", 90}}));
  policy.set("wall", json::Value(json::Object{{"hours", 25}}));
  EXPECT_EQ(parse_hub_policy(policy).error().faults.front().field, "hub_policy.wall.hours");
  policy = sound();
  policy.set("scim", json::Value(json::Object{{"requests", 0}}));
  EXPECT_EQ(parse_hub_policy(policy).error().faults.front().field,
            "hub_policy.scim.stranger_requests");
  EXPECT_EQ(parse_hub_policy(sound())->scim.requests, 10);
  const auto rules = parse_hub_policy(sound())->witnessing;
  EXPECT_EQ(rules.every, Duration::seconds(30));
  EXPECT_EQ(rules.pause_after, Duration::hours(5));
  EXPECT_EQ(rules.multiple_of, 512U);
  policy = sound();
  policy.set("witnessing", json::Value(json::Object{{"every_seconds", 0}}));
  EXPECT_EQ(parse_hub_policy(policy).error().faults.front().field,
            "hub_policy.witnessing.every_seconds");
}

}  // namespace
}  // namespace mash::server
