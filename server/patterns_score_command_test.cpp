// SPDX-License-Identifier: MIT
// Goal: the patterns commands do from files to files what they say, and refuse what they must.
#include "patterns_score_command.h"

#include <gtest/gtest.h>

#include <cstdio>
#include <filesystem>
#include <fstream>

#include "link_files.h"
#include "mash/json/value.h"
#include "patterns_events.h"

namespace mash::server {
namespace {

class Patterns : public testing::Test {
 protected:
  Patterns() : folder_(std::filesystem::path(testing::TempDir()) / "mash_patterns") {
    std::filesystem::remove_all(folder_);
    std::filesystem::create_directories(folder_);
  }
  std::string path(const std::string& name) { return (folder_ / name).string(); }
  std::string file(const std::string& name, const std::string& text) {
    std::ofstream(path(name), std::ios::binary) << text;
    return path(name);
  }
  // What score says of these events; empty if it refused.
  std::string scored(const std::string& events, const std::string& at) {
    if (patterns_score_command({.events = file("e.csv", events), .at = at, .out = path("s.csv")}) !=
        0)
      return "";
    return *read_text_file(path("s.csv"));
  }

  std::filesystem::path folder_;
  std::string said_;
};

TEST_F(Patterns, ReadEventsInAnyOrderOfColumnsAndRows) {
  const auto plain = scored(
      "person,time,severity,source\na,2026-01-03,high,police\n"
      "b,2026-01-05,1,school\na,2026-02-01,2,school\n",
      "2026-03-01");
  EXPECT_EQ(std::count(plain.begin(), plain.end(), '\n'), 3);
  EXPECT_EQ(plain, scored("\xEF\xBB\xBFSource,SEVERITY,more,\"Time\",Person\r\n"
                          "school,2,x,2026-02-01,a\r\nschool,1,x,2026-01-05,b\r\n"
                          "police,HIGH,\"x,y\",2026-01-03,a\r\n",
                          "2026-03-01"));
}

TEST_F(Patterns, LookAtNothingAfterTheDay) {
  const std::string until = "person,time\na,10\nb,20\na,30\n";
  EXPECT_EQ(scored(until, "30"), scored(until + "a,30.5\nb,31\nc,40\n", "30"));
}

TEST_F(Patterns, NameFileRowColumnAndTheWayOut) {
  Days days;
  const auto fault = [&](const std::string& text) {
    const auto read = read_events(file("bad.csv", text), days, patterns::weights());
    const auto message = read ? "none" : read.error().message;
    return message.substr(message.find("bad.csv"));
  };
  EXPECT_EQ(fault("person,time\na,5\nb,soon\n"),
            "bad.csv: row 3, column \"time\": give an ISO date (2026-03-01), a date and time, or a "
            "day number, of one kind throughout");
  EXPECT_EQ(fault("person,time\na,5\nb,2026-01-01\n").substr(0, 30),
            "bad.csv: row 3, column \"time\":")
      << "two kinds of days";
  EXPECT_EQ(fault("person,time,severity\na,5,huge\n"),
            "bad.csv: row 2, column \"severity\": give a number from 0 or a word of "
            "data/patterns.json, for instance high");
  EXPECT_EQ(fault("person,time\n,5\n"), "bad.csv: row 2, column \"person\": say who it is about");
  EXPECT_EQ(fault("who,time\na,5\n"),
            "bad.csv: there is no column \"person\"; the columns are: who, time");
}

TEST_F(Patterns, KeepDaysAsTheyWereWritten) {
  Days dates, numbers;
  EXPECT_EQ(dates.write(*dates.read("2026-03-01")), "2026-03-01");
  EXPECT_EQ(dates.write(*dates.read("2026-03-01T10:30")), "2026-03-01T10:30:00");
  EXPECT_EQ(*dates.read("2026-03-01T10:30:00+01:00"), *dates.read("2026-03-01 09:30:00"));
  EXPECT_EQ(numbers.write(*numbers.read("12.5")), "12.5");
  EXPECT_FALSE(numbers.read("2026-03-01"));
  EXPECT_FALSE(dates.read("2026-02-30"));
}

TEST_F(Patterns, AlarmAndAreJudged) {
  std::string events = "person,time,severity,source\n";
  for (int p = 0; p < 40; ++p)
    for (int k = 0; k < 5; ++k)
      events += "p" + std::to_string(p) + "," + std::to_string(20 + 200 * k + 4 * p) + ",1,s" +
                std::to_string((p + k) % 4) + "\n";
  for (int k = 0; k < 8; ++k)
    events += "up," + std::to_string(815 + 10 * k) + ",2,s" + std::to_string(k % 4) + "\n";
  ASSERT_FALSE(scored(events, "900").empty());
  ASSERT_EQ(patterns_alarms_command(
                {.events = path("e.csv"), .from = "500", .to = "900", .out = path("a.csv")}),
            0);
  const auto alarms = *read_text_file(path("a.csv"));
  EXPECT_TRUE(alarms.starts_with("person,time,rule,statistic\n"));
  EXPECT_NE(alarms.find("\nup,8"), std::string::npos) << alarms;

  std::string truth = "person,label,onset,group\nup,1,810,A\n";
  for (int p = 0; p < 40; ++p) truth += "p" + std::to_string(p) + ",0,,A\n";
  testing::internal::CaptureStdout();
  ASSERT_EQ(patterns_evaluate_command({.scores = path("s.csv"),
                                       .truth = file("t.csv", truth),
                                       .events = path("e.csv"),
                                       .at = "900",
                                       .alarms = path("a.csv"),
                                       .from = "500",
                                       .to = "900"}),
            0);
  const auto said = json::parse(testing::internal::GetCapturedStdout());
  ASSERT_TRUE(said);
  EXPECT_EQ(*(*said)["auc"]["auc"].as_double(), 1);
  EXPECT_EQ(said->number("positives"), 1);
  EXPECT_EQ((*said)["lead_time"]["as_given"].number("found"), 1);
  EXPECT_FALSE((*said)["plain_counts"]["count_90"].is_null());
  EXPECT_FALSE((*said)["between_groups"].is_null());
}

TEST_F(Patterns, AreJudgedHoweverTheTruthIsWritten) {
  const auto report = [&](const std::string& scores, const std::string& truth) {
    testing::internal::CaptureStdout();
    testing::internal::CaptureStderr();
    EXPECT_EQ(
        patterns_evaluate_command({.scores = file("s.csv", scores), .truth = file("t.csv", truth)}),
        0);
    said_ = testing::internal::GetCapturedStderr();
    return *json::parse(testing::internal::GetCapturedStdout());
  };
  const std::string scores = "person,score\n\"O'Neil, \"\"Jo\"\" x\",2\nb c,1\nd,1\n";
  const auto plain = report(scores, "person,label\n\"O'Neil, \"\"Jo\"\" x\",1\nb c,0\nd,1\n");
  EXPECT_EQ(*plain["auc"]["auc"].as_double(), 0.75);
  EXPECT_EQ(said_, "");
  EXPECT_EQ(plain, report(scores,
                          "\xEF\xBB\xBFPerson;Outcome\r\n\"O'Neil, \"\"Jo\"\" x\";TRUE\r\n"
                          "b c;No\r\nd;1.0\r\n"));
  const auto gaps = report(scores + "nobody,5\n", "person,label\nb c,1\nelse,1\n");
  EXPECT_TRUE(gaps["auc"]["auc"].is_null());
  EXPECT_EQ(said_,
            "1 people of --truth have no score: they stand last\n"
            "3 scores are of people whom --truth does not name: left out\n"
            "all outcomes are the same: there is nothing to tell apart, and no area\n");
}

TEST_F(Patterns, RefuseWhatCannotBeJudged) {
  const auto scores = file("s.csv", "person,score\na,1\n");
  const auto code = [&](const std::string& truth) {
    return patterns_evaluate_command({.scores = scores, .truth = file("t.csv", truth)});
  };
  EXPECT_EQ(code("person,label\na,maybe\n"), 2);
  EXPECT_EQ(code("person\na\n"), 2);
  EXPECT_EQ(code("person,label\na,1\na,0\n"), 2);
  EXPECT_EQ(code("person,label\nb,1\n"), 2) << "nobody is in both";
  EXPECT_EQ(code("person,label,probability\na,1,1.5\n"), 2);
  const auto truth = file("t.csv", "person,label\na,1\nb,0\n");
  EXPECT_EQ(patterns_evaluate_command(
                {.scores = file("twice.csv", "person,score\na,1\na,2\n"), .truth = truth}),
            2);
  EXPECT_EQ(patterns_evaluate_command({.scores = scores, .truth = truth, .at = "5"}), 2);
  EXPECT_EQ(patterns_evaluate_command({.scores = scores, .truth = truth, .rule = "repeat"}), 2);
  EXPECT_EQ(patterns_evaluate_command({.scores = scores,
                                       .truth = truth,
                                       .alarms = file("a.csv", "person,time,rule\na,3,rate\n"),
                                       .rule = "repeat",
                                       .from = "1",
                                       .to = "9"}),
            2)
      << "no alarm of that rule";
  EXPECT_EQ(patterns_score_command({.events = scores, .at = "5", .out = scores}), 2)
      << "it would overwrite what it reads";
}

}  // namespace
}  // namespace mash::server
