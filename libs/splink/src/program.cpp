// SPDX-License-Identifier: MIT
#include "program.h"

#include <algorithm>
#include <cmath>
#include <limits>

#include "times.h"

namespace mash::splink {

namespace {

constexpr double k_null = std::numeric_limits<double>::quiet_NaN();

bool is_distance(Fn fn) {
  return fn == Fn::levenshtein || fn == Fn::damerau_levenshtein;
}
bool is_similarity(Fn fn) {
  return is_distance(fn) || fn == Fn::jaro || fn == Fn::jaro_winkler || fn == Fn::jaccard;
}

}  // namespace

Program::Root Program::put(Step step) {
  steps_.push_back(std::move(step));
  return static_cast<Root>(steps_.size() - 1);
}

// A text or list of one of the two records.
Result<Program::Operand> Program::operand(const Expression& e, std::string_view where) {
  if (e.sides != 1 && e.sides != 2) {
    return invalid(
        "sql", "\"" + std::string(where) + "\" of what both records say together is not supported");
  }
  return Operand{terms_.add(e), e.sides == 1 ? Side::left : Side::right};
}

Result<Program::Root> Program::compile(const Expression& e) {
  if (e.sides == 0) {
    Cells nobody{.cell = [](const std::string&) { return std::nullopt; }};
    const Value value = evaluate(e, nobody);
    return put({.number = value.is_null() ? k_null : value.number});
  }
  if (e.sides != 3) return of_one(e);
  if (is_similarity(e.fn)) return pair_of(e, Step::Kind::alike);
  const bool equality = e.fn == Fn::equal || e.fn == Fn::unequal;
  if (equality && e.args[0].type == Type::text && e.args[1].type == Type::text)
    return pair_of(e, Step::Kind::same);
  if (e.fn == Fn::list_size) return pair_of(e.args[0], Step::Kind::common);
  if (e.fn == Fn::less_equal || e.fn == Fn::less) {
    const auto& distance = e.args[0];
    if (is_distance(distance.fn) && distance.sides == 3 && e.args[1].sides == 0) return limit(e);
  }
  return applied(e);
}

Result<Program::Root> Program::of_one(const Expression& e) {
  const bool null_test = e.fn == Fn::is_null || e.fn == Fn::is_not_null;
  if (null_test && e.args[0].type == Type::text) {
    MASH_TRY(const auto text, operand(e.args[0], "IS NULL"));
    const Root given = put({.kind = Step::Kind::text_given, .a = text});
    if (e.fn == Fn::is_not_null) return given;
    return put({.kind = Step::Kind::apply, .fn = Fn::negation, .args = {given}});
  }
  // Parts of a condition share terms with other conditions; the whole would not.
  if (e.fn == Fn::both || e.fn == Fn::either || e.fn == Fn::negation) return applied(e);
  MASH_TRY(const auto value, operand(e, "a value"));
  return put({.kind = Step::Kind::of_record, .a = value});
}

Result<Program::Root> Program::pair_of(const Expression& e, Step::Kind kind) {
  MASH_TRY(const auto a, operand(e.args[0], "a comparison"));
  MASH_TRY(const auto b, operand(e.args[1], "a comparison"));
  Step step{.kind = kind, .fn = e.fn, .a = a, .b = b};
  if (kind == Step::Kind::alike) {
    const auto [at, is_new] = slot_of_.emplace(std::tuple(e.fn, a, b), slots_);
    slots_ += is_new ? 1 : 0;
    step.slot = at->second;
  } else {
    terms_.join(a.term, b.term);
  }
  const Root root = put(std::move(step));
  if (e.fn != Fn::unequal) return root;
  return put({.kind = Step::Kind::apply, .fn = Fn::negation, .args = {root}});
}

// levenshtein(..) <= 2: no need to know how much more it is.
Result<Program::Root> Program::limit(const Expression& e) {
  MASH_TRY(const auto distance, pair_of(e.args[0], Step::Kind::alike));
  MASH_TRY(const auto most, compile(e.args[1]));
  Step step = steps_[distance];
  step.kind = Step::Kind::within;
  const double limit = steps_[most].number;
  step.number = e.fn == Fn::less_equal ? std::floor(limit) : std::ceil(limit) - 1;
  if (std::isnan(limit)) return most;
  if (step.number < 0 || step.number > 10'000) return applied(e);
  return put(std::move(step));
}

Result<Program::Root> Program::applied(const Expression& e) {
  if (e.type != Type::boolean && e.type != Type::number)
    return invalid("sql", "text made of what both records say is not supported");
  Step step{.kind = Step::Kind::apply, .fn = e.fn, .unit = e.text};
  for (const auto& a : e.args) {
    const bool fits = a.type != Type::text && a.type != Type::list;
    if (!fits && e.fn != Fn::is_null && e.fn != Fn::is_not_null)
      return invalid("sql", "a comparison of what both records say together is not supported");
    MASH_TRY(const auto arg, compile(a));
    step.args.push_back(arg);
  }
  if (e.fn == Fn::is_null || e.fn == Fn::is_not_null) step.kind = Step::Kind::is_null;
  if (e.fn == Fn::to_number || e.fn == Fn::length || e.fn == Fn::list_size)
    return invalid("sql", "a cast of what both records say together is not supported");
  return put(std::move(step));
}

double Program::run(Root root, std::uint32_t left, std::uint32_t right, Scratch& s) const {
  const Step& step = steps_[root];
  switch (step.kind) {
    case Step::Kind::constant:
      return step.number;
    case Step::Kind::of_record:
      return terms_.number(step.a.term, row(step.a, left, right));
    case Step::Kind::text_given:
      return terms_.id(step.a.term, row(step.a, left, right)) != 0 ? 1 : 0;
    case Step::Kind::same: {
      const auto x = terms_.id(step.a.term, row(step.a, left, right));
      const auto y = terms_.id(step.b.term, row(step.b, left, right));
      if (x == 0 || y == 0) return k_null;
      return x == y ? 1 : 0;
    }
    case Step::Kind::alike:
    case Step::Kind::within:
      return remembered(step, left, right, s);
    case Step::Kind::common:
      return common(step, left, right);
    case Step::Kind::is_null:
      return std::isnan(run(step.args[0], left, right, s)) == (step.fn == Fn::is_null) ? 1 : 0;
    case Step::Kind::apply:
      if (step.fn == Fn::both || step.fn == Fn::either) return logic(step, left, right, s);
      return apply(step, left, right, s);
  }
  return k_null;
}

double Program::logic(const Step& step, std::uint32_t left, std::uint32_t right, Scratch& s) const {
  const double deciding = step.fn == Fn::both ? 0 : 1;
  double found = 1 - deciding;
  for (const auto arg : step.args) {
    const double v = run(arg, left, right, s);
    if (v == deciding) return deciding;
    if (std::isnan(v)) found = k_null;
  }
  return found;
}

// Distances are remembered as far as they were counted: -1 - k is "more than k".
double Program::remembered(const Step& step, std::uint32_t left, std::uint32_t right,
                           Scratch& s) const {
  const bool within = step.kind == Step::Kind::within;
  if (s.pair_[step.slot] == s.now_) {
    const double known = s.value_[step.slot];
    if (std::isnan(known)) return known;
    if (!within && known >= 0) return known;
    if (within && known >= 0) return known <= step.number ? 1 : 0;
    if (within && -1 - known >= step.number) return 0;
  }
  double value = alike(step, left, right);
  if (within && value > step.number) value = -1 - step.number;
  s.pair_[step.slot] = s.now_;
  s.value_[step.slot] = value;
  if (!within || std::isnan(value)) return value;
  return value >= 0 ? 1 : 0;
}

double Program::alike(const Step& step, std::uint32_t left, std::uint32_t right) const {
  const auto x = terms_.id(step.a.term, row(step.a, left, right));
  const auto y = terms_.id(step.b.term, row(step.b, left, right));
  if (x == 0 || y == 0) return k_null;
  const Text a = terms_.text(step.a.term, x);
  const Text b = terms_.text(step.b.term, y);
  const int limit = step.kind == Step::Kind::within
                        ? static_cast<int>(step.number)
                        : static_cast<int>(std::max(a.bytes.size(), b.bytes.size()));
  switch (step.fn) {
    case Fn::levenshtein:
      return levenshtein(a, b, limit);
    case Fn::damerau_levenshtein:
      return damerau_levenshtein(a, b, limit);
    case Fn::jaro:
      return jaro(a, b);
    case Fn::jaro_winkler:
      return jaro_winkler(a, b);
    default:
      return jaccard(a, b);
  }
}

double Program::common(const Step& step, std::uint32_t left, std::uint32_t right) const {
  const auto x = terms_.id(step.a.term, row(step.a, left, right));
  const auto y = terms_.id(step.b.term, row(step.b, left, right));
  if (x == 0) return k_null;  // if only the second is NULL, DuckDB's answer is an empty list
  const auto a = terms_.list(step.a.term, x);
  const auto b = terms_.list(step.b.term, y);
  std::size_t n = 0;
  for (std::size_t i = 0, j = 0; i < a.size() && j < b.size();) {
    n += a[i] == b[j] ? 1 : 0;
    const bool next_a = a[i] <= b[j];
    const bool next_b = b[j] <= a[i];
    i += next_a ? 1 : 0;
    j += next_b ? 1 : 0;
  }
  return static_cast<double>(n);
}

double Program::of_two(const Step& step, double a, double b) {
  if (std::isnan(a) || std::isnan(b)) return k_null;
  switch (step.fn) {
    case Fn::add:
      return a + b;
    case Fn::subtract:
      return a - b;
    case Fn::multiply:
      return a * b;
    case Fn::divide:
      return a / b;
    case Fn::date_diff:
      return date_diff(step.unit, a, b);
    case Fn::equal:
      return a == b ? 1 : 0;
    case Fn::unequal:
      return a != b ? 1 : 0;
    case Fn::less:
      return a < b ? 1 : 0;
    case Fn::less_equal:
      return a <= b ? 1 : 0;
    case Fn::greater:
      return a > b ? 1 : 0;
    default:
      return a >= b ? 1 : 0;
  }
}

double Program::apply(const Step& step, std::uint32_t left, std::uint32_t right, Scratch& s) const {
  const auto arg = [&](std::size_t i) { return run(step.args[i], left, right, s); };
  if (step.fn == Fn::cases) {
    for (std::size_t i = 0; i + 1 < step.args.size(); i += 2)
      if (arg(i) == 1) return arg(i + 1);
    return arg(step.args.size() - 1);
  }
  if (step.fn == Fn::greatest || step.fn == Fn::least) {
    double found = arg(0);
    for (std::size_t i = 1; i < step.args.size(); ++i)
      found = step.fn == Fn::greatest ? std::fmax(found, arg(i)) : std::fmin(found, arg(i));
    return found;
  }
  const double a = arg(0);
  if (step.args.size() == 1) {
    switch (step.fn) {
      case Fn::abs:
        return std::abs(a);
      case Fn::floor:
        return std::floor(a);
      case Fn::negative:
        return -a;
      case Fn::negation:
        return 1 - a;
      default:
        return a;
    }
  }
  return of_two(step, a, arg(1));
}

}  // namespace mash::splink
