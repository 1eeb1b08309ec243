// SPDX-License-Identifier: MIT
// For tests: the borough of the sample, and a case about Amara Okafor, her brother and her parents,
// rated and ready to be asked about.
#pragma once

#include <gtest/gtest.h>

#include <string>
#include <utility>
#include <vector>

#include "mash/agreements/agreements.h"
#include "mash/agreements/schema.h"
#include "mash/barnfield/hub.h"
#include "mash/disclosure/disclosure.h"
#include "mash/disclosure/schema.h"
#include "mash/disclosure/templates.h"
#include "mash/enquiry/enquiry.h"
#include "mash/enquiry/schema.h"
#include "mash/enquiry/templates.h"
#include "mash/intake/intake.h"
#include "mash/intake/schema.h"
#include "mash/login/passkeys.h"
#include "mash/login/templates.h"
#include "mash/shift/schema.h"

namespace mash::enquiry::testing {

using policy::Action;

using barnfield::body;
using barnfield::borough;
using barnfield::timescales;

constexpr const char* k_screener = "u01";
constexpr const char* k_manager = "u03";
constexpr const char* k_administrator = "u05";
constexpr const char* k_police = "u07";
constexpr const char* k_police_colleague = "u08";
constexpr const char* k_health = "u10";
constexpr const char* k_education = "u11";

inline support::TestAppOptions options(db::Engine engine, const cases::Timescales& timescales) {
  return barnfield::hub(
      engine,
      {{.name = "shift", .schema = shift::schema()},
       {.name = "passkeys", .schema = login::passkeys_schema(), .templates = login::templates()},
       {.name = "intake", .schema = intake::schema()},
       {.name = "disclosure",
        .schema = disclosure::schema(),
        .templates = disclosure::templates(),
        .routes = disclosure::routes({borough(), timescales})},
       {.name = "agreements", .schema = agreements::schema()},
       {.name = "paper", .schema = agreements::paper_schema()},
       {.name = "enquiry",
        .schema = schema(),
        .templates = templates(),
        .routes = routes({.borough = borough(),
                          .timescales = timescales,
                          .agreed = agreements::agreed(borough(), "SAFEGUARD_NOW")})}});
}

inline intake::NewPerson person(model::PersonRole role, const char* given, const char* dob) {
  intake::NewPerson out;
  out.said.role = role;
  out.said.given_name = Sensitive(given);
  out.said.surname = Sensitive("Okafor");
  out.said.dob = Sensitive(dob);
  out.said.address_line = Sensitive("4 Mill Lane");
  return out;
}

struct World {
  model::NotificationState state = model::NotificationState::triaged;
  model::Rating rating = model::Rating::amber;
  model::NeedLevel level = model::NeedLevel::level_3;
  bool urgent = false;
};
inline CaseId add_case(support::TestApp& app, const World& world) {
  CaseId id;
  barnfield::as_system(app, [&](const auto&, pipeline::Context& c) {
    intake::NewNotification n;
    n.reference = "TEST-1";
    n.received_at = c.now;
    n.danger = world.urgent ? model::Answer::yes : model::Answer::no;
    n.concerns = {model::ConcernType::domestic_abuse};
    n.narrative = Sensitive("Shouting was heard, and a child cried.");
    n.who_else = Sensitive("A man with a white van");
    n.referrer_name = Sensitive("Hidden Neighbour");
    n.people = {person(model::PersonRole::child, "Amara", "2017-03-09"),
                person(model::PersonRole::sibling, "Chidi", "2012-05-01"),
                person(model::PersonRole::parent, "Ngozi", "1989-01-02"),
                person(model::PersonRole::parent, "Emeka", "1986-07-08")};
    id = intake::add_notification(c, timescales(), n);
    if (world.urgent) return;
    cases::set_rating(c, id, world.rating, world.level);
    cases::set_state(c, id, world.state);
    cases::start_clock(c, timescales(), id, model::Stage::basis, world.rating, c.now);
  });
  return id;
}

class EnquiryTest : public ::testing::TestWithParam<db::Engine> {
 protected:
  void start(const World& world = {}) { case_ = add_case(app_, world); }
  std::string path(const std::string& rest = "") const { return "/case/" + case_.text() + rest; }

