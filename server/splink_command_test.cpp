// SPDX-License-Identifier: MIT
// Goal: `openmash link` runs a model of Splink from file to file, and writes one that comes back as
// our own model exactly.
#include <gtest/gtest.h>

#include <cmath>
#include <filesystem>
#include <fstream>
#include <map>
#include <sstream>

#include "link_command.h"
#include "link_files.h"
#include "mash/support/test_app.h"

namespace mash::server {
namespace {

using support::TempFolder;

class SplinkCommand : public testing::Test {
 protected:
  static std::string data(const std::string& name) {
    return std::string(MASH_SOURCE_DIR) + "/libs/splink/testdata/" + name;
  }
  std::string path(const std::string& name) { return folder_.path() + "/" + name; }
  static std::string read(const std::string& file) {
    std::ostringstream text;
    text << std::ifstream(file).rdbuf();
    return text.str();
  }
  LinkArguments arguments() {
    return {.inputs = {data("people.csv")},
            .clusters = path("clusters.csv"),
            .pairs = path("pairs.csv"),
            .model_in = data("splink5_library.json"),
            .threads = 2};
  }
  static std::string said(const LinkArguments& a) {
    testing::internal::CaptureStderr();
    EXPECT_EQ(link_command(a), 2);
    return testing::internal::GetCapturedStderr();
  }
  static std::map<std::string, double> weights(const std::string& csv) {
    std::map<std::string, double> found;
    std::istringstream lines(csv);
    std::string line;
    std::getline(lines, line);
    while (std::getline(lines, line)) {
      const auto second = line.find(',', line.find(',') + 1);
      found[line.substr(0, second)] = std::stod(line.substr(second + 1));
    }
    return found;
  }

  TempFolder folder_;
};

TEST_F(SplinkCommand, GivesSplinksPairsAndAClusterForEachRecord) {
  ASSERT_EQ(link_command(arguments()), 0);
  const auto ours = weights(read(path("pairs.csv")));
  const auto splinks = weights(read(data("splink5_library_pairs.csv")));
  ASSERT_EQ(ours.size(), splinks.size());
  for (const auto& [ids, weight] : splinks) {
    ASSERT_TRUE(ours.contains(ids)) << ids;
    EXPECT_NEAR(ours.at(ids), weight, 1e-6) << ids;
  }
  const auto clusters = read(path("clusters.csv"));
  EXPECT_TRUE(clusters.starts_with("record_id,cluster_id\n"));
  EXPECT_EQ(std::count(clusters.begin(), clusters.end(), '\n'), 251);
}

TEST_F(SplinkCommand, ColumnsThatAreMissingAreNamedAndMayBeMapped) {
  auto people = read(data("people.csv"));
  people.replace(people.find("surname"), 7, "Last");
  std::ofstream(path("people.csv")) << people;
  auto a = arguments();
  a.inputs = {path("people.csv")};
  const auto words = said(a);
  EXPECT_NE(words.find("columns that this file does not have: \"surname\"; name them with --map"),
            std::string::npos)
      << words;
  a.map = {"surname=Last"};
  EXPECT_EQ(link_command(a), 0);
  a.map = {"lastname=Last"};
  EXPECT_NE(said(a).find("the model's columns are "), std::string::npos);
}

TEST_F(SplinkCommand, ModelsThatAreNotUnderstoodAreRefusedByName) {
  auto model = read(data("splink5_library.json"));
  model.replace(model.find("jaro_winkler_similarity"), 23, "my_own_similarity");
  std::ofstream(path("model.json")) << model;
  auto a = arguments();
  a.model_in = path("model.json");
  const auto words = said(a);
  EXPECT_NE(words.find("comparison \"given_name\", level 3"), std::string::npos) << words;
  EXPECT_NE(words.find("the function \"my_own_similarity\" is not supported"), std::string::npos);
  a = arguments();
  a.model_out = path("out.json");
  EXPECT_NE(said(a).find("--model-out has nothing to write"), std::string::npos);
}

TEST_F(SplinkCommand, OurOwnModelComesBackExactly) {
  auto a = arguments();
  a.id = "record_id";
  a.model_in.clear();
  a.model_out = path("model.json");
  ASSERT_EQ(link_command(a), 0);
  const auto clusters = read(path("clusters.csv"));
  const auto pairs = read(path("pairs.csv"));
  const auto own = read(path("model.openmash.json"));
  auto again = a;
  again.model_in = path("model.json");
  again.model_out = path("again.json");
  ASSERT_EQ(link_command(again), 0);
  EXPECT_EQ(read(path("clusters.csv")), clusters);
  EXPECT_EQ(read(path("pairs.csv")), pairs);
  EXPECT_EQ(read(path("again.json")), read(path("model.json")));
  EXPECT_EQ(read(path("again.openmash.json")), own);
}

TEST_F(SplinkCommand, AloneOrChangedItIsAModelOfSplink) {
  auto a = arguments();
  a.id = "record_id";
  a.model_in.clear();
  a.model_out = path("model.json");
  ASSERT_EQ(link_command(a), 0);
  a.model_out.clear();
  a.model_in = path("model.json");
  const auto text = read(path("model.json"));
  std::ofstream(path("model.json"), std::ios::app) << "\n";
  testing::internal::CaptureStderr();
  ASSERT_EQ(link_command(a), 0);
  const auto words = testing::internal::GetCapturedStderr();
  EXPECT_NE(words.find("which is used as a model of Splink"), std::string::npos) << words;
  const auto pairs = read(path("pairs.csv"));
  std::filesystem::remove(path("model.openmash.json"));
  std::ofstream(path("model.json"), std::ios::trunc) << text;
  ASSERT_EQ(link_command(a), 0);
  EXPECT_EQ(read(path("pairs.csv")), pairs);
  EXPECT_GT(weights(pairs).size(), 100U);
}

}  // namespace
}  // namespace mash::server
