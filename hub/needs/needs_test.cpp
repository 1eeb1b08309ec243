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
#include "mash/people/groups.h"
#include "mash/support/engines.h"

namespace mash::needs {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

constexpr const char* k_analyst = "u18";
constexpr const char* k_manager = "u03";
constexpr const char* k_deputy = "u04";

const Deps& deps() {
  static const Deps k_deps{barnfield::borough(), findings::built_in_findings_policy()};
  return k_deps;
}

class NeedsTest : public ::testing::TestWithParam<db::Engine> {
 protected:
  static support::TestAppOptions options() {
    return barnfield::hub(GetParam(),
                          {{.name = "intake", .schema = intake::schema()},
                           {.name = "decision", .schema = decision::schema()},
                           {.name = "groups", .schema = people::groups_schema()},
                           {.name = "needs", .templates = templates(), .routes = routes(deps())}});
  }
  CaseId tell(int days_ago, model::ReferralSource source = model::ReferralSource::police,
              const std::string& line = "12 Thistledown Road", const std::string& ethnicity = "") {
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
      said.address_line = Sensitive(line);
      said.postcode = Sensitive("BF1 2AB");
      n.people.push_back({.said = said});
      id = intake::add_notification(c, barnfield::timescales(), n);
      for (const auto& row : c.tx.query("select id from statement where case_id = $1", {id})) {
        people::add_groups(
            c, id, row.id<StatementId>(0),
            {.ethnicity = model::from_code<model::Ethnicity>(ethnicity), .disabled = {}});
      }
    });
    return id;
  }
  std::string csv(const char* who, const std::string& query,
                  const std::string& path = "/needs/table.csv") {
    const auto answer = app_.get(who, path + query);
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

// Children of homes of their own, whom three agencies told of nine months ago, and one agency told
// of as many more.
TEST_P(NeedsTest, WhoeverLooksWhetherGroupsAreTreatedAlikeReadsWhatTheyMay) {
  using S = model::ReferralSource;
  for (int child = 0; child < 24; ++child) {
    const std::string line = std::to_string(child + 1) + " Thistledown Road";
    for (const S source : {S::school, S::gp, S::police}) {
      if (child % 2 == 0 || source == S::police) tell(270, source, line, "WBRI");
    }
  }
  const auto manager = csv(k_manager, "?by=ETHNICITY", "/needs/fairness.csv");
  EXPECT_THAT(manager, HasSubstr("White British,24,12,50.0,"));
  const auto analyst = csv(k_analyst, "?by=ETHNICITY", "/needs/fairness.csv");
  EXPECT_THAT(analyst, HasSubstr("White British,25,10,40.0,"));
  EXPECT_THAT(csv(k_manager, "?by=SEX", "/needs/fairness.csv"), HasSubstr("Not known,24,12,"));
  const auto page = app_.page(k_analyst, "/needs/fairness?by=SEX");
  ASSERT_EQ(page.status, 200);
  EXPECT_THAT(page.body, HasSubstr("Of more than 10 in 100 children nobody wrote this down"));
  for (const char* word : {"Amara", "Thistledown", "2AB", "red van", "2017"}) {
    EXPECT_THAT(page.body, Not(HasSubstr(word)));
  }
  // One more child, in a case that is hidden from the deputy.
  const auto before = csv(k_deputy, "?by=ETHNICITY", "/needs/fairness.csv");
  const auto id = tell(270, S::police, "7 Mill Lane", "ABAN");
  ASSERT_NE(csv(k_deputy, "?by=ETHNICITY", "/needs/fairness.csv"), before);
  barnfield::as_system(app_, [&](const policy::Proof&, pipeline::Context& c) {
    cases::set_bar(c, id, StaffId::trusted(k_deputy), "A cousin");
  });
  EXPECT_EQ(csv(k_deputy, "?by=ETHNICITY", "/needs/fairness.csv"), before);
  EXPECT_THAT(csv(k_manager, "?by=ETHNICITY", "/needs/fairness.csv"), HasSubstr("Bangladeshi"));
  barnfield::as_system(
      app_, [&](const policy::Proof&, pipeline::Context& c) { cases::raise_wall(c, id); });
  EXPECT_EQ(csv(k_manager, "?by=ETHNICITY", "/needs/fairness.csv"), before);
}

// F09: by whoever reads cases and by whoever may not.
TEST_P(NeedsTest, ADraftIsTestedOnThePastAndChangesNothing) {
  using S = model::ReferralSource;
  for (int child = 0; child < 24; ++child) {
    const std::string line = std::to_string(child + 1) + " Thistledown Road";
    for (const S source : {S::school, S::gp}) tell(270, source, line);
  }
  const std::string draft = "?by=AGE&child-3-sources-cases=2&child-3-sources-sources=2";
  const auto plain = csv(k_manager, "?by=AGE&table=RULES", "/needs/back-test.csv");
  const auto rules = csv(k_manager, draft + "&table=RULES", "/needs/back-test.csv");
  EXPECT_THAT(rules,
              HasSubstr("As it is,3 notifications from 3 kinds of source within 12 months,0"));
  EXPECT_THAT(rules,
              HasSubstr("Draft,2 notifications from 2 kinds of source within 12 months,24,0,0.0"));
  EXPECT_EQ(csv(k_manager, "?by=AGE&table=RULES", "/needs/back-test.csv"), plain);
  EXPECT_THAT(csv(k_manager, draft + "&table=GROUPS", "/needs/back-test.csv"),
              HasSubstr("5 to 9,24,0,24,24,0,"));
  // Too few are flagged as it is to say of which group they are.
  EXPECT_EQ(app_.get(k_analyst, "/needs/back-test.csv" + draft + "&table=GROUPS").status, 404);
  EXPECT_THAT(app_.page(k_analyst, "/needs/back-test" + draft).body,
              HasSubstr("It is not said of which groups they are"));
  EXPECT_THAT(app_.page(k_manager, "/needs/back-test").body, Not(HasSubstr("Draft: <code>")));
  EXPECT_EQ(app_.get(k_manager, "/needs/back-test?child-3-sources-cases=99").status, 422);
  for (const char* who : {"u02", "u07", "u21"}) {
    for (const char* path :
         {"/needs/back-test", "/needs/back-test.csv", "/needs/fairness", "/needs/fairness.csv"}) {
      EXPECT_EQ(app_.get(who, path).status, 404) << who << path;
    }
  }
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
