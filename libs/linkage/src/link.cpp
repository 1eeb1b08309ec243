// SPDX-License-Identifier: MIT
#include "mash/linkage/link.h"

#include <algorithm>

#include "mash/linkage/parallel.h"
#include "screen.h"

namespace mash::linkage {

namespace {

std::vector<ScoredPair> score_pairs(const Prepared& people, const Blocks& blocks,
                                    const Scorer& scorer, Weight floor, unsigned threads,
                                    std::uint64_t& compared) {
  const auto tasks = blocks.tasks();
  struct Found {
    std::vector<ScoredPair> pairs;
    std::uint64_t compared = 0;
  };
  std::vector<Found> found(tasks.size());
  std::vector<Screen> screens;
  for (unsigned t = 0; t < std::max(threads, 1U); ++t) screens.emplace_back(people, scorer, floor);
  parallel(tasks.size(), threads, [&](std::size_t t, unsigned thread) {
    auto& mine = found[t];
    auto& screen = screens[thread];
    const auto consider = [&](std::uint32_t a, std::uint32_t b) {
      const Weight score = scorer.score(a, b, floor);
      if (score < floor) return;
      if (people.order(a) > people.order(b)) std::swap(a, b);
      mine.pairs.push_back({a, b, score});
    };
    const auto pair_up = [&](std::span<const Blocks::Keyed> run, std::size_t lefts) {
      screen.take(run);
      for (std::size_t i = 0; i < lefts; ++i) {
        mine.compared += run.size() - i - 1;
        const auto known = blocks.before(tasks[t].pass, run[i].row);
        for (const auto j : screen.behind(i))
          if (!known.has(run[j].row)) consider(run[i].row, run[j].row);
      }
    };
    blocks.each_run(
        tasks[t], ~std::uint32_t{0}, pair_up,
        [&](std::uint32_t row) { __builtin_prefetch(people.row_cells(row)); },
        [&](std::uint32_t row) { scorer.ask_for_names(row); });
  });
  std::size_t kept = 0;
  for (const auto& f : found) kept += f.pairs.size();
  std::vector<ScoredPair> all;
  all.reserve(kept);
  for (const auto& f : found) {
    compared += f.compared;
    all.insert(all.end(), f.pairs.begin(), f.pairs.end());
  }
  return all;
}

Error nothing_to_compare() {
  return invalid("map",
                 "no column says who the people are; name at least one with --map, for "
                 "instance --map surname=LastName");
}

bool fits(const Model& model, const Prepared& people) {
  return std::equal(model.comparisons.begin(), model.comparisons.end(), people.kinds().begin(),
                    people.kinds().end(),
                    [](const Comparison& c, Kind kind) { return c.kind == kind; });
}

}  // namespace

Result<Linked> link(const Table& table, const LinkOptions& options) {
  options.progress("preparing");
  auto prepare_options = options.prepare;
  prepare_options.threads = options.threads;
  return link(prepare(table, prepare_options), options);
}

Result<Linked> link(Prepared people, const LinkOptions& options) {
  Linked out;
  out.people = std::move(people);
  if (out.people.kinds().empty()) return nothing_to_compare();
  options.progress("blocking");
  auto block_options = options.block;
  block_options.threads = options.threads;
  block_options.between_sources_only |= options.one_to_one;
  auto blocks = Blocks::build(out.people, block_options);
  out.passes.assign(blocks.passes().begin(), blocks.passes().end());
  if (options.model) {
    if (!fits(*options.model, out.people))
      return invalid("model", "the model was trained on other columns than these files have");
    out.model = *options.model;
  } else {
    options.progress("training");
    auto train_options = options.train;
    train_options.threads = options.threads;
    out.model = train(out.people, blocks, train_options).model;
  }
  options.progress("scoring");
  const Scorer scorer(out.people, out.model);
  const Weight threshold = score_of(options.threshold);
  const Weight floor = std::min(threshold, score_of(options.review));
  out.pairs = score_pairs(out.people, blocks, scorer, floor, options.threads, out.compared);
  if (options.count_finders) out.recall = blocking_recall(blocks, out.pairs, threshold);
  options.progress("clustering");
  out.settled = options.settled;
  const ClusterInput input{
      .rows = out.people.rows(),
      .score = [&](auto a, auto b) { return scorer.score(a, b); },
      .cannot_be_same = [&](auto a, auto b) { return scorer.cannot_be_same(a, b); },
      .order = [&](auto row) { return out.people.order(row); },
      .source = [&](auto row) { return out.people.source(row); },
      .settled = out.settled};
  const ClusterOptions cluster_options{.threshold = threshold,
                                       .split = std::min(threshold, score_of(options.split)),
                                       .one_per_source = options.one_to_one,
                                       .threads = options.threads};
  // To give so much memory back takes a while, too.
  parallel(2, options.threads, [&](std::size_t piece, unsigned) {
    if (piece == 0) {
      out.clusters = cluster(out.pairs, input, cluster_options);
    } else {
      blocks = {};
    }
  });
  return out;
}

}  // namespace mash::linkage
