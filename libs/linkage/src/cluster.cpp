// SPDX-License-Identifier: MIT
#include "mash/linkage/cluster.h"

#include <algorithm>
#include <limits>
#include <numeric>

#include "mash/linkage/parallel.h"

namespace mash::linkage {

namespace {

// A pair can speak for or against joining with at most this.
constexpr Weight k_loudest = 12 * k_bit;
constexpr std::int64_t k_never = std::int64_t{-1} << 40;
constexpr std::int64_t k_unknown = std::numeric_limits<std::int64_t>::min();

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
    largest_ = std::max(largest_, size_[a]);
  }
  [[nodiscard]] std::uint32_t largest() const { return largest_; }
  [[nodiscard]] std::uint32_t size(std::uint32_t row) { return size_[find(row)]; }

 private:
  std::vector<std::uint32_t> parent_;
  std::vector<std::uint32_t> size_;
  std::uint32_t largest_ = 1;
};

Weight threshold_of(const ScoredPair& p, const ClusterInput& input, const ClusterOptions& options) {
  return input.settled.together(p.a, p.b) ? options.split : options.threshold;
}

// Joins the two parts whose pairs together speak most for it, until none do. Used again for one
// component after the other, for the sake of its memory.
class Contraction {
 public:
  Contraction(const ClusterInput& input, const ClusterOptions& options)
      : input_(input), options_(options) {}

  // `known` are pairs of members; `place` is where each member stands among them.
  void run(std::span<const std::uint32_t> members, std::span<const ScoredPair> known,
           std::span<const std::uint32_t> place, std::vector<std::uint32_t>& clusters) {
    members_ = members;
    n_ = members.size();
    // Larger groups than a component may be are of this kind only.
    if (all_said_to_be_one()) {
      for (const auto row : members_) clusters[row] = members_.front();
      return;
    }
    sum_.assign(n_ * n_, k_unknown);
    start();
    for (const auto& p : known) note(place[p.a], place[p.b], evidence(p));
    for (std::size_t i = 0; i < n_; ++i) {
      for (std::size_t j = i + 1; j < n_; ++j) {
        if (sum_[i * n_ + j] != k_unknown) continue;
        const auto a = members_[i];
        const auto b = members_[j];
        note(i, j, evidence({a, b, input_.score(a, b)}));
      }
    }
    const auto said = pairs_said();
    if (!said.empty()) first_sum_ = sum_;
    contract();
    if (!said.empty()) follow(said);
    for (std::size_t i = 0; i < n_; ++i) clusters[members_[i]] = members_[part_[i]];
  }

 private:
  using Places = std::pair<std::size_t, std::size_t>;

  // Places of members who are said to be one person.
  [[nodiscard]] std::vector<Places> pairs_said() const {
    std::vector<Places> out;
    if (input_.settled.groups().empty()) return out;
    for (std::size_t i = 0; i < n_; ++i) {
      for (std::size_t j = i + 1; j < n_; ++j)
        if (input_.settled.same(members_[i], members_[j])) out.emplace_back(i, j);
    }
    return out;
  }

  // An answer about two records is one about the two people that they stand for. Only people whom
  // this would bring into conflict with other answers are taken apart: those of their records that
  // were answered are one from the start, and the others find their place anew.
  void follow(std::span<const Places> said) {
    const auto people = part_;
    std::vector<char> whole(n_, 1);  // by the first member of the person
    unite(said, people, whole);
    if (!part_in_conflict(people, whole)) return;
    do {
      unite(said, people, whole);
    } while (part_in_conflict(people, whole));
    sum_ = first_sum_;
    start();
    for (std::size_t i = 0; i < n_; ++i)
      if (whole[people[i]] != 0) merge_parts_of(people[i], i);
    for (const auto& [i, j] : said) merge_parts_of(i, j);
    contract();
  }

  // Parts: the people who are whole, other records alone, joined as was said. No sums.
  void unite(std::span<const Places> said, const std::vector<std::size_t>& people,
             const std::vector<char>& whole) {
    start();
    for (std::size_t i = 0; i < n_; ++i)
      if (whole[people[i]] != 0) part_[i] = people[i];
    for (const auto& [i, j] : said) {
      const auto [x, y] = std::minmax(part_[i], part_[j]);
      if (x != y) std::replace(part_.begin(), part_.end(), std::size_t{y}, std::size_t{x});
    }
  }

