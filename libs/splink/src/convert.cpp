// SPDX-License-Identifier: MIT
#include "mash/splink/convert.h"

#include <algorithm>
#include <array>

#include "mash/json/value.h"

namespace mash::splink {

namespace {

using linkage::Kind;
using linkage::Level;

// One level for Splink: which of ours it stands for, and its condition with $ for the column of the
// left record and % for that of the right.
struct Shape {
  Level ours;
  std::string_view sql;
};
using Shapes = std::vector<Shape>;

constexpr std::string_view k_initial =
    "LEFT($, 1) = LEFT(%, 1) AND (LENGTH($) = 1 OR LENGTH(%) = 1)";
constexpr std::string_view k_swapped_day =
    "SUBSTR($, 1, 4) = SUBSTR(%, 1, 4) AND SUBSTR($, 6, 2) = SUBSTR(%, 9, 2) AND "
    "SUBSTR($, 9, 2) = SUBSTR(%, 6, 2)";
constexpr std::string_view k_two_parts =
    "(SUBSTR($, 1, 4) = SUBSTR(%, 1, 4) AND (SUBSTR($, 6, 2) = SUBSTR(%, 6, 2) OR "
    "SUBSTR($, 9, 2) = SUBSTR(%, 9, 2))) OR (SUBSTR($, 6, 5) = SUBSTR(%, 6, 5) AND "
    "(damerau_levenshtein($, %) <= 2 OR ABS(TRY_CAST(SUBSTR($, 1, 4) AS INT) - "
    "TRY_CAST(SUBSTR(%, 1, 4) AS INT)) <= 1))";
constexpr std::string_view k_near_year =
    "ABS(TRY_CAST(SUBSTR($, 1, 4) AS INT) - TRY_CAST(SUBSTR(%, 1, 4) AS INT)) <= 1";
constexpr std::string_view k_area =
    "NULLIF(regexp_extract($, '^[A-Za-z]+', 0), '') = NULLIF(regexp_extract(%, '^[A-Za-z]+', 0), "
    "'')";
constexpr std::string_view k_mailbox =
    "NULLIF(regexp_extract($, '^[^@]+', 0), '') = NULLIF(regexp_extract(%, '^[^@]+', 0), '')";

// In the order in which Splink tries them. Our levels that none stands for count as different.
Shapes shapes_of(Kind kind) {
  switch (kind) {
    case Kind::given_name:
    case Kind::surname:
      return {{2, k_initial},
              {8, "$ = %"},
              {4, "jaro_winkler_similarity($, %) >= 0.92"},
              {3, "jaro_winkler_similarity($, %) >= 0.82"}};
    case Kind::middle_name:
      return {{2, k_initial}, {4, "$ = %"}, {3, "jaro_winkler_similarity($, %) >= 0.82"}};
    case Kind::dob:
      return {{9, "$ = %"},
              {7, k_swapped_day},
              {6, "damerau_levenshtein($, %) <= 1"},
              {5, k_two_parts},
              {4, "damerau_levenshtein($, %) <= 2"},
              {3, "SUBSTR($, 1, 4) = SUBSTR(%, 1, 4)"},
              {2, k_near_year}};
    case Kind::sex:
      return {{2, "$ = %"}};
    case Kind::nhs_number:
    case Kind::upn:
    case Kind::national_id:
      return {{4, "$ = %"},
              {3, "damerau_levenshtein($, %) <= 1"},
              {2, "damerau_levenshtein($, %) <= 2"}};
    case Kind::postcode:
      return {{4, "$ = %"}, {3, "damerau_levenshtein($, %) <= 1"}, {2, k_area}};
    case Kind::house:
      return {{3, "$ = %"},
              {2, "damerau_levenshtein($, %) <= 1 AND LENGTH($) > 1 AND LENGTH(%) > 1"}};
    case Kind::phone:
      return {{3, "$ = %"}, {2, "RIGHT($, 6) = RIGHT(%, 6) OR damerau_levenshtein($, %) <= 1"}};
    case Kind::email:
      return {{4, "$ = %"}, {3, k_mailbox}, {2, "jaro_winkler_similarity($, %) >= 0.88"}};
    default:
      return {{4, "$ = %"},
              {3, "jaro_winkler_similarity($, %) >= 0.92"},
              {2, "jaro_winkler_similarity($, %) >= 0.84"}};
  }
}

std::string quoted(std::string_view name) {
  std::string out = "\"";
  for (const char c : name) {
    if (c == '"') out += '"';
    out += c;
  }
  return out + '"';
}

std::string filled(std::string_view sql, const std::string& column) {
  std::string out;
  for (const char c : sql) {
    if (c == '$' || c == '%') {
      out += quoted(column + (c == '$' ? "_l" : "_r"));
    } else {
      out += c;
    }
  }
  return out;
}

json::Value level_of(const std::string& sql, std::string_view label, double m, double u) {
  json::Value level;
  level.set("sql_condition", sql);
  level.set("label_for_charts", label);
  // Splink 4 divides by u.
  level.set("m_probability", std::max(m, 1e-10));
  level.set("u_probability", std::max(u, 1e-10));
  return level;
}

json::Value comparison_of(const linkage::Comparison& c, const std::string& column,
                          std::vector<std::string>& lost) {
  const auto& facts = linkage::facts(c.kind);
  json::Array levels;
  json::Value missing;
  missing.set("sql_condition", filled("$ IS NULL OR % IS NULL", column));
  missing.set("label_for_charts", "missing");
  missing.set("is_null_level", true);
  levels.push_back(std::move(missing));
  double rest_m = 0;
  double rest_u = 0;
  for (std::size_t l = 1; l < facts.labels.size(); ++l) {
    rest_m += c.m[l];
    rest_u += c.u[l];
  }
  std::vector<bool> kept(facts.labels.size(), false);
  for (const auto& shape : shapes_of(c.kind)) {
    const Level l = shape.ours;
    kept[l] = true;
    rest_m -= c.m[l];
    rest_u -= c.u[l];
    auto level = level_of(filled(shape.sql, column), facts.labels[l], c.m[l], c.u[l]);
    if (facts.frequency[l] > 0) {
      level.set("tf_adjustment_column", column);
      level.set("tf_adjustment_weight", facts.frequency[l]);
    }
    levels.push_back(std::move(level));
  }
  levels.push_back(level_of("ELSE", "different", rest_m, rest_u));
  std::string dropped;
  for (std::size_t l = 2; l < kept.size(); ++l) {
    if (!kept[l])
      dropped += (dropped.empty() ? "\"" : ", \"") + std::string(facts.labels[l]) + "\"";
  }
  if (!dropped.empty())
    lost.push_back(std::string(facts.name) + ": " + dropped + " count as different");
  json::Value comparison;
  comparison.set("output_column_name", std::string(facts.name));
  comparison.set("comparison_levels", std::move(levels));
  comparison.set("comparison_description", std::string(facts.name));
  return comparison;
}

json::Array rules_of(const linkage::Model& model, const std::function<std::string(Kind)>& column) {
  static const std::vector<std::vector<Kind>> k_rules{{Kind::given_name, Kind::surname},
                                                      {Kind::surname, Kind::dob},
                                                      {Kind::given_name, Kind::dob},
                                                      {Kind::postcode, Kind::given_name},
                                                      {Kind::postcode, Kind::surname},
                                                      {Kind::dob, Kind::postcode},
                                                      {Kind::phone},
                                                      {Kind::email},
                                                      {Kind::nhs_number},
                                                      {Kind::upn},
                                                      {Kind::national_id},
                                                      {Kind::address, Kind::given_name}};
  const auto has = [&](Kind kind) {
    return std::any_of(model.comparisons.begin(), model.comparisons.end(),
                       [&](const auto& c) { return c.kind == kind; });
  };
  json::Array rules;
  const auto add = [&](const std::vector<Kind>& kinds) {
    std::string sql;
    for (const auto kind : kinds) {
      const auto name = quoted(column(kind));
      sql += (sql.empty() ? "(l." : " AND (l.") + name + " = r." + name + ")";
    }
    json::Value rule;
    rule.set("blocking_rule", sql);
    rule.set("sql_dialect", "duckdb");
    rules.push_back(std::move(rule));
  };
  for (const auto& kinds : k_rules)
    if (std::all_of(kinds.begin(), kinds.end(), has)) add(kinds);
  if (rules.empty())
    for (const auto& c : model.comparisons) add({c.kind});
  return rules;
}

}  // namespace

Exported to_splink(const linkage::Model& model, const std::string& id_column,
                   const std::function<std::string(Kind)>& column) {
  Exported out;
  if (model.household_share > 0)
    out.lost.emplace_back("members of one household as a kind of pair of their own");
  if (model.moved_share > 0)
    out.lost.emplace_back("people who moved: parts of an address count each on its own");
  if (model.names_together > 1)
    out.lost.emplace_back("given names and surnames that go together count each on its own");
  out.lost.emplace_back("pairs that need a person to look, such as twins, and clustering");
  out.lost.emplace_back("blocking by sound and spelling: Splink's rules find equal values only");
  json::Array comparisons;
  for (const auto& c : model.comparisons)
    comparisons.push_back(comparison_of(c, column(c.kind), out.lost));
  json::Value settings;
  settings.set("link_type", "dedupe_only");
  settings.set("probability_two_random_records_match",
               std::clamp(model.match_share, 1e-12, 1 - 1e-12));
  settings.set("unique_id_column_name", id_column);
  settings.set("sql_dialect", "duckdb");
  settings.set("blocking_rules_to_generate_predictions", rules_of(model, column));
  settings.set("comparisons", std::move(comparisons));
  out.json = json::encode_pretty(settings);
  return out;
}

}  // namespace mash::splink
