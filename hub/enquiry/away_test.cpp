// SPDX-License-Identifier: MIT
// Goal: whoever asks a desk that is away is offered whom to ask in its place and chooses, and
// whoever was not available says why in words that can be counted (scenario C06).
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "enquiry_test_world.h"
#include "mash/cases/bars.h"
#include "mash/login/templates.h"
#include "mash/shift/shift.h"

namespace mash::enquiry {
namespace {

using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::Not;
using namespace enquiry::testing;

// C06. Housing is away for this one day; u12 and u34 are on call.
class AwayTest : public EnquiryTest {
 protected:
  void SetUp() override {
    app_.clock().set(*parse_iso("2026-11-18T10:00:00+00:00"));
    start();
    record("SAFETY", "CONSENT_GIVEN", "CONSENT_GIVEN");
  }
};

TEST_P(AwayTest, C06_whoever_asks_is_told_which_desk_is_away_and_who_could_be_asked) {
  const auto page = app_.page(k_manager, path("/ask")).body;
  EXPECT_THAT(page, HasSubstr("Away until 18 November 2026. "));
  EXPECT_THAT(page, HasSubstr("If you ask Barnfield Council Housing: who is asked in its place?"));
  EXPECT_THAT(page, HasSubstr("Dilek Arslan, on call"));
  EXPECT_THAT(page, HasSubstr("Phone 020 7946 0535"));
  EXPECT_THAT(page, Not(HasSubstr("instead-police"))) << "their desk is there";
  EXPECT_THAT(page, Not(HasSubstr(" checked>"))) << "nothing is chosen beforehand";
}

TEST_P(AwayTest, C06_whoever_asks_chooses_and_they_read_that_they_stand_in) {
  const auto unsaid = ask({"housing"});
  EXPECT_EQ(unsaid.status, 422);
  EXPECT_THAT(unsaid.body, HasSubstr("/instead-housing"));
  EXPECT_EQ(ask({"housing"}, {{"instead-housing", "u01"}}).status, 422) << "not of that agency";
  EXPECT_EQ(app_.count("enquiry"), 0);
  ASSERT_EQ(ask({"housing"}, {{"instead-housing", "u34"}}).status, 200);
  const std::string said =
      "Joy Adomako is asked in place of the desk, which was away. "
      "Phone 020 7946 0535.";
  EXPECT_THAT(app_.page(k_manager, path()).body, HasSubstr(said));
  const auto requests = app_.get("u34", "/requests").json();
  const auto href = requests["open"].as_array()->front().text("href");
  EXPECT_THAT(app_.page("u34", href).body, HasSubstr(said));
}

TEST_P(AwayTest, C06_who_may_not_know_of_the_case_is_not_offered) {
  barnfield::as_system(app_, [&](const auto&, pipeline::Context& c) {
    cases::set_bar(c, CaseId::trusted(path().substr(6)), StaffId::trusted("u34"), "Planted");
  });
  EXPECT_THAT(app_.page(k_manager, path("/ask")).body, Not(HasSubstr("Joy Adomako")));
  EXPECT_EQ(ask({"housing"}, {{"instead-housing", "u34"}}).status, 422);
}

TEST_P(AwayTest, C06_a_desk_where_nobody_may_know_of_the_case_is_as_if_it_were_away) {
  barnfield::as_system(app_, [&](const auto&, pipeline::Context& c) {
    for (const auto& person : shift::people_of(barnfield::borough(), AgencyId::trusted("police"))) {
      cases::set_bar(c, CaseId::trusted(path().substr(6)), person, "Planted");
    }
  });
  const auto page = app_.page(k_manager, path("/ask")).body;
  EXPECT_THAT(page, HasSubstr("Nobody is there who may know of this case. "));
  EXPECT_THAT(page, HasSubstr("instead-police"));
  const auto unsaid = ask({"police"});
  EXPECT_EQ(unsaid.status, 422);
  EXPECT_THAT(unsaid.body, HasSubstr("/instead-police"));
}

TEST_P(AwayTest, C06_that_it_waits_is_chosen_too) {
  ASSERT_EQ(ask({"housing"}, {{"instead-housing", "wait"}}).status, 200);
  EXPECT_EQ(app_.count("enquiry where agency = 'housing'"), 1);
  EXPECT_THAT(app_.page(k_manager, path()).body, Not(HasSubstr("in place of the desk")));
}

TEST_P(AwayTest, C06_a_desk_that_the_configuration_names_is_asked_in_its_place) {
  model::Borough borough = barnfield::borough();
  for (auto& absence : borough.absences) {
    if (absence.agency.text() == "housing") absence.alternate = AgencyId::trusted("education");
  }
  support::TestApp app(barnfield::hub(
      GetParam(),
      {{.name = "shift", .schema = shift::schema()},
       {.name = "intake", .schema = intake::schema()},
       {.name = "login", .templates = login::templates()},
       {.name = "disclosure", .schema = disclosure::schema(), .templates = disclosure::templates()},
       {.name = "enquiry",
        .schema = schema(),
        .templates = templates(),
        .routes = routes({borough, timescales()})}}));
  app.clock().set(*parse_iso("2026-11-18T10:00:00+00:00"));
  const auto id = add_case(app, {.urgent = true});
  const std::string at = "/case/" + id.text() + "/ask";
  EXPECT_THAT(app.page(k_manager, at).body,
              HasSubstr("Asked in its place while it is away. They then see this case"));
  ASSERT_EQ(app.post(k_manager, at,
                     body({{"agencies", json::Array{"housing", "education"}},
                           {"instead-housing", "education"},
                           {"subjects", json::Array{"everybody"}},
                           {"urgent_reason", "In danger"},
                           {"basis", json::Array{"CA89_S47_9_11"}}}))
                .status,
            200);
  EXPECT_EQ(app.count("enquiry"), 1) << "one request with both";
  EXPECT_EQ(app.count("enquiry where agency = 'education'"), 1);
  const auto href =
      app.get(k_education, "/requests").json()["open"].as_array()->front().text("href");
  EXPECT_THAT(app.page(k_education, href).body,
              HasSubstr("In place of Barnfield Council Housing, which is away:"));
}

TEST_P(AwayTest, C06_in_an_urgent_case_nobody_has_to_choose_first) {
  start({.urgent = true});
  ASSERT_EQ(
      ask({"housing"}, {{"urgent_reason", "In danger"}, {"basis", json::Array{"CA89_S47_9_11"}}})
          .status,
      200);
  EXPECT_EQ(app_.count("enquiry where agency = 'housing'"), 1);
}

TEST_P(AwayTest, C06_not_available_carries_its_reason_from_a_list) {
  ASSERT_EQ(ask({"health"}).status, 200);
  const auto said = [&](std::vector<std::pair<std::string, json::Value>> more) {
    more.emplace_back("kind", "NOT_AVAILABLE");
    return answer(k_health, "health", std::move(more));
  };
  EXPECT_THAT(said({{"reason", "Short of staff"}}).body, HasSubstr("/why_not"));
  EXPECT_THAT(said({{"why_not", "OTHER"}}).body, HasSubstr("/reason")) << "the code says nothing";
  ASSERT_EQ(said({{"why_not", "VOLUME"}}).status, 200);
  EXPECT_EQ(app_.count("enquiry_return where kind = 'NOT_AVAILABLE' and ground = 'VOLUME'"), 1);
  EXPECT_THAT(app_.page(k_manager, path()).body,
              AllOf(HasSubstr("Was not available to answer"), HasSubstr("Too much work at once")));
  EXPECT_EQ(clock(model::Stage::agency_return, "health"), "RUNNING") << "never taken for an answer";
}

INSTANTIATE_TEST_SUITE_P(Engines, AwayTest,
                         ::testing::Values(db::Engine::sqlite, db::Engine::postgres),
                         [](const auto& info) {
                           return info.param == db::Engine::sqlite ? "sqlite" : "postgres";
                         });

}  // namespace
}  // namespace mash::enquiry
