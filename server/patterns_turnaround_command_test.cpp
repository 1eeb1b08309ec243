// SPDX-License-Identifier: MIT
// Goal: `openmash patterns turnaround` reads cases, says all that it should, and refuses by name.
#include "patterns_turnaround_command.h"

#include <gtest/gtest.h>

#include "mash/base/time.h"
#include "mash/json/value.h"
#include "patterns_files_for_tests.h"

namespace mash::server {
namespace {

bool has(const std::string& text, const std::string& part) {
  return text.find(part) != std::string::npos;
}

constexpr const char* k_header =
    "case,family,source,level,rating_first,rating_last,received,decided,working_hours\n";
constexpr std::int64_t k_hour = 3'600'000'000;
constexpr const char* k_change = "2026-01-05T00:00:00Z";

class PatternsTurnaround : public PatternFiles {
 protected:
  // A case a day for two years around the change, two in each family; half as long after it.
  std::string cases() {
    std::string out = k_header;
    const auto change = *parse_iso(k_change);
    for (int i = -364; i < 364; ++i) {
      const UtcTime received{change.micros + i * 24 * k_hour};
      const int hours = (24 + (i + 364) % 7 * 8) / (i < 0 ? 1 : 2);
      const bool open = i == 363;
      out += std::to_string(i) + "," + std::to_string((i + 364) / 2) + ",school,3,amber," +
             (open         ? ""
              : i % 5 == 0 ? "green"
                           : "amber") +
             "," + iso_utc(received) + "," +
             (open ? "" : iso_utc({received.micros + hours * k_hour})) + "," +
             (open ? "" : std::to_string(hours / 3)) + "\n";
    }
    return write("d.csv", out);
  }
  static json::Value printed(const TurnaroundArguments& a) {
    testing::internal::CaptureStdout();
    EXPECT_EQ(turnaround_command(a), 0);
    auto value = json::parse(testing::internal::GetCapturedStdout());
    EXPECT_TRUE(value);
    return value ? *value : json::Value();
  }
};

TEST_F(PatternsTurnaround, SaysAllOfIt) {
  const auto r = printed({.cases = cases(), .before_after = k_change, .replicas = 200});
  EXPECT_EQ(r.number("cases"), 728);
  EXPECT_EQ(r.number("families"), 364);
  EXPECT_EQ(r.number("without_working_hours"), 1);
  const auto& comparisons = *r["comparisons"].as_array();
  ASSERT_EQ(comparisons.size(), 6U);  // two clocks: all, level 3, amber
  const auto& level = comparisons[1];
  EXPECT_EQ(level.text("by"), "level");
  EXPECT_EQ(level.text("value"), "3");
  EXPECT_EQ(level.text("clock"), "wall");
  EXPECT_EQ(level["after"].number("open"), 1);
  EXPECT_NEAR(*level["like_for_like"]["ratio"].as_double(), 0.5, 0.01);
  EXPECT_NEAR(*level["before"]["median_hours"]["estimate"].as_double(), 48, 0.1);
  EXPECT_NEAR(*level["before"]["mean_hours"]["estimate"].as_double(), 48, 0.5);
  EXPECT_NEAR(*level["before"]["p90_hours"]["estimate"].as_double(), 72, 0.1);
  EXPECT_TRUE(level.text("finding").starts_with("Level 3: like for like, 0.50"))
      << level.text("finding");
  EXPECT_EQ(comparisons[4].text("clock"), "working");
  const auto& chart = (*r["charts"].as_array())[0];
  EXPECT_TRUE(has(chart.text("finding"), "Level 3: shorter than before")) << chart.text("finding");
  EXPECT_EQ(chart["points"].as_array()->size(), 26U);
  EXPECT_NEAR(*chart["interrupted_series"]["mean_ratio"].as_double(), 0.5, 0.01);
  EXPECT_EQ(r["rating_moves"].as_array()->size(), 3U);
  EXPECT_EQ(r["mix"].as_array()->size(), 1U);
  EXPECT_FALSE((*r["curves"].as_array())[0]["before"].as_array()->empty());
}

TEST_F(PatternsTurnaround, WritesAFileAndTheSameSeedGivesTheSame) {
  const TurnaroundArguments a{.cases = cases(),
                              .before_after = k_change,
                              .until = "2027-03-01T00:00:00+00:00",
                              .out_json = path("r.json"),
                              .replicas = 100};
  EXPECT_EQ(said(turnaround_command, a, 0), "");
  const auto first = read(a.out_json);
  EXPECT_TRUE(has(first, "\"until\": \"2027-03-01T00:00:00Z\""));
  EXPECT_EQ(turnaround_command(a), 0);
  EXPECT_EQ(read(a.out_json), first);
}

TEST_F(PatternsTurnaround, SaysWhatToMend) {
  const auto fault = [&](const std::string& rows) {
    const auto file = write("d.csv", k_header + rows);
    return said(turnaround_command, TurnaroundArguments{.cases = file, .before_after = k_change});
  };
  const std::string good = "1,,police,3,red,red,2026-01-01T09:00:00Z,2026-01-02T09:00:00Z,8\n";
  EXPECT_TRUE(has(fault(good), "one side of the change"));
  EXPECT_TRUE(has(fault(good + good), "row 3, column case: this case"));
  EXPECT_TRUE(
      has(fault("1,,police,3,red,red,2026-01-01,,8\n"), "row 2, column received: a moment"));
  EXPECT_TRUE(has(fault("1,,police,3,red,red,2026-01-01T09:00:00Z,2025-01-02T09:00:00Z,8\n"),
                  "row 2, column decided: this is before"));
  EXPECT_TRUE(has(fault("1,,police,3,red,red,2026-01-01T09:00:00Z,soon,8\n"),
                  "row 2, column decided: a moment"));
  EXPECT_TRUE(has(fault("1,,police,3,red,red,2026-01-01T09:00:00Z,,-8\n"),
                  "row 2, column working_hours: hours are"));
  EXPECT_TRUE(has(fault("1,,police,3,red,red,2026-01-01T09:00:00Z,,x\n"),
                  "row 2, column working_hours: this is no number"));
  EXPECT_TRUE(has(fault("1,,police,,red,red,2026-01-01T09:00:00Z,,1\n"),
                  "row 2, column level: this must not be empty"));
  TurnaroundArguments a{.cases = cases(), .before_after = "2026-01-05"};
  EXPECT_TRUE(has(said(turnaround_command, a), "--before-after: a moment"));
  a.before_after = k_change;
  a.until = "2026-02-01T00:00:00Z";
  EXPECT_TRUE(has(said(turnaround_command, a), "--until is before the last time"));
  a.until = "";
  a.replicas = 5;
  EXPECT_TRUE(has(said(turnaround_command, a), "replicas"));
  a.out_json = a.cases;
  EXPECT_FALSE(said(turnaround_command, a).empty());
}

}  // namespace
}  // namespace mash::server
