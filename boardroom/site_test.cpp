// SPDX-License-Identifier: MIT
// Goal: the pages of a Board say what was published, what is hidden and what is missing, in words,
// as CSV and as PDF, and nothing but GET does anything.
#include "mash/boardroom/site.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "made_up_for_tests.h"
#include "tiles.h"

namespace mash::boardroom {
namespace {

using testing::AllOf;
using testing::HasSubstr;
using testing::Not;

class SiteTest : public testing::Test {
 protected:
  static Site& site() {
    static Site one(board::built_in_definitions());
    static const bool shown = [] {
      one.show(holdings());
      return true;
    }();
    EXPECT_TRUE(shown);
    return one;
  }
  static const Holdings& holdings() {
    static const Holdings one = holdings_of(made_up(8, 6));
    return one;
  }
  static http::Response get(const std::string& target, const char* method = "GET") {
    http::Request request{.method = method, .path = target};
    if (const auto at = target.find('?'); at != std::string::npos) {
      request.path = target.substr(0, at);
      request.query = target.substr(at + 1);
    }
    return site().answer(request, now_for_tests());
  }
  static std::string header(const http::Response& of, const std::string& name) {
    for (const auto& [key, value] : of.headers) {
      if (key == name) return value;
    }
    return {};
  }
};

TEST_F(SiteTest, TheMapHasATileForEachAuthorityAndTheSameAsATable) {
  const auto page = get("/").body;
  for (const auto& tile : built_in_tiles()) EXPECT_THAT(page, HasSubstr(">" + tile.name + "</a>"));
  EXPECT_THAT(page, AllOf(HasSubstr("MADE-UP FIGURES"), HasSubstr("no figures"),
                          HasSubstr("1 hub and 25 authorities without a hub"),
                          HasSubstr("July to September 2026")));
  const auto csv = get("/map/table.csv").body;
  EXPECT_EQ(std::ranges::count(csv, '\n'), 34);
}

TEST_F(SiteTest, G06_hours_of_the_clock_and_working_time_are_compared_apart) {
  const auto page = get("/compare?show=DECIDE.WORKING_TIME&quarter=2026-04").body;
  EXPECT_THAT(page, AllOf(HasSubstr("in working hours or days"), HasSubstr("April to June 2026"),
                          HasSubstr("working-hours 1"), HasSubstr("not compared")));
  // Each hub has its figure in one of the two, and in the other no clocks at all.
  const auto working = get("/compare/table.csv?show=DECIDE.WORKING_TIME").body;
  const auto clock = get("/compare/table.csv?show=DECIDE.CLOCK_HOURS").body;
  for (const auto* csv : {&working, &clock}) {
    EXPECT_THAT(*csv, AllOf(HasSubstr("working-hours 1"), HasSubstr("clock-hours 2")));
    EXPECT_THAT(*csv, AllOf(HasSubstr(",too few to say,0,0,"), HasSubstr(" %,")));
  }
}

TEST_F(SiteTest, G10_each_hub_says_how_far_it_is_with_evidence_date_and_what_it_said_before) {
  const auto programme = get("/programme/hubs.csv").body;
  EXPECT_THAT(programme, AllOf(HasSubstr("Attained. Evidence: "), HasSubstr("Partly. Evidence: "),
                               HasSubstr("Not said"), HasSubstr(" 2026")));
  EXPECT_EQ(std::ranges::count(programme, '\n'), 8);  // a head and seven hubs
  std::string before;
  for (const auto& hub : holdings().directory->hubs) {
    before += get("/hubs/" + hub.id + "/elements.csv").body;
  }
  EXPECT_THAT(before, HasSubstr(",Partly. Evidence: "));
  EXPECT_THAT(get("/programme").body, HasSubstr("say that they have attained all five"));
}

TEST_F(SiteTest, EachPageIsAPdfAndEachTableACsv) {
  for (const std::string page :
       {"/map", "/compare", "/journey", "/programme", "/missing", "/hubs/barnet"}) {
    const auto pdf = get(page + ".pdf");
    EXPECT_EQ(pdf.status, 200) << page;
    EXPECT_THAT(pdf.body, AllOf(HasSubstr("%PDF-"), HasSubstr("/StructTreeRoot"))) << page;
  }
  for (const std::string table :
       {"/map/table", "/compare/table", "/journey/london", "/journey/hubs", "/programme/sums",
        "/programme/hubs", "/missing/table", "/hubs/barnet/notifications", "/hubs/barnet/on-time",
        "/hubs/barnet/clocks", "/hubs/barnet/elements", "/hubs/barnet/figures"}) {
    const auto csv = get(table + ".csv");
    EXPECT_EQ(csv.status, 200) << table;
    EXPECT_GT(std::ranges::count(csv.body, '\n'), 1) << table;
    EXPECT_THAT(header(csv, "content-disposition"), HasSubstr("attachment")) << table;
  }
}

TEST_F(SiteTest, AHubIsShownByItselfWithWhatItHides) {
  const auto page = get("/hubs/city-of-london").body;
  EXPECT_THAT(page, AllOf(HasSubstr("City of London MASH"), HasSubstr("hidden"),
                          HasSubstr("too few months to say what is usual")));
  const auto other = get("/hubs/barnet?step=DECIDE").body;
  EXPECT_THAT(other, AllOf(HasSubstr("<svg"), HasSubstr("Decide for each child, on time"),
                           HasSubstr("Evidence: ")));
  const auto figures = get("/hubs/barnet/figures.csv?quarter=2026-01").body;
  EXPECT_THAT(figures, AllOf(HasSubstr("April 2025 to March 2026"), HasSubstr("hidden")));
}

TEST_F(SiteTest, AHubWithoutFiguresIsNamedAndNothingIsMadeUpForIt) {
  // The third has nothing of the newest quarter.
  const auto& late = holdings().directory->hubs[2];
  EXPECT_THAT(get("/missing").body, HasSubstr(late.name));
  EXPECT_THAT(get("/compare").body, Not(HasSubstr(">" + late.name + "</a>")));
  EXPECT_THAT(get("/compare?quarter=2026-04").body, HasSubstr(">" + late.name + "</a>"));
}

TEST_F(SiteTest, NoFigureIsShownThatNoHubPublished) {
  const auto csv = get("/journey/hubs.csv").body;
  const auto& one = holdings().publications.back();
  const auto total = one.shown.quarter.at("journey").back();
  ASSERT_TRUE(total);
  EXPECT_THAT(csv, HasSubstr(one.name));
  // London is what is shown added up.
  std::int64_t sum = 0;
  for (const auto& each : holdings().publications) {
    if (each.quarter == k_last) sum += each.shown.quarter.at("journey").back().value_or(0);
  }
  EXPECT_THAT(get("/journey/london.csv").body, HasSubstr("Notified," + std::to_string(sum) + ","));
}

TEST_F(SiteTest, G08_there_is_no_page_below_a_hub_and_nothing_is_posted) {
  for (const char* path : {"/nowhere", "/hubs/", "/hubs/dunmore", "/hubs/barnet/cases", "/cases",
                           "/journey/other.csv", "/nowhere.pdf", "/x.csv", "/assets/x"}) {
    EXPECT_EQ(get(path).status, 404) << path;
  }
  EXPECT_EQ(get("/", "POST").status, 405);
  EXPECT_EQ(get("/?quarter=%zz").status, 400);
  EXPECT_EQ(get("/?quarter=<b>&show=%3Cb%3E").status, 200);
  EXPECT_THAT(get("/?quarter=<b>").body, Not(HasSubstr("<b>")));
}

TEST_F(SiteTest, EveryAnswerIsGuardedAndKeptNowhere) {
  for (const char* path : {"/", "/nowhere", "/map.pdf", "/map/table.csv"}) {
    const auto answer = get(path);
    EXPECT_EQ(header(answer, "cache-control"), "no-store") << path;
    EXPECT_THAT(header(answer, "content-security-policy"), HasSubstr("default-src 'none'"));
  }
}

TEST(EmptySite, SaysHowToBegin) {
  const Site site(board::built_in_definitions());
  for (const char* path : {"/", "/compare", "/journey", "/programme", "/missing"}) {
    const auto page = site.answer({.method = "GET", .path = path}, now_for_tests());
    EXPECT_EQ(page.status, 200) << path;
  }
  EXPECT_THAT(site.answer({.method = "GET", .path = "/"}, now_for_tests()).body,
              AllOf(HasSubstr("No figures have come yet"), Not(HasSubstr("MADE-UP"))));
}

TEST(Tiles, AreReadStrictly) {
  EXPECT_EQ(built_in_tiles().size(), 33U);
  EXPECT_FALSE(parse_tiles("{}"));
  const std::string one = R"({"code":"E1","name":"A","row":1,"column":1})";
  EXPECT_TRUE(parse_tiles("{\"tiles\":[" + one + "]}"));
  EXPECT_FALSE(parse_tiles("{\"tiles\":[" + one + "," + one + "]}"));
  EXPECT_FALSE(parse_tiles(R"({"tiles":[{"code":"E1","name":"A","row":9,"column":1}]})"));
}

}  // namespace
}  // namespace mash::boardroom
