// SPDX-License-Identifier: MIT
// Goal: `openmash patterns surge` does what it says from file to file, and refuses by name.
#include "patterns_surge_command.h"

#include <gtest/gtest.h>

#include "mash/base/time.h"
#include "patterns_files_for_tests.h"

namespace mash::server {
namespace {

bool has(const std::string& text, const std::string& part) {
  return text.find(part) != std::string::npos;
}

class PatternsSurge : public PatternFiles {
 protected:
  // Weeks from 5 January 2015 on: 10 and 12 in turn.
  static std::string weeks(const std::string& category, int from, int count, int last) {
    std::string out;
    for (int i = from; i < count; ++i) {
      const int n = i + 1 == count ? last : 10 + 2 * (i % 2);
      out += category + "," + LocalDate{2015, 1, 5}.plus_days(7 * i).iso() + "," +
             std::to_string(n) + "\n";
    }
    return out;
  }
};

TEST_F(PatternsSurge, JudgesEachCategory) {
  const auto file =
      write("w.csv", "category,week,count\n" + weeks("\"neglect, home\"", 0, 300, 40) +
                         weeks("calm", 0, 300, 12) + weeks("new", 200, 300, 12));
  SurgeArguments a{.counts = file, .out = path("o.csv")};
  EXPECT_TRUE(has(said(surge_command, a, 0), "1 categories have fewer than 264 earlier weeks"));
  const auto out = read(a.out);
  EXPECT_TRUE(has(out, "category,week,observed,expected,upper,score,alarm\n"));
  EXPECT_TRUE(has(out, "\"neglect, home\",2020-09-28,40,1")) << out;
  EXPECT_TRUE(has(out, ",yes\n"));
  EXPECT_TRUE(has(out, "calm,2020-09-28,12,1"));
  EXPECT_TRUE(has(out, ",no\n"));
  EXPECT_TRUE(has(out, "new,2020-09-28,12,,,,\n"));
  a.at = "2020-09-21";
  EXPECT_TRUE(has(said(surge_command, a, 0), "1 categories"));
  EXPECT_FALSE(has(read(a.out), ",yes\n"));
}

TEST_F(PatternsSurge, AWeekWithoutARowCountsNothing) {
  auto text = "category,week,count\n" + weeks("a", 0, 300, 12);
  const std::string row = "a,2020-08-03,12\n";
  const auto at = text.find(row);
  ASSERT_NE(at, std::string::npos);
  text.erase(at, row.size());
  const SurgeArguments a{.counts = write("w.csv", text), .out = path("o.csv")};
  EXPECT_EQ(said(surge_command, a, 0), "1 weeks without a row counted as 0\n");
}

TEST_F(PatternsSurge, SaysWhatToMend) {
  const auto fault = [&](const std::string& rows) {
    const auto file = write("w.csv", "category,week,count\n" + rows);
    return said(surge_command, SurgeArguments{.counts = file, .out = path("o.csv")});
  };
  EXPECT_TRUE(
      has(fault("a,2015-01-05,1\na,2015-01-13,1\n"), "row 3, column week: this is another"));
  EXPECT_TRUE(has(fault("a,2015-01-05,1\na,2015-01-05,1\n"), "row 3, column week: this week"));
  EXPECT_TRUE(has(fault("a,2015-01-05,1.5\n"), "row 2, column count: a count"));
  EXPECT_TRUE(has(fault("a,2015-01,1\n"), "row 2, column week: a week is written as a day"));
  EXPECT_TRUE(has(fault("a,1900-01-01,1\na,2015-01-05,1\n"), "more than 100 years"));
  const SurgeArguments good{.counts = write("w.csv", "category,week,count\na,2015-01-05,1\n"),
                            .out = path("o.csv")};
  auto a = good;
  a.at = "2015-01-06";
  EXPECT_TRUE(has(said(surge_command, a), "--at names a week"));
  a = good;
  a.limit = "none";
  EXPECT_TRUE(has(said(surge_command, a), "--limit is"));
  a = good;
  a.years = 0;
  EXPECT_TRUE(has(said(surge_command, a), "--years"));
  a = good;
  a.levels = 0;
  EXPECT_TRUE(has(said(surge_command, a), "--levels"));
  a = good;
  a.past_weeks = 52;
  EXPECT_TRUE(has(said(surge_command, a), "--past-weeks"));
  a = good;
  a.alpha = 0;
  EXPECT_TRUE(has(said(surge_command, a), "--alpha"));
  a = good;
  a.trend_p = 2;
  EXPECT_TRUE(has(said(surge_command, a), "--trend-p"));
  a = good;
  a.out = a.counts;
  EXPECT_FALSE(said(surge_command, a).empty());
}

}  // namespace
}  // namespace mash::server
