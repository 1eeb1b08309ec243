// SPDX-License-Identifier: MIT
#include "mash/network/network.h"

#include <algorithm>
#include <map>
#include <set>
#include <stdexcept>
#include <tuple>
#include <unordered_map>
#include <utility>

namespace mash::network {

namespace {

void must(bool holds, const char* what) {
  if (!holds) throw std::out_of_range(what);
}

// Sorted by the row they belong to; `row_of` and `made` look at one.
template <class T, class Source, class RowOf, class Made>
auto rows(std::uint32_t count, const std::vector<Source>& sources, RowOf row_of, Made made) {
  std::vector<std::uint32_t> begins(std::size_t{count} + 1, 0);
  for (const auto& s : sources) ++begins[row_of(s) + 1];
  for (std::size_t i = 1; i < begins.size(); ++i) begins[i] += begins[i - 1];
  std::vector<T> all(sources.size());
  std::vector<std::uint32_t> next(begins.begin(), begins.end() - 1);
  for (const auto& s : sources) all[next[row_of(s)]++] = made(s);
  return std::pair{std::move(begins), std::move(all)};
}

bool is_before(const Naming& a, const Naming& b) {
  return std::tie(a.person, a.event, a.part) < std::tie(b.person, b.event, b.part);
}
bool is_same(const Naming& a, const Naming& b) {
  return std::tie(a.person, a.event) == std::tie(b.person, b.event);
}

bool overlap(Day from, Day until, Day other_from, Day other_until) {
  return from <= other_until && other_from <= until;
}

// Which of two is the family is settled by number, so order does not matter.
class Joined {
 public:
  explicit Joined(std::uint32_t count) : up_(count) {
    for (std::uint32_t i = 0; i < count; ++i) up_[i] = i;
  }
  std::uint32_t top(std::uint32_t one) {
    while (up_[one] != one) one = up_[one] = up_[up_[one]];
    return one;
  }
  void join(std::uint32_t a, std::uint32_t b) {
    a = top(a);
    b = top(b);
    up_[std::max(a, b)] = std::min(a, b);
  }