  // Marks people as no longer whole whose records stand in a part with others whom they may not
  // join, in their own right or as the same as a record that does. False if there are none.
  bool part_in_conflict(const std::vector<std::size_t>& people, std::vector<char>& whole) const {
    std::vector<char> hurt(n_, 0);
    for (std::size_t i = 0; i < n_; ++i) {
      for (std::size_t j = i + 1; j < n_; ++j) {
        if (part_[i] == part_[j] && may_not_be_joined(members_[i], members_[j]))
          hurt[i] = hurt[j] = 1;
      }
    }
    bool found = false;
    for (std::size_t i = 0; i < n_; ++i) {
      for (std::size_t k = 0; k < n_ && hurt[i] != 0; ++k) {
        if (whole[people[k]] == 0 || !input_.settled.same(members_[i], members_[k])) continue;
        whole[people[k]] = 0;
        found = true;
      }
    }
    return found;
  }

  [[nodiscard]] bool all_said_to_be_one() const {
    return std::all_of(members_.begin(), members_.end(),
                       [&](auto row) { return input_.settled.same(members_.front(), row); });
  }

  void start() {
    part_.resize(n_);
    std::iota(part_.begin(), part_.end(), std::size_t{0});
    alive_ = part_;
  }

  // Part y becomes one with part x, which comes first.
  void merge(std::size_t x, std::size_t y) {
    for (const auto k : alive_) {
      if (k != x && k != y)
        sum_[x * n_ + k] = sum_[k * n_ + x] = sum_[x * n_ + k] + sum_[y * n_ + k];
    }
    std::replace(part_.begin(), part_.end(), y, x);
    std::erase(alive_, y);
  }

  void merge_parts_of(std::size_t i, std::size_t j) {
    if (part_[i] != part_[j]) merge(std::min(part_[i], part_[j]), std::max(part_[i], part_[j]));
  }

  void contract() {
    while (alive_.size() > 1) {
      std::size_t x = 0;
      std::size_t y = 0;
      std::int64_t best = 0;
      for (std::size_t i = 0; i < alive_.size(); ++i) {
        for (std::size_t j = i + 1; j < alive_.size(); ++j) {
          if (sum_[alive_[i] * n_ + alive_[j]] > best) {
            best = sum_[alive_[i] * n_ + alive_[j]];
            x = alive_[i];
            y = alive_[j];
          }
        }
      }
      if (best <= 0) break;
      merge(x, y);
    }
  }

  [[nodiscard]] bool may_not_be_joined(std::uint32_t a, std::uint32_t b) const {
    return input_.settled.different(a, b) ||
           (options_.one_per_source && input_.source(a) == input_.source(b) &&
            !input_.settled.same(a, b));
  }

  void note(std::size_t i, std::size_t j, std::int64_t evidence) {
    sum_[i * n_ + j] = sum_[j * n_ + i] = evidence;
  }

  [[nodiscard]] std::int64_t evidence(const ScoredPair& p) const {
    if (may_not_be_joined(p.a, p.b) || input_.cannot_be_same(p.a, p.b)) return k_never;
    const std::int64_t score = std::int64_t{p.score} - threshold_of(p, input_, options_);
    // Of pairs that are as loud, who was joined before stays so.
    const std::int64_t for_it =
        score < 0 ? 0 : (input_.settled.together(p.a, p.b) ? std::int64_t{2} : std::int64_t{1});
    return std::clamp<std::int64_t>(score, -k_loudest, k_loudest) + for_it;
  }

  const ClusterInput& input_;
  const ClusterOptions& options_;
  std::span<const std::uint32_t> members_;  // by order
  std::size_t n_ = 0;
  std::vector<std::int64_t> sum_;
  std::vector<std::int64_t> first_sum_;  // before any were joined; only if something was said
  std::vector<std::size_t> part_;        // the first member of the part
  std::vector<std::size_t> alive_;
};

// Things by group: those of group g are items[begin[g]] .. items[begin[g + 1]].
template <class Item>
struct ByGroup {
  std::vector<std::size_t> begin;
  std::vector<Item> items;

  // `each` calls its argument with every item's group and the item, twice the same.
  template <class Each>
  ByGroup(std::uint32_t groups, const Each& each) : begin(std::size_t{groups} + 2, 0) {
    each([&](std::uint32_t group, const Item&) { ++begin[group + 2]; });
    for (std::size_t g = 2; g < begin.size(); ++g) begin[g] += begin[g - 1];
    items.resize(begin.back());
    each([&](std::uint32_t group, const Item& item) { items[begin[group + 1]++] = item; });
  }
  [[nodiscard]] std::span<const Item> of(std::uint32_t group) const {
    return std::span(items).subspan(begin[group], begin[group + 1] - begin[group]);
  }
  [[nodiscard]] std::span<Item> of(std::uint32_t group) {
    return std::span(items).subspan(begin[group], begin[group + 1] - begin[group]);
  }
};

