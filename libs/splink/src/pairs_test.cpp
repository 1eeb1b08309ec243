// SPDX-License-Identifier: MIT
// Goal: models that Splink 4 and 5 trained give the same pairs and match weights here, to 1e-6.
#include <gtest/gtest.h>

#include <map>

#include "files_for_tests.h"
#include "mash/splink/link.h"

namespace mash::splink {
namespace {

struct Said {
  double weight = 0;
  double probability = 0;
  std::uint32_t rule = 0;
};
using Pairs = std::map<std::pair<std::string, std::string>, Said>;

// What Splink said: ids, weight, probability and the rule that found the pair.
Pairs pairs_of(const std::string& name) {
  Pairs pairs;
  std::istringstream lines(file(name + "_pairs.csv"));
  std::string line;
  std::getline(lines, line);
  while (std::getline(lines, line)) {
    std::istringstream cells(line);
    std::string left, right, weight, probability, rule;
    for (auto* cell : {&left, &right, &weight, &probability, &rule})
      std::getline(cells, *cell, ',');
    pairs[{left, right}] = {std::stod(weight), std::stod(probability),
                            static_cast<std::uint32_t>(std::stoul(rule))};
  }
  return pairs;
}

class SplinkPairs : public testing::TestWithParam<std::string> {};

TEST_P(SplinkPairs, AreThoseOfSplinkWithItsWeights) {
  const auto model = parse_model(file(GetParam() + ".json"));
  ASSERT_TRUE(model) << model.error().message;
  auto table = table_of(file("people.csv"));
  if (model->link_type == LinkType::link_only) {
    // Splink had two tables: health, and everybody else.
    const auto& column = table.columns[0];
    ASSERT_EQ(column.header, "source");
    table.sources = {"health", "others"};
    for (std::uint32_t row = 0; row < table.rows(); ++row)
      table.source[row] = column.texts.text(column.ids[row]) == "health" ? 0 : 1;
  }
  const auto expected = pairs_of(GetParam());
  ASSERT_GT(expected.size(), 100U);
  for (const unsigned threads : {1U, 2U}) {
    auto compiled = Compiled::compile(*model);
    ASSERT_TRUE(compiled) << compiled.error().message;
    const auto linked = link(*std::move(compiled), table, {.keep = 0, .threads = threads});
    ASSERT_TRUE(linked) << linked.error().message;
    EXPECT_EQ(linked->pairs.size(), expected.size());
    EXPECT_EQ(linked->compared, expected.size());
    double worst = 0;
    for (const auto& p : linked->pairs) {
      const std::pair ids(std::string(table.id(p.left)), std::string(table.id(p.right)));
      const auto said = expected.find(ids);
      ASSERT_NE(said, expected.end()) << ids.first << " " << ids.second;
      EXPECT_NEAR(p.weight, said->second.weight, 1e-6) << ids.first << " " << ids.second;
      EXPECT_NEAR(probability(p.weight), said->second.probability, 1e-9);
      EXPECT_EQ(p.rule, said->second.rule) << ids.first << " " << ids.second;
      worst = std::max(worst, std::abs(p.weight - said->second.weight));
    }
    RecordProperty("worst", std::to_string(worst));
  }
}

// A floor leaves pairs out, but changes no weight.
TEST_P(SplinkPairs, BelowTheFloorAreLeftOut) {
  const auto model = *parse_model(file(GetParam() + ".json"));
  if (model.link_type == LinkType::link_only) return;
  const auto table = table_of(file("people.csv"));
  const auto linked =
      link(*Compiled::compile(model), table, {.threshold = 0.99, .keep = 0.5, .threads = 2});
  ASSERT_TRUE(linked);
  Pairs expected = pairs_of(GetParam());
  std::erase_if(expected, [](const auto& p) { return p.second.weight < 0; });
  ASSERT_EQ(linked->pairs.size(), expected.size());
  for (const auto& p : linked->pairs) {
    const std::pair ids(std::string(table.id(p.left)), std::string(table.id(p.right)));
    ASSERT_TRUE(expected.contains(ids));
    EXPECT_NEAR(p.weight, expected[ids].weight, 1e-6);
  }
}

INSTANTIATE_TEST_SUITE_P(All, SplinkPairs,
                         testing::Values("splink4_exact", "splink4_strings", "splink4_custom",
                                         "splink4_library", "splink4_linked", "splink5_exact",
                                         "splink5_strings", "splink5_custom", "splink5_library",
                                         "splink5_linked"),
                         [](const auto& p) { return p.param; });

}  // namespace
}  // namespace mash::splink
