// SPDX-License-Identifier: MIT
// Expectation maximisation over counted patterns. train.h has the contract.
#pragma once

#include "mash/linkage/score.h"

namespace mash::linkage {

// Pairs that agree alike. Their levels are two parts, that of what changes when people move and the
// rest: there are few of either, and what a class gives to one is added up once.
// Frequencies are in bits, rounded to two.
struct Pattern {
  std::array<std::uint32_t, 2> part{};  // in Patterns::parts
  double frequency = 0;
  double household_frequency = 0;
  double pairs = 0;
};
struct Patterns {
  std::array<std::vector<Levels>, 2> parts;  // of other kinds, of addresses
  std::vector<Pattern> all;
};

// A pattern as 64 bits: the levels, then the two frequencies.
class PatternCode {
 public:
  explicit PatternCode(std::span<const Kind> kinds);
  [[nodiscard]] std::uint64_t pack(const Levels& levels, const Scorer::Frequency& f) const;
  // Of codes in ascending order; each stands for `weight` pairs.
  [[nodiscard]] Patterns count(std::span<const std::uint64_t> codes, double weight) const;

 private:
  [[nodiscard]] Levels unpack(std::uint64_t code) const;
  std::vector<unsigned> bits_;           // per kind
  std::array<std::uint64_t, 2> mask_{};  // of each part
};

// h of what a household does not share: by chance, but for twins (who have one birthday) and for
// children named like a parent.
std::array<double, k_max_levels> household_by_chance(const Comparison& comparison);

class Maximisation {
 public:
  // `start` has the u of random pairs, same people included; `model` is where to begin.
  Maximisation(const Model& start, const Model& model, const Patterns& patterns, double all_pairs);
  // One round; the largest change of a probability.
  double round(unsigned threads);
  [[nodiscard]] const Model& model() const { return model_; }

 private:
  struct Classes;
  struct Sums;
  using PartClasses = std::array<std::vector<Classes>, 2>;
  [[nodiscard]] PartClasses weigh_parts() const;
  void expect(const PartClasses& parts, std::size_t begin, std::size_t end,
              PartClasses& found) const;
  [[nodiscard]] Sums add_up(const PartClasses& found) const;
  double maximise(const Sums& sums);
  void mend_u();

  const Model& start_;
  Model model_;
  const Patterns& patterns_;
  double all_pairs_;
};

}  // namespace mash::linkage
