// SPDX-License-Identifier: MIT
#include "mash/network/away.h"

#include <algorithm>
#include <map>
#include <numeric>
#include <stdexcept>
#include <tuple>

namespace mash::network {

namespace {

using Times = std::vector<std::pair<std::size_t, std::size_t>>;

// Two children, the lower number first, and when both were away.
std::map<std::pair<Person, Person>, Times> overlaps(std::span<const Absence> absences,
                                                    std::span<const Person> family) {
  std::vector<std::size_t> order(absences.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::ranges::sort(order, {}, [&absences](std::size_t i) {
    const auto& a = absences[i];
    return std::tuple(a.from, a.until, a.child, a.found_at, i);
  });
  std::map<std::pair<Person, Person>, Times> out;
  std::vector<std::size_t> away;  // who is still missing
  for (const std::size_t i : order) {
    const auto& now = absences[i];
    if (now.child >= family.size()) throw std::out_of_range("an absence of nobody");
    std::erase_if(away, [&](std::size_t k) { return absences[k].until < now.from; });
    for (const std::size_t k : away) {
      const auto& before = absences[k];
      if (family[before.child] == family[now.child]) continue;
      const bool first = before.child < now.child;
      auto& times =
          out[first ? std::pair(before.child, now.child) : std::pair(now.child, before.child)];
      times.push_back(first ? std::pair(k, i) : std::pair(i, k));
    }
    away.push_back(i);
  }
  return out;
}

// An absence is matched with one absence of the other child and no more: the earliest.
Times once_each(const Times& all) {
  Times out;
  for (const auto& one : all) {
    const bool is_used = std::ranges::any_of(out, [&one](const auto& used) {
      return used.first == one.first || used.second == one.second;
    });
    if (!is_used) out.push_back(one);
  }
  return out;
}

}  // namespace

std::vector<AwayTogether> away_together(std::span<const Absence> absences,
                                        std::span<const Person> family, std::size_t least_times) {
  std::vector<AwayTogether> out;
  for (const auto& [pair, all] : overlaps(absences, family)) {
    AwayTogether found{.one = pair.first, .other = pair.second, .times = once_each(all)};
    if (found.times.size() < least_times) continue;
    for (const auto& [one, other] : found.times) {
      const auto place = absences[one].found_at;
      if (place && place == absences[other].found_at) found.places.push_back(*place);
    }
    std::ranges::sort(found.places);
    found.places.erase(std::ranges::unique(found.places).begin(), found.places.end());
    out.push_back(std::move(found));
  }
  std::ranges::sort(out, [](const AwayTogether& a, const AwayTogether& b) {
    return std::tuple(b.times.size(), a.one, a.other) < std::tuple(a.times.size(), b.one, b.other);
  });
  return out;
}

}  // namespace mash::network
