// SPDX-License-Identifier: MIT
#include "mash/research/counts.h"

#include <fmt/format.h>

#include <map>
#include <set>
#include <utility>

#include "mash/model/words.h"
#include "mash/model/words_people.h"

namespace mash::research {

namespace {

// Rows stand in the order of `rank`, then of their words; what is not known comes last.
constexpr int k_not_known = 1000;
using RowKey = std::pair<int, std::string>;
using RowsOfCase = std::vector<std::set<RowKey>>;

int month_number(LocalDate day) {
  return (day.year * 12) + day.month - 1;
}

RowKey key_of(const std::string& band) {
  constexpr int k_oldest = 120;
  if (band == age_band(std::nullopt, 0)) return {k_not_known, "Not known"};
  int rank = 0;
  for (int age = 0; age <= k_oldest && age_band(0, age) != band; ++age) ++rank;
  return {rank, band};
}

RowsOfCase by_code(const Record& record, By by) {
  RowsOfCase out(record.cases.size());
  for (std::size_t i = 0; i < record.cases.size(); ++i) {
    const CaseFacts& c = record.cases[i];
    const auto add = [&rows = out[i]](auto code) {
      rows.emplace(static_cast<int>(code), model::words_of(code));
    };
    if (by == By::concern) {
      for (const auto concern : c.concerns) add(concern);
    } else {
      for (const auto source : c.sources) add(source);
    }
  }
  return out;
}

RowsOfCase by_district(const Record& record) {
  RowsOfCase out(record.cases.size());
  for (const auto& h : record.home_in) {
    const std::string& district = record.homes[h.home].district;
    if (!district.empty()) out[h.in].emplace(0, district);
  }
  return out;
}

RowsOfCase by_age(const Record& record) {
  RowsOfCase out(record.cases.size());
  for (const auto& n : record.named) {
    if (n.part != Part::child) continue;
    out[n.in].insert(key_of(age_band(record.people[n.person].born, record.cases[n.in].day.year)));
  }
  return out;
}

RowsOfCase rows_of(const Record& record, By by) {
  switch (by) {
    case By::concern:
    case By::source:
      return by_code(record, by);
    case By::district:
      return by_district(record);
    case By::age:
      return by_age(record);
  }
  return RowsOfCase(record.cases.size());
}

}  // namespace

Counts counts_of(const Record& record, By by, const Months& months) {
  Counts out;
  const int first = month_number(months.first);
  const int last = month_number(months.last);
  for (int m = first; m <= last; ++m) {
    out.months.push_back(fmt::format("{:04}-{:02}", m / 12, (m % 12) + 1));
  }
  auto rows = rows_of(record, by);
  std::map<RowKey, std::vector<std::int64_t>> counted;
  for (std::size_t i = 0; i < rows.size(); ++i) {
    const int month = month_number(record.cases[i].day);
    if (month < first || month > last) continue;
    if (rows[i].empty()) rows[i].emplace(k_not_known, "Not known");
    for (const auto& key : rows[i]) {
      auto& cells = counted[key];
      cells.resize(out.months.size());
      ++cells[static_cast<std::size_t>(month - first)];
    }
  }
  for (auto& [key, cells] : counted) {
    out.rows.push_back(key.second);
    out.cells.push_back(std::move(cells));
  }
  return out;
}

Told as_told(std::int64_t count, const protect::Rules& rules) {
  if (count > 0 && count <= rules.largest_hidden) {
    return {.number = std::nullopt, .words = fmt::format("1 to {}", rules.largest_hidden)};
  }
  const std::int64_t to = rules.round_to;
  const std::int64_t said = count <= 0 ? 0 : ((2 * count) + to) / (2 * to) * to;
  return {.number = said, .words = std::to_string(said)};
}

}  // namespace mash::research
