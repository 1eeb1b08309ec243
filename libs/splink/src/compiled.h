// SPDX-License-Identifier: MIT
// A model compiled: what Compiled holds, for the engine.
#pragma once

#include "mash/splink/link.h"
#include "program.h"

namespace mash::splink {

struct CompiledLevel {
  Program::Root condition = 0;
  bool is_else = false;
  double weight = 0;
  std::optional<Term> frequency;  // log2 of the column's term frequency
  double tf_weight = 0;
  double log_exact_u = 0;
  double log_minimum_u = 0;
};

struct CompiledComparison {
  std::vector<CompiledLevel> levels;
};

// "l.a = r.b and ...": equal terms, and what else must hold.
struct CompiledRule {
  std::vector<Term> left;
  std::vector<Term> right;
  std::vector<Program::Root> filters;
};

struct Compiled::Parts {
  Model model;
  Terms terms;
  Program program{terms};
  double prior = 0;  // bits
  std::vector<CompiledComparison> comparisons;
  std::vector<CompiledRule> rules;
};

// The match weight of pairs, summed in the model's order.
class PairScorer {
 public:
  explicit PairScorer(const Compiled::Parts& parts);
  // The weight, or nothing if it is below the floor.
  [[nodiscard]] std::optional<double> weight(std::uint32_t left, std::uint32_t right, double floor,
                                             Program::Scratch& scratch,
                                             std::vector<double>& each) const;

 private:
  [[nodiscard]] double of(const CompiledComparison& c, std::uint32_t left, std::uint32_t right,
                          Program::Scratch& scratch) const;

  const Compiled::Parts& parts_;
  std::vector<std::size_t> order_;  // comparisons, the most telling first
  std::vector<double> rest_;        // the most that those from here on can add
};

}  // namespace mash::splink
