// SPDX-License-Identifier: MIT
#include "mash/linkage/lookup.h"

#include <algorithm>

#include "blocking.h"
#include "mash/linkage/parallel.h"

namespace mash::linkage {

namespace {

// People of one key at most: more are told apart by a further property.
constexpr std::size_t k_block = 256;
// Pieces of one key that no property tells apart: the most that are looked at.
constexpr std::uint32_t k_most_pieces = 8;

}  // namespace

struct LookUp::Index {
  Index(const Prepared& everybody, std::uint32_t first, const Model& model)
      : people(everybody), first_query(first), scorer(everybody, model), atoms(everybody) {}

  const Prepared& people;
  std::uint32_t first_query;
  Scorer scorer;
  Atoms atoms;
  std::vector<PassPlan> plans;
  std::vector<PassKeys> keys;

  void add_block(const PassKeys& pass, std::uint32_t key, std::vector<std::uint32_t>& rows) const {
    const auto range =
        std::equal_range(pass.sorted.begin(), pass.sorted.end(), Keyed{key, 0},
                         [](const Keyed& x, const Keyed& y) { return x.key < y.key; });
    for (auto at = range.first; at != range.second; ++at) {
      __builtin_prefetch(people.row_cells(at->row));
      rows.push_back(at->row);
    }
  }

  // The people in the query's block of a pass.
  void candidates(std::size_t p, std::uint32_t query, std::vector<std::uint32_t>& rows) const {
    const PassKeys& pass = keys[p];
    auto key = PassKeys::base(plans[p], atoms, query);
    if (key == 0) return;
    for (const Atom a : plans[p].split) {
      if (!std::binary_search(pass.divided.begin(), pass.divided.end(), key)) break;
      key = PassKeys::narrower(key, a, atoms, query);
    }
    const auto cut = std::lower_bound(pass.pieces.begin(), pass.pieces.end(), key,
                                      [](const auto& x, std::uint32_t k) { return x.key < k; });
    if (cut == pass.pieces.end() || cut->key != key) {
      add_block(pass, key, rows);
      return;
    }
    for (std::uint32_t i = 0; i < std::min(cut->count, k_most_pieces); ++i)
      add_block(pass, PassKeys::piece(key, i), rows);
  }
};

LookUp::LookUp(const Prepared& all, std::uint32_t first_query, const Model& model, unsigned threads)
    : index_(std::make_unique<Index>(all, first_query, model)) {
  auto plans = plans_for(all);
  std::erase_if(plans,
                [](const PassPlan& p) { return p.use == PassPlan::Use::loose && p.split.empty(); });
  std::vector<PassKeys> keys(plans.size());
  parallel(plans.size(), threads, [&](std::size_t i, unsigned) {
    keys[i] = PassKeys::make_index(all, index_->atoms, first_query, plans[i], k_block);
  });
  index_->plans = std::move(plans);
  index_->keys = std::move(keys);
}

LookUp::~LookUp() = default;
LookUp::LookUp(LookUp&&) noexcept = default;

std::vector<Found> LookUp::find(std::uint32_t query, std::size_t top) const {
  std::vector<std::uint32_t> rows;
  for (std::size_t p = 0; p < index_->plans.size(); ++p) index_->candidates(p, query, rows);
  std::sort(rows.begin(), rows.end());
  rows.erase(std::unique(rows.begin(), rows.end()), rows.end());
  const auto& people = index_->people;
  const auto better = [&](const Found& x, const Found& y) {
    return x.score != y.score ? x.score > y.score : people.order(x.row) < people.order(y.row);
  };
  // A heap of the best so far, the worst of them in front.
  std::vector<Found> best;
  Weight floor = std::numeric_limits<Weight>::min() / 2;
  for (const auto row : rows) {
    const Weight score = index_->scorer.score(query, row, floor);
    if (score < floor || index_->scorer.cannot_be_same(query, row)) continue;
    const Found found{row, score};
    if (best.size() == top) {
      if (!better(found, best.front())) continue;
      std::pop_heap(best.begin(), best.end(), better);
      best.pop_back();
    }
    best.push_back(found);
    std::push_heap(best.begin(), best.end(), better);
    if (best.size() == top) floor = best.front().score;
  }
  std::sort_heap(best.begin(), best.end(), better);
  return best;
}

Explanation LookUp::explain(std::uint32_t query, std::uint32_t row) const {
  return index_->scorer.explain(query, row);
}

Model look_up_model(Model trained, std::uint32_t people) {
  for (auto& c : trained.comparisons) c.m = facts(c.kind).start;
  trained.match_share = 0.5 / std::max<double>(people, 1);
  if (trained.moved_share > 0) trained.moved_share = 0.3;
  return trained;
}

}  // namespace mash::linkage
