// SPDX-License-Identifier: MIT
#include "mash/linkage/lookup.h"

#include <algorithm>
#include <cmath>
#include <numeric>

#include "asking_errors.h"
#include "blocking.h"
#include "estimate.h"
#include "key_index.h"
#include "look_up_plans.h"
#include "mash/linkage/parallel.h"

namespace mash::linkage {

namespace {

// People of one key at most: more are told apart by a further property.
constexpr std::size_t k_block = 1536;
// So many of the most promising people are compared in earnest.
constexpr std::size_t k_compared = 200;
// Models are learnt from about so many records, the errors of those who ask from so many queries.
constexpr std::uint64_t k_learnt_from = 1'000'000;
constexpr std::size_t k_queries_learnt_from = 2000;

std::uint64_t scrambled(std::uint64_t x) {
  x = (x ^ (x >> 30U)) * 0xbf58476d1ce4e5b9ULL;
  return x ^ (x >> 31U);
}

using Rows = std::span<const std::uint32_t>;

struct IndexedPass {
  PassPlan plan;
  NamesOf names;
  KeyIndex index;
  std::vector<std::uint32_t> divided;  // keys that were narrowed by a further property, ascending
  std::vector<std::uint32_t> cut;      // keys that no property parts further, ascending
};

}  // namespace

struct LookUp::Index {
  Index(Prepared all, std::uint32_t first, const Model& model)
      : people(std::move(all)), first_query(first), atoms(people) {
    use(model);
  }

  Prepared people;
  std::uint32_t first_query;
  Model model;
  Atoms atoms;
  std::unique_ptr<Scorer> scorer;
  std::unique_ptr<Estimate> estimate;
  std::vector<IndexedPass> passes;

  void use(Model now) {
    model = std::move(now);
    scorer = std::make_unique<Scorer>(people, model, nullptr, Scorer::Use::look_up);
    estimate = std::make_unique<Estimate>(people, model);
  }

  void make_passes(unsigned threads) {
    std::vector<Called> further;
    for (std::uint32_t row = 0; row < first_query; ++row) atoms.add_further(row, further);
    for (const auto& plan : look_up_plans(people)) {
      passes.push_back(
          {.plan = plan, .names = NamesOf(plan), .index = {}, .divided = {}, .cut = {}});
    }
    parallel(passes.size(), threads, [&](std::size_t i, unsigned) {
      auto& pass = passes[i];
      auto keys = PassKeys::make_index(people, atoms, first_query, further, pass.plan, k_block);
      pass.index = KeyIndex(keys.sorted);
      pass.divided = std::move(keys.divided);
      for (const auto& p : keys.pieces) pass.cut.push_back(p.key);
    });
  }

  // The people in the block of a pass of one who is called so; of a block that no property parts,
  // its first piece.
  [[nodiscard]] Rows block(const IndexedPass& pass, const Called& who) const {
    auto key = PassKeys::base(pass.plan, atoms, who);
    if (key == 0) return {};
    for (const Atom a : pass.plan.split) {
      if (!std::binary_search(pass.divided.begin(), pass.divided.end(), key)) break;
      key = PassKeys::narrower(key, a, atoms, who);
    }
    const bool cut = std::binary_search(pass.cut.begin(), pass.cut.end(), key);
    return pass.index.rows(cut ? PassKeys::piece(key, 0) : key);
  }

  // The people in the query's blocks, of each of its names.
  [[nodiscard]] std::vector<Rows> blocks(std::uint32_t query) const {
    std::vector<Called> names{atoms.first(query)};
    atoms.add_further(query, names);
    std::vector<Rows> out;
    for (const auto& pass : passes) {
      const auto of_pass = static_cast<std::ptrdiff_t>(out.size());
      for (const auto& who : names) {
        if (!pass.names.take(names.front(), who)) continue;
        const auto rows = block(pass, who);
        const auto same = [&](const Rows& other) { return other.data() == rows.data(); };
        if (std::none_of(out.begin() + of_pass, out.end(), same)) out.push_back(rows);
      }
    }
    return out;
  }

  // The most promising people.
  [[nodiscard]] std::vector<std::uint32_t> candidates(std::uint32_t query) const {
    return estimate->best(query, scorer->explain(query, query), distinct(blocks(query)),
                          k_compared);
  }

