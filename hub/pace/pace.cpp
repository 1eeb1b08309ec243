// SPDX-License-Identifier: MIT
#include "mash/pace/pace.h"

#include <algorithm>
#include <utility>

#include "mash/cases/walls.h"

namespace mash::pace {

namespace {

// What was opened, or done in a case, by whoever is in it or has broken its glass.
bool is_of_a_case(const pipeline::Event& event) {
  using policy::Rule;
  const bool inside = event.rule == Rule::member || event.rule == Rule::manager_only ||
                      event.rule == Rule::broken_glass;
  return event.outcome == pipeline::Outcome::granted && inside && !event.case_id.empty() &&
         !event.person.empty();
}

}  // namespace

int Pace::fresh(const Reader& reader, UtcTime now) const {
  return static_cast<int>(std::ranges::count_if(reader.cases, [&](const auto& one) {
    return one.second.last > now - policy_.window && one.second.first > reader.counted_from;
  }));
}

bool Pace::is_over(const Reader& reader, const Limit& limit, UtcTime now) const {
  return fresh(reader, now) >= limit.cases;
}

void Pace::noticed(db::Transaction& tx, const pipeline::Event& event) {
  const bool asked = std::ranges::find(event.notes, k_nothing_owed) == event.notes.end();
  if (event.kind == k_said && asked && event.outcome == pipeline::Outcome::granted) {
    readers_.with([&](auto& readers) {
      auto& reader = readers[event.person];
      reader.counted_from = event.at;
      reader.passed = false;
    });
    // Said before anybody was told of it, or found in the record at a start.
    passed_.with([&](auto& all) {
      std::erase_if(all, [&](const Passed& one) { return one.staff == event.person; });
    });
    return;
  }
  if (!is_of_a_case(event) || cases::has_wall(tx, event.case_id)) return;
  const auto limit = policy_.limits.find(event.role);
  if (limit == policy_.limits.end()) return;
  std::vector<Passed> passed;
  readers_.with([&](auto& readers) {
    auto& reader = readers[event.person];
    const UtcTime since = event.at - policy_.window;
    std::erase_if(reader.cases, [&](const auto& one) { return one.second.last <= since; });
    auto& seen = reader.cases.try_emplace(event.case_id.text(), Seen{event.at, {}}).first->second;
    seen.last = event.at;
    if (!is_over(reader, limit->second, event.at)) {
      reader.passed = false;  // it is quieter again
    } else if (!reader.passed) {
      reader.passed = true;
      passed.push_back({event.person, event.agency, event.at, fresh(reader, event.at)});
    }
  });
  if (passed.empty()) return;
  passed_.with([&](auto& all) { all.insert(all.end(), passed.begin(), passed.end()); });
}

void Pace::begin(db::Transaction& tx, const pipeline::KeyRing& keys, UtcTime now) {
  for (const auto& event : pipeline::events_since(tx, keys, now - policy_.window)) {
    noticed(tx, event);
  }
}

bool Pace::owes_reason(const policy::Principal& person, const CaseId& id, UtcTime now) const {
  const auto limit = policy_.limits.find(policy::name_of(person.role));
  if (limit == policy_.limits.end() || !limit->second.stops) return false;
  return readers_.with([&](const auto& readers) {
    const auto found = readers.find(person.person);
    if (found == readers.end()) return false;
    const auto seen = found->second.cases.find(id.text());
    const bool open = seen != found->second.cases.end() && seen->second.last > now - policy_.window;
    return !open && is_over(found->second, limit->second, now);
  });
}

bool Pace::is_stopped(const policy::Principal& person, UtcTime now) const {
  return owes_reason(person, CaseId{}, now);
}

int Pace::cases_opened(const StaffId& person, UtcTime now) const {
  return readers_.with([&](const auto& readers) {
    const auto found = readers.find(person);
    if (found == readers.end()) return 0;
    return static_cast<int>(std::ranges::count_if(found->second.cases, [&](const auto& one) {
      return one.second.last > now - policy_.window;
    }));
  });
}

void Pace::give_back(const Passed& one) {
  passed_.with([&](auto& all) { all.push_back(one); });
}

std::vector<Passed> Pace::take_passed() {
  return passed_.with([](auto& all) { return std::exchange(all, {}); });
}

}  // namespace mash::pace
