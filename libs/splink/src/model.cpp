// SPDX-License-Identifier: MIT
#include "mash/splink/model.h"
#include "mash/base/ascii.h"

#include <array>
#include <cmath>

#include "sql_words.h"

namespace mash::splink {

namespace {

// Splink: what a level is taken for that training never met.
constexpr double k_unobserved = 1e-6;

std::optional<double> number_of(const json::Value& value) {
  if (value.as_double() != nullptr) return *value.as_double();
  if (value.as_int() != nullptr) return static_cast<double>(*value.as_int());
  return std::nullopt;
}

Error at(const std::string& where, const std::string& what) {
  return invalid("model", where.empty() ? what : where + ": " + what);
}

// The number of a member, or what is given where there is none.
Result<double> number(const json::Value& object, std::string_view key, double otherwise,
                      double least, double most, const std::string& where) {
  const auto& value = object[key];
  if (value.is_null()) return otherwise;
  if (value.as_string() != nullptr && value.as_string()->starts_with("level not observed"))
    return k_unobserved;
  const auto n = number_of(value);
  if (!n || *n < least || *n > most) {
    return at(where, "\"" + std::string(key) + "\" must be a number from " +
                         json::encode(json::Value(least)) + " to " +
                         json::encode(json::Value(most)));
  }
  return *n;
}

bool is_else(const Level& level) {
  return ascii_lower(level.sql) == "else";
}

Result<Level> level_of(const json::Value& value, const std::string& where) {
  if (value.as_object() == nullptr) return at(where, "must be an object");
  Level level;
  level.sql = value.text("sql_condition");
  if (level.sql.empty()) return at(where, "\"sql_condition\" is missing");
  // Splink takes ELSE with spaces around it and in any case.
  const auto first = level.sql.find_first_not_of(" \t\r\n");
  const auto last = level.sql.find_last_not_of(" \t\r\n");
  if (first == std::string::npos) return at(where, "\"sql_condition\" is empty");
  level.sql = level.sql.substr(first, last - first + 1);
  level.label = value.text("label_for_charts", level.sql);
  level.is_null = value.flag("is_null_level");
  level.tf_column = value.text("tf_adjustment_column");
  level.tf_of_own_u = value.flag("disable_tf_exact_match_detection");
  MASH_TRY(level.tf_weight, number(value, "tf_adjustment_weight", 1, 0, 1000, where));
  MASH_TRY(level.tf_minimum_u, number(value, "tf_minimum_u_value", 0, 0, 1, where));
  MASH_TRY(level.m, number(value, "m_probability", NAN, 0, 1, where));
  MASH_TRY(level.u, number(value, "u_probability", NAN, 0, 1, where));
  if (is_else(level)) level.tf_column.clear();
  return level;
}

// Splink's own values for levels without probabilities: the best level has m 0.95.
void fill_defaults(Comparison& comparison) {
  std::size_t n = 0;
  for (const auto& l : comparison.levels) n += l.is_null ? 0 : 1;
  std::size_t place = n;  // of the level among those that are not null, from the worst, 0
  for (auto& l : comparison.levels) {
    if (l.is_null) continue;
    --place;
    const bool best = place + 1 == n;
    const double m = best ? 0.95 : 0.05 / static_cast<double>(n - 1);
    double weight = 10;
    if (!best) {
      const double step = n > 2 ? 8.0 / static_cast<double>(n - 2) : 0;
      weight = -5 + static_cast<double>(place) * step;
    }
    if (std::isnan(l.m)) l.m = m;
    if (std::isnan(l.u)) l.u = m / std::exp2(weight);
  }
}

Result<Comparison> comparison_of(const json::Value& value, std::size_t number) {
  Comparison comparison;
  comparison.name = value.text("output_column_name");
  const std::string where = comparison.name.empty() ? "comparison " + std::to_string(number)
                                                    : "comparison \"" + comparison.name + "\"";
  const auto* levels = value["comparison_levels"].as_array();
  if (levels == nullptr || levels->empty()) return at(where, "\"comparison_levels\" is missing");
  if (levels->size() > 100) return at(where, "there are more than 100 levels");
  std::size_t counted = 0;
  for (const auto& l : *levels) {
    const auto place = std::to_string(comparison.levels.size() + 1);
    MASH_TRY(auto level, level_of(l, where + ", level " + place));
    if (!comparison.levels.empty() && is_else(comparison.levels.back()))
      return at(where, "ELSE must be the last level");
    counted += level.is_null ? 0 : 1;
    comparison.levels.push_back(std::move(level));
  }
  if (!is_else(comparison.levels.back()))
    return at(where, "the last level must be ELSE, or some pairs have no weight");
  if (counted < 2) return at(where, "at least two levels that are not for NULL are needed");
  fill_defaults(comparison);
  return comparison;
}

Result<std::vector<std::string>> rules_of(const json::Value& value) {
  std::vector<std::string> rules;
  const auto* array = value.as_array();
  if (array == nullptr) return at("", "\"blocking_rules_to_generate_predictions\" is missing");
  for (const auto& rule : *array) {
    const std::string where = "blocking rule " + std::to_string(rules.size() + 1);
    const std::string sql =
        rule.as_string() != nullptr ? *rule.as_string() : rule.text("blocking_rule");
    if (sql.empty()) return at(where, "\"blocking_rule\" is missing");
    const auto* exploded = rule["arrays_to_explode"].as_array();
    if (exploded != nullptr && !exploded->empty())
      return at(where, "\"arrays_to_explode\" is not supported");
    rules.push_back(sql);
  }
  if (rules.size() > 200) return at("", "there are more than 200 blocking rules");
  return rules;
}

}  // namespace

bool is_splink_model(const json::Value& value) {
  return value["comparisons"].as_array() != nullptr && !value["link_type"].is_null();
}

Result<Model> read_model(const json::Value& value) {
  Model model;
  static constexpr std::array<std::string_view, 3> k_types{"dedupe_only", "link_only",
                                                           "link_and_dedupe"};
  const auto type = value.text("link_type");
  std::size_t t = 0;
  while (t < k_types.size() && k_types.at(t) != type) ++t;
  if (t == k_types.size())
    return at("", "\"link_type\" must be dedupe_only, link_only or link_and_dedupe");
  model.link_type = static_cast<LinkType>(t);
  MASH_TRY(model.prior,
           number(value, "probability_two_random_records_match", 0.0001, 1e-300, 1 - 1e-15, ""));
  model.id_column = value.text("unique_id_column_name", "unique_id");
  model.source_column = value.text("source_dataset_column_name", "source_dataset");
  model.dialect = value.text("sql_dialect", "duckdb");
  model.of_splink_4 = !value["bayes_factor_column_prefix"].is_null();
  if (model.dialect != "duckdb" && model.dialect != "spark")
    return at("", "\"sql_dialect\" must be duckdb or spark");
  MASH_TRY(model.blocking_rules, rules_of(value["blocking_rules_to_generate_predictions"]));
  const auto* comparisons = value["comparisons"].as_array();
  if (comparisons == nullptr || comparisons->empty())
    return at("", "\"comparisons\" is missing or empty");
  if (comparisons->size() > 100) return at("", "there are more than 100 comparisons");
  for (const auto& c : *comparisons) {
    MASH_TRY(auto comparison, comparison_of(c, model.comparisons.size() + 1));
    model.comparisons.push_back(std::move(comparison));
  }
  return model;
}

Result<Model> parse_model(std::string_view json) {
  MASH_TRY(const auto value, json::parse(json));
  return read_model(value);
}

}  // namespace mash::splink
