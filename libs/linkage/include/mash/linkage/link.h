// SPDX-License-Identifier: MIT
// Records to people, in one call: prepare, block, train, score, cluster.
//
//   auto header = read_header(input);
//   auto table = read_table({&input, 1}, {&*header, 1}, 2);
//   auto linked = link(*table, {.threads = 2});
//   linked->clusters[row];
//
// What not: no files, no terminal. Deterministic: same records, same result, whatever their order,
// the run and the number of threads. Thread safety: pure; starts its own threads.
// Cost: 1 million records of 13 columns in about 6 s of processor time and 500 MB; scoring is two
// fifths of it.
#pragma once

#include <optional>

#include "mash/base/result.h"
#include "mash/linkage/cluster.h"
#include "mash/linkage/recall.h"
#include "mash/linkage/train.h"

namespace mash::linkage {

struct LinkOptions {
  PrepareOptions prepare;
  BlockOptions block;
  TrainOptions train;
  std::optional<Model> model;  // instead of training
  double threshold = 0.9;      // probability from which a pair speaks for joining
  double review = 0.01;        // pairs from here on are kept
  double split = 0.5;       // the threshold of two that were joined the last time, if it is lower
  bool one_to_one = false;  // at most one record of each source in a cluster
  bool count_finders = false;  // fill Linked::recall
  Settled settled;             // what people answered, and the clusters of an earlier run
  unsigned threads = 1;
  std::function<void(std::string_view stage)> progress = [](std::string_view) {};
};

struct Linked {
  Prepared people;
  Model model;
  std::vector<Pass> passes;
  std::uint64_t compared = 0;            // pairs of all passes
  std::vector<ScoredPair> pairs;         // at or above review, by records' order
  std::vector<std::uint32_t> clusters;   // per record: a row that names its cluster
  std::optional<BlockingRecall> recall;  // if it was asked for
  Settled settled;                       // as it was given
};

// Errors: invalid_input if no column can be compared or the model has other comparisons.
Result<Linked> link(const Table& table, const LinkOptions& options);
// As link(prepare(table, ...)): for who needs the table's memory back in between.
Result<Linked> link(Prepared people, const LinkOptions& options);

}  // namespace mash::linkage
