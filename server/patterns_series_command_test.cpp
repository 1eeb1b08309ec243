// SPDX-License-Identifier: MIT
// Goal: `openmash patterns spc` and `its` do what they say from file to file, and refuse by name.
#include "patterns_series_command.h"

#include <gtest/gtest.h>

#include "mash/json/value.h"
#include "patterns_files_for_tests.h"

namespace mash::server {
namespace {

using PatternsSeries = PatternFiles;

constexpr const char* k_seatbelts = MASH_SOURCE_DIR "/libs/statistics/testdata/seatbelts.csv";

bool has(const std::string& text, const std::string& part) {
  return text.find(part) != std::string::npos;
}

TEST_F(PatternsSeries, AChartIsWrittenInTheOrderOfTime) {
  // With a byte order mark, CRLF, quotes, another order of columns, one too many, rows mixed.
  const auto series = write("s.csv",
                            "\xEF\xBB\xBFnote,value,\"time\"\r\n\"a, b\",9,2026-07-01\r\n"
                            "x,0,2026-01-01\r\nx,1,2026-02-01\r\nx,0,2026-03-01\r\n"
                            "x,1,2026-04-01\r\nx,0,2026-05-01\r\nx,1,2026-06-01\r\n");
  SpcArguments a{.series = series, .out = path("o.csv"), .fix_after = 6, .better = "down"};
  EXPECT_TRUE(has(said(spc_command, a, 0), "group 1 has limits made of 6 points"));
  EXPECT_EQ(read(a.out),
            "time,value,mean,lower,upper,point_type\n"
            "2026-01-01,0,0.5,-2.16,3.16,common_cause\n"
            "2026-02-01,1,0.5,-2.16,3.16,common_cause\n"
            "2026-03-01,0,0.5,-2.16,3.16,common_cause\n"
            "2026-04-01,1,0.5,-2.16,3.16,common_cause\n"
            "2026-05-01,0,0.5,-2.16,3.16,common_cause\n"
            "2026-06-01,1,0.5,-2.16,3.16,common_cause\n"
            "2026-07-01,9,0.5,-2.16,3.16,concern\n");
  a.better = "up";
  ASSERT_EQ(spc_command(a), 0);
  EXPECT_TRUE(has(read(a.out), "3.16,improvement\n"));
  a.better = "none";
  ASSERT_EQ(spc_command(a), 0);
  EXPECT_TRUE(has(read(a.out), "3.16,neutral\n"));
}

TEST_F(PatternsSeries, RebaseCountsFromOne) {
  std::string text = "time,value\n";
  for (int i = 1; i <= 24; ++i)
    text += std::to_string(i) + "," + std::to_string(i % 2 + (i >= 13 ? 10 : 0)) + "\n";
  SpcArguments a{.series = write("s.csv", text), .out = path("o.csv"), .rebase = {13}};
  EXPECT_EQ(said(spc_command, a, 0), "");
  EXPECT_TRUE(has(read(a.out), "\n12,0,0.5,"));
  EXPECT_TRUE(has(read(a.out), "\n13,11,10.5,"));
}

TEST_F(PatternsSeries, FaultsNameFileRowAndColumn) {
  const auto fault = [&](const std::string& text) {
    const auto series = write("s.csv", text);
    return said(spc_command, SpcArguments{.series = series, .out = path("o.csv")});
  };
  EXPECT_TRUE(has(fault("time,value\n1,2\nMay,3\n"), "s.csv: row 3, column time: a time is"));
  EXPECT_TRUE(has(fault("time,value\n1,2\n2,\n"), "s.csv: row 3, column value: this is no number"));
  EXPECT_TRUE(has(fault("time,value\n1,2\n2,nan\n"), "row 3, column value"));
  EXPECT_TRUE(has(fault("time,value\n1,2\n2026-02-03,4\n"), "write all in one way"));
  EXPECT_TRUE(has(fault("time,value\n5,2\n5,4\n"), "row 3, column time: this time stands"));
  EXPECT_TRUE(has(fault("time,value\n2026-02-30,2\n"), "row 2, column time"));
  EXPECT_TRUE(has(fault("time,count\n1,2\n"), "value"));
  EXPECT_TRUE(has(fault("time,value\n"), "give at least one"));
  EXPECT_TRUE(has(fault("time,value\n1,2\n"), "at least 2"));
}

TEST_F(PatternsSeries, OptionsAreCheckedByName) {
  const auto series = write("s.csv", "time,value\n1,2\n2,3\n3,4\n");
  const SpcArguments good{.series = series, .out = path("o.csv")};
  auto a = good;
  a.rebase = {1};
  EXPECT_TRUE(has(said(spc_command, a), "--rebase"));
  a.rebase = {9};
  EXPECT_TRUE(has(said(spc_command, a), "group"));
  a = good;
  a.better = "sideways";
  EXPECT_TRUE(has(said(spc_command, a), "--better is up, down or none"));
  a = good;
  a.fix_after = 1;
  EXPECT_TRUE(has(said(spc_command, a), "--fix-after"));
  a = good;
  a.out = series;
  EXPECT_FALSE(said(spc_command, a).empty());
  EXPECT_EQ(read(series), "time,value\n1,2\n2,3\n3,4\n");
  a.series = path("none.csv");
  EXPECT_TRUE(has(said(spc_command, a), "none.csv"));
}

class PatternsIts : public PatternFiles {
 protected:
  static json::Value fitted(const ItsArguments& a) {
    testing::internal::CaptureStdout();
    EXPECT_EQ(its_command(a), 0);
    auto value = json::parse(testing::internal::GetCapturedStdout());
    EXPECT_TRUE(value);
    return value ? *value : json::Value();
  }
  // Harvey and Durbin 1986: the column of drivers killed.
  std::string killed(const std::string& time = "") {
    std::istringstream lines(read(k_seatbelts));
    std::string line;
    std::getline(lines, line);
    std::string out = "time,value,people\n";
    for (int i = 0; std::getline(lines, line); ++i) {
      const auto month = line.substr(0, 7);
      const auto value = line.substr(8, line.rfind(',') - 8);
      out += (time == "number" ? std::to_string(i) : month + time) + "," + value + ",1000\n";
    }
    return write("killed.csv", out);
  }
};

TEST_F(PatternsIts, PrintsTheStepOfTheSeatBeltLaw) {
  const auto f = fitted({.series = killed(), .event = "1983-02", .harmonics = 6});
  EXPECT_NEAR(*f["rate_ratio"].as_double(), 0.8730, 0.00005);
  EXPECT_NEAR(*f["lower"].as_double(), 0.8097, 0.00005);
  EXPECT_NEAR(*f["upper"].as_double(), 0.9414, 0.00005);
  EXPECT_NEAR(*f["dispersion"].as_double(), 2.196, 0.0005);
  EXPECT_EQ(f.text("trend_per"), "month");
  EXPECT_EQ(f["terms"].as_array()->size(), 14U);
}

TEST_F(PatternsIts, MonthsMayBeDaysOrNumbersAndAnEqualOffsetChangesNoRatio) {
  const auto ratio = [](const json::Value& f) { return *f["rate_ratio"].as_double(); };
  const auto months = ratio(fitted({.series = killed(), .event = "1983-02-01", .harmonics = 6}));
  EXPECT_NEAR(ratio(fitted({.series = killed("-01"), .event = "1983-02", .harmonics = 6})), months,
              1e-9);
  EXPECT_NEAR(ratio(fitted({.series = killed("number"), .event = "169", .harmonics = 6})), months,
              1e-9);
  EXPECT_NEAR(
      ratio(fitted({.series = killed(), .event = "1983-02", .harmonics = 6, .offset = "people"})),
      months, 1e-9);
}

TEST_F(PatternsIts, SaysWhatToMend) {
  const ItsArguments good{.series = killed(), .event = "1983-02"};
  auto a = good;
  a.event = "soon";
  EXPECT_TRUE(has(said(its_command, a), "--event: a time is"));
  a.event = "12";
  EXPECT_TRUE(has(said(its_command, a), "write it as they are"));
  a.event = "1960-01";
  EXPECT_TRUE(has(said(its_command, a), "one side of the event"));
  a = good;
  a.harmonics = 7;
  EXPECT_TRUE(has(said(its_command, a), "harmonics"));
  a = good;
  a.offset = "nothing";
  EXPECT_TRUE(has(said(its_command, a), "nothing"));
  a = good;
  a.year = 12;
  EXPECT_TRUE(has(said(its_command, a), "--year"));
  a = good;
  a.series = write("bad.csv", "time,value\n2026-01,-3\n2026-02,3\n");
  EXPECT_TRUE(has(said(its_command, a), "bad.csv: row 2, column value: a count is 0 or more"));
}

}  // namespace
}  // namespace mash::server
