// SPDX-License-Identifier: MIT
// A model that Splink 4 or 5 saved as JSON.
//
// What: reads the settings and the trained probabilities; conditions stay SQL until they are
// compiled. What not: scoring (link.h), our own models (libs/linkage).
// Errors: invalid_input saying which comparison, which level and which words are not understood,
// and what is supported. Nothing is guessed.
// Thread safety: values. Cost: linear in the text.
// Source: Splink 4.0.17 and 5.0.0, settings_creator.py, comparison.py, comparison_level.py.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "mash/base/result.h"
#include "mash/json/value.h"

namespace mash::splink {

enum class LinkType { dedupe_only, link_only, link_and_dedupe };

struct Level {
  std::string sql;  // "ELSE" for the last
  std::string label;
  bool is_null = false;
  double m = 0;  // Splink's defaults where the model was never trained
  double u = 0;
  std::string tf_column;  // empty: no term frequencies
  double tf_weight = 1;
  double tf_minimum_u = 0;
  bool tf_of_own_u = false;  // disable_tf_exact_match_detection
};

struct Comparison {
  std::string name;           // output_column_name
  std::vector<Level> levels;  // in the order in which they are tried; ELSE is the last
};

struct Model {
  LinkType link_type = LinkType::dedupe_only;
  double prior = 0;  // probability_two_random_records_match
  std::string id_column;
  std::string source_column;
  std::string dialect;  // "duckdb"
  bool of_splink_4 = false;
  std::vector<std::string> blocking_rules;
  std::vector<Comparison> comparisons;
};

// Does this look like settings of Splink at all?
bool is_splink_model(const json::Value& value);

Result<Model> read_model(const json::Value& value);
Result<Model> parse_model(std::string_view json);

}  // namespace mash::splink
