// SPDX-License-Identifier: MIT
#include "count_out.h"

#include <algorithm>
#include <map>
#include <numeric>

namespace mash::protect {

namespace {

constexpr std::size_t k_most_cells = 12;
constexpr int k_most_tries = 20000;

// Cells that are not known and hang together by sums.
std::map<std::size_t, std::vector<std::size_t>> groups_of(const Cells& cells,
                                                          const std::vector<Reach>& said) {
  std::vector<std::size_t> up(cells.all.size());
  std::iota(up.begin(), up.end(), std::size_t{0});
  const auto top = [&up](std::size_t i) {
    while (up[i] != i) i = up[i] = up[up[i]];
    return i;
  };
  const auto is_known = [&said](std::size_t i) { return said[i].upper == said[i].lower; };
  for (const auto& sum : cells.sums) {
    auto all = sum.parts;
    all.push_back(sum.whole);
    std::erase_if(all, is_known);
    for (const auto one : all) up[top(one)] = top(all.front());
  }
  std::map<std::size_t, std::vector<std::size_t>> out;
  for (std::size_t i = 0; i < cells.all.size(); ++i) {
    if (!is_known(i)) out[top(i)].push_back(i);
  }
  return out;
}

// Fills one cell after the other within what is left for it by each sum.
class Tries {
 public:
  Tries(const Cells& cells, const std::vector<Reach>& said, std::vector<std::size_t> group)
      : cells_(cells), group_(std::move(group)), low_(cells.all.size()), high_(cells.all.size()) {
    for (std::size_t i = 0; i < said.size(); ++i) {
      low_[i] = said[i].lower;
      high_[i] = said[i].upper.value_or(k_far);
    }
    seen_.assign(group_.size(), {k_far, -1});
  }
  // False: too many ways to try them all.
  bool run() {
    fill(0);
    return tries_ <= k_most_tries;
  }
  // The least and the most that a cell was in any way.
  [[nodiscard]] const std::vector<std::pair<std::int64_t, std::int64_t>>& seen() const {
    return seen_;
  }

 private:
  static constexpr std::int64_t k_far = std::int64_t{1} << 40U;

  // What a sum leaves for a cell, given the least and the most of the others.
  [[nodiscard]] std::pair<std::int64_t, std::int64_t> room(std::size_t cell) const {
    std::int64_t low = low_[cell];
    std::int64_t high = high_[cell];
    for (const auto s : cells_.all[cell].sums) {
      const auto& sum = cells_.sums[s];
      std::int64_t least = 0;
      std::int64_t most = 0;
      for (const auto part : sum.parts) {
        if (part == cell) continue;
        least += low_[part];
        most += high_[part];
      }
      if (sum.whole == cell) {
        low = std::max(low, least);
        high = std::min(high, most);
      } else {
        low = std::max(low, low_[sum.whole] - most);
        high = std::min(high, high_[sum.whole] - least);
      }
    }
    return {low, high};
  }

  void fill(std::size_t at) {
    if (++tries_ > k_most_tries) return;
    if (at == group_.size()) {
      for (std::size_t i = 0; i < group_.size(); ++i) {
        seen_[i].first = std::min(seen_[i].first, low_[group_[i]]);
        seen_[i].second = std::max(seen_[i].second, low_[group_[i]]);
      }
      return;
    }
    const auto cell = group_[at];
    const auto [low, high] = room(cell);
    if (high >= k_far / 2) tries_ = k_most_tries;
    const auto before = std::pair(low_[cell], high_[cell]);
    for (auto value = low; value <= high && tries_ <= k_most_tries; ++value) {
      low_[cell] = high_[cell] = value;
      fill(at + 1);
    }
    std::tie(low_[cell], high_[cell]) = before;
  }

  const Cells& cells_;
  std::vector<std::size_t> group_;
  std::vector<std::int64_t> low_;
  std::vector<std::int64_t> high_;
  std::vector<std::pair<std::int64_t, std::int64_t>> seen_;
  int tries_ = 0;
};

}  // namespace

void count_out(const Cells& cells, const std::vector<Reach>& said,
               const std::vector<std::size_t>& targets, std::vector<Reach>& reach) {
  for (const auto& [top, group] : groups_of(cells, said)) {
    if (group.size() > k_most_cells) continue;
    Tries tries(cells, said, group);
    if (!tries.run()) continue;
    for (std::size_t i = 0; i < group.size(); ++i) {
      const auto at = std::ranges::find(targets, group[i]);
      if (at == targets.end()) continue;
      const auto& [least, most] = tries.seen()[i];
      if (least <= most) reach[static_cast<std::size_t>(at - targets.begin())] = {least, most};
    }
  }
}

}  // namespace mash::protect
