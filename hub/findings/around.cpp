// SPDX-License-Identifier: MIT
#include "around.h"

#include <algorithm>

#include "detect.h"

namespace mash::findings {

namespace {

using research::Index;

// Cases keep their numbers; those that came later name nobody.
research::Record as_of(const research::Record& record, LocalDate until) {
  auto out = record;
  std::erase_if(out.named, [&](const auto& n) { return out.cases[n.in].day > until; });
  std::erase_if(out.stays, [&](const auto& s) { return s.from > until; });
  for (auto& stay : out.stays) stay.until = std::min(stay.until, until);
  return out;
}

// The latest days on which both were said to live there.
void add_days(const research::Record& record, Reached& to, Index other) {
  for (const auto& a : record.stays) {
    if (a.person != to.person || a.home != *to.home) continue;
    for (const auto& b : record.stays) {
      if (b.person != other || b.home != a.home) continue;
      const LocalDate from = std::max(a.from, b.from);
      const LocalDate until = std::min(a.until, b.until);
      if (from > until || until < to.shared_until) continue;
      to.shared_from = from;
      to.shared_until = until;
    }
  }
}

std::int64_t cases_of(const research::Record& record, Index person) {
  std::optional<Index> last;
  std::int64_t out = 0;
  for (const auto& n : record.named) {
    if (n.person != person || n.in == last) continue;
    last = n.in;
    ++out;
  }
  return out;
}

}  // namespace

std::optional<Surroundings> surroundings(const research::Record& whole, std::string_view person,
                                         std::uint32_t steps, std::optional<LocalDate> until) {
  const auto at = std::ranges::find(whole.people, person, &research::PersonFacts::id);
  if (at == whole.people.end()) return std::nullopt;
  const auto asked = static_cast<Index>(at - whole.people.begin());
  const auto record = until ? as_of(whole, *until) : whole;
  const auto around = network_of(record).around(asked, steps, k_most_around);
  Surroundings out{.cut = around.cut};
  for (const auto& step : around.people) {
    const auto from = std::ranges::find(out.people, step.from, &Reached::person);
    Reached one{.person = step.person, .steps = step.steps, .in = step.event, .home = step.home};
    // The nearest come first, so that whom somebody was reached from stands there already.
    if (from != out.people.end()) one.from = static_cast<std::size_t>(from - out.people.begin());
    if (one.home) add_days(record, one, step.from);
    one.cases = cases_of(record, step.person);
    out.people.push_back(one);
  }
  for (const auto& n : record.named) {
    if (n.person == asked) out.named.push_back(n);
  }
  return out;
}

}  // namespace mash::findings