  // The keys of the family's slots, as the page gives them: two parents, then the older child.
  std::vector<std::string> keys() {
    std::vector<std::string> out;
    const auto page = app_.get(k_manager, path("/basis")).json();
    for (const auto& slot : *page["slots"].as_array()) out.push_back(slot.text("key"));
    return out;
  }
  support::Answer record(const std::string& threshold, const std::string& mother,
                         const std::string& father,
                         std::vector<std::pair<std::string, json::Value>> more = {}) {
    const auto who = keys();
    const auto version = app_.get(k_manager, path("/basis")).json().number("version");
    std::vector<std::pair<std::string, json::Value>> all = {
        {"threshold", threshold},
        {"basis", json::Array{"CA89_S17", "UKGDPR_6_1_E"}},
        {"version", version}};
    for (std::size_t i = 0; i < who.size(); ++i) {
      all.emplace_back("who-" + std::to_string(i + 1), who[i]);
    }
    if (!mother.empty()) all.emplace_back("inform-1", mother);
    if (!father.empty()) all.emplace_back("inform-2", father);
    all.insert(all.end(), more.begin(), more.end());
    return app_.post(k_manager, path("/basis"), body(std::move(all)));
  }
  support::Answer ask(const std::vector<std::string>& agencies,
                      std::vector<std::pair<std::string, json::Value>> more = {}) {
    std::vector<std::pair<std::string, json::Value>> all = {
        {"agencies", json::Array(agencies.begin(), agencies.end())},
        {"subjects", json::Array{"everybody"}}};
    all.insert(all.end(), more.begin(), more.end());
    return app_.post(k_manager, path("/ask"), body(std::move(all)));
  }
  void asked(const std::vector<std::string>& agencies) {
    start();
    ASSERT_EQ(record("SAFETY", "CONSENT_GIVEN", "CONSENT_GIVEN").status, 200);
    ASSERT_EQ(ask(agencies).status, 200);
  }
  std::string request_of(const std::string& agency) {
    std::string out;
    app_.database().read([&](db::Transaction& tx) {
      const auto rows = tx.query("select id from enquiry where agency = $1", {agency});
      out = rows.empty() ? "" : "/requests/" + rows.front().text(0);
    });
    return out;
  }
  // That of the case which was added last.
  std::string request_of_case() {
    std::string out;
    app_.database().read([&](db::Transaction& tx) {
      out = "/requests/" +
            tx.query("select id from enquiry where case_id = $1", {case_}).front().text(0);
    });
    return out;
  }
  support::Answer write(const std::string& who, const std::string& agency, const std::string& facts,
                        const std::string& sensitivity = "0") {
    return app_.post(who, request_of(agency) + "/item",
                     body({{"facts", facts},
                           {"source", "Incident system"},
                           {"event_date", "October 2026"},
                           {"sensitivity", sensitivity}}));
  }
  support::Answer answer(const std::string& who, const std::string& agency,
                         std::vector<std::pair<std::string, json::Value>> said,
                         const std::string& version = "1") {
    said.emplace_back("version", version);
    return app_.post(who, request_of(agency) + "/answer", body(std::move(said)));
  }
  cases::CaseHead head() { return barnfield::head_of(app_, case_); }
  cases::Deadline return_clock(const std::string& agency) {
    cases::Deadline out;
    app_.database().read([&](db::Transaction& tx) {
      for (const auto& d : cases::clocks_of(tx, case_)) {
        if (d.stage == model::Stage::agency_return && d.agency.text() == agency) out = d;
      }
    });
    return out;
  }
  // "RUNNING", "MET" or "NONE".
  std::string clock(model::Stage stage, const std::string& agency = "") {
    std::string out = "NONE";
    app_.database().read([&](db::Transaction& tx) {
      for (const auto& d : cases::clocks_of(tx, case_)) {
        if (d.stage == stage && d.agency.text() == agency) out = d.met_at ? "MET" : "RUNNING";
      }
    });
    return out;
  }
  // Somebody has decided for each child meanwhile.
  void all_is_decided(model::NotificationState state = model::NotificationState::decided) {
    barnfield::as_system(
        app_, [&](const auto&, pipeline::Context& c) { cases::set_state(c, case_, state); });
  }
  std::vector<AgencyId> not_answered() {
    std::vector<AgencyId> out;
    app_.database().read([&](db::Transaction& tx) { out = unanswered(tx, case_); });
    return out;
  }

  cases::Timescales timescales_ = timescales();  // of those who ask
  support::TestApp app_{options(GetParam(), timescales_)};
  CaseId case_;
};

}  // namespace mash::enquiry::testing
