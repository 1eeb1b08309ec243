// SPDX-License-Identifier: MIT
#include "attack.h"

#include <ClpSimplex.hpp>
#include <CoinPackedMatrix.hpp>
#include <algorithm>
#include <cmath>
#include <stdexcept>

#include "count_out.h"

namespace mash::protect {

namespace {

constexpr double k_near = 1e-6;
// Clp: what one solution left, its factors above all, begins the next, of the same sums.
constexpr int k_keep_factors = 3;

std::int64_t rounded(std::int64_t count, std::int64_t to) {
  return (count + to / 2) / to * to;
}

// The cells that are not known exactly, as columns, and the sums they stand in, as rows.
class Programme {
 public:
  Programme(const Cells& cells, const std::vector<Reach>& said) : column_of_(cells.all.size(), -1) {
    std::vector<double> lower;
    std::vector<double> upper;
    for (std::size_t i = 0; i < cells.all.size(); ++i) {
      if (said[i].upper == said[i].lower) continue;
      column_of_[i] = static_cast<int>(lower.size());
      lower.push_back(static_cast<double>(said[i].lower));
      upper.push_back(said[i].upper ? static_cast<double>(*said[i].upper) : COIN_DBL_MAX);
    }
    CoinPackedMatrix matrix(false, 0, 0);
    matrix.setDimensions(0, static_cast<int>(lower.size()));
    std::vector<double> sums;
    for (const auto& sum : cells.sums) {
      std::vector<int> columns;
      std::vector<double> signs;
      double known = 0;
      const auto add = [&](std::size_t cell, double sign) {
        if (column_of_[cell] < 0) {
          known += sign * static_cast<double>(said[cell].lower);
        } else {
          columns.push_back(column_of_[cell]);
          signs.push_back(sign);
        }
      };
      for (const auto part : sum.parts) add(part, 1);
      add(sum.whole, -1);
      if (columns.empty()) continue;
      matrix.appendRow(static_cast<int>(columns.size()), columns.data(), signs.data());
      sums.push_back(-known);
    }
    const std::vector<double> nothing(lower.size(), 0);
    least_seen_.assign(lower.size(), COIN_DBL_MAX);
    most_seen_.assign(lower.size(), -COIN_DBL_MAX);
    model_.setLogLevel(0);
    model_.loadProblem(matrix, lower.data(), upper.data(), nothing.data(), sums.data(),
                       sums.data());
  }

  Reach reach(std::size_t cell, const Reach& said) {
    const int column = column_of_[cell];
    if (column < 0) return said;
    Reach out;
    const auto least = solved(column, 1);
    const auto most = solved(column, -1);
    out.lower = least ? static_cast<std::int64_t>(std::ceil(*least - k_near)) : said.lower;
    if (most) out.upper = static_cast<std::int64_t>(std::floor(*most + k_near));
    return out;
  }

  // What any answer so far had: the reach is no narrower.
  [[nodiscard]] std::optional<Reach> seen(std::size_t cell) const {
    const int column = column_of_[cell];
    if (column < 0 || least_seen_[at(column)] > most_seen_[at(column)]) return std::nullopt;
    return Reach{static_cast<std::int64_t>(std::ceil(least_seen_[at(column)] - k_near)),
                 static_cast<std::int64_t>(std::floor(most_seen_[at(column)] + k_near))};
  }

 private:
  static std::size_t at(int column) { return static_cast<std::size_t>(column); }
  // Nothing: without bound.
  std::optional<double> solved(int column, double sense) {
    model_.setObjectiveCoefficient(column, sense);
    model_.primal(0, k_keep_factors);
    const bool is_optimal = model_.isProvenOptimal();
    if (!is_optimal && !model_.isProvenDualInfeasible()) {
      throw std::runtime_error("the attack on a table came to no end");
    }
    model_.setObjectiveCoefficient(column, 0);
    if (!is_optimal) return std::nullopt;
    const double* solution = model_.primalColumnSolution();
    for (std::size_t i = 0; i < least_seen_.size(); ++i) {
      least_seen_[i] = std::min(least_seen_[i], solution[i]);
      most_seen_[i] = std::max(most_seen_[i], solution[i]);
    }
    return solution[column];
  }

  std::vector<int> column_of_;
  std::vector<double> least_seen_;
  std::vector<double> most_seen_;
  ClpSimplex model_;
};

}  // namespace

Reach said_by(const Counted& cell, const Rules& rules) {
  switch (cell.state) {
    case State::shown:
      break;
    case State::small:
      if (rules.tells_small) return {1, rules.largest_hidden};
      return {0, std::nullopt};
    case State::beside:
      return {0, std::nullopt};
  }
  if (cell.count == 0 || rules.round_to == 1) return {cell.count, cell.count};
  const auto shown = rounded(cell.count, rules.round_to);
  return {std::max(shown - rules.round_to / 2, rules.largest_hidden + 1),
          shown + (rules.round_to - 1) / 2};
}

namespace {

std::int64_t values(const Reach& reach) {
  return reach.upper ? *reach.upper - reach.lower + 1 : std::int64_t{1} << 40U;
}

std::vector<Reach> said_of(const Cells& cells, const Rules& rules) {
  std::vector<Reach> said;
  said.reserve(cells.all.size());
  for (const auto& cell : cells.all) said.push_back(said_by(cell, rules));
  return said;
}

}  // namespace

std::vector<std::int64_t> left_of(const Cells& cells, const Rules& rules,
                                  const std::vector<std::size_t>& targets,
                                  const std::vector<std::int64_t>& enough) {
  const auto said = said_of(cells, rules);
  Programme programme(cells, said);
  std::vector<Reach> reach;
  reach.reserve(targets.size());
  for (std::size_t i = 0; i < targets.size(); ++i) {
    const auto seen = programme.seen(targets[i]);
    reach.push_back(
        seen && values(*seen) >= enough[i] ? *seen : programme.reach(targets[i], said[targets[i]]));
  }
  count_out(cells, said, targets, reach);
  std::vector<std::int64_t> out;
  out.reserve(reach.size());
  for (const auto& one : reach) out.push_back(values(one));
  return out;
}

std::vector<Reach> attack(const Cells& cells, const Rules& rules,
                          const std::vector<std::size_t>& targets) {
  const auto said = said_of(cells, rules);
  Programme programme(cells, said);
  std::vector<Reach> out;
  out.reserve(targets.size());
  for (const auto target : targets) out.push_back(programme.reach(target, said[target]));
  count_out(cells, said, targets, out);
  return out;
}

}  // namespace mash::protect
