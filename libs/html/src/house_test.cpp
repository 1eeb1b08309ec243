// SPDX-License-Identifier: MIT
// Goal: a clock, a level and a release state say the same words everywhere, and the most urgent
// clock looks the strongest.
#include "mash/html/house.h"

#include <gtest/gtest.h>

#include <set>

#include "mash/html/render.h"

namespace mash::html {
namespace {

const UtcTime k_nine = from_london({2026, 10, 8}, 9, 0);

ClockWords at(Duration passed, Duration allowed, bool breached = false) {
  return clock_words(
      {.due = k_nine + allowed, .now = k_nine + passed, .started = k_nine, .breached = breached});
}

Duration hm(int hours, int minutes) {
  return Duration::minutes(hours * 60 + minutes);
}

TEST(Clock, SaysWhatIsLeft) {
  EXPECT_EQ(clock_words({.now = k_nine}).words, "No clock");
  EXPECT_EQ(at(hm(0, 0), hm(4, 10)).words, "4 hours 10 min left");
  EXPECT_EQ(at(hm(0, 0), hm(4, 0)).words, "4 hours left");
  EXPECT_EQ(at(hm(0, 59), hm(4, 0)).words, "3 hours 1 min left");
  EXPECT_EQ(at(hm(0, 0), hm(24, 0)).words, "1 day left");
  EXPECT_EQ(at(hm(1, 0), hm(72, 0)).words, "2 days 23 hours left");
  EXPECT_EQ(at(hm(3, 30), hm(4, 0)).words, "Due soon: 30 min");
  EXPECT_EQ(at(Duration::seconds(4 * 3600 - 5), hm(4, 0)).words, "Due soon: less than 1 min");
}

TEST(Clock, SaysHowLateItIs) {
  EXPECT_EQ(at(hm(4, 0), hm(4, 0)).words, "OVERDUE");
  EXPECT_EQ(at(Duration::seconds(4 * 3600 + 5), hm(4, 0)).words, "OVERDUE BY LESS THAN 1 MIN");
  EXPECT_EQ(at(hm(4, 24), hm(4, 0)).words, "OVERDUE BY 24 MIN");
  EXPECT_EQ(at(hm(6, 5), hm(4, 0)).words, "OVERDUE BY 2 HOURS 5 MIN");
  EXPECT_EQ(at(hm(52, 0), hm(4, 0)).words, "OVERDUE BY 2 DAYS");
  EXPECT_EQ(at(hm(1, 0), hm(4, 0), true).words, "OVERDUE") << "missed once, whatever came later";
}

struct Case {
  Duration passed;
  Duration allowed;
  ClockLook look;
  int used;
};
class ClockLooks : public ::testing::TestWithParam<Case> {};
TEST_P(ClockLooks, AndTheBarBesideThem) {
  const Case& c = GetParam();
  const ClockWords words = at(c.passed, c.allowed);
  EXPECT_EQ(words.look, c.look) << words.words;
  EXPECT_EQ(words.used, c.used) << words.words;
}
INSTANTIATE_TEST_SUITE_P(
    Edges, ClockLooks,
    ::testing::Values(Case{hm(0, 0), hm(24, 0), ClockLook::calm, 0},
                      Case{hm(18, 0), hm(24, 0), ClockLook::calm, 75},
                      Case{Duration{hm(18, 0).micros + 1}, hm(24, 0), ClockLook::soon, 75},
                      Case{hm(3, 0), hm(4, 0), ClockLook::calm, 75},
                      Case{hm(1, 0), hm(2, 0), ClockLook::calm, 50},
                      Case{Duration{hm(1, 0).micros + 1}, hm(2, 0), ClockLook::soon, 50},
                      Case{hm(0, 0), hm(0, 30), ClockLook::soon, 0},
                      Case{hm(-1, 0), hm(4, 0), ClockLook::calm, 0},
                      Case{hm(4, 0), hm(4, 0), ClockLook::overdue, 100},
                      Case{hm(40, 0), hm(4, 0), ClockLook::overdue, 100}));

TEST(Clock, DeadlineBeforeTheStartIsOverdue) {
  EXPECT_EQ(at(hm(0, 1), hm(-1, 0)).words, "OVERDUE BY 1 HOUR 1 MIN");
}

TEST(Clock, ShowsBarAndTimeOfRendering) {
  const Templates templates(shared_templates());
  const std::string page = templates.render(
      "mash/clock",
      clock({.due = k_nine + hm(4, 0), .now = k_nine + hm(3, 30), .started = k_nine}));
  EXPECT_NE(page.find("mash-clock--soon"), std::string::npos);
  EXPECT_NE(page.find("data-due=\"2026-10-08T12:00:00Z\""), std::string::npos) << page;
  EXPECT_NE(page.find("data-started=\"2026-10-08T08:00:00Z\""), std::string::npos);
  EXPECT_NE(page.find("at 12:30pm"), std::string::npos);
  EXPECT_EQ(page.find("aria-live"), std::string::npos);
  const std::string none = templates.render("mash/clock", clock({.now = k_nine}));
  EXPECT_EQ(none.find("svg"), std::string::npos);
  EXPECT_NE(none.find("No clock"), std::string::npos);
}

TEST(Words, ReleaseStates) {
  EXPECT_EQ(release_words(Release::undecided), "Owner has not decided");
  EXPECT_EQ(release_words(Release::may_leave), "May leave the hub");
  EXPECT_EQ(release_words(Release::may_leave_in_part), "May leave in part");
  EXPECT_EQ(release_words(Release::stays), "Stays in the hub");
  EXPECT_EQ(release_words(Release::manager_only), "Manager only");
  EXPECT_EQ(release_tag(Release::stays)["look"], release_tag(Release::manager_only)["look"]);
}

TEST(Words, Levels) {
  EXPECT_EQ(level_tag(Level::not_rated).text("text"), "Not rated");
  EXPECT_EQ(level_tag(Level::red, "4 hours").text("text"), "Red: 4 hours");
  std::set<std::string> looks;
  for (const Level level : {Level::not_rated, Level::blue, Level::green, Level::amber, Level::red})
    looks.insert(level_tag(level).text("look"));
  EXPECT_EQ(looks.size(), 5U);
}

TEST(House, BarEmptyTimelineAndLooks) {
  const Templates templates(shared_templates());
  const std::string bar =
      templates.render("mash/child_bar", child_bar({.name = "Amara O. & 2 siblings",
                                                    .reference = "..7KQ4",
                                                    .level = level_tag(Level::red, "4 hours")}));
  EXPECT_NE(bar.find("Amara O. &amp; 2 siblings"), std::string::npos);
  EXPECT_NE(bar.find("Red: 4 hours"), std::string::npos);
  EXPECT_EQ(bar.find("mash-clock"), std::string::npos);

  std::set<std::string> pages;
  for (const Empty kind : {Empty::nothing, Empty::unanswered, Empty::failed})
    pages.insert(templates.render("mash/empty", empty(kind, "Same words", {"Refresh", "/queue"})));
  EXPECT_EQ(pages.size(), 3U);

  const std::string line = templates.render(
      "mash/timeline",
      timeline({{.title = "Health answered", .at = k_nine, .by = "N Osei", .fresh = true}}));
  EXPECT_NE(line.find("8 October 2026 at 9:00am"), std::string::npos);
  EXPECT_NE(line.find("datetime=\"2026-10-08T09:00:00+01:00\""), std::string::npos);
  EXPECT_NE(line.find(">New<"), std::string::npos);

  const std::string looks = templates.render(
      "mash/who_looked", who_looked({{.at = k_nine, .who = "J Patel", .what = "Family"}}));
  EXPECT_NE(looks.find("Their work on this case"), std::string::npos);
}

}  // namespace
}  // namespace mash::html
