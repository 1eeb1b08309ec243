// SPDX-License-Identifier: MIT
#include "mash/research/flag_rates.h"

#include <algorithm>
#include <utility>

namespace mash::research {

namespace {

constexpr int k_last = 100000;
// By rank, then by name.
using Key = std::pair<int, std::string>;

Key unknown() {
  return {k_last, "Not known"};
}

std::vector<Key> ages(const Record& record) {
  const int year = to_london(record.at).date.year;
  std::vector<Key> out;
  for (const auto& p : record.people) {
    out.push_back(p.born ? Key(0, age_band(p.born, year)) : unknown());
    if (!p.born) continue;
    // The youngest age of the band is its rank; whoever is not born yet is under 1.
    int age = std::max(year - *p.born, 0);
    while (age > 0 && age_band(0, age - 1) == out.back().second) --age;
    out.back().first = age;
  }
  return out;
}

std::vector<Key> districts(const Record& record) {
  std::vector<Key> out(record.people.size(), unknown());
  std::vector<LocalDate> last(record.people.size(), LocalDate{.year = 0});
  for (const auto& s : record.stays) {
    const std::string& district = record.homes[s.home].district;
    if (district.empty() || s.until < last[s.person]) continue;
    last[s.person] = s.until;
    out[s.person] = {0, district};
  }
  return out;
}

}  // namespace

FlagRates flag_rates(const Record& record, GroupBy by, const std::set<Index>& flagged,
                     const FlagRules& rules) {
  const auto keys = by == GroupBy::age ? ages(record) : districts(record);
  std::map<Key, FlagGroup> groups;
  std::int64_t children = 0;
  for (Index i = 0; i < record.people.size(); ++i) {
    if (!record.people[i].child) continue;
    FlagGroup& g = groups[keys[i]];
    ++children;
    ++g.children;
    if (flagged.contains(i)) ++g.flagged;
  }
  std::map<Key, std::set<Index>> cases;
  for (const auto& n : record.named) {
    if (n.part == Part::child && record.people[n.person].child) cases[keys[n.person]].insert(n.in);
  }
  FlagRates out;
  for (auto& [key, g] : groups) {
    g.name = key.second;
    g.few = g.children < rules.least_children;
    for (const Index in : cases[key]) {
      for (const auto source : record.cases[in].sources) ++g.sources[source];
    }
    if (key == unknown()) {
      out.much_unknown = g.children * 100 > children * rules.largest_unknown_percent;
    }
    out.groups.push_back(std::move(g));
  }
  return out;
}

}  // namespace mash::research
