// SPDX-License-Identifier: MIT
// Goal: a model is read whole or refused with the place and the words that are not understood.
#include <gtest/gtest.h>

#include <cmath>

#include "files_for_tests.h"
#include "mash/splink/link.h"

namespace mash::splink {
namespace {

// A small model with these words in its first level and its blocking rule.
std::string model_json(const std::string& condition, const std::string& rule,
                       const std::string& more = "", const std::string& otherwise = "ELSE") {
  return R"({"link_type": "dedupe_only", "unique_id_column_name": "record_id",
    "probability_two_random_records_match": 0.1,
    "blocking_rules_to_generate_predictions": [{"blocking_rule": ")" +
         rule + R"(", "sql_dialect": "duckdb"}], "comparisons": [{"output_column_name": "name",
    "comparison_levels": [
      {"sql_condition": "name_l IS NULL OR name_r IS NULL", "is_null_level": true},
      {"sql_condition": ")" +
         condition + R"(", "label_for_charts": "Alike", "m_probability": 0.8,
       "u_probability": 0.1)" +
         more + R"(},
      {"sql_condition": ")" +
         otherwise + R"(", "m_probability": 0.2, "u_probability": 0.9}]}]})";
}

std::string said(const std::string& json) {
  const auto model = parse_model(json);
  if (!model) return model.error().message;
  const auto compiled = Compiled::compile(*model);
  return compiled ? "" : compiled.error().message;
}

Result<Linked> run(const std::string& json, const std::string& csv, const Options& options) {
  MASH_TRY(const auto model, parse_model(json));
  MASH_TRY(auto compiled, Compiled::compile(model));
  return link(std::move(compiled), table_of(csv), options);
}

Result<Linked> run(const std::string& json, const std::string& csv) {
  return run(json, csv, Options());
}

TEST(SplinkModel, AnythingElseIsRefusedByName) {
  EXPECT_EQ(said(model_json("name_l = name_r", "l.name = r.name")), "");
  const auto level = said(model_json("soundex(name_l) = soundex(name_r)", "l.name = r.name"));
  EXPECT_NE(level.find("comparison \"name\", level 2 (Alike): the function \"soundex\" is not "
                       "supported. The condition is: soundex(name_l) = soundex(name_r). Supported "
                       "are: "),
            std::string::npos)
      << level;
  const auto rule = said(model_json("name_l = name_r", "l.name LIKE r.name"));
  EXPECT_NE(rule.find("blocking rule 1: \"LIKE\" is not supported here"), std::string::npos)
      << rule;
}

TEST(SplinkModel, WhatIsMissingOrOutOfRangeIsNamed) {
  const auto expect = [](const std::string& json, const std::string& why) {
    EXPECT_NE(said(json).find(why), std::string::npos) << said(json);
  };
  expect("{}", "\"link_type\" must be");
  expect("[", "");
  expect(R"({"link_type": "dedupe_only", "comparisons": []})", "blocking_rules");
  expect(R"({"link_type": "dedupe_only", "blocking_rules_to_generate_predictions": []})",
         "\"comparisons\" is missing");
  expect(model_json("name_l = name_r", "l.name = r.name", "", "name_l <> name_r"),
         "comparison \"name\": the last level must be ELSE");
  expect(model_json("name_l = name_r", "l.name = r.name", ", \"tf_adjustment_weight\": -1"),
         "comparison \"name\", level 2: \"tf_adjustment_weight\" must be a number from 0");
  expect(model_json("lower(name_l) = lower(name_r)", "l.name = r.name",
                    ", \"tf_adjustment_column\": \"name\""),
         "need a level that is an exact match on that column");
  expect(R"({"link_type": "dedupe_only", "sql_dialect": "athena"})", "\"sql_dialect\" must be");
}

