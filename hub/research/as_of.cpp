// SPDX-License-Identifier: MIT
#include <algorithm>

#include "mash/research/record.h"

namespace mash::research {

Record record_as_of(const Record& record, LocalDate day) {
  Record out{.at = record.at};
  for (const auto& one : record.cases) {
    if (one.day > day) break;  // in the order of receipt
    out.cases.push_back(one);
    std::erase_if(out.cases.back().decided,
                  [&](const auto& decided) { return to_london(decided.at).date > day; });
  }
  out.people = record.people;
  for (auto& person : out.people) person.child = false;
  out.homes = record.homes;
  const auto count = static_cast<Index>(out.cases.size());
  for (const auto& n : record.named) {
    if (n.in >= count) continue;
    out.named.push_back(n);
    if (n.part == Part::child) out.people[n.person].child = true;
  }
  for (const auto& s : record.stays) {
    if (s.from <= day) out.stays.push_back({s.person, s.home, s.from, std::min(s.until, day)});
  }
  for (const auto& h : record.home_in) {
    if (h.in < count) out.home_in.push_back(h);
  }
  return out;
}

}  // namespace mash::research
