// SPDX-License-Identifier: MIT
#include "mash/splink/link.h"

#include <algorithm>
#include <cmath>
#include <numeric>

#include "mash/linkage/cluster.h"
#include "mash/linkage/parallel.h"
#include "rules.h"

namespace mash::splink {

namespace {

double bits(double probability) {
  if (probability <= 0) return -1e9;
  return std::log2(probability / (1 - probability));
}

// The left record of a pair is the one with the earlier source, then the lesser id.
std::vector<std::uint32_t> order_of(const linkage::Table& table) {
  std::vector<std::uint32_t> order(table.rows());
  std::iota(order.begin(), order.end(), 0U);
  std::sort(order.begin(), order.end(), [&](std::uint32_t a, std::uint32_t b) {
    if (table.source[a] != table.source[b]) return table.source[a] < table.source[b];
    return table.id(a) < table.id(b);
  });
  return order;
}

Result<bool> check_sources(const Model& model, const linkage::Table& table) {
  const bool several = table.sources.size() > 1;
  if (model.link_type == LinkType::dedupe_only && several)
    return invalid("model", "the model's link_type is dedupe_only: give it one file");
  if (model.link_type == LinkType::link_only && !several)
    return invalid("model", "the model's link_type is link_only: give it at least two files");
  return true;
}

class Scoring {
 public:
  Scoring(const Compiled::Parts& parts, const linkage::Table& table,
          const std::vector<std::uint32_t>& order, const Options& options)
      : parts_(parts), table_(table), order_(order), options_(options), scorer_(parts) {}

  Result<Linked> run() {
    const Rules rules(parts_, options_.threads);
    Linked out;
    for (std::size_t r = 0; r < parts_.rules.size(); ++r) {
      const auto& sql = parts_.model.blocking_rules;
      out.rules.push_back({.sql = r < sql.size() ? sql[r] : "every pair"});
      if (rules.pairs(r) > options_.most_pairs) {
        return invalid("model", "blocking rule " + std::to_string(r + 1) + " gives " +
                                    std::to_string(rules.pairs(r)) +
                                    " pairs, too many to compare: " + out.rules[r].sql);
      }
    }
    options_.progress("scoring");
    score(rules, out);
    return out;
  }

 private:
  void score(const Rules& rules, Linked& out) const {
    struct Found {
      std::vector<Pair> pairs;
      std::uint64_t compared = 0;
    };
    const auto& tasks = rules.tasks();
    std::vector<Found> found(tasks.size());
    const double floor = std::min(bits(options_.threshold), bits(options_.keep));
    linkage::parallel(tasks.size(), options_.threads, [&](std::size_t t, unsigned) {
      auto& mine = found[t];
      Program::Scratch scratch(parts_.program);
      std::vector<double> each(parts_.comparisons.size());
      rules.each_pair(tasks[t], scratch, [&](std::uint32_t left, std::uint32_t right) {
        if (parts_.model.link_type == LinkType::link_only &&
            table_.source[order_[left]] == table_.source[order_[right]])
          return;
        ++mine.compared;
        const auto weight = scorer_.weight(left, right, floor, scratch, each);
        if (weight) mine.pairs.push_back({left, right, *weight, tasks[t].rule});
      });
    });
    for (std::size_t t = 0; t < tasks.size(); ++t) {
      out.compared += found[t].compared;
      out.rules[tasks[t].rule].pairs += found[t].compared;
      out.pairs.insert(out.pairs.end(), found[t].pairs.begin(), found[t].pairs.end());
    }
    std::sort(out.pairs.begin(), out.pairs.end(), [](const Pair& x, const Pair& y) {
      return std::pair(x.left, x.right) < std::pair(y.left, y.right);
    });
    for (auto& p : out.pairs) {
      p.left = order_[p.left];
      p.right = order_[p.right];
    }
  }

  const Compiled::Parts& parts_;
  const linkage::Table& table_;
  const std::vector<std::uint32_t>& order_;
  const Options& options_;
  PairScorer scorer_;
};

// Whatever is joined by pairs at the threshold, however long the chain: what Splink does.
std::vector<std::uint32_t> connected(const Linked& linked, const std::vector<std::uint32_t>& order,
                                     double threshold) {
  std::vector<std::uint32_t> rank(order.size());
  for (std::uint32_t i = 0; i < order.size(); ++i) rank[order[i]] = i;
  std::vector<std::uint32_t> parent(order.size());
  std::iota(parent.begin(), parent.end(), 0U);
  const auto root = [&](std::uint32_t row) {
    while (parent[row] != row) row = parent[row] = parent[parent[row]];
    return row;
  };
  for (const auto& p : linked.pairs) {
    if (p.weight < threshold) continue;
    auto a = root(p.left);
    auto b = root(p.right);
    if (rank[a] > rank[b]) std::swap(a, b);
    parent[b] = a;
  }
  std::vector<std::uint32_t> clusters(order.size());
  for (std::uint32_t row = 0; row < clusters.size(); ++row) clusters[row] = root(row);
  return clusters;
}

// Our own clustering, which keeps records of one source apart.
std::vector<std::uint32_t> one_to_one(const Linked& linked, const linkage::Table& table,
                                      const std::vector<std::uint32_t>& order, double threshold) {
  const auto scaled = [](double bits) {
    return static_cast<linkage::Weight>(
        std::lround(std::clamp(bits, -1000.0, 1000.0) * linkage::k_bit));
  };
  std::vector<std::uint32_t> rank(order.size());
  for (std::uint32_t i = 0; i < order.size(); ++i) rank[order[i]] = i;
  std::vector<linkage::ScoredPair> pairs;
  for (const auto& p : linked.pairs) pairs.push_back({p.left, p.right, scaled(p.weight)});
  const auto before = [&](const linkage::ScoredPair& x, const linkage::ScoredPair& y) {
    return std::pair(rank[x.a], rank[x.b]) < std::pair(rank[y.a], rank[y.b]);
  };
  // Pairs that no rule gave say nothing for joining.
  const linkage::ClusterInput input{
      .rows = table.rows(),
      .score =
          [&](std::uint32_t a, std::uint32_t b) {
            if (rank[a] > rank[b]) std::swap(a, b);
            const linkage::ScoredPair wanted{a, b, 0};
            const auto at = std::lower_bound(pairs.begin(), pairs.end(), wanted, before);
            const bool found = at != pairs.end() && at->a == a && at->b == b;
            return found ? at->score : scaled(threshold) - 1;
          },
      .cannot_be_same = [](std::uint32_t, std::uint32_t) { return false; },
      .order = [&](std::uint32_t row) { return rank[row]; },
      .source = [&](std::uint32_t row) { return table.source[row]; }};
  return linkage::cluster(pairs, input, {.threshold = scaled(threshold), .one_per_source = true});
}

}  // namespace

double probability(double weight) {
  return weight > 0 ? 1 / (1 + std::exp2(-weight)) : std::exp2(weight) / (1 + std::exp2(weight));
}

Result<Linked> link(Compiled compiled, const linkage::Table& table, const Options& options) {
  auto& parts = *compiled.parts_;
  MASH_TRY_DO(check_sources(parts.model, table));
  options.progress("preparing");
  const auto order = order_of(table);
  MASH_TRY_DO(parts.terms.build(table, order, options.threads));
  options.progress("blocking");
  MASH_TRY(auto linked, Scoring(parts, table, order, options).run());
  options.progress("clustering");
  const double threshold = bits(options.threshold);
  linked.clusters = options.one_to_one ? one_to_one(linked, table, order, threshold)
                                       : connected(linked, order, threshold);
  return linked;
}

}  // namespace mash::splink