  // Some of the queries, the same in any order.
  [[nodiscard]] std::vector<std::uint32_t> some_queries() const {
    std::vector<std::uint32_t> out(people.rows() - first_query);
    std::iota(out.begin(), out.end(), first_query);
    if (out.size() <= k_queries_learnt_from) return out;
    const auto end = out.begin() + static_cast<std::ptrdiff_t>(k_queries_learnt_from);
    std::nth_element(out.begin(), end, out.end(), [&](std::uint32_t a, std::uint32_t b) {
      return scrambled(people.order(a)) < scrambled(people.order(b));
    });
    out.erase(end, out.end());
    return out;
  }
};

LookUp::LookUp(Prepared all, std::uint32_t first_query, const Model& model, unsigned threads)
    : index_(std::make_unique<Index>(std::move(all), first_query, model)) {
  index_->make_passes(threads);
  learn_errors(model, threads);
  index_->people.keep_for_comparing();
}

void LookUp::learn_errors(const Model& model, unsigned threads) {
  constexpr int rounds = 2;
  constexpr std::size_t top = 10;
  constexpr std::size_t piece = 50;
  const auto queries = index_->some_queries();
  for (int round = 0; round < rounds; ++round) {
    std::vector<AskingErrors> pieces((queries.size() + piece - 1) / piece);
    parallel(pieces.size(), threads, [&](std::size_t p, unsigned) {
      for (auto i = p * piece; i < std::min(queries.size(), (p + 1) * piece); ++i) {
        const auto found = find(queries[i], top);
        double all = 1;  // that it is none of them
        for (const auto& f : found) all += std::exp2(static_cast<double>(f.score) / k_bit);
        for (const auto& f : found) {
          pieces[p].add(explain(queries[i], f.row),
                        std::exp2(static_cast<double>(f.score) / k_bit) / all);
        }
      }
    });
    AskingErrors errors;
    for (const auto& p : pieces) errors.add(p);
    index_->use(errors.taught(model));
  }
}

LookUp::~LookUp() = default;
LookUp::LookUp(LookUp&&) noexcept = default;

std::vector<Found> LookUp::find(std::uint32_t query, std::size_t top) const {
  const auto rows = index_->candidates(query);
  const auto& people = index_->people;
  const auto better = [&](const Found& x, const Found& y) {
    return x.score != y.score ? x.score > y.score : people.order(x.row) < people.order(y.row);
  };
  // A heap of the best so far, the worst of them in front.
  std::vector<Found> best;
  Weight floor = std::numeric_limits<Weight>::min() / 2;
  constexpr std::size_t near = 6;
  constexpr std::size_t far = 16;
  for (std::size_t i = 0; i < rows.size(); ++i) {
    if (i + far < rows.size()) people.fetch_cells(rows[i + far]);
    if (i + near < rows.size()) people.fetch_entries(rows[i + near]);
    const auto row = rows[i];
    const Weight score = index_->scorer->score(query, row, floor);
    if (score < floor || index_->scorer->cannot_be_same(query, row)) continue;
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

const Model& LookUp::model() const {
  return index_->model;
}

Explanation LookUp::explain(std::uint32_t query, std::uint32_t row) const {
  return index_->scorer->explain(query, row);
}

Model look_up_model(Model trained, std::uint32_t people) {
  for (auto& c : trained.comparisons) c.m = facts(c.kind).start;
  trained.match_share = 0.5 / std::max<double>(people, 1);
  if (trained.moved_share > 0) trained.moved_share = 0.3;
  return trained;
}

Model look_up_model(const Prepared& all, std::uint32_t people, unsigned threads) {
  const auto learn = [&](const Prepared& from) {
    return train(from, Blocks::build(from, {.threads = threads}), {.threads = threads}).model;
  };
  if (all.rows() <= 2 * k_learnt_from) return look_up_model(learn(all), people);
  std::vector<std::uint32_t> rows;
  for (std::uint32_t row = 0; row < all.rows(); ++row)
    if (scrambled(all.order(row)) % all.rows() < k_learnt_from) rows.push_back(row);
  return look_up_model(learn(all.some(rows)), people);
}

}  // namespace mash::linkage
