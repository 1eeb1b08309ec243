// SPDX-License-Identifier: MIT
#include "mash/linkage/evaluate.h"

#include <algorithm>
#include <map>
#include <unordered_map>

namespace mash::linkage {

namespace {

std::uint64_t pairs(std::uint64_t n) {
  return n * (n - (n > 0 ? 1 : 0)) / 2;
}

double ratio(double part, double whole) {
  return whole > 0 ? part / whole : 1;
}

double f1(double p, double r) {
  return p + r > 0 ? 2 * p * r / (p + r) : 0;
}

struct Cell {
  std::uint64_t both = 0;  // truth in the high half, cluster in the low
  std::uint64_t records = 0;
};

using Sizes = std::unordered_map<std::uint32_t, std::uint64_t>;

std::vector<Cell> cells_of(std::span<const Assignment> records, Sizes& people, Sizes& clusters) {
  std::vector<std::uint64_t> keys;
  for (const auto& r : records) {
    ++people[r.truth];
    ++clusters[r.cluster];
    keys.push_back(std::uint64_t{r.truth} << 32U | r.cluster);
  }
  std::sort(keys.begin(), keys.end());
  std::vector<Cell> cells;
  for (const auto k : keys) {
    if (cells.empty() || cells.back().both != k) cells.push_back({k, 0});
    ++cells.back().records;
  }
  return cells;
}

// Per group: pairs of records with one truth (or one truth and cluster) where a record is of it.
void count_groups(std::span<const Assignment> records, std::vector<Quality::Group>& groups) {
  using Counts = std::map<std::uint32_t, std::uint64_t>;
  std::unordered_map<std::uint64_t, Counts> truths;
  std::unordered_map<std::uint64_t, Counts> cells;
  for (const auto& r : records) {
    ++truths[r.truth][r.group];
    ++cells[std::uint64_t{r.truth} << 32U | r.cluster][r.group];
    if (r.group >= groups.size()) groups.resize(r.group + 1);
  }
  const auto add = [&](const auto& sets, std::uint64_t Quality::Group::* where) {
    for (const auto& [key, counts] : sets) {
      std::uint64_t n = 0;
      for (const auto& [group, c] : counts) n += c;
      for (const auto& [group, c] : counts) groups[group].*where += pairs(c) + c * (n - c);
    }
  };
  add(truths, &Quality::Group::true_pairs);
  add(cells, &Quality::Group::correct_pairs);
}

}  // namespace

Quality evaluate(std::span<const Assignment> records) {
  Quality q;
  Sizes people;
  Sizes clusters;
  const auto cells = cells_of(records, people, clusters);
  q.records = records.size();
  q.people = people.size();
  q.clusters = clusters.size();
  for (const auto& [id, n] : people) q.true_pairs += pairs(n);
  for (const auto& [id, n] : clusters) q.found_pairs += pairs(n);
  double b3_precision = 0;
  double b3_recall = 0;
  std::uint64_t whole = 0;
  Sizes people_in;
  for (const auto& c : cells) {
    const auto truth = people[static_cast<std::uint32_t>(c.both >> 32U)];
    const auto cluster = clusters[static_cast<std::uint32_t>(c.both)];
    const auto n = static_cast<double>(c.records);
    q.correct_pairs += pairs(c.records);
    b3_precision += n * n / static_cast<double>(cluster);
    b3_recall += n * n / static_cast<double>(truth);
    if (truth == c.records && cluster == c.records) ++whole;
    ++people_in[static_cast<std::uint32_t>(c.both)];
  }
  std::uint64_t too_many = 0;
  for (const auto& [id, n] : people_in) {
    if (n > 1) ++q.mixed_clusters;
    too_many += n - 1;
  }
  const auto n = static_cast<double>(q.records);
  q.precision = ratio(static_cast<double>(q.correct_pairs), static_cast<double>(q.found_pairs));
  q.recall = ratio(static_cast<double>(q.correct_pairs), static_cast<double>(q.true_pairs));
  q.f1 = f1(q.precision, q.recall);
  q.b3_precision = ratio(b3_precision, n);
  q.b3_recall = ratio(b3_recall, n);
  q.b3_f1 = f1(q.b3_precision, q.b3_recall);
  q.false_merges_per_1000 =
      q.clusters == 0 ? 0
                      : 1000.0 * static_cast<double>(too_many) / static_cast<double>(q.clusters);
  q.whole_people = ratio(static_cast<double>(whole), static_cast<double>(q.people));
  if (std::any_of(records.begin(), records.end(), [](const auto& r) { return r.group != 0; }))
    count_groups(records, q.groups);
  return q;
}

}  // namespace mash::linkage
