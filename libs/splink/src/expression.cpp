// SPDX-License-Identifier: MIT
#include "expression.h"

#include <algorithm>
#include <array>

#include "times.h"

namespace mash::splink {

namespace {

using enum Type;

struct Function {
  std::string_view name;
  Fn fn;
  Type result;
  std::array<Type, 3> takes;  // null: no more
  std::size_t least;          // arguments
  std::size_t constants = 3;  // arguments from here on must be constants
};

// Names of DuckDB and, where they differ, of Spark.
constexpr std::array k_functions{
    Function{"lower", Fn::lower, text, {text}, 1},
    Function{"lcase", Fn::lower, text, {text}, 1},
    Function{"upper", Fn::upper, text, {text}, 1},
    Function{"ucase", Fn::upper, text, {text}, 1},
    Function{"trim", Fn::trim, text, {text}, 1},
    Function{"ltrim", Fn::ltrim, text, {text}, 1},
    Function{"rtrim", Fn::rtrim, text, {text}, 1},
    Function{"substr", Fn::substring, text, {text, number, number}, 2, 1},
    Function{"substring", Fn::substring, text, {text, number, number}, 2, 1},
    Function{"left", Fn::left, text, {text, number}, 2, 1},
    Function{"right", Fn::right, text, {text, number}, 2, 1},
    Function{"regexp_extract", Fn::regexp_extract, text, {text, text, number}, 2, 1},
    Function{"nullif", Fn::nullif, text, {text, text}, 2},
    Function{"coalesce", Fn::coalesce, text, {text, text, text}, 2},
    Function{"replace", Fn::replace, text, {text, text, text}, 3, 1},
    Function{"split_part", Fn::split_part, text, {text, text, number}, 3, 1},
    Function{"length", Fn::length, number, {text}, 1},
    Function{"try_strptime", Fn::parse_time, time, {text, text}, 2, 1},
    Function{"try_to_timestamp", Fn::parse_time, time, {text, text}, 2, 1},
    Function{"date", Fn::to_time, time, {time}, 1},
    Function{"epoch", Fn::epoch, number, {time}, 1},
    Function{"unix_timestamp", Fn::epoch, number, {time}, 1},
    Function{"string_split", Fn::string_split, list, {text, text}, 2, 1},
    Function{"str_split", Fn::string_split, list, {text, text}, 2, 1},
    Function{"abs", Fn::abs, number, {number}, 1},
    Function{"floor", Fn::floor, number, {number}, 1},
    Function{"greatest", Fn::greatest, number, {number, number, number}, 2},
    Function{"least", Fn::least, number, {number, number, number}, 2},
    Function{"array_length", Fn::list_size, number, {list}, 1},
    Function{"array_size", Fn::list_size, number, {list}, 1},
    Function{"len", Fn::list_size, number, {list}, 1},
    Function{"size", Fn::list_size, number, {list}, 1},
    Function{"levenshtein", Fn::levenshtein, number, {text, text}, 2},
    Function{"editdist3", Fn::levenshtein, number, {text, text}, 2},
    Function{"damerau_levenshtein", Fn::damerau_levenshtein, number, {text, text}, 2},
    Function{"jaro_similarity", Fn::jaro, number, {text, text}, 2},
    Function{"jaro_sim", Fn::jaro, number, {text, text}, 2},
    Function{"jaro_winkler_similarity", Fn::jaro_winkler, number, {text, text}, 2},
    Function{"jaro_winkler", Fn::jaro_winkler, number, {text, text}, 2},
    Function{"jaccard", Fn::jaccard, number, {text, text}, 2},
    Function{"list_intersect", Fn::list_intersect, list, {list, list}, 2},
    Function{"array_intersect", Fn::list_intersect, list, {list, list}, 2},
};

std::string_view type_word(Type type) {
  constexpr std::array<std::string_view, 6> k_words{"NULL",   "a condition", "a number",
                                                    "a date", "text",        "a list"};
  return k_words[static_cast<std::size_t>(type)];
}

Error wrong_type(std::string_view where, Type wanted, Type found) {
  return invalid("sql", "\"" + std::string(where) + "\" takes " + std::string(type_word(wanted)) +
                            ", not " + std::string(type_word(found)));
}

Expression wrap(Fn fn, Type type, Expression arg) {
  Expression e{.fn = fn, .type = type, .sides = arg.sides};
  e.canonical = std::to_string(static_cast<int>(fn)) + "(" + arg.canonical + ")";
  e.args.push_back(std::move(arg));
  return e;
}

// A column has no type of its own in a CSV file: it is what it is used as.
Result<Expression> as(Expression e, Type wanted, std::string_view where) {
  if (e.type == wanted || e.type == null) return e;
  if (e.fn == Fn::column && wanted == number) {
    e = wrap(Fn::to_number, number, std::move(e));
    e.text = "double";
    e.strict = true;
    return e;
  }
  if (e.fn == Fn::column && wanted == list) return wrap(Fn::to_list, list, std::move(e));
  return wrong_type(where, wanted, e.type);
}

class Binder {
 public:
  Result<Expression> bind(const Node& node) {
    MASH_TRY(auto e, typed(node));
    for (const auto& a : e.args) e.sides |= a.sides;
    if (e.canonical.empty()) e.canonical = canonical(node);
    return e;
  }

