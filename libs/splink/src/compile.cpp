// SPDX-License-Identifier: MIT
#include <algorithm>
#include <cmath>

#include "compiled.h"
#include "mash/base/ascii.h"
#include "sql_words.h"

namespace mash::splink {

namespace {

// Splink takes smaller probabilities for this.
constexpr double k_smallest = 1e-300;

Error refuse(const std::string& where, const std::string& sql, const Error& why) {
  return invalid("model", where + ": " + why.message + ". The condition is: " + sql +
                              ". Supported are: " + std::string(supported()));
}

Result<Expression> bound(const std::string& sql, Naming naming) {
  MASH_TRY(const auto node, parse_sql(sql, naming));
  return bind_condition(node);
}

// "dob_l = dob_r": the column; empty for any other condition.
std::string exact_match(const std::string& sql) {
  const auto node = parse_sql(sql, Naming::suffix);
  if (!node || node->op != Node::Op::equal) return {};
  const auto& a = node->args[0];
  const auto& b = node->args[1];
  const bool columns = a.op == Node::Op::column && b.op == Node::Op::column;
  if (!columns || a.side == b.side || ascii_lower(a.text) != ascii_lower(b.text)) return {};
  return ascii_lower(a.text);
}

// "first_name" and "\"first name\"" are both names of a column.
std::string unquoted(const std::string& name) {
  const bool quoted = name.size() > 2 && (name.front() == '"' || name.front() == '`') &&
                      name.back() == name.front();
  return quoted ? name.substr(1, name.size() - 2) : name;
}

class Compiler {
 public:
  explicit Compiler(Compiled::Parts& parts) : parts_(parts) {}

  Result<bool> run() {
    const auto& model = parts_.model;
    parts_.prior = std::log2(model.prior / (1 - model.prior));
    for (const auto& c : model.comparisons) {
      CompiledComparison compiled;
      for (std::size_t i = 0; i < c.levels.size(); ++i) {
        MASH_TRY(auto level, compiled_level(c, i));
        compiled.levels.push_back(level);
      }
      parts_.comparisons.push_back(std::move(compiled));
    }
    for (std::size_t i = 0; i < model.blocking_rules.size(); ++i) {
      const auto& sql = model.blocking_rules[i];
      const std::string where = "blocking rule " + std::to_string(i + 1);
      const auto expression = bound(sql, Naming::table);
      if (!expression) return refuse(where, sql, expression.error());
      CompiledRule compiled;
      if (const auto done = add(*expression, compiled); !done)
        return refuse(where, sql, done.error());
      parts_.rules.push_back(std::move(compiled));
    }
    // Without rules Splink compares every pair.
    if (parts_.rules.empty()) parts_.rules.emplace_back();
    return true;
  }

 private:
  Result<CompiledLevel> compiled_level(const Comparison& c, std::size_t i) {
    const auto& level = c.levels[i];
    const std::string where =
        "comparison \"" + c.name + "\", level " + std::to_string(i + 1) + " (" + level.label + ")";
    CompiledLevel out;
    out.is_else = i + 1 == c.levels.size();
    if (!level.is_null)
      out.weight = std::log2(std::max(level.m, k_smallest) / std::max(level.u, k_smallest));
    if (!out.is_else) {
      const auto expression = bound(level.sql, Naming::suffix);
      if (!expression) return refuse(where, level.sql, expression.error());
      const auto root = parts_.program.compile(*expression);
      if (!root) return refuse(where, level.sql, root.error());
      out.condition = *root;
    }
    if (level.tf_column.empty() || level.is_null || level.tf_weight == 0) return out;
    const auto u = exact_u(c, level);
    if (!u) {
      return invalid("model", where + ": term frequencies of \"" + level.tf_column +
                                  "\" need a level that is an exact match on that column");
    }
    out.frequency = parts_.terms.add_log_frequency(unquoted(level.tf_column));
    out.tf_weight = level.tf_weight;
    out.log_exact_u = std::log2(std::max(*u, k_smallest));
    out.log_minimum_u = std::log2(std::max(level.tf_minimum_u, k_smallest));
    return out;
  }

  static std::optional<double> exact_u(const Comparison& c, const Level& level) {
    if (level.tf_of_own_u) return level.u;
    for (const auto& l : c.levels)
      if (!l.is_null && exact_match(l.sql) == ascii_lower(unquoted(level.tf_column))) return l.u;
    return std::nullopt;
  }

