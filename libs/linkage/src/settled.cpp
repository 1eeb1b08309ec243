// SPDX-License-Identifier: MIT
#include "mash/linkage/settled.h"

#include <algorithm>
#include <numeric>

#include "mash/base/assert.h"

namespace mash::linkage {

namespace {

std::uint32_t first_of(std::vector<std::uint32_t>& group, std::uint32_t row) {
  while (group[row] != row) row = group[row] = group[group[row]];
  return row;
}

}  // namespace

Result<Settled> Settled::of(std::uint32_t rows, std::span<const Answer> answers,
                            std::vector<std::uint32_t> before, const Called& called) {
  MASH_ASSERT(before.empty() || before.size() == rows);
  Settled out;
  out.before_ = std::move(before);
  if (answers.empty()) return out;
  auto& group = out.group_;
  group.resize(rows);
  std::iota(group.begin(), group.end(), 0U);
  for (const auto& answer : answers) {
    if (!answer.same) continue;
    const auto a = first_of(group, answer.a);
    const auto b = first_of(group, answer.b);
    group[std::max(a, b)] = std::min(a, b);
  }
  for (std::uint32_t row = 0; row < rows; ++row) group[row] = first_of(group, row);
  for (std::size_t i = 0; i < answers.size(); ++i) {
    if (answers[i].same) continue;
    const auto [a, b] = std::minmax({group[answers[i].a], group[answers[i].b]});
    if (a == b) {
      return invalid("answers", called(i) +
                                    " says that two records are two people whom other answers "
                                    "make one; take one of them back");
    }
    out.different_.emplace_back(a, b);
  }
  std::sort(out.different_.begin(), out.different_.end());
  return out;
}

bool Settled::different(std::uint32_t a, std::uint32_t b) const {
  if (different_.empty()) return false;
  const auto [x, y] = std::minmax({group_[a], group_[b]});
  return std::binary_search(different_.begin(), different_.end(), std::pair(x, y));
}

}  // namespace mash::linkage