 private:
  using Op = Node::Op;

  Result<Expression> typed(const Node& node) {
    switch (node.op) {
      case Op::column:
        return Expression{.fn = Fn::column,
                          .type = text,
                          .sides = static_cast<unsigned>(node.side),
                          .text = node.text};
      case Op::number:
        return Expression{.type = number, .number = node.number};
      case Op::text:
        return Expression{.type = text, .text = node.text};
      case Op::null:
        return Expression{};
      case Op::boolean:
        return Expression{.type = boolean, .number = node.number};
      case Op::call:
        return call(node);
      case Op::cast:
      case Op::try_cast:
        return cast(node);
      case Op::cases:
        return cases(node);
      case Op::equal:
      case Op::unequal:
        return equality(node);
      case Op::is_null:
      case Op::is_not_null: {
        MASH_TRY(auto arg, bind(node.args[0]));
        Expression e{.fn = node.op == Op::is_null ? Fn::is_null : Fn::is_not_null, .type = boolean};
        e.args.push_back(std::move(arg));
        return e;
      }
      default:
        return plain(node);
    }
  }

  // Signs whose arguments are all of one type.
  Result<Expression> plain(const Node& node) {
    struct Sign {
      Op op;
      Fn fn;
      Type takes;
      Type gives;
      std::string_view word;
    };
    static constexpr std::array k_signs{
        Sign{Op::negative, Fn::negative, number, number, "-"},
        Sign{Op::add, Fn::add, number, number, "+"},
        Sign{Op::subtract, Fn::subtract, number, number, "-"},
        Sign{Op::multiply, Fn::multiply, number, number, "*"},
        Sign{Op::divide, Fn::divide, number, number, "/"},
        Sign{Op::concat, Fn::concat, text, text, "||"},
        Sign{Op::less, Fn::less, number, boolean, "<"},
        Sign{Op::less_equal, Fn::less_equal, number, boolean, "<="},
        Sign{Op::greater, Fn::greater, number, boolean, ">"},
        Sign{Op::greater_equal, Fn::greater_equal, number, boolean, ">="},
        Sign{Op::both, Fn::both, boolean, boolean, "AND"},
        Sign{Op::either, Fn::either, boolean, boolean, "OR"},
        Sign{Op::negation, Fn::negation, boolean, boolean, "NOT"}};
    const auto* const sign = std::find_if(k_signs.begin(), k_signs.end(),
                                          [&](const Sign& s) { return s.op == node.op; });
    Expression e{.fn = sign->fn, .type = sign->gives};
    for (const auto& a : node.args) {
      MASH_TRY(auto arg, bind(a));
      e.args.push_back(std::move(arg));
    }
    // Dates have an order too, but are no numbers.
    const bool dates = sign->takes == number && sign->gives == boolean && e.args[0].type == time &&
                       e.args[1].type == time;
    if (dates) return e;
    for (auto& arg : e.args) {
      MASH_TRY(arg, as(std::move(arg), sign->takes, sign->word));
    }
    return e;
  }

  Result<Expression> equality(const Node& node) {
    MASH_TRY(auto a, bind(node.args[0]));
    MASH_TRY(auto b, bind(node.args[1]));
    if (a.type != b.type && a.type != null && b.type != null) {
      const Type wanted = a.type == text ? b.type : a.type;
      MASH_TRY(a, as(std::move(a), wanted, "="));
      MASH_TRY(b, as(std::move(b), wanted, "="));
    }
    if (a.type == list || b.type == list) return invalid("sql", "lists cannot be compared with =");
    Expression e{.fn = node.op == Op::equal ? Fn::equal : Fn::unequal, .type = boolean};
    e.args.push_back(std::move(a));
    e.args.push_back(std::move(b));
    return e;
  }

  Result<Expression> call(const Node& node) {
    if (node.text == "date_diff" || node.text == "datediff") return date_diff(node);
    const auto* const f = std::find_if(k_functions.begin(), k_functions.end(),
                                       [&](const Function& x) { return x.name == node.text; });
    if (f == k_functions.end())
      return invalid("sql", "the function \"" + node.text + "\" is not supported");
    const auto most = static_cast<std::size_t>(std::find(f->takes.begin(), f->takes.end(), null) -
                                               f->takes.begin());
    if (node.args.size() < f->least || node.args.size() > most) {
      return invalid("sql", "\"" + node.text + "\" has " + std::to_string(node.args.size()) +
                                " arguments, which is not supported");
    }
    Expression e{.fn = f->fn, .type = f->result};
    for (std::size_t i = 0; i < node.args.size(); ++i) {
      MASH_TRY(auto arg, bind(node.args[i]));
      // len() is of texts and of lists.
      if (node.text == "len" && arg.fn != Fn::list_intersect && arg.type == text) {
        e.fn = Fn::length;
      } else {
        MASH_TRY(arg, as(std::move(arg), f->takes.at(i), node.text));
      }
      if (i >= f->constants && !is_constant(arg)) {
        return invalid("sql", "\"" + node.text + "\" with anything but a constant as argument " +
                                  std::to_string(i + 1) + " is not supported");
      }
      e.args.push_back(std::move(arg));
    }
    MASH_TRY_DO(prepare(e, node.text));
    return e;
  }

