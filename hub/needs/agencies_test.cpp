// SPDX-License-Identifier: MIT
// Goal: each agency's requests are counted once, in time or late by their own clock, their hours
// are those in which the hub is open, and what is hidden from a reader takes no part.
#include "agencies.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "mash/barnfield/hub.h"
#include "mash/cases/bars.h"
#include "mash/cases/clocks.h"
#include "mash/cases/walls.h"
#include "mash/enquiry/schema.h"
#include "mash/intake/intake.h"
#include "mash/intake/schema.h"
#include "mash/needs/needs.h"
#include "mash/needs/templates.h"
#include "mash/support/engines.h"

namespace mash::needs {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::SizeIs;

const model::Borough& borough() {
  return barnfield::borough();
}
const AgencyId& agency(std::size_t i) {
  return borough().agencies.at(i).id;
}

UtcTime at(int day, int hour) {
  return from_london({2026, 11, day}, hour, 0);
}

struct Asked {
  std::vector<enquiry::EveryRequest> requests;
  std::vector<cases::EveryClock> clocks;

  void ask(std::size_t whom, UtcTime sent, std::optional<UtcTime> due,
           std::optional<UtcTime> answered) {
    const auto id = CaseId::trusted("C" + std::to_string(requests.size()));
    requests.push_back({id, agency(whom), sent, answered});
    if (due) clocks.push_back({id, agency(whom), sent, *due});
  }
  [[nodiscard]] std::vector<AgencyTimes> times() const {
    return agency_times(requests, clocks, borough(), {2026, 1, 1}, at(20, 12));
  }
};

TEST(Agencies, AreInTimeByTheClockOfTheirRequest) {
  Asked asked;
  asked.ask(1, at(9, 10), at(9, 14), at(9, 14));  // on the minute
  asked.ask(1, at(9, 10), at(9, 14), at(9, 15));  // late
  asked.ask(1, at(9, 10), at(9, 14), {});         // passed without an answer
  asked.ask(1, at(20, 10), at(20, 14), {});       // may still be in time
  asked.ask(1, at(9, 10), {}, at(9, 11));         // without a clock
  asked.ask(2, at(9, 10), at(9, 14), at(9, 11));
  const auto all = asked.times();
  ASSERT_THAT(all, SizeIs(2));
  EXPECT_EQ(all[0].name, borough().agencies.at(1).name);
  EXPECT_EQ(all[0].asked, 5);
  EXPECT_EQ(all[0].answered, 3);
  EXPECT_EQ(all[0].timed, 3);
  EXPECT_EQ(all[0].in_time, 1);
  EXPECT_EQ(all[1].in_time, 1);
}

TEST(Agencies, AreMeasuredInOpenHoursAndThoseThatWaitAreWaiting) {
  // Monday 9 to Friday 13 November 2026.
  const auto& calendar = borough().default_calendar();
  const auto monday = calendar.open_span({2026, 11, 9});
  ASSERT_TRUE(monday.has_value());
  EXPECT_EQ(open_time(calendar, at(9, 10), at(9, 12)), Duration::hours(2));
  EXPECT_EQ(
      open_time(calendar, at(14, 1), at(14, 23)),
      calendar.open_span({2026, 11, 14}) ? open_time(calendar, at(14, 1), at(14, 23)) : Duration{});
  EXPECT_EQ(open_time(calendar, at(9, 0), at(9, 23)), monday->closes - monday->opens);
  EXPECT_EQ(open_time(calendar, at(9, 12), at(9, 10)), Duration{});
  Asked asked;
  for (int i = 0; i < 4; ++i) asked.ask(1, at(9, 10), {}, at(9, 11 + i));
  EXPECT_DOUBLE_EQ(asked.times()[0].half.value(), 2);
  for (int i = 0; i < 6; ++i) asked.ask(1, at(9, 10), {}, {});
  // Four of ten have answered.
  EXPECT_FALSE(asked.times()[0].half.has_value());
}

TEST(Agencies, WhoeverReadsNoCaseReadsWhatIsRounded) {
  AgencyTimes one{.name = "Police", .asked = 43, .answered = 41, .timed = 40, .in_time = 38};
  one.half = 3;
  AgencyTimes few{.name = "Housing", .asked = 5, .answered = 5, .timed = 5, .in_time = 5};
  few.half = 1;
  const auto told = tell_agencies({one, few}, Telling(false, 20));
  EXPECT_EQ(told.table.rows[0][1].text, "45");
  EXPECT_EQ(told.table.rows[0][3].text, "1 to 7");
  EXPECT_EQ(told.table.rows[0][6].text, "100.0");  // 40 of 40
  EXPECT_EQ(told.table.rows[0][7].text, "3.0");
  EXPECT_EQ(told.table.rows[0][8].text, "Too many still wait");
  EXPECT_EQ(told.table.rows[1][7].text, "Too few to say");
  EXPECT_THAT(told.drawn.table.rows, SizeIs(1));
  EXPECT_EQ(tell_agencies({few}, Telling(true, 20)).table.rows[0][7].text, "1.0");
}

class AgenciesPageTest : public ::testing::TestWithParam<db::Engine> {
 protected:
  static const Deps& deps() {
    static const Deps k_deps{borough(), findings::built_in_findings_policy()};
    return k_deps;
  }
  // A case of which one agency was asked ten days ago, and answered after an hour.
  CaseId ask() {
    CaseId id;
    barnfield::as_system(app_, [&](const policy::Proof&, pipeline::Context& c) {
      intake::NewNotification n;
      n.received_at = c.now - Duration::days(11);
      id = intake::add_notification(c, barnfield::timescales(), n);
      const UtcTime sent = c.now - Duration::days(10);
      const auto request = new_id_text(c.random);
      c.tx.execute("insert into enquiry values ($1, $2, 1, $3, 'RETURNED', 2, $4, 'u03', $5)",
                   {request, id, agency(1), sent, Bytes{1}});
      c.tx.execute(
          "insert into enquiry_return values ($1, 1, 'NOT_AVAILABLE', null, 0, 'u07', $2, $3)",
          {request, sent, Bytes{1}});
      c.tx.execute("insert into enquiry_return values ($1, 2, 'KNOWN', null, 0, 'u07', $2, $3)",
                   {request, sent + Duration::hours(1), Bytes{1}});
      cases::start_clock(c, barnfield::timescales(), id, model::Stage::agency_return,
                         model::Rating::red, sent, agency(1));
    });
    return id;
  }
  std::string csv(const char* who) {
    const auto answer = app_.get(who, "/needs/agencies.csv");
    EXPECT_EQ(answer.status, 200);
    return answer.body;
  }
  support::TestApp app_{barnfield::hub(
      GetParam(), {{.name = "intake", .schema = intake::schema()},
                   {.name = "enquiry", .schema = enquiry::schema()},
                   {.name = "needs", .templates = templates(), .routes = routes(deps())}})};
};

TEST_P(AgenciesPageTest, CountsWhatWasAskedAndAnswered) {
  EXPECT_THAT(app_.page("u03", "/needs/agencies").body, HasSubstr("No agency was asked"));
  ask();
  const auto& name = borough().agencies.at(1).name;
  EXPECT_THAT(csv("u03"), HasSubstr(name + ",1,1,0,1,0,"));
  EXPECT_THAT(csv("u18"), HasSubstr(name + ",1 to 7,1 to 7,0,1 to 7,0,Too few to say"));
  EXPECT_EQ(app_.page("u18", "/needs/agencies").status, 200);
  for (const char* who : {"u02", "u07", "u21"}) {
    EXPECT_EQ(app_.get(who, "/needs/agencies").status, 404) << who;
    EXPECT_EQ(app_.get(who, "/needs/agencies.csv").status, 404) << who;
  }
}

TEST_P(AgenciesPageTest, WhatIsHiddenTakesNoPart) {
  ask();
  const auto before = csv("u04");
  const auto id = ask();
  ASSERT_NE(csv("u04"), before);
  barnfield::as_system(app_, [&](const policy::Proof&, pipeline::Context& c) {
    cases::set_bar(c, id, StaffId::trusted("u04"), "A cousin");
  });
  EXPECT_EQ(csv("u04"), before);
  EXPECT_NE(csv("u03"), before);
  barnfield::as_system(
      app_, [&](const policy::Proof&, pipeline::Context& c) { cases::raise_wall(c, id); });
  EXPECT_EQ(csv("u03"), before);
}

INSTANTIATE_TEST_SUITE_P(Engines, AgenciesPageTest, support::engines(), support::engine_name);

}  // namespace
}  // namespace mash::needs
