// SPDX-License-Identifier: MIT
// Goal: no file is lost to what `openmash link` writes, and what is wrong with one that it reads is
// said with its place.
#include "link_files.h"

#include <gtest/gtest.h>
#include <sys/stat.h>

#include <filesystem>
#include <set>
#include <sstream>

#include "link_people_for_tests.h"

namespace mash::server {
namespace {

using LinkFiles = LinkPeople;

TEST_F(LinkFiles, RefusesWhatIsWrongAboutRecordsWithItsPlace) {
  auto a = arguments();
  const auto labels = [&](const std::string& rows) {
    a.labels = write("labels.csv", "left_id,right_id,match\n" + rows);
    return refusal(a);
  };
  EXPECT_NE(labels("a1,b1,yes\n").find("labels.csv: row 2, column match: write 1 for one person"),
            std::string::npos);
  EXPECT_NE(labels("a1,b1,1\na1,x9,0\n")
                .find("labels.csv: row 3, column right_id: no input has a record of this id"),
            std::string::npos);
  EXPECT_NE(labels("a1,a1,1\n").find("labels.csv: row 2, column right_id: this is the record of"),
            std::string::npos);
  const auto few = labels("a1,b1,1\n");
  EXPECT_NE(few.find("too few labels: 1 matches and 0 others"), std::string::npos);
  EXPECT_EQ(few.find("scoring"), std::string::npos) << "said before the work, not after it";
  a = arguments();
  a.answers = write("answers.csv", "left_id,right_id,match\na1,b1,1\nb1,a1,0\n");
  EXPECT_NE(refusal(a).find("answers.csv: row 3 says that two records are two people"),
            std::string::npos);
  a.answers = write("answers.csv", "left_id,right_id,match\nx9,a1,0\n");
  EXPECT_NE(refusal(a).find("answers.csv: row 2, column left_id: no input has a record of this id"),
            std::string::npos);
  a = arguments();
  const auto previous = [&](const std::string& text) {
    a.previous = write("previous.csv", text);
    return refusal(a);
  };
  EXPECT_NE(previous("record_id\na1\n").find("cluster_id"), std::string::npos);
  const auto refused = [&](const std::string& rows, const std::string& why) {
    const auto said = previous("record_id,cluster_id\n" + rows);
    EXPECT_NE(said.find("previous.csv: " + why), std::string::npos) << said;
  };
  refused("a1,\n", "row 2, column cluster_id: write the id of a cluster");
  refused("a1,x\n,y\n", "row 3, column record_id: write the id of a record");
  refused("a1,x\na1,y\n", "row 3, column record_id: an earlier row has this record");
  refused("a1,x\ngone,y\ngone,y\n", "row 4, column record_id: an earlier row has this record");
  refused("gone,x\nlost,x\n", "none of its records is in an input");
}

TEST_F(LinkFiles, OverwritesNothingThatItReadsOrWrites) {
  const auto refused = [&](const LinkArguments& a, const std::string& why) {
    const auto before = read("people.csv");
    const auto said = refusal(a);
    EXPECT_NE(said.find("openmash: --" + why), std::string::npos) << said;
    EXPECT_EQ(read("people.csv"), before);
  };
  auto a = arguments();
  a.clusters = a.inputs[0];
  refused(a, "clusters would overwrite --input " + path("people.csv") + "; name another file");
  a.clusters = folder_.path() + "/./here/../people.csv";
  refused(a, "clusters would overwrite --input");
  std::filesystem::create_symlink(path("people.csv"), path("link.csv"));
  a.clusters = path("link.csv");
  refused(a, "clusters would overwrite --input");
  a = arguments();
  a.answers = write("answers.csv", "left_id,right_id,match\na1,b1,1\n");
  a.pairs = a.answers;
  refused(a, "pairs would overwrite --answers");
  a = arguments();
  a.pairs = a.clusters;
  refused(a, "pairs would overwrite --clusters");
  a = arguments();
  a.model_out = path("m.json");
  a.report = path("m.openmash.json");
  refused(a, "model-out would overwrite --report");
  a = arguments();
  a.pairs = folder_.path();
  refused(a, "pairs " + folder_.path() + ": this is a folder");
  a = arguments();
  a.inputs.push_back(folder_.path() + "/./people.csv");
  refused(a, "input " + folder_.path() + "/./people.csv is there twice");
  // The clusters may take the place of the earlier ones, and keep who may read them.
  a = arguments();
  ASSERT_EQ(link_command(a), 0);
  const auto first = read("clusters.csv");
  const auto owner = std::filesystem::perms::owner_read | std::filesystem::perms::owner_write;
  std::filesystem::permissions(a.clusters, owner);
  a.previous = a.clusters;
  ASSERT_EQ(link_command(a), 0);
  EXPECT_EQ(read("clusters.csv"), first);
  EXPECT_EQ(std::filesystem::status(a.clusters).permissions(), owner);
  for (const auto& entry : std::filesystem::directory_iterator(folder_.path()))
    EXPECT_EQ(entry.path().string().find(".new"), std::string::npos);
}

TEST_F(LinkFiles, WritesThroughLinksAndToDevices) {
  auto a = arguments();
  a.pairs = "/dev/null";
  a.report = "/dev/null";
  write("target.csv", "old");
  std::filesystem::create_symlink(path("target.csv"), a.clusters);
  ASSERT_EQ(link_command(a), 0);
  EXPECT_TRUE(std::filesystem::is_symlink(a.clusters));
  EXPECT_TRUE(read("target.csv").starts_with("record_id,cluster_id\n"));
  EXPECT_TRUE(std::filesystem::is_character_file("/dev/null"));
  // A file of the name that is used meanwhile is somebody's.
  write("target.csv.new", "mine");
  ASSERT_EQ(link_command(a), 0);
  EXPECT_EQ(read("target.csv.new"), "mine");
}

TEST_F(LinkFiles, LookUpsOverwriteNothingThatTheyRead) {
  const auto queries = write("queries.csv", "q,First Name\n1,Ada\n");
  testing::internal::CaptureStderr();
  EXPECT_EQ(look_up_command({.input = people(),
                             .id = "nr",
                             .queries = queries,
                             .query_id = "q",
                             .out = queries,
                             .threads = 1}),
            2);
  EXPECT_NE(testing::internal::GetCapturedStderr().find("--out would overwrite --queries"),
            std::string::npos);
  EXPECT_EQ(read("queries.csv"), "q,First Name\n1,Ada\n");
}

TEST_F(LinkFiles, SaysWhatIsNoFile) {
  auto a = arguments();
  a.answers = folder_.path();
  EXPECT_NE(refusal(a).find("this is a folder; name a file"), std::string::npos);
  a = arguments();
  a.inputs = {folder_.path()};
  EXPECT_NE(refusal(a).find("this is a folder; name a file"), std::string::npos);
  a = arguments();
  ASSERT_EQ(mkfifo(path("pipe").c_str(), 0600), 0);
  a.previous = path("pipe");
  EXPECT_NE(refusal(a).find("a pipe cannot be used; name a file"), std::string::npos);
}

TEST_F(LinkFiles, OneIdInTwoFilesIsToldApartOrRefusedWithItsPlace) {
  auto a = arguments();
  auto again = read("people.csv");
  again.replace(again.find("\na7;"), 4, "\nz7;");
  a.inputs.push_back(write("again.csv", again));
  a.pairs = path("pairs.csv");
  ASSERT_EQ(link_command(a), 0);
  const auto pairs = read("pairs.csv");
  EXPECT_TRUE(pairs.starts_with(
      "left_id,right_id,match_weight,match_probability,left_source,right_source\n"));
  std::istringstream lines(pairs);
  std::set<std::string> seen;
  std::string line;
  std::getline(lines, line);
  while (std::getline(lines, line)) {
    const auto ids = line.substr(0, line.find(',', line.find(',') + 1));
    const auto sources = line.substr(line.rfind(',', line.rfind(',') - 1));
    EXPECT_TRUE(seen.insert(ids + sources).second) << line;
  }
  EXPECT_GT(seen.size(), 100U);
  a.previous = write("previous.csv", "record_id,cluster_id\na1,x\n");
  EXPECT_NE(refusal(a).find("again.csv: row 2: a record before it has the same id"),
            std::string::npos);
  a.previous.clear();
  a.answers = write("answers.csv", "left_id,right_id,match\nz7,a7,1\na1,b1,1\n");
  EXPECT_NE(
      refusal(a).find("answers.csv: row 3, column left_id: two inputs have a record of this id"),
      std::string::npos);
}

TEST_F(LinkFiles, SaysWhichEarlierRecordsAreGone) {
  auto a = arguments();
  a.previous = write("previous.csv", "record_id,cluster_id\na1,x\ngone,x\nlost,y\n");
  testing::internal::CaptureStderr();
  EXPECT_EQ(link_command(a), 0);
  EXPECT_NE(testing::internal::GetCapturedStderr().find("2 of 3 records of " + a.previous +
                                                        " are in no input"),
            std::string::npos);
}

TEST_F(LinkFiles, AnswersMayBeInTheEncodingOfTheInputsOrInOurs) {
  auto text = read(std::filesystem::path(people()).filename());
  text.replace(text.find("\na1;"), 4, "\n\xE4;");  // a-umlaut
  auto a = arguments();
  a.inputs = {write("ansi.csv", text)};
  a.encoding = "windows-1252";
  const auto apart = [&](const std::string& id) {
    a.answers = write("answers.csv", "left_id,right_id,match\n" + id + ",b1,0\n");
    EXPECT_EQ(link_command(a), 0);
    return read("clusters.csv");
  };
  ASSERT_EQ(link_command(a), 0);
  const auto joined = read("clusters.csv");
  EXPECT_NE(apart("\xE4"), joined);
  EXPECT_NE(apart("\xC3\xA4"), joined);
}

}  // namespace
}  // namespace mash::server
