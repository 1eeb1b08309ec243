// SPDX-License-Identifier: MIT
// Expectation maximisation over counted patterns. train.h has the contract.
#pragma once

#include "mash/linkage/score.h"

namespace mash::linkage {

// Pairs that agree alike. Frequencies are in bits, rounded to two.
struct Pattern {
  Levels levels;
  double frequency = 0;
  double household_frequency = 0;
  double pairs = 0;
};

// A pattern as 64 bits: the levels, then the two frequencies.
class PatternCode {
 public:
  explicit PatternCode(std::span<const Kind> kinds);
  [[nodiscard]] std::uint64_t pack(const Levels& levels, const Scorer::Frequency& f) const;
  [[nodiscard]] Pattern unpack(std::uint64_t key, double pairs) const;

 private:
  std::vector<unsigned> bits_;  // per kind
};

// h of what a household does not share: by chance, but for twins (who have one birthday) and for
// children named like a parent.
std::array<double, k_max_levels> household_by_chance(const Comparison& comparison);

class Maximisation {
 public:
  // `start` has the u of random pairs, same people included; `model` is where to begin.
  Maximisation(const Model& start, const Model& model, const std::vector<Pattern>& patterns,
               double all_pairs);
  // One round; the largest change of a probability.
  double round(unsigned threads);
  [[nodiscard]] const Model& model() const { return model_; }
  [[nodiscard]] double log_likelihood() const { return log_likelihood_; }

 private:
  struct Tables;
  struct Sums;
  void expect(const Tables& tables, std::size_t begin, std::size_t end, Sums& sums) const;
  double maximise(const Sums& sums);
  void mend_u();

  const Model& start_;
  Model model_;
  const std::vector<Pattern>& patterns_;
  double all_pairs_;
  std::vector<bool> facts_address_;  // per comparison
  double log_likelihood_ = 0;
};

}  // namespace mash::linkage
