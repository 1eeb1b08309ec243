// SPDX-License-Identifier: MIT
// Goal: the linkage commands do what they print, from files to files, and refuse what they must.
#include "link_command.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <numeric>
#include <sstream>

#include "link_files.h"
#include "link_people_for_tests.h"

namespace mash::server {
namespace {

using LinkCommand = LinkPeople;

TEST_F(LinkCommand, WritesClustersPairsAndAModelThatGivesTheSame) {
  auto a = arguments();
  a.pairs = path("pairs.csv");
  a.model_out = path("model.json");
  ASSERT_EQ(link_command(a), 0);
  const auto clusters = read("clusters.csv");
  std::istringstream lines(clusters);
  std::string line;
  std::getline(lines, line);
  EXPECT_EQ(line, "record_id,cluster_id");
  std::map<std::string, std::string> of;
  while (std::getline(lines, line))
    of[line.substr(0, line.find(','))] = line.substr(line.find(',') + 1);
  ASSERT_EQ(of.size(), 80U);
  for (int i = 0; i < 40; ++i)
    EXPECT_EQ(of["a" + std::to_string(i)], of["b" + std::to_string(i)]) << i;
  EXPECT_TRUE(read("pairs.csv").starts_with("left_id,right_id,match_weight,match_probability\n"));

  auto again = arguments();
  again.model_in = path("model.json");
  again.clusters = path("again.csv");
  ASSERT_EQ(link_command(again), 0);
  EXPECT_EQ(read("again.csv"), clusters);
}

TEST_F(LinkCommand, ReportsWhatItWroteAndChangesNothing) {
  auto a = arguments();
  ASSERT_EQ(link_command(a), 0);
  const auto clusters = read("clusters.csv");
  a.pairs = path("pairs.csv");
  a.report = path("report.html");
  a.truth = write("truth.csv", truth());
  a.group = "group";
  ASSERT_EQ(link_command(a), 0);
  EXPECT_EQ(read("clusters.csv"), clusters);
  const auto report = read("report.html");
  EXPECT_NE(report.find("<th scope=\"row\">Records</th><td class=\"figure\">80</td>"),
            std::string::npos);
  EXPECT_NE(report.find("<th scope=\"row\">People</th><td class=\"figure\">40</td>"),
            std::string::npos);
  EXPECT_NE(report.find("<bdi>First Name</bdi></th><td>given name</td>"), std::string::npos);
  EXPECT_NE(report.find("Recall by group"), std::string::npos);
  EXPECT_NE(report.find("<bdi>odd</bdi></th><td class=\"figure\">20</td>"
                        "<td class=\"figure\">100.00 %"),
            std::string::npos);
  // Without pairs.csv the page is the same: the report needs no other output.
  a.pairs.clear();
  ASSERT_EQ(link_command(a), 0);
  EXPECT_EQ(read("report.html"), report);
}

TEST_F(LinkCommand, ReportsOneRecord) {
  auto a = arguments();
  a.inputs = {write("one.csv", "nr,First Name,Last Name,Date of Birth\n1,Ada,Okafor,2015-02-03\n")};
  a.report = path("report.html");
  ASSERT_EQ(link_command(a), 0);
  EXPECT_NE(read("report.html").find("No pair scored"), std::string::npos);
}

TEST_F(LinkCommand, EvaluatesItsOwnClusters) {
  ASSERT_EQ(link_command(arguments()), 0);
  testing::internal::CaptureStdout();
  ASSERT_EQ(
      evaluate_command({.truth = write("truth.csv", truth()), .clusters = path("clusters.csv")}),
      0);
  EXPECT_NE(testing::internal::GetCapturedStdout().find(
                "pairwise precision 1.0000  recall 1.0000  f1 1.0000"),
            std::string::npos);
}

TEST_F(LinkCommand, DoesNotJudgeClustersInWhichARecordStandsTwice) {
  const EvaluateArguments a{
      .truth = write("truth.csv", "record_id,person\n1,A\n2,A\n"),
      .clusters = write("twice.csv", "record_id,cluster_id\n1,x\n2,x\n1,y\n")};
  testing::internal::CaptureStderr();
  EXPECT_EQ(evaluate_command(a), 2);
  EXPECT_NE(testing::internal::GetCapturedStderr().find("row 4 has the record_id of a row before"),
            std::string::npos);
}

TEST_F(LinkCommand, LooksPeopleUpWithReasonsThatAddUp) {
  const auto queries = write("queries.csv", "q,First Name,Last Name,Date of Birth,Post Code\n1," +
                                                word(2) + "," + word(102) + ",1964-03-16,N3 2AB\n");
  ASSERT_EQ(look_up_command({.input = people(),
                             .id = "nr",
                             .queries = queries,
                             .query_id = "q",
                             .out = path("found.csv"),
                             .explain = true,
                             .threads = 1}),
            0);
  const auto found = read("found.csv");
  EXPECT_TRUE(
      found.starts_with("query_id,rank,record_id,match_weight,match_probability,explanation\n1,1,"))
      << found;
  EXPECT_NE(found.find("1,1,a2,"), std::string::npos) << found;
}

TEST_F(LinkCommand, LabelsMakeProbabilitiesThatTheModelKeeps) {
  // Whoever judged took every second pair for two people.
  std::string labels = "left_id,right_id,match\n";
  for (int i = 0; i < 40; ++i) {
    const auto n = std::to_string(i);
    const auto other = std::to_string((i + 7) % 40);
    labels +=
        "a" + n + ",b" + n + "," + (i % 2 == 0 ? "1" : "0") + "\na" + n + ",b" + other + ",0\n";
  }
  auto a = arguments();
  a.pairs = path("pairs.csv");
  a.model_out = path("model.json");
  ASSERT_EQ(link_command(a), 0);
  const auto clusters = read("clusters.csv");
  const auto without = read("pairs.csv");
  a.labels = write("labels.csv", labels);
  ASSERT_EQ(link_command(a), 0);
  EXPECT_EQ(read("clusters.csv"), clusters);
  const auto with = read("pairs.csv");
  EXPECT_NE(with, without);
  std::istringstream lines(with);
  std::string line;
  std::getline(lines, line);
  while (std::getline(lines, line)) {
    const double p = std::stod(line.substr(line.rfind(',') + 1));
    EXPECT_GT(p, 1.0 / 83);
    EXPECT_LT(p, 1 - 1.0 / 83);
  }
  auto again = arguments();
  again.model_in = path("model.json");
  again.pairs = path("again.csv");
  ASSERT_EQ(link_command(again), 0);
  EXPECT_EQ(read("again.csv"), with);
}

TEST_F(LinkCommand, ClustersFollowAnswersAndKeepTheirIds) {
  const auto run = [&](const LinkArguments& a) {
    testing::internal::CaptureStdout();
    EXPECT_EQ(link_command(a), 0);
    return testing::internal::GetCapturedStdout();
  };
  const auto clusters = [&] {
    std::map<std::string, std::string> out;
    std::istringstream lines(read("clusters.csv"));
    std::string line;
    std::getline(lines, line);
    while (std::getline(lines, line))
      out[line.substr(0, line.find(','))] = line.substr(line.find(',') + 1);
    return out;
  };
  auto a = arguments();
  run(a);
  const auto first = clusters();
  ASSERT_EQ(first.at("a1"), first.at("b1"));
  ASSERT_NE(first.at("a2"), first.at("a3"));
  a.answers = write("answers.csv", "left_id,right_id,match\na1,b1,0\na2,b3,1\n");
  a.previous = write("previous.csv", read("clusters.csv"));
  const auto said = run(a);
  EXPECT_NE(said.find("39 clusters keep their id, 1 are new, 1 are gone"), std::string::npos)
      << said;
  const auto second = clusters();
  EXPECT_NE(second.at("a1"), second.at("b1"));
  EXPECT_EQ(second.at("a2"), second.at("a3"));
  EXPECT_EQ(second.at("b2"), second.at("b3"));
  for (const auto& [record, id] : first)
    if (record.find_first_of("123", 1) != 1 || record.size() > 2) EXPECT_EQ(second.at(record), id);
  // The order of the rows does not matter.
  std::vector<std::string> rows;
  std::istringstream lines(read("people.csv"));
  for (std::string line; std::getline(lines, line);) rows.push_back(line + "\n");
  std::reverse(rows.begin() + 1, rows.end());
  auto turned = a;
  turned.inputs = {write("turned.csv", std::accumulate(rows.begin(), rows.end(), std::string()))};
  run(turned);
  EXPECT_EQ(clusters(), second);
  // And once more, with nothing new: all stays.
  run(a);
  a.previous = write("again.csv", read("clusters.csv"));
  EXPECT_NE(run(a).find("40 clusters keep their id, 0 are new, 0 are gone"), std::string::npos);
  EXPECT_EQ(clusters(), second);
}

TEST_F(LinkCommand, WhoWasJoinedIsPartedBelowTheSplitOnly) {
  // Nobody is joined today; whoever was stays so, unless the split is as high.
  auto a = arguments();
  testing::internal::CaptureStdout();
  ASSERT_EQ(link_command(a), 0);
  const auto joined = read("clusters.csv");
  a.threshold = 1 - 1e-12;
  ASSERT_EQ(link_command(a), 0);
  const auto apart = read("clusters.csv");
  ASSERT_NE(apart, joined);
  a.previous = write("previous.csv", joined);
  ASSERT_EQ(link_command(a), 0);
  EXPECT_EQ(read("clusters.csv"), joined);
  a.split = a.threshold;
  ASSERT_EQ(link_command(a), 0);
  EXPECT_NE(read("clusters.csv"), joined);
  EXPECT_NE(
      testing::internal::GetCapturedStdout().find("score below the threshold are in one cluster"),
      std::string::npos);
}

TEST_F(LinkCommand, RefusesWithAReason) {
  const auto message = [&](const LinkArguments& a) {
    testing::internal::CaptureStderr();
    EXPECT_EQ(link_command(a), 2);
    return testing::internal::GetCapturedStderr();
  };
  auto a = arguments();
  a.map = {"surname:Last Name"};
  EXPECT_NE(message(a).find("write role=column"), std::string::npos);
  a.map = {"surname=Nachname"};
  EXPECT_NE(message(a).find("no file has a column \"Nachname\""), std::string::npos);
  a = arguments();
  a.id = "id";
  EXPECT_NE(message(a).find("there is no column \"id\""), std::string::npos);
  a = arguments();
  a.inputs = {path("absent.csv")};
  EXPECT_NE(message(a).find("cannot be read"), std::string::npos);
  a = arguments();
  a.model_in = write("model.json", "{\"openmash_linkage_model\": 1, \"match_share\": 7}");
  EXPECT_NE(message(a).find("\"match_share\" must be from 0 to 1"), std::string::npos);
  a = arguments();
  a.one_to_one = true;
  EXPECT_NE(message(a).find("at least two files"), std::string::npos);
  a = arguments();
  a.split = 1;
  EXPECT_NE(message(a).find("--split is a probability"), std::string::npos);
  a.split = 0.95;
  EXPECT_NE(message(a).find("--split is above --threshold"), std::string::npos);
  a.split = 0.6;
  EXPECT_NE(message(a).find("name the earlier clusters with --previous"), std::string::npos);
  a = arguments();
  a.truth = path("truth.csv");
  EXPECT_NE(message(a).find("--truth and --group are for the page"), std::string::npos);
  a.report = path("report.html");
  EXPECT_NE(message(a).find("cannot be read"), std::string::npos);
  a.truth = write("truth.csv", truth());
  a.group = "tribe";
  EXPECT_NE(message(a).find("there is no column \"tribe\""), std::string::npos);
}

TEST(LinkModel, NoTextCrashesTheReader) {
  const std::string good =
      "{\"openmash_linkage_model\":1,\"match_share\":0.1,\"household_share\":0,\"moved_share\":0,"
      "\"names_together\":1.5,\"comparisons\":[]}";
  const auto read = [](const std::string& text) -> Result<linkage::Model> {
    MASH_TRY(const auto value, json::parse(text));
    return model_from_json(value);
  };
  EXPECT_TRUE(read(good));
  for (std::size_t i = 0; i < good.size(); ++i) {
    std::string bad = good;
    bad[i] = '9';
    const auto model = read(bad);
    if (!model) EXPECT_FALSE(model.error().message.empty());
    EXPECT_FALSE(read(good.substr(0, i)));
  }
}

}  // namespace
}  // namespace mash::server
