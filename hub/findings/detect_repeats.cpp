// SPDX-License-Identifier: MIT
// Repeats per child, brothers and sisters, home and adult of concern; and what came to nothing and
// was serious later.
#include <algorithm>
#include <set>

#include "detect.h"
#include "mash/people/repeat_policy.h"

namespace mash::findings {

namespace {

using research::Index;
using research::Part;

constexpr std::int64_t k_whole = 100;  // hundredths

LocalDate window_from(LocalDate newest, int months) {
  return people::counts_from(people::built_in_repeat_policy(),
                             {.amount = months, .unit = people::RepeatWindow::Unit::months},
                             newest);
}

bool counts(const research::CaseFacts& facts) {
  return !people::built_in_repeat_policy().left_out.contains(facts.state);
}

// The cases of the window that ends with the newest of them; none where that one is too old.
std::vector<Index> in_window(const Lookout& l, const std::set<Index>& cases, int months) {
  std::vector<Index> out;
  for (const Index i : cases) {
    if (counts(l.of(i))) out.push_back(i);
  }
  if (out.empty() || !l.is_recent(l.of(out.back()).day, l.policy.holds_days)) return {};
  const LocalDate from = window_from(l.of(out.back()).day, months);
  std::erase_if(out, [&](Index i) { return l.of(i).day < from; });
  return out;
}

std::int64_t how_many_sources(const Lookout& l, const std::vector<Index>& cases) {
  std::set<model::ReferralSource> out;
  for (const Index i : cases) out.insert(l.of(i).sources.begin(), l.of(i).sources.end());
  return std::ssize(out);
}

template <class Is>
std::int64_t how_many(const Lookout& l, const std::vector<Index>& cases, const Is& is) {
  return std::ranges::count_if(cases, [&](Index i) { return is(l.of(i)); });
}

// A finding by this rule, or nothing.
std::optional<Finding> repeat_by(const Lookout& l, const RepeatRule& rule,
                                 const std::set<Index>& cases, Says says) {
  if (std::ssize(cases) < rule.cases) return std::nullopt;
  const auto window = in_window(l, cases, rule.months);
  if (std::ssize(window) < rule.cases) return std::nullopt;
  const auto sources = how_many_sources(l, window);
  if (sources < rule.sources) return std::nullopt;
  Finding out{.kind = Kind::repeat,
              .rule = l.rule(rule.id),
              .strength = std::ssize(window) * k_whole / rule.cases,
              .newest = l.of(window.back()).day};
  for (const Index i : window) out.evidence.push_back({l.of(i).id, says});
  out.numbers = {
      {"cases", std::ssize(window)},
      {"sources", sources},
      {"cases_needed", rule.cases},
      {"sources_needed", rule.sources},
      {"months", rule.months},
      {"from", as_number(window_from(out.newest, rule.months))},
      {"blue", how_many(l, window, [](const auto& f) { return f.rating == model::Rating::blue; })},
      {"nothing", how_many(l, window, came_to_nothing)},
      {"open", how_many(l, window, [](const auto& f) {
         return f.state == model::NotificationState::routed_open_case;
       })}};
  return out;
}

// The first rule of this scope that is hit. Answers whether one is.
bool add_repeat(const Lookout& l, RepeatOf of, const std::set<Index>& cases, const Subject& about,
                Says says, std::vector<Finding>& out) {
  for (const auto& rule : l.policy.repeats) {
    if (rule.of != of) continue;
    if (auto found = repeat_by(l, rule, cases, says)) {
      found->subjects = {about};
      found->numbers["of"] = static_cast<std::int64_t>(of);
      out.push_back(*std::move(found));
      return true;
    }
  }
  return false;
}

std::set<Index> cases_as(const std::vector<research::Named>& named, std::size_t from,
                         std::size_t to, Part part) {
  std::set<Index> out;
  for (std::size_t i = from; i < to; ++i) {
    if (named[i].part == part) out.insert(named[i].in);
  }
  return out;
}

void find_of_people(const Lookout& l, std::vector<Finding>& out) {
  const auto& named = l.record.named;
  for (std::size_t from = 0, to = 0; from < named.size(); from = to) {
    const Index person = named[from].person;
    for (to = from; to < named.size() && named[to].person == person;) ++to;
    const auto& id = l.record.people[person].id;
    const auto as_child = cases_as(named, from, to, Part::child);
    const auto as_adult = cases_as(named, from, to, Part::adult);
    if (!as_child.empty() &&
        add_repeat(l, RepeatOf::child, as_child, {About::child, id}, Says::named, out)) {
      out.back().numbers["identified"] = l.is_known(person) ? 1 : 0;
    }
    if (!as_adult.empty())
      add_repeat(l, RepeatOf::adult, as_adult, {About::adult, id}, Says::adult_named, out);
  }
}

// What no single child of theirs shows.
void find_of_families(const Lookout& l, std::vector<Finding>& out) {
  struct Group {
    std::set<Index> cases;
    std::vector<Index> children;
    std::size_t most = 0;  // cases of one child
  };
  std::map<network::Person, Group> groups;
  for (const auto& n : l.record.named) {
    if (n.part != Part::child) continue;
    auto& group = groups[l.family[n.person]];
    group.cases.insert(n.in);
    if (!l.is_known(n.person)) continue;
    if (group.children.empty() || group.children.back() != n.person) {
      group.children.push_back(n.person);
      group.most = std::max(group.most, l.in[n.person].size());
    }
  }
  for (const auto& [family, group] : groups) {
    if (group.children.size() < 2 || group.cases.size() <= group.most) continue;
    const auto subject = [&](Index child) {
      return Subject{About::child, l.record.people[child].id};
    };
    if (!add_repeat(l, RepeatOf::family, group.cases, subject(group.children.front()), Says::named,
                    out)) {
      continue;
    }
    for (std::size_t i = 1; i < group.children.size(); ++i) {
      out.back().subjects.push_back(subject(group.children[i]));
    }
  }
}

// Through which more than one family came, and not a hostel. Those whom nobody has identified are
// somebody else in each case here, though they may be one, so they are nobody's family.
void find_of_homes(const Lookout& l, std::vector<Finding>& out) {
  constexpr std::size_t k_crowded = network::Limits{}.crowded_home;
  struct At {
    std::set<Index> cases, people;
    std::set<network::Person> families;
  };
  std::vector<At> homes(l.record.homes.size());
  for (const auto& h : l.record.home_in) homes[h.home].cases.insert(h.in);
  for (const auto& s : l.record.stays) {
    if (!l.is_known(s.person)) continue;
    homes[s.home].people.insert(s.person);
    if (l.record.people[s.person].child) homes[s.home].families.insert(l.family[s.person]);
  }
  for (std::size_t i = 0; i < homes.size(); ++i) {
    const auto& at = homes[i];
    if (at.families.size() < 2 || at.people.size() > k_crowded) continue;
    const Subject home{About::home, l.record.homes[i].key};
    if (add_repeat(l, RepeatOf::home, at.cases, home, Says::named, out)) {
      out.back().numbers["families"] = std::ssize(at.families);
    }
  }
}

bool is_higher(const Lookout& l, const research::CaseFacts& facts) {
  if (facts.rating == model::Rating::red) return true;
  if (facts.level && static_cast<int>(*facts.level) + 1 >= l.policy.higher.level) return true;
  return std::ranges::any_of(facts.decided, [](const auto& d) {
    return d.outcome == model::Outcome::s47 || d.outcome == model::Outcome::immediate_protection ||
           d.outcome == model::Outcome::strategy_discussion;
  });
}

}  // namespace

void find_repeats(const Lookout& l, std::vector<Finding>& out) {
  find_of_people(l, out);
  find_of_families(l, out);
  find_of_homes(l, out);
}

void find_higher(const Lookout& l, std::vector<Finding>& out) {
  const auto& rule = l.policy.higher;
  for (Index person = 0; person < l.in.size(); ++person) {
    if (!l.record.people[person].child || l.in[person].size() < 2) continue;
    const auto& cases = l.in[person];
    const auto newest = std::ranges::find_if(cases.rbegin(), cases.rend(),
                                             [&](Index i) { return is_higher(l, l.of(i)); });
    if (newest == cases.rend() || !l.is_recent(l.of(*newest).day, rule.days)) continue;
    const LocalDate day = l.of(*newest).day;
    const LocalDate from = window_from(day, rule.months);
    Finding found{.kind = Kind::higher_later, .rule = l.rule("higher-later"), .newest = day};
    found.subjects = {{About::child, l.record.people[person].id}};
    std::int64_t nothing = 0;
    LocalDate first = day;
    for (const Index i : cases) {
      if (i >= *newest || l.of(i).day < from || !came_to_nothing(l.of(i)) || is_higher(l, l.of(i)))
        continue;
      if (nothing++ == 0) first = l.of(i).day;
      found.evidence.push_back({l.of(i).id, Says::came_to_nothing});
    }
    if (nothing == 0) continue;
    found.evidence.push_back({l.of(*newest).id, Says::higher});
    found.strength = nothing * k_whole;
    found.numbers = {{"nothing", nothing},
                     {"months", rule.months},
                     {"first", as_number(first)},
                     {"days", days_between(first, day)}};
    out.push_back(std::move(found));
  }
}

}  // namespace mash::findings