  static bool is_constant(const Expression& e) {
    return e.fn == Fn::constant || (e.fn == Fn::negative && e.args[0].fn == Fn::constant);
  }

  // What can be worked out once.
  static Result<bool> prepare(Expression& e, const std::string& name) {
    if (e.fn == Fn::regexp_extract) {
      MASH_TRY(auto pattern, Pattern::compile(e.args[1].text));
      Cells nobody;
      e.number = e.args.size() > 2 ? evaluate(e.args[2], nobody).number : 0;
      if (e.number < 0 || e.number > static_cast<double>(pattern.groups()))
        return invalid("sql", "the regular expression has no such group");
      e.pattern = std::make_shared<const Pattern>(std::move(pattern));
    }
    if (e.fn == Fn::parse_time) {
      e.text = name == "try_strptime" ? e.args[1].text : from_java_format(e.args[1].text);
      MASH_TRY_DO(check_format(e.text));
    }
    return true;
  }

  // date_diff('day', a, b) of DuckDB, datediff(b, a) of Spark.
  Result<Expression> date_diff(const Node& node) {
    const bool has_unit = node.args.size() == 3 && node.args[0].op == Op::text;
    if (!has_unit && node.args.size() != 2)
      return invalid("sql", "\"" + node.text + "\" takes a unit and two dates");
    Expression e{.fn = Fn::date_diff, .type = number};
    e.text = has_unit ? node.args[0].text : "day";
    if (e.text != "day" && e.text != "month" && e.text != "year") {
      return invalid("sql", "\"" + node.text + "\" in \"" + e.text +
                                "\" is not supported: only day, month and year");
    }
    for (std::size_t i = has_unit ? 1 : 0; i < node.args.size(); ++i) {
      MASH_TRY(auto arg, bind(node.args[i]));
      MASH_TRY(arg, as(std::move(arg), time, node.text));
      e.args.push_back(std::move(arg));
    }
    if (!has_unit) std::swap(e.args[0], e.args[1]);
    return e;
  }

  Result<Expression> cast(const Node& node) {
    MASH_TRY(auto arg, bind(node.args[0]));
    static constexpr std::array<std::string_view, 13> k_numbers{
        "int",    "integer", "bigint", "smallint", "tinyint", "hugeint", "double",
        "float8", "float",   "float4", "real",     "int4",    "int8"};
    if (node.text == "varchar" || node.text == "text" || node.text == "string")
      return as(std::move(arg), text, "CAST");
    const bool to_number =
        std::find(k_numbers.begin(), k_numbers.end(), node.text) != k_numbers.end();
    if (!to_number && node.text != "date" && node.text != "timestamp")
      return invalid("sql", "a cast to \"" + node.text + "\" is not supported");
    if (arg.type != text && arg.type != (to_number ? number : time) && arg.type != null)
      return wrong_type("CAST", text, arg.type);
    Expression e{.fn = to_number ? Fn::to_number : Fn::to_time, .type = to_number ? number : time};
    e.text = node.text;
    e.strict = node.op == Op::cast;
    e.args.push_back(std::move(arg));
    return e;
  }

  Result<Expression> cases(const Node& node) {
    Expression e{.fn = Fn::cases, .type = number};
    for (std::size_t i = 0; i < node.args.size(); ++i) {
      const bool is_when = i % 2 == 0 && i + 1 < node.args.size();
      MASH_TRY(auto arg, bind(node.args[i]));
      MASH_TRY(arg, as(std::move(arg), is_when ? boolean : number, is_when ? "WHEN" : "THEN"));
      e.args.push_back(std::move(arg));
    }
    return e;
  }
};

}  // namespace

Result<Expression> bind_condition(const Node& node) {
  MASH_TRY(auto e, Binder().bind(node));
  return as(std::move(e), boolean, "the condition");
}

std::string_view supported() {
  return "=, <>, <, <=, >, >=, AND, OR, NOT, IS NULL, ELSE, CASE, + - * / ||, levenshtein, "
         "damerau_levenshtein, jaro_similarity, jaro_winkler_similarity, jaccard, list_intersect, "
         "array_length, string_split, substr, left, right, lower, upper, trim, replace, "
         "split_part, "
         "regexp_extract, nullif, coalesce, length, try_strptime, epoch, date_diff, abs, floor, "
         "greatest, least, CAST and TRY_CAST to numbers, dates and text";
}

void columns_of(const Expression& e, std::vector<std::string>& names) {
  if (e.fn == Fn::column && std::find(names.begin(), names.end(), e.text) == names.end())
    names.push_back(e.text);
  for (const auto& a : e.args) columns_of(a, names);
}

}  // namespace mash::splink
