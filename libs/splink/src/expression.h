// SPDX-License-Identifier: MIT
// Conditions with types: which functions there are and what they take.
//
// What: turns parsed SQL into typed expressions; works out those that concern one record.
// What not: pairs (program.h).
// Errors: invalid_input naming the function, type or column that is not supported.
// Thread safety: pure; `evaluate` from many threads.
#pragma once

#include <functional>
#include <memory>
#include <optional>

#include "pattern.h"
#include "sql.h"

namespace mash::splink {

enum class Type : std::uint8_t { null, boolean, number, time, text, list };

enum class Fn : std::uint8_t {
  column,
  constant,
  // text
  lower,
  upper,
  trim,
  ltrim,
  rtrim,
  substring,
  left,
  right,
  regexp_extract,
  nullif,
  coalesce,
  replace,
  split_part,
  concat,
  // from text
  length,
  to_number,  // args: text; `text` is the type; strict or not
  to_time,
  parse_time,
  string_split,
  to_list,
  // numbers and times
  epoch,
  date_diff,
  abs,
  floor,
  greatest,
  least,
  negative,
  add,
  subtract,
  multiply,
  divide,
  list_size,
  // of two values, usually of two records
  levenshtein,
  damerau_levenshtein,
  jaro,
  jaro_winkler,
  jaccard,
  list_intersect,
  // conditions
  equal,
  unequal,
  less,
  less_equal,
  greater,
  greater_equal,
  is_null,
  is_not_null,
  both,
  either,
  negation,
  cases,
};

struct Expression {
  Fn fn = Fn::constant;
  Type type = Type::null;
  unsigned sides = 0;     // bits 1: left, 2: right
  std::string text = {};  // column, constant, type, format or unit
  double number = 0;
  bool strict = false;  // a value that cannot be cast is an error
  std::shared_ptr<const Pattern> pattern = {};
  std::string canonical = {};  // the same for the same expression of the other side
  std::vector<Expression> args = {};
};

// A condition: its type is boolean.
Result<Expression> bind_condition(const Node& node);

// What is supported, for messages.
std::string_view supported();

struct Value {
  Type type = Type::null;
  double number = 0;  // numbers, times (seconds since 1970), booleans
  std::string text = {};
  std::vector<std::string> list = {};
  [[nodiscard]] bool is_null() const { return type == Type::null; }
};

struct Cells {
  // The text of a column of the record; nothing if it is NULL.
  std::function<std::optional<std::string_view>(const std::string& column)> cell;
  bool failed = false;  // a strict cast met something else
};

// The value for one record, whichever side the columns are said to be of.
Value evaluate(const Expression& e, Cells& record);

// Names of the columns in it, in order, each once.
void columns_of(const Expression& e, std::vector<std::string>& names);

}  // namespace mash::splink