  // Equalities between the two records become keys; the rest is checked for each pair.
  Result<bool> add(const Expression& e, CompiledRule& rule) {
    if (e.fn == Fn::both) {
      for (const auto& a : e.args) MASH_TRY_DO(add(a, rule));
      return true;
    }
    const bool texts =
        e.fn == Fn::equal && e.args[0].type == Type::text && e.args[1].type == Type::text;
    if (texts && e.args[0].sides + e.args[1].sides == 3 && e.args[0].sides % 3 != 0) {
      const std::size_t left = e.args[0].sides == 1 ? 0 : 1;
      const Term a = parts_.terms.add(e.args[left]);
      const Term b = parts_.terms.add(e.args[1 - left]);
      parts_.terms.join(a, b);
      rule.left.push_back(a);
      rule.right.push_back(b);
      return true;
    }
    // Found true of every pair: "1=1".
    MASH_TRY(const auto root, parts_.program.compile(e));
    rule.filters.push_back(root);
    return true;
  }

  Compiled::Parts& parts_;
};

}  // namespace

Compiled::Compiled(std::unique_ptr<Parts> parts) : parts_(std::move(parts)) {}
Compiled::~Compiled() = default;
Compiled::Compiled(Compiled&&) noexcept = default;

Result<Compiled> Compiled::compile(const Model& model) {
  auto parts = std::make_unique<Parts>();
  parts->model = model;
  MASH_TRY_DO(Compiler(*parts).run());
  return Compiled(std::move(parts));
}

std::vector<std::string> Compiled::columns() const {
  return parts_->terms.columns();
}

PairScorer::PairScorer(const Compiled::Parts& parts) : parts_(parts) {
  struct Reach {
    double most = 0;
    double least = 0;
  };
  std::vector<Reach> reach;
  for (const auto& c : parts.comparisons) {
    Reach r{-1e9, 1e9};
    for (const auto& l : c.levels) {
      double most = l.weight;
      // The rarest value may be as rare as one among all records.
      if (l.frequency) {
        const double rarest =
            std::max(-std::log2(static_cast<double>(parts.terms.rows()) + 1), l.log_minimum_u);
        most += l.tf_weight * std::max(0.0, l.log_exact_u - rarest);
      }
      r.most = std::max(r.most, most);
      r.least = std::min(r.least, l.weight);
    }
    reach.push_back(r);
    order_.push_back(order_.size());
  }
  std::sort(order_.begin(), order_.end(), [&](std::size_t a, std::size_t b) {
    return std::pair(reach[a].least, a) < std::pair(reach[b].least, b);
  });
  rest_.assign(order_.size() + 1, 0);
  for (std::size_t i = order_.size(); i-- > 0;) rest_[i] = rest_[i + 1] + reach[order_[i]].most;
}

double PairScorer::of(const CompiledComparison& c, std::uint32_t left, std::uint32_t right,
                      Program::Scratch& scratch) const {
  for (const auto& l : c.levels) {
    if (!l.is_else && !parts_.program.holds(l.condition, left, right, scratch)) continue;
    if (!l.frequency) return l.weight;
    // Where one record's frequency is not known the other's counts; fmax does just that.
    const double common = std::fmax(parts_.terms.number(*l.frequency, left),
                                    parts_.terms.number(*l.frequency, right));
    if (std::isnan(common)) return l.weight;
    return l.weight + l.tf_weight * (l.log_exact_u - std::max(common, l.log_minimum_u));
  }
  return 0;
}

std::optional<double> PairScorer::weight(std::uint32_t left, std::uint32_t right, double floor,
                                         Program::Scratch& scratch,
                                         std::vector<double>& each) const {
  scratch.next_pair();
  double known = parts_.prior;
  for (std::size_t i = 0; i < order_.size(); ++i) {
    // A little room, as sums in another order differ in their last digits.
    if (known + rest_[i] < floor - 1e-6) return std::nullopt;
    const std::size_t c = order_[i];
    each[c] = of(parts_.comparisons[c], left, right, scratch);
    known += each[c];
  }
  double sum = parts_.prior;
  for (const double w : each) sum += w;
  if (parts_.model.of_splink_4) sum = std::clamp(sum, std::log2(1e-300), std::log2(1e300));
  if (sum < floor) return std::nullopt;
  return sum;
}

}  // namespace mash::splink
