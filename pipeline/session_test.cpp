// SPDX-License-Identifier: MIT
// Goal: a session ends with the work that it was begun for, nothing of the world outside is asked
// while a transaction is open, and what it refuses is on no record.
#include <gtest/gtest.h>

#include "mash/support/engines.h"
#include "mash/support/test_app.h"

namespace mash::pipeline {
namespace {

using policy::Action;

Person person(const char* agency) {
  return {{StaffId::trusted("a"), AgencyId::trusted(agency), policy::Role::mash_manager,
           policy::Side::hub, false},
          "Nasima Khatun",
          "At work"};
}

class SessionTest : public testing::TestWithParam<db::Engine> {
 protected:
  Result<json::Value> outside_ = json::Value(json::Object{{"said", "/there"}});
  std::vector<std::string> asked_;
  Bytes begun_;
  support::TestApp app_{options(GetParam())};

  Route page_here() {
    return page<Action::read_queue>({.path = "/inside",
                                     .summary = "A page (tests)",
                                     .event = "test.page",
                                     .facts = no_facts,
                                     .run = [](const auto&, Context&) -> Result<Reply> {
                                       return View{.page = "pipeline/error", .title = "Inside"};
                                     }});
  }
  Route led_to() {
    return page<Action::read_public>({.path = "/back",
                                      .summary = "A page that others lead to (tests)",
                                      .event = "",
                                      .fields = {{.name = "code", .label = "Code"}},
                                      .facts = no_facts,
                                      .run = [](const auto&, Context& c) -> Result<Reply> {
                                        json::Value data;
                                        data.set("code", c.input.text("code"));
                                        data.set("more", c.input.text("more"));
                                        return View{.page = "pipeline/error", .data = data};
                                      },
                                      .others_add = true});
  }
  Route asks_elsewhere() {
    return act<Action::sign_in>({.path = "/ask",
                                 .summary = "Ask elsewhere (tests)",
                                 .event = "test.asked",
                                 .fields = {{.name = "what", .label = "What", .required = true}},
                                 .facts = no_facts,
                                 .run = [this](const auto&, Context& c) -> Result<Reply> {
                                   c.start_session(StaffId::trusted("a"),
                                                   [this](const Bytes& it) { begun_ = it; });
                                   return SeeOther{c.prepared.text("said"), {}};
                                 },
                                 .elsewhere = [this](const Outside& o) -> Result<json::Value> {
                                   asked_.emplace_back(o.input.text("what"));
                                   // Where a transaction were open, these would not be let in.
                                   app_.database().read([](db::Transaction&) {});
                                   app_.database().write([](db::Transaction&) {});
                                   return outside_;
                                 }});
  }
  support::TestAppOptions options(db::Engine engine) {
    support::TestAppOptions o{.engine = engine};
    o.routes = {page_here(), led_to(), asks_elsewhere()};
    o.people = {person("csc")};
    return o;
  }
  bool is_signed_in(const Bytes& session) {
    bool out = false;
    app_.database().read(
        [&](db::Transaction& tx) { out = app_.app().still_signed_in(tx, session).has_value(); });
    return out;
  }
};

TEST_P(SessionTest, whoever_works_for_another_agency_signs_in_anew) {
  app_.submit("", "/ask", {{"what", "it"}});
  ASSERT_EQ(app_.get("a", "/inside").status, 200);
  EXPECT_TRUE(is_signed_in(begun_));
  app_.moves(person("police"));
  EXPECT_EQ(app_.get("a", "/inside").status, 401);
  EXPECT_FALSE(is_signed_in(begun_)) << "nor does an open stream go on";
  app_.come_back_after(Duration::minutes(1));
  EXPECT_EQ(app_.get("a", "/inside").status, 200);
}

TEST_P(SessionTest, a_session_that_does_not_say_its_agency_has_ended) {
  ASSERT_EQ(app_.get("a", "/inside").status, 200);
  app_.database().write([](db::Transaction& tx) { tx.execute("update session set agency = ''"); });
  EXPECT_EQ(app_.get("a", "/inside").status, 401);
}

TEST_P(SessionTest, the_session_that_begins_is_said_and_can_be_ended) {
  app_.submit("", "/ask", {{"what", "it"}});
  ASSERT_TRUE(is_signed_in(begun_));
  const auto ended = app_.app().system_act<Action::log_notification>(
      "test.ended", [&](const auto&, Context& c) -> Result<json::Value> {
        c.end_session(begun_);
        return json::Value{};
      });
  ASSERT_TRUE(ended);
  EXPECT_FALSE(is_signed_in(begun_));
}

TEST_P(SessionTest, the_world_outside_is_asked_once_and_before) {
  EXPECT_EQ(app_.submit("", "/ask", {{"what", "it"}}).location, "/there");
  EXPECT_EQ(asked_, std::vector<std::string>{"it"});
  EXPECT_EQ(app_.count("audit_event where kind = 'test.asked'"), 1);
}

TEST_P(SessionTest, what_is_refused_there_is_on_no_record) {
  outside_ = Error{ErrorCode::malformed, "This is no token", {}};
  const auto before = app_.count("audit_event");
  EXPECT_EQ(app_.submit("", "/ask", {{"what", "it"}}).status, 400);
  EXPECT_EQ(app_.count("audit_event"), before);
}

TEST_P(SessionTest, a_form_with_faults_asks_nobody) {
  EXPECT_EQ(app_.submit("", "/ask", {}).status, 422);
  EXPECT_TRUE(asked_.empty());
}

TEST_P(SessionTest, what_another_site_adds_to_an_address_is_left_out) {
  const auto seen = app_.get("", "/back?more=1&code=c&session_state=2");
  EXPECT_EQ(seen.status, 200);
  EXPECT_EQ(seen.json().text("code"), "c");
  EXPECT_EQ(seen.json().text("more"), "");
  EXPECT_EQ(app_.get("a", "/inside?more=1").status, 422) << "elsewhere it is refused";
}

INSTANTIATE_TEST_SUITE_P(Engines, SessionTest, support::engines(), support::engine_name);

}  // namespace
}  // namespace mash::pipeline
