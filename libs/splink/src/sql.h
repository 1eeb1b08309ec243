// SPDX-License-Identifier: MIT
// The small SQL of Splink's conditions as a tree.
//
// What: columns (given_name_l, "given name_r", l."dob", r.dob), numbers, text, calls, casts, CASE,
// arithmetic, comparisons, IS NULL, AND, OR, NOT. What not: meaning; bind.h knows the functions.
// Errors: invalid_input naming the words that are not understood.
// Thread safety: pure. Cost: linear.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "mash/base/result.h"

namespace mash::splink {

enum class Side : std::uint8_t { none, left, right };

struct Node {
  enum class Op : std::uint8_t {
    column,    // text: the name; side
    number,    // number
    text,      // text
    null,      //
    boolean,   // number: 0 or 1
    call,      // text: the function in lower case; args
    cast,      // text: the type in lower case; args[0]
    try_cast,  //
    cases,     // args: when, then, ..., else (null where there is none)
    negative,  // args[0], as all that follow
    add,
    subtract,
    multiply,
    divide,
    concat,
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
  };
  Op op = Op::null;
  std::string text = {};
  double number = 0;
  Side side = Side::none;
  std::vector<Node> args = {};
};

// How columns say which record they are of: by their end (dob_l) or by their table (l.dob).
enum class Naming { suffix, table };

Result<Node> parse_sql(std::string_view sql, Naming naming);

// In one way of writing, whatever side it is of: equal texts are equal expressions.
std::string canonical(const Node& node);
// l, r, both or none, as bits 1 and 2.
unsigned sides(const Node& node);

}  // namespace mash::splink