TEST(SplinkModel, LevelsWithoutProbabilitiesHaveSplinksDefaults) {
  const auto model = parse_model(R"({"link_type": "link_only",
    "blocking_rules_to_generate_predictions": ["l.a = r.a"], "comparisons": [{"comparison_levels": [
      {"sql_condition": "a_l = a_r"}, {"sql_condition": "levenshtein(a_l, a_r) <= 1"},
      {"sql_condition": " else "}]}]})");
  ASSERT_TRUE(model) << model.error().message;
  EXPECT_EQ(model->prior, 0.0001);
  const auto& levels = model->comparisons[0].levels;
  // _default_m_values(3) and _default_u_values(3) of Splink 5.
  EXPECT_DOUBLE_EQ(levels[0].m, 0.95);
  EXPECT_DOUBLE_EQ(levels[0].u, 0.95 / 1024);
  EXPECT_DOUBLE_EQ(levels[1].m, 0.025);
  EXPECT_DOUBLE_EQ(levels[1].u, 0.025 / 8);
  EXPECT_DOUBLE_EQ(levels[2].m, 0.025);
  EXPECT_DOUBLE_EQ(levels[2].u, 0.025 * 32);
}

constexpr const char* k_people = "record_id,name,age\n3,ann,5\n1,ann,6\n2,bea,5\n4,,5\n5,anna,7\n";

TEST(SplinkModel, GivesEachPairOnceLesserIdFirst) {
  const auto linked = run(model_json("name_l = name_r", "l.name = r.name"), k_people);
  ASSERT_TRUE(linked) << linked.error().message;
  ASSERT_EQ(linked->pairs.size(), 1U);
  EXPECT_EQ(linked->pairs[0].left, 1U);
  EXPECT_EQ(linked->pairs[0].right, 0U);
  EXPECT_NEAR(linked->pairs[0].weight, std::log2(0.1 / 0.9) + std::log2(8), 1e-12);
}

TEST(SplinkModel, RulesMayHaveFiltersSwapsOrNoKeyAtAll) {
  const auto pairs = [](const std::string& rule) {
    const auto linked = run(model_json("name_l = name_r", rule), k_people);
    EXPECT_TRUE(linked) << linked.error().message;
    return linked ? linked->pairs.size() : 0;
  };
  EXPECT_EQ(pairs("1=1"), 10U);
  EXPECT_EQ(pairs("levenshtein(l.name, r.name) <= 1"), 3U);
  EXPECT_EQ(pairs("l.age = r.age AND l.name IS NOT NULL AND r.name IS NOT NULL"), 1U);
  EXPECT_EQ(pairs("substr(l.name, 1, 2) = left(r.name, 2)"), 3U);
  EXPECT_EQ(pairs("l.name = r.age"), 0U);
  EXPECT_EQ(pairs("l.age = r.age OR l.name = r.name"), 4U);
}

TEST(SplinkModel, LinksChainsAsSplinkDoesAndOneToOneKeepsSourcesApart) {
  const auto model = model_json("levenshtein(name_l, name_r) <= 1", "1=1");
  const auto linked = run(model, k_people, {.threshold = 0.4});
  ASSERT_TRUE(linked);
  EXPECT_EQ(linked->clusters, (std::vector<std::uint32_t>{1, 1, 2, 3, 1}));
}

TEST(SplinkModel, MissingColumnsAreNamedTogether) {
  const auto linked =
      run(model_json("name_l = name_r AND town_l = town_r", "l.street = r.street"), k_people);
  ASSERT_FALSE(linked);
  EXPECT_EQ(linked.error().message,
            "the model needs columns that the files do not have: \"town\", \"street\"");
}

TEST(SplinkModel, TooManyPairsOfARuleAreRefused) {
  const auto linked = run(model_json("name_l = name_r", "1=1"), k_people, {.most_pairs = 9});
  ASSERT_FALSE(linked);
  EXPECT_NE(linked.error().message.find("blocking rule 1 gives 10 pairs"), std::string::npos);
}

TEST(SplinkModel, FilesMustFitTheLinkType) {
  auto model = model_json("name_l = name_r", "l.name = r.name");
  model.replace(model.find("dedupe_only"), 11, "link_only");
  const auto linked = run(model, k_people);
  ASSERT_FALSE(linked);
  EXPECT_NE(linked.error().message.find("link_only: give it at least two files"),
            std::string::npos);
}

TEST(SplinkModel, NoTextCrashesTheReader) {
  const std::string good = model_json("name_l = name_r", "l.name = r.name");
  for (std::size_t i = 0; i < good.size(); ++i) {
    std::string bad = good;
    bad[i] = '(';
    const auto words = said(bad);
    if (!parse_model(bad)) EXPECT_FALSE(words.empty());
    EXPECT_FALSE(parse_model(good.substr(0, i)));
  }
}

}  // namespace
}  // namespace mash::splink
