// SPDX-License-Identifier: MIT
// What a Prepared says of its records once it is made.
#include <algorithm>

#include "mash/linkage/parallel.h"
#include "mash/linkage/prepare.h"
#include "radix.h"

namespace mash::linkage {

namespace {

constexpr std::size_t index(Kind kind) {
  return static_cast<std::size_t>(kind);
}

}  // namespace

std::uint32_t Prepared::count(Kind kind, std::uint32_t value) const {
  const auto& counts = counts_[index(kind)];
  if (kind != Kind::dob) return value < counts.size() ? counts[value] : 0;
  const auto at = date_index(value);
  return at < dates_.size() && dates_[at] == value ? counts[at] : 0;
}

std::size_t Prepared::date_index(std::uint32_t date) const {
  return static_cast<std::size_t>(std::lower_bound(dates_.begin(), dates_.end(), date) -
                                  dates_.begin());
}

void Prepared::count_values(unsigned threads) {
  for (const Kind kind : kinds_)
    counts_[index(kind)].assign(std::max<std::size_t>(vocabulary(kind).size(), 3), 0);
  // Each thread has some kinds and reads the rows once for all of them.
  const std::size_t groups = std::min<std::size_t>(kinds_.size(), std::max(threads, 1U));
  parallel(groups, threads, [&](std::size_t group, unsigned) {
    constexpr std::uint32_t some = 1024;
    for (std::uint32_t from = 0; from < rows_; from += some) {
      const auto end = std::min(rows_, from + some);
      for (std::size_t i = group; i < kinds_.size(); i += groups) {
        if (kinds_[i] == Kind::dob) continue;
        auto* counts = counts_[index(kinds_[i])].data();
        for (auto row = from; row < end; ++row) ++counts[row_cells(row)[i]];
      }
    }
    for (std::size_t i = group; i < kinds_.size(); i += groups) {
      if (kinds_[i] == Kind::dob) {
        count_dates();
        continue;
      }
      auto& counts = counts_[index(kinds_[i])];
      for (const auto v : further(kinds_[i]).values) ++counts[v];
      counts[0] = 0;
    }
  });
}

void Prepared::count_dates() {
  const auto place = slot(Kind::dob);
  LargeUnset<std::uint32_t> all;
  LargeUnset<std::uint32_t> other;
  all.reserve(rows_);
  for (std::uint32_t row = 0; row < rows_; ++row)
    if (const auto v = row_cells(row)[place]; v != 0) all.push_back(v);
  radix_sort(all, other, 0, 32, [](std::uint32_t date) { return date; });
  auto& counts = counts_[index(Kind::dob)];
  counts.clear();
  dates_.clear();
  for (const auto v : all) {
    if (dates_.empty() || dates_.back() != v) {
      dates_.push_back(v);
      counts.push_back(0);
    }
    ++counts.back();
  }
}

Prepared Prepared::some(std::span<const std::uint32_t> rows) const {
  Prepared out;
  out.rows_ = static_cast<std::uint32_t>(rows.size());
  out.stride_ = stride_;
  out.kinds_ = kinds_;
  out.slots_ = slots_;
  out.vocabularies_ = vocabularies_;
  out.cells_.reserve(rows.size() * stride_);
  for (const auto row : rows) {
    out.cells_.insert(out.cells_.end(), row_cells(row), row_cells(row) + stride_);
    out.order_.push_back(order_[row]);
    out.source_.push_back(source_[row]);
  }
  for (std::size_t k = 0; k < k_kinds; ++k) {
    if (further_[k].begin.empty()) continue;
    auto& further = out.further_[k];
    further.begin.push_back(0);
    for (const auto row : rows) {
      const auto values = further_[k].of(row);
      further.values.insert(further.values.end(), values.begin(), values.end());
      further.begin.push_back(static_cast<std::uint32_t>(further.values.size()));
    }
  }
  out.count_values(1);
  return out;
}

void Prepared::keep_for_comparing() {
  for (auto& v : vocabularies_) v.close();
  counts_ = {};  // an array of new vectors, which gives their memory back
  dates_ = std::vector<std::uint32_t>();
  source_ = std::vector<std::uint16_t>();
}

}  // namespace mash::linkage
