// SPDX-License-Identifier: MIT
#include "mash/linkage/cluster.h"

#include <algorithm>
#include <numeric>

namespace mash::linkage {

namespace {

// A pair can speak for or against joining with at most this.
constexpr Weight k_loudest = 12 * k_bit;
constexpr std::int64_t k_never = std::int64_t{-1} << 40;

class Groups {
 public:
  explicit Groups(std::uint32_t rows) : parent_(rows), size_(rows, 1) {
    std::iota(parent_.begin(), parent_.end(), 0U);
  }
  std::uint32_t find(std::uint32_t row) {
    while (parent_[row] != row) row = parent_[row] = parent_[parent_[row]];
    return row;
  }
  // Joins unless the group would be larger than `most`.
  void join(std::uint32_t a, std::uint32_t b, std::size_t most) {
    a = find(a);
    b = find(b);
    if (a == b || std::size_t{size_[a]} + size_[b] > most) return;
    if (size_[a] < size_[b]) std::swap(a, b);
    parent_[b] = a;
    size_[a] += size_[b];
  }
  [[nodiscard]] std::uint32_t size(std::uint32_t row) { return size_[find(row)]; }

 private:
  std::vector<std::uint32_t> parent_;
  std::vector<std::uint32_t> size_;
};

// Joins the two parts whose pairs together speak most for it, until none do.
class Contraction {
 public:
  Contraction(std::vector<std::uint32_t> members, const ClusterInput& input,
              const ClusterOptions& options)
      : members_(std::move(members)), n_(members_.size()), sum_(n_ * n_, 0), part_(n_) {
    std::iota(part_.begin(), part_.end(), std::size_t{0});
    for (std::size_t i = 0; i < n_; ++i) {
      for (std::size_t j = i + 1; j < n_; ++j)
        sum_[i * n_ + j] = sum_[j * n_ + i] = evidence(members_[i], members_[j], input, options);
    }
  }

  void run(std::vector<std::uint32_t>& clusters) {
    std::vector<std::size_t> alive(n_);
    std::iota(alive.begin(), alive.end(), std::size_t{0});
    while (alive.size() > 1) {
      std::size_t x = 0;
      std::size_t y = 0;
      std::int64_t best = 0;
      for (std::size_t i = 0; i < alive.size(); ++i) {
        for (std::size_t j = i + 1; j < alive.size(); ++j) {
          if (sum_[alive[i] * n_ + alive[j]] > best) {
            best = sum_[alive[i] * n_ + alive[j]];
            x = alive[i];
            y = alive[j];
          }
        }
      }
      if (best <= 0) break;
      for (const auto k : alive) {
        if (k != x && k != y)
          sum_[x * n_ + k] = sum_[k * n_ + x] = sum_[x * n_ + k] + sum_[y * n_ + k];
      }
      for (auto& p : part_)
        if (p == y) p = x;
      std::erase(alive, y);
    }
    for (std::size_t i = 0; i < n_; ++i) clusters[members_[i]] = members_[part_[i]];
  }

 private:
  static std::int64_t evidence(std::uint32_t a, std::uint32_t b, const ClusterInput& input,
                               const ClusterOptions& options) {
    if (options.one_per_source && input.source(a) == input.source(b)) return k_never;
    if (input.cannot_be_same(a, b)) return k_never;
    const std::int64_t score = std::int64_t{input.score(a, b)} - options.threshold;
    return std::clamp<std::int64_t>(score, -k_loudest, k_loudest) + (score >= 0 ? 1 : 0);
  }

  std::vector<std::uint32_t> members_;  // by order
  std::size_t n_;
  std::vector<std::int64_t> sum_;
  std::vector<std::size_t> part_;  // the first member of the part
};

}  // namespace

std::vector<std::uint32_t> cluster(std::span<const ScoredPair> pairs, const ClusterInput& input,
                                   const ClusterOptions& options) {
  const auto linked = [&](const ScoredPair& p) {
    return p.score >= options.threshold &&
           (!options.one_per_source || input.source(p.a) != input.source(p.b));
  };
  Groups loose(input.rows);
  for (const auto& p : pairs)
    if (linked(p)) loose.join(p.a, p.b, input.rows);
  // Components that are too large are rebuilt from their strongest links up to the size that can be
  // looked at as a whole.
  std::vector<ScoredPair> strongest;
  for (const auto& p : pairs)
    if (linked(p) && loose.size(p.a) > options.largest_component) strongest.push_back(p);
  std::sort(strongest.begin(), strongest.end(), [&](const ScoredPair& x, const ScoredPair& y) {
    const auto key = [&](const ScoredPair& p) {
      const auto i = input.order(p.a);
      const auto j = input.order(p.b);
      return std::tuple(-std::int64_t{p.score}, std::min(i, j), std::max(i, j));
    };
    return key(x) < key(y);
  });
  Groups tight(input.rows);
  for (const auto& p : pairs)
    if (linked(p) && loose.size(p.a) <= options.largest_component) tight.join(p.a, p.b, input.rows);
  for (const auto& p : strongest) tight.join(p.a, p.b, options.largest_component);

  std::vector<std::pair<std::uint32_t, std::uint32_t>> members;  // root, row
  std::vector<std::uint32_t> clusters(input.rows);
  for (std::uint32_t row = 0; row < input.rows; ++row) {
    clusters[row] = row;
    if (tight.size(row) > 1) members.emplace_back(tight.find(row), row);
  }
  std::sort(members.begin(), members.end());
  for (std::size_t i = 0; i < members.size();) {
    std::vector<std::uint32_t> rows;
    const auto root = members[i].first;
    for (; i < members.size() && members[i].first == root; ++i) rows.push_back(members[i].second);
    std::sort(rows.begin(), rows.end(),
              [&](auto a, auto b) { return input.order(a) < input.order(b); });
    Contraction(std::move(rows), input, options).run(clusters);
  }
  return clusters;
}

}  // namespace mash::linkage
