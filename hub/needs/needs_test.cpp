// SPDX-License-Identifier: MIT
// Goal: whoever plans services reads how much was told of what, exact only for those who read
// cases, without anything that tells of a case that is hidden from them, and no forecast of too
// little.
#include "mash/needs/needs.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "mash/barnfield/hub.h"
#include "mash/cases/bars.h"
#include "mash/cases/walls.h"
#include "mash/decision/schema.h"
#include "mash/intake/intake.h"
#include "mash/intake/schema.h"
#include "mash/needs/templates.h"
#include "mash/support/engines.h"

namespace mash::needs {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

constexpr const char* k_analyst = "u18";
constexpr const char* k_manager = "u03";
constexpr const char* k_deputy = "u04";

class NeedsTest : public ::testing::TestWithParam<db::Engine> {
 protected:
  static support::TestAppOptions options() {
    return barnfield::hub(GetParam(),
                          {{.name = "intake", .schema = intake::schema()},
                           {.name = "decision", .schema = decision::schema()},
                           {.name = "needs", .templates = templates(), .routes = routes()}});
  }
  CaseId tell(int days_ago, model::ReferralSource source = model::ReferralSource::police) {
    CaseId id;
    barnfield::as_system(app_, [&](const policy::Proof&, pipeline::Context& c) {
      intake::NewNotification n;
      n.received_at = c.now - Duration::days(days_ago);
      n.source = source;
      n.narrative = Sensitive("He waits at the gate with a red van.");
      people::Statement said;
      said.role = model::PersonRole::child;
      said.given_name = Sensitive("Amara");
      said.dob = Sensitive("2017-03-09");
      said.address_line = Sensitive("12 Thistledown Road");
      said.postcode = Sensitive("BF1 2AB");
      n.people.push_back({.said = said});
      id = intake::add_notification(c, barnfield::timescales(), n);
    });
    return id;
  }
  std::string csv(const char* who, const std::string& query) {
    const auto answer = app_.get(who, "/needs/table.csv" + query);
    EXPECT_EQ(answer.status, 200);
    return answer.body;
  }

  support::TestApp app_{options()};
};

TEST_P(NeedsTest, CountsAreExactForWhoeverReadsCasesAlone) {
  for (int i = 0; i < 3; ++i) tell(40);
  EXPECT_THAT(csv(k_manager, "?by=DISTRICT"), HasSubstr("BF1,3"));
  EXPECT_THAT(csv(k_analyst, "?by=DISTRICT"), HasSubstr("BF1,1 to 7"));
  const auto page = app_.page(k_analyst, "/needs?by=DISTRICT");
  ASSERT_EQ(page.status, 200);
  EXPECT_THAT(page.body, HasSubstr("Counts from 1 to 7 are said as that"));
  EXPECT_THAT(page.body, Not(HasSubstr(">3<")));
  for (const char* word : {"Amara", "Thistledown", "2AB", "red van", "2017"}) {
    EXPECT_THAT(page.body, Not(HasSubstr(word)));
  }
  for (const char* who : {"u02", "u07", "u21"}) {
    EXPECT_EQ(app_.get(who, "/needs").status, 404) << who;
    EXPECT_EQ(app_.get(who, "/needs/table.csv").status, 404) << who;
  }
}

TEST_P(NeedsTest, WhatIsHiddenTakesNoPart) {
  tell(40);
  const auto before = csv(k_manager, "?by=SOURCE");
  const auto id = tell(41, model::ReferralSource::gp);
  ASSERT_NE(csv(k_manager, "?by=SOURCE"), before);
  barnfield::as_system(app_, [&](const policy::Proof&, pipeline::Context& c) {
    cases::set_bar(c, id, StaffId::trusted(k_deputy), "A cousin");
  });
  EXPECT_EQ(csv(k_deputy, "?by=SOURCE"), before);
  EXPECT_NE(csv(k_manager, "?by=SOURCE"), before);
  barnfield::as_system(
      app_, [&](const policy::Proof&, pipeline::Context& c) { cases::raise_wall(c, id); });
  EXPECT_EQ(csv(k_manager, "?by=SOURCE"), before);
}

TEST_P(NeedsTest, NothingIsForecastFromLessThanAYear) {
  EXPECT_THAT(app_.page(k_manager, "/needs").body, HasSubstr("Nothing came in these months."));
  for (int week = 1; week < 40; ++week) tell(7 * week);
  EXPECT_THAT(app_.page(k_manager, "/needs").body, HasSubstr("There is no forecast: "));
}

TEST_P(NeedsTest, AForecastHasItsIntervalAndHowWellItDid) {
  for (int week = 1; week < 80; ++week) {
    for (int i = 0; i < 1 + week % 3; ++i) tell(7 * week);
  }
  EXPECT_THAT(app_.page(k_analyst, "/needs").body,
              ::testing::AllOf(HasSubstr("Notifications to expect"), HasSubstr("in 100 lay inside"),
                               Not(HasSubstr("There is no forecast"))));
}

INSTANTIATE_TEST_SUITE_P(Engines, NeedsTest, support::engines(), support::engine_name);

}  // namespace
}  // namespace mash::needs
