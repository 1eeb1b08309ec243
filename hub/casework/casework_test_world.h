// SPDX-License-Identifier: MIT
// For tests: the borough of the sample and a case in which the police and health work beside the
// front door; housing does not.
#pragma once

#include <gtest/gtest.h>

#include <algorithm>
#include <string>
#include <utility>
#include <vector>

#include "mash/barnfield/hub.h"
#include "mash/cases/bars.h"
#include "mash/cases/clocks.h"
#include "mash/casework/casework.h"
#include "mash/casework/schema.h"
#include "mash/casework/templates.h"
#include "mash/shift/routes.h"
#include "mash/shift/schema.h"
#include "mash/shift/templates.h"

namespace mash::casework::testing {

using barnfield::body;
using barnfield::borough;

constexpr const char* k_screener = "u01";
constexpr const char* k_manager = "u03";
constexpr const char* k_police = "u07";
constexpr const char* k_police_supervisor = "u08";
constexpr const char* k_health = "u09";
constexpr const char* k_housing = "u12";
constexpr const char* k_analyst = "u18";

inline support::TestAppOptions options(db::Engine engine) {
  return barnfield::hub(
      engine, {{.name = "shift", .schema = shift::schema(), .templates = shift::templates()},
               {.name = "casework",
                .schema = schema(),
                .templates = templates(),
                .routes = routes({borough(), barnfield::timescales()})}});
}

// Now is 24 November 2026, 9:00.
class CaseworkTest : public ::testing::TestWithParam<db::Engine> {
 protected:
  using Values = std::vector<std::pair<std::string, std::string>>;

  void SetUp() override { case_ = add_case(); }

  CaseId add_case() {
    CaseId id;
    barnfield::as_system(app_, [&](const auto&, pipeline::Context& c) {
      id = CaseId::make(c.random);
      cases::add_case(c, id, c.now, false);
      for (const char* agency : {"police", "health"}) {
        cases::add_member(c.tx, id, AgencyId::trusted(agency), c.now);
      }
    });
    return id;
  }
  void bar(const char* who) {
    barnfield::as_system(app_, [&](const auto&, pipeline::Context& c) {
      cases::set_bar(c, case_, StaffId::trusted(who), "Her sister is the mother");
    });
  }
  void set_decided() {
    barnfield::as_system(app_, [&](const auto&, pipeline::Context& c) {
      cases::set_state(c, case_, model::NotificationState::decided);
    });
  }
  // Does a manager owe a word about what came in late? Ends the clock, so that it can start again.
  bool late_word_waits() {
    bool out = false;
    barnfield::as_system(app_, [&](const auto&, pipeline::Context& c) {
      out = cases::running_clock(c.tx, case_, model::Stage::late_return).has_value();
      cases::meet_clock(c, case_, model::Stage::late_return);
    });
    return out;
  }
  // A form with some of its answers changed.
  static Values changed(Values form, const Values& changes) {
    for (const auto& change : changes) {
      const auto at = std::ranges::find(form, change.first, &Values::value_type::first);
      if (at == form.end()) {
        form.push_back(change);
      } else {
        at->second = change.second;
      }
    }
    return form;
  }
  std::string path(const std::string& rest) const { return "/case/" + case_.text() + rest; }
  // To this person both are the same page, byte for byte.
  void expect_absent(const char* who, const std::string& rest) {
    const std::string nowhere = "/case/" + CaseId::make(app_.random()).text() + rest;
    EXPECT_EQ(app_.get(who, path(rest)).status, 404) << who << " " << rest;
    EXPECT_EQ(app_.get(who, path(rest)).body, app_.get(who, nowhere).body) << who << " " << rest;
  }

  support::TestApp app_{options(GetParam())};
  CaseId case_;
};

}  // namespace mash::casework::testing