 private:
  std::vector<std::uint32_t> up_;
};

// Those whom one event names. Whoever is a known parent of a child is marked.
template <class Named>
void join_with_parents(std::span<Named> named, std::vector<bool>& is_child,
                       std::vector<bool>& is_parent, Joined& joined) {
  for (const auto& one : named) {
    if (one.part != Part::child) continue;
    is_child[one.other] = true;
    for (const auto& other : named) {
      if (other.part != Part::parent) continue;
      joined.join(one.other, other.other);
      is_parent[other.other] = true;
    }
  }
}

}  // namespace

Network::Network(const Record& record, Limits limits)
    : people_(record.people), limits_(limits), is_unknown_(people_), days_(record.events) {
  for (const Person one : record.unknown) {
    must(one < people_, "nobody has this number");
    is_unknown_[one] = true;
  }
  auto named = record.named;
  for (const auto& n : named) {
    must(n.person < record.people && n.event < days_.size(), "a naming of nobody or nothing");
  }
  // Child before parent before adult: who is named as two things is what tells most.
  std::ranges::sort(named, is_before);
  named.erase(std::ranges::unique(named, is_same).begin(), named.end());
  auto stays = record.stays;
  for (const auto& s : stays) {
    must(s.person < record.people && s.home < record.homes, "a stay of nobody or nowhere");
  }
  std::ranges::sort(stays, [](const Stay& a, const Stay& b) {
    return std::tie(a.person, a.home, a.from, a.until) <
           std::tie(b.person, b.home, b.from, b.until);
  });
  const auto events = static_cast<std::uint32_t>(days_.size());
  std::tie(events_of_.begins, events_of_.all) = rows<Named>(
      people_, named, [](const Naming& n) { return n.person; },
      [](const Naming& n) { return Named{n.event, n.part}; });
  std::tie(named_in_.begins, named_in_.all) = rows<Named>(
      events, named, [](const Naming& n) { return n.event; },
      [](const Naming& n) { return Named{n.person, n.part}; });
  std::tie(homes_of_.begins, homes_of_.all) = rows<Stayed>(
      people_, stays, [](const Stay& s) { return s.person; },
      [](const Stay& s) { return Stayed{s.home, s.from, s.until}; });
  std::tie(lived_in_.begins, lived_in_.all) = rows<Stayed>(
      record.homes, stays, [](const Stay& s) { return s.home; },
      [](const Stay& s) { return Stayed{s.person, s.from, s.until}; });
}

bool Network::shows_event(const MaySee& sees, Event event) const {
  return named_in_.of(event).size() <= limits_.crowded_event && (!sees.event || sees.event(event));
}

// Of a home, people count once, however often they came back.
bool Network::shows_home(const MaySee& sees, Home home) const {
  const auto stays = lived_in_.of(home);
  if (stays.size() > limits_.crowded_home) {
    std::uint32_t people = 0;
    for (std::size_t i = 0; i < stays.size(); ++i) {
      people += i == 0 || stays[i].other != stays[i - 1].other ? 1 : 0;
    }
    if (people > limits_.crowded_home) return false;
  }
  return !sees.home || sees.home(home);
}

std::vector<Step> Network::neighbours(const Step& step, const MaySee& sees) const {
  std::map<Person, Step> found;
  for (const auto& [event, part] : events_of_.of(step.person)) {
    if (!shows_event(sees, event)) continue;
    for (const auto& [other, other_part] : named_in_.of(event)) {
      if (other == step.person) continue;
      auto& to = found[other];
      const bool is_later =
          !to.event || std::pair(days_[event], event) > std::pair(days_[*to.event], *to.event);
      if (is_later) to = {other, step.steps + 1, step.person, event, std::nullopt};
    }
  }
  for (const auto& stay : homes_of_.of(step.person)) {
    if (!shows_home(sees, stay.other)) continue;
    for (const auto& with : lived_in_.of(stay.other)) {
      if (with.other == step.person || found.contains(with.other)) continue;
      if (!overlap(stay.from, stay.until, with.from, with.until)) continue;
      found.emplace(with.other,
                    Step{with.other, step.steps + 1, step.person, std::nullopt, stay.other});
    }
  }
  std::vector<Step> out;
  out.reserve(found.size());
  for (const auto& [person, one] : found) out.push_back(one);
  return out;
}

Around Network::around(Person person, std::uint32_t steps, std::size_t at_most,
                       const MaySee& sees) const {
  must(person < people_, "nobody has this number");
  Around out;
  out.people.push_back({.person = person, .steps = 0, .from = person});
  std::unordered_map<Person, bool> reached{{person, true}};
  std::size_t begin = 0;
  for (std::uint32_t step = 0; step < steps && !out.cut; ++step) {
    // All of one distance, from the lowest number on, before the next.
    const std::size_t end = out.people.size();
    std::vector<Step> next;
    for (std::size_t i = begin; i < end; ++i) {
      for (const auto& one : neighbours(out.people[i], sees)) {
        if (reached.emplace(one.person, true).second) next.push_back(one);
      }
    }
    std::ranges::sort(next, {}, &Step::person);
    const std::size_t room = at_most > out.people.size() ? at_most - out.people.size() : 0;
    out.cut = next.size() > room;
    if (out.cut) next.resize(room);
    out.people.insert(out.people.end(), next.begin(), next.end());
    begin = end;
  }
  return out;
}

template <class Join>
void Network::each_two_at_home(const MaySee& sees, const std::vector<bool>& is_child,
                               Join join) const {
  for (Home home = 0; home + 1 < lived_in_.begins.size(); ++home) {
    const auto stays = lived_in_.of(home);
    if (stays.size() < 2 || !shows_home(sees, home)) continue;
    for (std::size_t i = 0; i < stays.size(); ++i) {
      if (!is_child[stays[i].other]) continue;
      for (std::size_t k = i + 1; k < stays.size(); ++k) {
        const bool together = overlap(stays[i].from, stays[i].until, stays[k].from, stays[k].until);
        if (together && is_child[stays[k].other]) join(stays[i].other, stays[k].other);
      }
    }
  }
}

std::vector<Person> Network::families(const MaySee& sees) const {
  Joined joined(people_);
  std::vector<bool> is_child(people_, false);
  std::vector<bool> is_parent(people_, false);
  for (Event event = 0; event < days_.size(); ++event) {
    if (!shows_event(sees, event)) continue;
    join_with_parents(named_in_.of(event), is_child, is_parent, joined);
  }
  std::vector<bool> has_parent(people_, false);  // by the family's number so far
  for (Person person = 0; person < people_; ++person) {
    if (is_parent[person] && !is_unknown_[person]) has_parent[joined.top(person)] = true;
  }
  // Children without parents first, so that no order of homes says with whom they go.
  Joined alone = joined;
  each_two_at_home(sees, is_child, [&](Person a, Person b) {
    if (!has_parent[joined.top(a)] && !has_parent[joined.top(b)]) alone.join(a, b);
  });
  std::map<Person, std::set<Person>> with;  // of each group of them, the families of its homes
  each_two_at_home(sees, is_child, [&](Person a, Person b) {
    if (has_parent[joined.top(a)] == has_parent[joined.top(b)]) return;
    if (has_parent[joined.top(a)]) std::swap(a, b);
    with[alone.top(a)].insert(joined.top(b));
  });
  for (const auto& [group, families] : with) {
    if (families.size() == 1) alone.join(group, *families.begin());
  }
  std::vector<Person> out(people_);
  for (Person person = 0; person < people_; ++person) out[person] = alone.top(person);
  return out;
}

std::vector<AdultAround> Network::adults_around(Day from, Day until, const MaySee& sees,
                                                std::uint32_t least_families) const {
  const auto family = families(sees);
  std::vector<AdultAround> out;
  for (Person person = 0; person < people_; ++person) {
    std::map<Person, ChildAround> children;
    AdultAround adult{.adult = person, .first = until, .last = from};
    for (const auto& [event, part] : events_of_.of(person)) {
      const Day day = days_[event];
      if (part == Part::child || day < from || day > until || !shows_event(sees, event)) continue;
      for (const auto& [other, other_part] : named_in_.of(event)) {
        if (other_part != Part::child) continue;
        auto& child = children[other];
        child.child = other;
        child.family = family[other];
        child.events.push_back(event);
        adult.first = std::min(adult.first, day);
        adult.last = std::max(adult.last, day);
      }
    }
    std::vector<Person> found;
    for (const auto& [child, one] : children) found.push_back(one.family);
    std::ranges::sort(found);
    found.erase(std::ranges::unique(found).begin(), found.end());
    adult.families = static_cast<std::uint32_t>(found.size());
    if (adult.families < least_families) continue;
    for (auto& [child, one] : children) adult.children.push_back(std::move(one));
    out.push_back(std::move(adult));
  }
  std::ranges::sort(out, [](const AdultAround& a, const AdultAround& b) {
    return std::tuple(b.families, b.children.size(), a.adult) <
           std::tuple(a.families, a.children.size(), b.adult);
  });
  return out;
}

}  // namespace mash::network
