// SPDX-License-Identifier: MIT
// Goal: `openmash patterns scan` finds clusters from file to file, and refuses by name.
#include "patterns_scan_command.h"

#include <gtest/gtest.h>

#include "patterns_files_for_tests.h"

namespace mash::server {
namespace {

bool has(const std::string& text, const std::string& part) {
  return text.find(part) != std::string::npos;
}

class PatternsScan : public PatternFiles {
 protected:
  // Four places of 100 people in a row; one case a day each, and 6 more in B on the last two days.
  ScanArguments arguments() {
    std::string cases = "time,count,place,note\n";
    for (int day = 1; day <= 8; ++day) {
      for (const char* place : {"A", "\"B, east\"", "C", "D"}) {
        const int more = place[0] == '"' && day >= 7 ? 3 : 0;
        cases += "2026-11-0" + std::to_string(day) + "," + std::to_string(1 + more) + "," + place +
                 ",x\n";
      }
    }
    return {
        .cases = write("cases.csv", cases),
        .baseline = write("people.csv", "place,population\nA,100\n\"B, east\",100\nC,100\nD,100\n"),
        .places = write("places.csv", "y,place,x\n0,A,0\n0,\"B, east\",1\n0,C,5\n0,D,9\n"),
        .out = path("found.csv"),
        .monte_carlo = 199,
        .threads = 2};
  }
  std::string result(const ScanArguments& a) {
    EXPECT_EQ(scan_command(a), 0);
    return read(a.out);
  }
};

TEST_F(PatternsScan, WritesTheClusterWithItsArithmetic) {
  auto a = arguments();
  a.prospective = true;
  const auto text = result(a);
  // 38 cases in 32 cells; 8 in B on two days, where 38 / 16 are expected.
  // score = 8 ln(8 / 2.375) + 30 ln(30 / 35.625); risk = (8 / 2.375) / (30 / 35.625).
  EXPECT_TRUE(
      text.starts_with("rank,places,start,end,observed,expected,relative_risk,score,p_value\n"
                       "1,\"B, east\",2026-11-07,2026-11-08,8,2.375000,4.000000,4.560045,"))
      << text;
  EXPECT_EQ(result(a), text);
  a.threads = 1;
  EXPECT_EQ(result(a), text);
}

TEST_F(PatternsScan, ModelsDifferInWhatTheyExpect) {
  auto a = arguments();
  a.model = "permutation";
  a.baseline.clear();
  EXPECT_TRUE(has(result(a), "\n1,\"B, east\",2026-11-07,2026-11-08,8,"));
  auto e = arguments();
  e.model = "expectation";
  e.baseline = write("means.csv",
                     "place,population,time\nA,1,2026-11-01\n\"B, east\",1,2026-11-01\n"
                     "C,1,2026-11-01\nD,1,2026-11-01\n");
  EXPECT_TRUE(
      has(result(e), "\n1,\"B, east\",2026-11-07,2026-11-08,8,2.000000,4.000000,5.090355,"));
}

TEST_F(PatternsScan, APopulationGoesOnUntilItsNextRow) {
  auto a = arguments();
  // B grows by as much as its cases: nothing is left to find there.
  a.baseline = write("people.csv",
                     "place,time,population\nA,2020-01-01,100\n\"B, east\",2026-11-03,100\n"
                     "\"B, east\",2026-11-07,400\nC,2026-11-02,100\nD,2026-12-01,100\n");
  EXPECT_EQ(result(a), "rank,places,start,end,observed,expected,relative_risk,score,p_value\n");
}

TEST_F(PatternsScan, ThePeriodMayBeLongerOrShorterThanTheCases) {
  auto a = arguments();
  a.prospective = true;
  a.max_duration = 1;
  a.to = "2026-11-09";  // a day without a case: nothing is going on
  EXPECT_FALSE(has(result(a), "\n1,"));
  a.to = "2026-11-07";
  EXPECT_TRUE(has(said(scan_command, a, 0), "7 cases before --from or after --to left out"));
  EXPECT_TRUE(has(result(a), "\n1,\"B, east\",2026-11-07,2026-11-07,4,"));
}

TEST_F(PatternsScan, PlacesMayBeLatitudesAndTiesAreSaid) {
  auto a = arguments();
  a.places =
      write("places.csv", "place,lat,lon\nA,51.5,0\n\"B, east\",51.5,0.1\nC,51.6,0\nD,51.9,0\n");
  EXPECT_TRUE(has(result(a), "\n1,\"B, east\","));
  a.max_share = 0.25;
  a.cases = write("cases.csv", "place,time,count\nA,1,1\nC,1,9\nD,1,9\n");
  EXPECT_TRUE(has(said(scan_command, a, 0), "cluster 1: 1 other circles score the same"));
}

TEST_F(PatternsScan, FaultsNameFileRowAndColumn) {
  const auto with = [&](auto change) {
    auto a = arguments();
    change(a);
    return said(scan_command, a);
  };
  const auto cases = [&](const std::string& row) {
    return with([&](auto& a) { a.cases = write("cases.csv", "place,time,count\nA,1,1\n" + row); });
  };
  EXPECT_TRUE(has(cases("E,1,1\n"), "cases.csv: row 3, column place: this place is not"));
  EXPECT_TRUE(has(cases("A,1,0.5\n"), "row 3, column count"));
  EXPECT_TRUE(has(cases("A,1,-1\n"), "row 3, column count"));
  EXPECT_TRUE(has(cases("A,x,1\n"), "row 3, column time"));
  EXPECT_TRUE(has(cases("A,999999999,1\n"), "look for a slip"));
  EXPECT_TRUE(has(with([&](auto& a) { a.places = write("p.csv", "place,x,y\nA,0,0\nA,1,1\n"); }),
                  "p.csv: row 3, column place"));
  EXPECT_TRUE(has(with([&](auto& a) { a.places = write("p.csv", "place,lat,lon\nA,95,0\n"); }),
                  "row 2, column lat"));
  EXPECT_TRUE(has(with([&](auto& a) { a.baseline = write("b.csv", "place,population\nA,100\n"); }),
                  "has cases at 2026-11-01, but no population"));
  EXPECT_TRUE(
      has(with([&](auto& a) { a.baseline = write("b.csv", "place,time,population\nA,5,100\n"); }),
          "write both in one way"));
  EXPECT_TRUE(has(with([](auto& a) { a.baseline.clear(); }), "--baseline"));
  EXPECT_TRUE(has(with([](auto& a) { a.model = "guess"; }), "--model is"));
  EXPECT_TRUE(has(with([](auto& a) { a.monte_carlo = 0; }), "replicas"));
  EXPECT_TRUE(has(with([](auto& a) { a.max_share = 2; }), "share"));
  EXPECT_TRUE(has(with([](auto& a) { a.to = "2026-10-01"; }), "--to is before"));
  EXPECT_FALSE(with([](auto& a) { a.out = a.cases; }).empty());
}

}  // namespace
}  // namespace mash::server
