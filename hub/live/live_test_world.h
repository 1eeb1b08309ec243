// SPDX-License-Identifier: MIT
// A hub whose pages are kept up to date, for the tests of this slice.
#pragma once

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "mash/barnfield/hub.h"
#include "mash/cases/bars.h"
#include "mash/disclosure/disclosure.h"
#include "mash/disclosure/schema.h"
#include "mash/disclosure/templates.h"
#include "mash/enquiry/enquiry.h"
#include "mash/enquiry/schema.h"
#include "mash/enquiry/templates.h"
#include "mash/intake/intake.h"
#include "mash/intake/schema.h"
#include "mash/live/live.h"
#include "mash/live/schema.h"
#include "mash/live/templates.h"
#include "mash/login/passkeys.h"
#include "mash/login/templates.h"
#include "mash/shift/schema.h"

namespace mash::live::testing {

// People as in barnfield.json: u01 and u02 screen, u03 decides, u07 is at the police desk, u10
// releases for health, u18 is the analyst.
constexpr const char* k_screener = "u01";
constexpr const char* k_barred = "u02";
constexpr const char* k_manager = "u03";
constexpr const char* k_police = "u07";
constexpr const char* k_analyst = "u18";

class LiveTest : public ::testing::TestWithParam<db::Engine> {
 protected:
  static support::TestAppOptions options(db::Engine engine, News& news) {
    const cases::Timescales& t = barnfield::timescales();
    return barnfield::hub(
        engine,
        {{.name = "shift", .schema = shift::schema()},
         {.name = "passkeys", .schema = login::passkeys_schema(), .templates = login::templates()},
         {.name = "intake", .schema = intake::schema()},
         {.name = "disclosure",
          .schema = disclosure::schema(),
          .templates = disclosure::templates(),
          .routes = disclosure::routes({barnfield::borough(), t})},
         {.name = "enquiry",
          .schema = enquiry::schema(),
          .templates = enquiry::templates(),
          .routes = enquiry::routes({barnfield::borough(), t})},
         {.name = "live",
          .schema = schema(),
          .templates = templates(),
          .routes = routes({barnfield::borough(), news})}});
  }

  void act(const std::function<void(pipeline::Context&)>& f) {
    barnfield::as_system(app_, [&](const auto&, pipeline::Context& c) { f(c); });
  }
  // One about Amara Okafor, rated Amber; from the first moment hidden from `barred`, if anybody.
  CaseId add_case(const std::string& barred = "") {
    CaseId id;
    act([&](pipeline::Context& c) {
      intake::NewNotification n;
      n.reference = "TEST-1";
      n.received_at = c.now;
      n.danger = model::Answer::no;
      n.concerns = {model::ConcernType::domestic_abuse};
      n.narrative = Sensitive("Shouting was heard.");
      for (const auto role : {model::PersonRole::child, model::PersonRole::parent}) {
        intake::NewPerson person;
        person.said.role = role;
        person.said.given_name = Sensitive(role == model::PersonRole::child ? "Amara" : "Ngozi");
        person.said.surname = Sensitive("Okafor");
        n.people.push_back(std::move(person));
      }
      id = intake::add_notification(c, barnfield::timescales(), n);
      cases::set_rating(c, id, model::Rating::amber, model::NeedLevel::level_3);
      cases::set_state(c, id, model::NotificationState::triaged);
      if (!barred.empty()) cases::set_bar(c, id, StaffId::trusted(barred), "Knows the family");
    });
    return id;
  }
  void ask(const CaseId& id, const std::vector<std::string>& agencies) {
    const std::string path = "/case/" + id.text();
    const auto page = app_.get(k_manager, path + "/basis").json();
    std::vector<std::pair<std::string, json::Value>> basis = {
        {"threshold", "SAFETY"},
        {"basis", json::Array{"CA89_S17", "UKGDPR_6_1_E"}},
        {"version", page.number("version")}};
    std::size_t place = 0;
    for (const auto& slot : *page["slots"].as_array()) {
      const std::string number = std::to_string(++place);
      basis.emplace_back("who-" + number, slot.text("key"));
      basis.emplace_back("inform-" + number, "CONSENT_GIVEN");
    }
    const auto recorded = app_.post(k_manager, path + "/basis", barnfield::body(std::move(basis)));
    ASSERT_EQ(recorded.status, 200) << recorded.body;
    const auto asked =
        app_.post(k_manager, path + "/ask",
                  barnfield::body({{"agencies", json::Array(agencies.begin(), agencies.end())},
                                   {"subjects", json::Array{"everybody"}}}));
    ASSERT_EQ(asked.status, 200) << asked.body;
  }
  void answer(const char* who, const std::string& agency) {
    std::string request;
    app_.database().read([&](db::Transaction& tx) {
      request = tx.query("select id from enquiry where agency = $1", {agency}).front().text(0);
    });
    const auto answered = app_.post(who, "/requests/" + request + "/answer",
                                    barnfield::body({{"kind", "NOTHING_KNOWN"},
                                                     {"systems", "Crime system"},
                                                     {"period", "2020 to today"},
                                                     {"version", "1"}}));
    ASSERT_EQ(answered.status, 200) << answered.body;
  }

  http::EventStreamPointer listen(const std::string& who, const std::string& query = "") {
    const auto stream = app_.page(who, "/events?" + query).events;
    EXPECT_NE(stream, nullptr);
    return stream;
  }
  // A stream whose first events, how things stood, were taken.
  http::EventStreamPointer caught_up(const std::string& who, const std::string& query = "") {
    auto stream = listen(who, query);
    stream->take();
    return stream;
  }
  // What the watcher has to say after the last commit.
  std::string heard(http::EventStream& stream) {
    news_.tell(app_.app(), app_.database(), app_.clock().now());
    return stream.take();
  }

  News news_{{.per_owner = 3, .in_all = 100}};
  support::TestApp app_{options(GetParam(), news_)};
};

}  // namespace mash::live::testing
