// SPDX-License-Identifier: MIT
// Goal: a picture says what its table says, to everybody and each time the same, and runs nothing.
#include "mash/picture/picture.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <functional>
#include <regex>
#include <sstream>

#include "mash/html/render.h"

namespace mash::picture {
namespace {

const std::string k_hostile = "<script>\"x\"</script>&'";

Frame frame(const std::string& heading = "More than chance explains in May") {
  return {.id = "one", .heading = heading, .description = "A drawing", .caption = "The values"};
}

std::vector<ChartPoint> points(std::size_t n) {
  std::vector<ChartPoint> out;
  for (std::size_t i = 0; i < n; ++i) {
    const auto value = static_cast<double>((i * 7) % 11);
    out.push_back({.label = "Week " + std::to_string(i),
                   .value = value,
                   .words = std::to_string((i * 7) % 11),
                   .mean = 5,
                   .lower = 1,
                   .upper = 9,
                   .stands_out = value > 9 ? "outside the limits" : ""});
  }
  return out;
}

std::vector<NetworkPerson> forty() {
  std::vector<NetworkPerson> out;
  for (std::uint32_t i = 0; i < 40; ++i) {
    const std::uint32_t steps = i == 0 ? 0 : 1 + (i % 3);
    out.push_back({.label = "WWWWMMMM Maximiliana Wolverhampton the " + std::to_string(i) + "th",
                   .shape = static_cast<Shape>(i % 3),
                   .notifications = i,
                   .steps = steps});
  }
  return out;
}

NetworkOptions network_of(std::vector<NetworkPerson> people) {
  NetworkOptions out{.frame = frame(), .people = std::move(people), .links = {}};
  for (std::size_t i = 1; i < out.people.size(); ++i) {
    out.links.push_back({.from = i - 1, .to = i, .words = "Notification " + std::to_string(i)});
  }
  return out;
}

// One of each kind, with this text wherever a text goes.
std::vector<Drawn> all_with(const std::string& t) {
  const Frame f{.id = t, .heading = t, .description = t, .caption = t};
  auto series = points(14);
  series[3].label = series[3].words = series[3].stands_out = t;
  return {chart({.frame = f, .measure = t, .points = series}),
          funnel({.frame = f, .stages = {{t, 3}, {t, 1}}}),
          heat_map({.frame = f, .corner = t, .columns = {t}, .rows = {t}, .cells = {{{4, t}}}}),
          strip({.frame = f, .lane_heading = t, .events = {{20000, t, t, 2, t}}}),
          bars({.frame = f,
                .label_heading = t,
                .measure = t,
                .interval_heading = t,
                .bars = {{t, 3, 2, 4, t, t}}}),
          network({.frame = f,
                   .people = {{t, Shape::child, 2, 0}, {t, Shape::adult, 1, 1}},
                   .links = {{0, 1, t}}})};
}

std::vector<std::string> all_matches(const std::string& text, const std::string& pattern) {
  const std::regex re(pattern);
  std::vector<std::string> out;
  for (std::sregex_iterator i(text.begin(), text.end(), re), end; i != end; ++i) {
    out.push_back((*i)[1]);
  }
  return out;
}

TEST(Picture, EscapesAllTextAndHasNoStyleOfItsOwn) {
  for (const Drawn& d : all_with(k_hostile)) {
    EXPECT_EQ(d.svg.find("<script"), std::string::npos) << d.svg;
    EXPECT_EQ(d.svg.find("\"x\""), std::string::npos);
    EXPECT_NE(d.svg.find("&lt;script&gt;"), std::string::npos);
    EXPECT_EQ(d.svg.find("style="), std::string::npos);
    EXPECT_EQ(d.svg.find("href"), std::string::npos);
  }
}

TEST(Picture, SaysWhatItIsBeforeAnythingElse) {
  for (const Drawn& d : all_with("word")) {
    const auto names = all_matches(d.svg, "aria-labelledby=\"([^\"]+)\"");
    ASSERT_EQ(names.size(), 1U);
    EXPECT_EQ(names[0], "word-title word-says");
    EXPECT_NE(d.svg.find("<title id=\"word-title\">word</title>"), std::string::npos);
    EXPECT_NE(d.svg.find("<desc id=\"word-says\">word</desc>"), std::string::npos);
    EXPECT_FALSE(d.table.rows.empty());
    for (const auto& row : d.table.rows) EXPECT_EQ(row.size(), d.table.head.size());
  }
}

TEST(Picture, IsTheSameEachTime) {
  const auto once = all_with("word");
  const auto twice = all_with("word");
  for (std::size_t i = 0; i < once.size(); ++i) EXPECT_EQ(once[i].svg, twice[i].svg);
}

TEST(Picture, LeavesItselfOutWhereThereIsNothing) {
  EXPECT_EQ(chart({.frame = frame(), .measure = "m", .points = {}}).svg, "");
  EXPECT_EQ(funnel({.frame = frame(), .stages = {}}).svg, "");
  EXPECT_EQ(strip({.frame = frame(), .lane_heading = "", .events = {}}).svg, "");
  EXPECT_EQ(network({.frame = frame(), .people = {}, .links = {}}).svg, "");
  EXPECT_EQ(bars({.frame = frame(), .bars = {}}).svg, "");
  EXPECT_EQ(heat_map({.frame = frame(), .columns = {"a"}, .rows = {}, .cells = {}}).svg, "");
}

TEST(Picture, OfAChartHasLimitsOnlyFromTwelvePointsOn) {
  const Drawn few = chart({.frame = frame(), .measure = "Notifications", .points = points(11)});
  EXPECT_EQ(few.svg.find("mash-drawing__limit"), std::string::npos);
  EXPECT_EQ(few.svg.find("mash-drawing__out"), std::string::npos);
  EXPECT_EQ(few.table.head.size(), 2U);
  const Drawn enough = chart({.frame = frame(), .measure = "Notifications", .points = points(12)});
  EXPECT_NE(enough.svg.find("mash-drawing__limit"), std::string::npos);
  EXPECT_NE(enough.svg.find("mash-drawing__out"), std::string::npos);
  EXPECT_EQ(enough.table.head.size(), 5U);
}

std::int64_t sum(const std::vector<std::string>& numbers) {
  std::int64_t out = 0;
  for (const auto& n : numbers) out += std::stoll(n);
  return out;
}

std::int64_t sum_of_columns(const html::TableOptions& t, std::size_t from, std::size_t until) {
  std::vector<std::string> out;
  for (const auto& row : t.rows) {
    for (std::size_t i = from; i < std::min(until, row.size()); ++i) out.push_back(row[i].text);
  }
  return sum(out);
}

TEST(Picture, AddsUpToWhatItsTableAddsUpTo) {
  const Drawn line = chart({.frame = frame(), .measure = "Notifications", .points = points(20)});
  EXPECT_EQ(sum(all_matches(line.svg, "<title>Week \\d+: (\\d+)")),
            sum_of_columns(line.table, 1, 2));
  const Drawn down = funnel({.frame = frame(), .stages = {{"In", 41}, {"Rated", 40}, {"Out", 7}}});
  EXPECT_EQ(sum(all_matches(down.svg, "__value\">(\\d+)<")), sum_of_columns(down.table, 1, 2));
  EXPECT_EQ(sum_of_columns(down.table, 1, 2), 88);
  HeatOptions heat{.frame = frame(), .columns = {"Jan", "Feb"}, .rows = {"A", "B"}, .cells = {}};
  heat.cells = {{{5, "5"}, {0, "0"}}, {{31, "31"}, {12, "12"}}};
  const Drawn map = heat_map(heat);
  EXPECT_EQ(sum(all_matches(map.svg, "__on-\\d\">(\\d+)<")), sum_of_columns(map.table, 1, 3));
  EXPECT_EQ(sum_of_columns(map.table, 1, 3), 48);
}

TEST(Picture, OfAHeatMapHasTheDarkestShadeForTheMostAndNoneForWhatIsNotShown) {
  HeatOptions heat{.frame = frame(), .columns = {"J", "F", "M"}, .rows = {"A"}, .cells = {}};
  heat.cells = {{{100, "100"}, {std::nullopt, "1 to 7"}, {1, "1"}}};
  const std::string svg = heat_map(heat).svg;
  EXPECT_NE(svg.find("mash-drawing__on-4\">100<"), std::string::npos);
  EXPECT_NE(svg.find("mash-drawing__on-0\">1 to 7<"), std::string::npos);
  EXPECT_NE(svg.find("mash-drawing__on-1\">1<"), std::string::npos);
}

bool overlap(const Place& a, const Place& b) {
  return a.label_left < b.label_left + b.label_width &&
         b.label_left < a.label_left + a.label_width &&
         a.label_top < b.label_top + b.label_height && b.label_top < a.label_top + a.label_height;
}

TEST(Picture, OfFortyPeopleHasNoLabelOverAnother) {
  const auto people = forty();
  const auto at = places(people);
  for (std::size_t i = 0; i < at.size(); ++i) {
    EXPECT_GE(at[i].label_left, 0) << i;
    for (std::size_t j = i + 1; j < at.size(); ++j) {
      EXPECT_FALSE(overlap(at[i], at[j])) << i << " and " << j;
    }
  }
  const Drawn drawn = network(network_of(people));
  EXPECT_EQ(all_matches(drawn.svg, "class=\"(mash-drawing__name)\"").size(), 40U);
  EXPECT_EQ(all_matches(drawn.svg, "class=\"(mash-drawing__link)\"").size(), 39U);
  EXPECT_EQ(drawn.table.rows.size(), 39U);
}

TEST(Picture, OfANetworkHasNearerPeopleAboveThoseFartherAway) {
  const auto people = forty();
  const auto at = places(people);
  for (std::size_t i = 0; i < people.size(); ++i) {
    for (std::size_t j = 0; j < people.size(); ++j) {
      if (people[i].steps < people[j].steps) {
        EXPECT_LT(at[i].y, at[j].y);
      }
    }
  }
}

std::string on_a_page(const Drawn& drawn, const std::string& csv) {
  auto sources = html::shared_templates();
  sources.push_back({"page", "{{#chart}}{{> mash/picture}}{{/chart}}"});
  const html::Templates templates(sources);
  return templates.render("page", json::Object{{"chart", as_data(drawn, csv)}, {"csv", "TRAP"}});
}

TEST(Picture, StandsOnAPageUnderItsHeadingWithItsTableAndItsCsv) {
  const Drawn down = funnel({.frame = frame(k_hostile), .stages = {{"In", 41}, {"Out", 7}}});
  const std::string page = on_a_page(down, "/figures.csv");
  EXPECT_NE(page.find("<div class=\"mash-drawn\">"), std::string::npos);
  EXPECT_NE(page.find("<h2 class=\"govuk-heading-m\" id=\"one\">&lt;script&gt;"),
            std::string::npos);
  EXPECT_EQ(page.find("<script>"), std::string::npos);
  EXPECT_NE(page.find(down.svg), std::string::npos);
  EXPECT_NE(page.find("The values</caption>"), std::string::npos);
  EXPECT_NE(page.find("href=\"/figures.csv\""), std::string::npos);
  EXPECT_EQ(on_a_page(down, "").find("CSV"), std::string::npos);
}

TEST(Picture, OfNothingStandsOnAPageAsItsHeadingAlone) {
  const std::string page = on_a_page(network({.frame = frame()}), "/figures.csv");
  EXPECT_NE(page.find("id=\"one\""), std::string::npos);
  for (const char* part : {"<svg", "<table", "CSV"}) EXPECT_EQ(page.find(part), std::string::npos);
}

TEST(Picture, GivesItsTableAsCsvInWhichNoFormulaRuns) {
  const html::TableOptions table{.head = {{.text = "Who, where"}, {.text = "Count"}},
                                 .rows = {{{.text = "=1+2"}, {.text = "-3"}},
                                          {{.text = "say \"x\""}, {.text = "-3+4"}},
                                          {{.text = "@SUM"}, {.text = "1.5"}}}};
  EXPECT_EQ(as_csv(table),
            "\"Who, where\",Count\r\n'=1+2,-3\r\n\"say \"\"x\"\"\",'-3+4\r\n'@SUM,1.5\r\n");
}

}  // namespace
}  // namespace mash::picture