// Pairs of records that were joined the last time and still may be, whether blocking found them or
// not.
std::vector<ScoredPair> still_together(const ClusterInput& input, const ClusterOptions& options) {
  const auto before = input.settled.before();
  if (before.empty()) return {};
  std::vector<std::pair<std::uint32_t, std::uint32_t>> members;  // earlier cluster, record
  for (std::uint32_t row = 0; row < input.rows; ++row)
    if (before[row] != k_new_record) members.emplace_back(before[row], row);
  std::sort(members.begin(), members.end(), [&](const auto& x, const auto& y) {
    return std::pair(x.first, input.order(x.second)) < std::pair(y.first, input.order(y.second));
  });
  std::vector<ScoredPair> out;
  for (std::size_t i = 0; i < members.size(); ++i) {
    for (std::size_t j = i + 1; j < members.size() && members[j].first == members[i].first &&
                                j - i <= options.largest_component;
         ++j) {
      const ScoredPair p{members[i].second, members[j].second,
                         input.score(members[i].second, members[j].second)};
      if (p.score >= options.split) out.push_back(p);
    }
  }
  return out;
}

void join_as_said(const ClusterInput& input, Groups& groups) {
  const auto said = input.settled.groups();
  for (std::uint32_t row = 0; row < said.size(); ++row) groups.join(said[row], row, input.rows);
}

// Groups of records that may be one person: the components of the links, the large ones rebuilt
// from their strongest links up to the size that can be looked at as a whole.
Groups components(std::span<const ScoredPair> pairs, const ClusterInput& input,
                  const ClusterOptions& options) {
  const auto together = still_together(input, options);
  const auto each_link = [&](auto&& take) {
    for (const auto& some : {std::span<const ScoredPair>(together), pairs}) {
      for (const auto& p : some) {
        if (p.score >= threshold_of(p, input, options) &&
            (!options.one_per_source || input.source(p.a) != input.source(p.b)))
          take(p);
      }
    }
  };
  Groups loose(input.rows);
  join_as_said(input, loose);
  each_link([&](const ScoredPair& p) { loose.join(p.a, p.b, input.rows); });
  if (loose.largest() <= options.largest_component) return loose;
  const auto is_small = [&](const ScoredPair& p) {
    return loose.size(p.a) <= options.largest_component;
  };
  std::vector<ScoredPair> strongest;
  each_link([&](const ScoredPair& p) {
    if (!is_small(p)) strongest.push_back(p);
  });
  std::sort(strongest.begin(), strongest.end(), [&](const ScoredPair& x, const ScoredPair& y) {
    const auto key = [&](const ScoredPair& p) {
      const auto i = input.order(p.a);
      const auto j = input.order(p.b);
      return std::tuple(-std::int64_t{p.score}, std::min(i, j), std::max(i, j));
    };
    return key(x) < key(y);
  });
  Groups tight(input.rows);
  join_as_said(input, tight);
  each_link([&](const ScoredPair& p) {
    if (is_small(p)) tight.join(p.a, p.b, input.rows);
  });
  for (const auto& p : strongest) tight.join(p.a, p.b, options.largest_component);
  return tight;
}

}  // namespace

std::vector<std::uint32_t> cluster(std::span<const ScoredPair> pairs, const ClusterInput& input,
                                   const ClusterOptions& options) {
  auto groups = components(pairs, input, options);
  std::vector<std::uint32_t> clusters(input.rows);
  std::vector<std::uint32_t> root(input.rows);
  for (std::uint32_t row = 0; row < input.rows; ++row) {
    clusters[row] = row;
    root[row] = groups.find(row);
  }
  ByGroup<std::uint32_t> members(input.rows, [&](auto&& take) {
    for (std::uint32_t row = 0; row < input.rows; ++row)
      if (groups.size(row) > 1) take(root[row], row);
  });
  const ByGroup<ScoredPair> known(input.rows, [&](auto&& take) {
    for (const auto& p : pairs)
      if (root[p.a] == root[p.b]) take(root[p.a], p);
  });
  std::vector<std::uint32_t> place(input.rows);
  constexpr std::uint32_t piece = 8192;
  std::vector<Contraction> contractions(std::max(options.threads, 1U), {input, options});
  parallel((input.rows + piece - 1) / piece, options.threads, [&](std::size_t n, unsigned thread) {
    const auto first = static_cast<std::uint32_t>(n * piece);
    for (std::uint32_t group = first; group < std::min(input.rows, first + piece); ++group) {
      const auto rows = members.of(group);
      if (rows.empty()) continue;
      std::sort(rows.begin(), rows.end(),
                [&](auto a, auto b) { return input.order(a) < input.order(b); });
      for (std::uint32_t i = 0; i < rows.size(); ++i) place[rows[i]] = i;
      contractions[thread].run(rows, known.of(group), place, clusters);
    }
  });
  return clusters;
}

}  // namespace mash::linkage
