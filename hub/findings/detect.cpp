// SPDX-License-Identifier: MIT
#include "detect.h"

#include <algorithm>
#include <tuple>

namespace mash::findings {

namespace {

using research::Index;
using research::Part;

constexpr LocalDate k_first_day{1970, 1, 1};
constexpr int k_month = 100;
constexpr int k_year = 10'000;

network::Part part_of(Part part) {
  switch (part) {
    case Part::child:
      return network::Part::child;
    case Part::parent:
      return network::Part::parent;
    case Part::adult:
    case Part::other:
      return network::Part::adult;
  }
  return network::Part::adult;
}

bool is_nothing(model::Outcome outcome) {
  return outcome == model::Outcome::nfa || outcome == model::Outcome::information_and_advice ||
         outcome == model::Outcome::returned_to_referrer || outcome == model::Outcome::universal;
}

auto subject_key(const Finding& f) {
  std::string out;
  for (const auto& s : f.subjects) out += std::string(model::code_of(s.about)) + " " + s.id + " ";
  return out;
}

}  // namespace

bool is_known(const research::Record& record, Index person) {
  return record.people.at(person).identified;
}

network::Network network_of(const research::Record& record) {
  network::Record out;
  out.people = static_cast<std::uint32_t>(record.people.size());
  out.homes = static_cast<std::uint32_t>(record.homes.size());
  for (const auto& one : record.cases) {
    out.events.push_back(static_cast<network::Day>(day_number(one.day)));
  }
  for (const auto& n : record.named) {
    // Whoever is neither family nor of concern (a teacher who told) is around by their work.
    if (n.part == Part::other) continue;
    out.named.push_back({n.person, n.in, part_of(n.part)});
  }
  for (Index person = 0; person < out.people; ++person) {
    if (!is_known(record, person)) out.unknown.push_back(person);
  }
  for (const auto& s : record.stays) {
    if (!is_known(record, s.person)) continue;
    out.stays.push_back({s.person, s.home, static_cast<network::Day>(day_number(s.from)),
                         static_cast<network::Day>(day_number(s.until))});
  }
  return network::Network(out);
}

std::int64_t day_number(LocalDate day) {
  return days_between(k_first_day, day);
}

std::int64_t as_number(LocalDate day) {
  return std::int64_t{day.year} * k_year + std::int64_t{day.month} * k_month + day.day;
}

LocalDate from_number(std::int64_t day) {
  return {static_cast<int>(day / k_year), static_cast<int>(day / k_month % k_month),
          static_cast<int>(day % k_month)};
}

bool came_to_nothing(const research::CaseFacts& facts) {
  if (!facts.decided.empty()) return is_nothing(facts.decided.back().outcome);
  return facts.state == model::NotificationState::closed_blue ||
         facts.state == model::NotificationState::signposted ||
         facts.state == model::NotificationState::returned_to_referrer;
}

bool reports_missing(const research::CaseFacts& facts) {
  return std::ranges::find(facts.concerns, model::ConcernType::missing) != facts.concerns.end();
}

Lookout::Lookout(const research::Record& r, const FindingsPolicy& p, LocalDate day)
    : record(r),
      policy(p),
      today(day),
      network(network_of(r)),
      in(r.people.size()),
      known_children(r.cases.size()) {
  family = network.families();
  for (const auto& n : record.named) {
    auto& cases = in[n.person];
    if (cases.empty() || cases.back() != n.in) cases.push_back(n.in);
    if (n.part == Part::child && is_known(n.person)) known_children[n.in].push_back(n.person);
  }
}

std::string Lookout::rule(std::string_view id) const {
  return std::string(id) + "." + std::to_string(policy.version);
}

std::vector<Finding> detect(const research::Record& record, const FindingsPolicy& policy,
                            LocalDate today) {
  const Lookout l(record, policy, today);
  std::vector<Finding> out;
  find_repeats(l, out);
  find_adults(l, out);
  find_changes(l, out);
  find_higher(l, out);
  find_missing_places(l, out);
  find_missing_together(l, out);
  find_surges(l, out);
  std::ranges::sort(out, [](const Finding& a, const Finding& b) {
    return std::tuple(b.newest, b.strength, a.kind, subject_key(a)) <
           std::tuple(a.newest, a.strength, b.kind, subject_key(b));
  });
  return out;
}

}  // namespace mash::findings
