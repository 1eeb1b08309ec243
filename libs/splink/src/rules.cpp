// SPDX-License-Identifier: MIT
#include "rules.h"

#include <algorithm>

#include "mash/linkage/parallel.h"

namespace mash::splink {

namespace {

// Pairs of numbers, numbered from 1.
class Numbering {
 public:
  explicit Numbering(std::size_t rows) {
    std::size_t size = 1024;
    while (size < rows * 2) size *= 2;
    slots_.resize(size);
  }
  std::uint32_t add(std::uint64_t key) {
    std::uint64_t h = key * 0x9fb21c651e98df25ULL;
    h ^= h >> 32U;
    const std::size_t mask = slots_.size() - 1;
    std::size_t at = h & mask;
    for (; slots_[at].id != 0; at = (at + 1) & mask)
      if (slots_[at].key == key) return slots_[at].id;
    slots_[at] = {key, ++last_};
    return last_;
  }
  [[nodiscard]] std::uint32_t last() const { return last_; }

 private:
  struct Slot {
    std::uint64_t key = 0;
    std::uint32_t id = 0;
  };
  std::vector<Slot> slots_;
  std::uint32_t last_ = 0;
};

constexpr std::uint64_t k_task_pairs = 200'000;

}  // namespace

Rules::Rules(const Compiled::Parts& parts, unsigned threads) : parts_(parts) {
  for (const auto& rule : parts.rules) {
    RuleSides s;
    s.symmetric = rule.left == rule.right;
    s.left = stride_++;
    s.right = s.symmetric ? s.left : stride_++;
    sides_.push_back(std::move(s));
  }
  keys_.resize(std::size_t{parts.terms.rows()} * stride_);
  linkage::parallel(sides_.size(), threads, [&](std::size_t rule, unsigned) {
    number_keys(rule);
    gather(sides_[rule]);
  });
  make_tasks();
}

// One number for each distinct row of the rule's terms, left and right alike.
void Rules::number_keys(std::size_t rule) {
  auto& s = sides_[rule];
  const auto& terms = parts_.terms;
  const std::uint32_t rows = terms.rows();
  const auto number = [&](const std::vector<Term>& of, std::vector<std::uint32_t>& ids,
                          std::size_t part) {
    for (std::uint32_t row = 0; row < rows; ++row) ids[row] = terms.id(of[part], row);
  };
  const auto& left = parts_.rules[rule].left;
  const auto& right = parts_.rules[rule].right;
  std::vector<std::uint32_t> of_left(rows, 1);
  std::vector<std::uint32_t> of_right(s.symmetric ? 0 : rows, 1);
  std::vector<std::uint32_t> next(rows);
  for (std::size_t part = 0; part < left.size(); ++part) {
    Numbering numbers(s.symmetric ? rows : std::size_t{rows} * 2);
    const auto fold = [&](const std::vector<Term>& of, std::vector<std::uint32_t>& ids) {
      number(of, next, part);
      for (std::uint32_t row = 0; row < rows; ++row) {
        ids[row] = ids[row] == 0 || next[row] == 0
                       ? 0
                       : numbers.add(std::uint64_t{ids[row]} << 32U | next[row]);
      }
    };
    fold(left, of_left);
    if (!s.symmetric) fold(right, of_right);
    s.keys = numbers.last() + 1;
  }
  if (left.empty()) s.keys = 2;
  for (std::uint32_t row = 0; row < rows; ++row) {
    keys_[std::size_t{row} * stride_ + s.left] = of_left[row];
    if (!s.symmetric) keys_[std::size_t{row} * stride_ + s.right] = of_right[row];
  }
}

// Rows by key, by counting.
void Rules::gather(RuleSides& s) const {
  const std::uint32_t rows = parts_.terms.rows();
  const auto by_key = [&](std::size_t place, std::vector<std::uint32_t>& begin,
                          std::vector<std::uint32_t>& sorted) {
    begin.assign(std::size_t{s.keys} + 1, 0);
    std::uint32_t given = 0;
    for (std::uint32_t row = 0; row < rows; ++row) {
      const auto key = keys_[std::size_t{row} * stride_ + place];
      if (key == 0) continue;
      ++given;
      ++begin[key];
    }
    std::uint32_t sum = 0;
    for (auto& b : begin) sum += std::exchange(b, sum);
    sorted.resize(given);
    std::vector<std::uint32_t> at(begin.begin(), begin.end());
    for (std::uint32_t row = 0; row < rows; ++row) {
      const auto key = keys_[std::size_t{row} * stride_ + place];
      if (key != 0) sorted[at[key]++] = row;
    }
  };
  by_key(s.left, s.left_begin, s.left_rows);
  if (!s.symmetric) by_key(s.right, s.right_begin, s.right_rows);
  for (std::uint32_t key = 1; key < s.keys; ++key) {
    const std::uint64_t n = s.left_begin[key + 1] - s.left_begin[key];
    s.pairs += s.symmetric ? n * (n - 1) / 2 : n * (s.right_begin[key + 1] - s.right_begin[key]);
  }
}

void Rules::make_tasks() {
  for (std::uint32_t rule = 0; rule < sides_.size(); ++rule) {
    const auto& s = sides_[rule];
    Task task{.rule = rule};
    std::uint64_t pairs = 0;
    for (std::uint32_t i = 0; i < s.left_rows.size(); ++i) {
      const auto key = keys_[std::size_t{s.left_rows[i]} * stride_ + s.left];
      pairs +=
          s.symmetric ? s.left_begin[key + 1] - i - 1 : s.right_begin[key + 1] - s.right_begin[key];
      if (pairs < k_task_pairs) continue;
      task.end = i + 1;
      tasks_.push_back(task);
      task.begin = i + 1;
      pairs = 0;
    }
    task.end = static_cast<std::uint32_t>(s.left_rows.size());
    if (pairs > 0) tasks_.push_back(task);
  }
}

bool Rules::filters_hold(std::uint32_t rule, std::uint32_t left, std::uint32_t right,
                         Program::Scratch& scratch, bool& fresh) const {
  const auto& filters = parts_.rules[rule].filters;
  if (!filters.empty() && std::exchange(fresh, false)) scratch.next_pair();
  return std::all_of(filters.begin(), filters.end(), [&](Program::Root filter) {
    return parts_.program.holds(filter, left, right, scratch);
  });
}

}  // namespace mash::splink
