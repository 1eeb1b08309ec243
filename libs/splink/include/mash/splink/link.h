// SPDX-License-Identifier: MIT
// Runs a Splink model: blocks by its rules, scores, clusters, as Splink does.
//
// What: the pairs of the blocking rules (each once, by the first rule that gives it), their match
// weights in bits, clusters. Conditions mean what they mean in DuckDB 2, over text columns; term
// frequencies are those of the records given. The left record of a pair is the one whose source
// comes first, then whose id does.
// What not: no normalisation: records must be prepared as they were for Splink. No training.
// Deterministic, whatever the threads. Thread safety: const use from many threads.
// Cost: 100 to 300 ns a pair and thread.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>

#include "mash/linkage/table.h"
#include "mash/splink/model.h"

namespace mash::splink {

struct Linked;
struct Options;

// A model with its conditions compiled.
class Compiled {
 public:
  struct Parts;

  // Errors: invalid_input naming the comparison, the level and the words.
  static Result<Compiled> compile(const Model& model);
  ~Compiled();
  Compiled(Compiled&&) noexcept;

  // The columns that the files must have beside the ids, as the model writes them.
  [[nodiscard]] std::vector<std::string> columns() const;

 private:
  friend Result<Linked> link(Compiled compiled, const linkage::Table& table,
                             const Options& options);
  explicit Compiled(std::unique_ptr<Parts> parts);
  std::unique_ptr<Parts> parts_;
};

struct Options {
  double threshold = 0.9;   // probability from which a pair joins its records
  double keep = 0;          // pairs from this probability on are given
  bool one_to_one = false;  // at most one record of each source in a cluster
  unsigned threads = 1;
  std::uint64_t most_pairs = 4'000'000'000;  // of one blocking rule
  std::function<void(std::string_view stage)> progress = [](std::string_view) {};
};

struct Pair {
  std::uint32_t left = 0;  // rows of the table
  std::uint32_t right = 0;
  double weight = 0;  // bits
  std::uint32_t rule = 0;
};

struct Rule {
  std::string sql;
  std::uint64_t pairs = 0;  // compared; those of earlier rules left out
};

struct Linked {
  std::vector<Rule> rules;
  std::uint64_t compared = 0;
  std::vector<Pair> pairs;              // by left, then right
  std::vector<std::uint32_t> clusters;  // per record: the row that names its cluster
};

// Columns of the table are found by their headers. Uses the compiled model up.
// Errors: invalid_input for a missing column, a column that holds what a cast forbids, files that
// do not fit the link type, a blocking rule that gives too many pairs.
Result<Linked> link(Compiled compiled, const linkage::Table& table, const Options& options);

// 2^w / (1 + 2^w)
double probability(double weight);

}  // namespace mash::splink
