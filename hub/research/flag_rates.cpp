// SPDX-License-Identifier: MIT
#include "mash/research/flag_rates.h"

#include <algorithm>
#include <utility>

#include "mash/model/words.h"
#include "mash/model/words_group.h"

namespace mash::research {

namespace {

constexpr int k_last = 100000;
// By rank, then by name.
using Key = std::pair<int, std::string>;
// Of each person; none: nobody wrote it down.
using Keys = std::vector<std::set<Key>>;

Key unknown() {
  return {k_last, "Not known"};
}

template <class E>
Key coded(E code) {
  return {static_cast<int>(code), std::string(model::words_of(code))};
}

Keys ages(const Record& record) {
  const int year = to_london(record.at).date.year;
  Keys out(record.people.size());
  for (std::size_t i = 0; i < record.people.size(); ++i) {
    const auto& born = record.people[i].born;
    if (!born) continue;
    const std::string band = age_band(born, year);
    // The youngest age of the band is its rank; whoever is not born yet is under 1.
    int age = std::max(year - *born, 0);
    while (age > 0 && age_band(0, age - 1) == band) --age;
    out[i].emplace(age, band);
  }
  return out;
}

Keys districts(const Record& record) {
  Keys out(record.people.size());
  std::vector<LocalDate> last(record.people.size(), LocalDate{.year = 0});
  for (const auto& s : record.stays) {
    const std::string& district = record.homes[s.home].district;
    if (district.empty() || s.until < last[s.person]) continue;
    last[s.person] = s.until;
    out[s.person] = {{0, district}};
  }
  return out;
}

Keys sources(const Record& record) {
  Keys out(record.people.size());
  for (const auto& n : record.named) {
    if (n.part != Part::child) continue;
    for (const auto source : record.cases[n.in].sources) out[n.person].insert(coded(source));
  }
  return out;
}

Keys said(const std::vector<Traits>& traits, GroupBy by) {
  Keys out;
  for (const auto& one : traits) {
    auto& keys = out.emplace_back();
    if (by == GroupBy::sex && one.sex) keys.insert(coded(*one.sex));
    if (by == GroupBy::ethnicity && one.ethnicity) keys.insert(coded(*one.ethnicity));
    if (by == GroupBy::disability && one.disabled) {
      keys.insert(*one.disabled ? Key(0, "Disabled") : Key(1, "Not disabled"));
    }
  }
  return out;
}

Keys keys_of(const Record& record, const std::vector<Traits>& traits, GroupBy by) {
  switch (by) {
    case GroupBy::age:
      return ages(record);
    case GroupBy::district:
      return districts(record);
    case GroupBy::source:
      return sources(record);
    case GroupBy::ethnicity:
    case GroupBy::sex:
    case GroupBy::disability:
      return said(traits, by);
  }
  return {};
}

void count(FlagCounts& to, const Looked& looked, Index child) {
  const bool flagged = looked.flagged.contains(child);
  const bool harmed = looked.harmed.contains(child);
  ++to.children;
  to.flagged += flagged ? 1 : 0;
  to.harmed += harmed ? 1 : 0;
  to.right += flagged && harmed ? 1 : 0;
}

}  // namespace

FlagCounts FlagCounts::others(const FlagCounts& all) const {
  return {.children = all.children - children,
          .flagged = all.flagged - flagged,
          .harmed = all.harmed - harmed,
          .right = all.right - right};
}

FlagRates flag_rates(const Record& record, const std::vector<Traits>& traits, GroupBy by,
                     const Looked& looked, const FlagRules& rules) {
  auto keys = keys_of(record, traits, by);
  keys.resize(record.people.size());
  FlagRates out;
  std::map<Key, FlagGroup> groups;
  for (const Index child : looked.children) {
    if (!record.people[child].child) continue;
    if (keys[child].empty()) {
      ++out.unknown;
      keys[child].insert(unknown());
    } else {
      count(out.known, looked, child);
    }
    for (const auto& key : keys[child]) count(groups[key].counts, looked, child);
  }
  std::map<Key, std::set<Index>> cases;
  for (const auto& n : record.named) {
    if (n.part != Part::child || !looked.children.contains(n.person)) continue;
    for (const auto& key : keys[n.person]) cases[key].insert(n.in);
  }
  for (auto& [key, g] : groups) {
    g.name = key.second;
    g.known = key != unknown();
    g.few = g.counts.children < rules.least_children;
    for (const Index in : cases[key]) {
      for (const auto source : record.cases[in].sources) ++g.sources[source];
    }
    out.groups.push_back(std::move(g));
  }
  out.much_unknown =
      out.unknown * 100 > (out.known.children + out.unknown) * rules.largest_unknown_percent;
  return out;
}

}  // namespace mash::research
