// SPDX-License-Identifier: MIT
#include "mash/people/repeats.h"

#include <algorithm>
#include <map>

#include "household.h"
#include "mash/base/assert.h"
#include "mash/cases/bars.h"
#include "mash/cases/cases.h"
#include "repeats_store.h"
#include "statement.h"

namespace mash::people {

namespace {

using Cases = std::set<CaseId>;

void add(Cases& to, const Cases& more) {
  to.insert(more.begin(), more.end());
}

// What is known of one home of this case.
struct HomeCases {
  std::set<PersonId> people;  // who lives there by the words of this case
  Cases own;                  // of all of them
  Cases anybody;              // of whoever was said to be there
};

// One who is identified.
struct PersonCases {
  PersonId person;
  Cases own;
  bool is_child = false;
  bool of_concern = false;
};

std::vector<PersonCases> people_in(pipeline::Context& c, const std::vector<Statement>& said,
                                   const Cases& hidden) {
  std::vector<PersonCases> out;
  for (const auto& s : said) {
    if (s.person.empty()) continue;
    auto at = std::ranges::find(out, s.person, &PersonCases::person);
    if (at == out.end()) at = out.insert(out.end(), {.person = s.person});
    at->is_child = at->is_child || is_child_role(s.role);
    at->of_concern = at->of_concern || s.role == model::PersonRole::adult_of_concern;
  }
  std::set<PersonId> persons;
  for (const auto& p : out) persons.insert(p.person);
  auto others = other_cases(c.tx, c.case_id, persons, hidden);
  for (auto& p : out) p.own = std::move(others[p.person]);
  return out;
}

HomeCases home_cases(const Home& home, const std::vector<PersonCases>& people, Cases anybody) {
  HomeCases out{.anybody = std::move(anybody)};
  for (const auto& p : people) {
    if (std::ranges::find(home.members, p.person.text()) == home.members.end()) continue;
    out.people.insert(p.person);
    add(out.own, p.own);
  }
  return out;
}

// Counts cases by when they were received.
class Counter {
 public:
  Counter(const RepeatRule& rule, const std::vector<cases::CaseHead>& heads, const CaseId& here) {
    for (const auto& head : heads) {
      if (head.id == here) since_ = counts_from(rule, to_london(head.received_at).date);
      if (head.id == here || rule.left_out.contains(head.state)) continue;
      received_.emplace(head.id, head.received_at);
    }
  }
  [[nodiscard]] LocalDate since() const { return since_; }
  [[nodiscard]] Count count(const Cases& ids) const {
    Count out;
    for (const auto& id : ids) {
      const auto found = received_.find(id);
      if (found == received_.end()) continue;  // left out, or later than this snapshot
      ++out.altogether;
      if (to_london(found->second).date >= since_) ++out.recent;
      out.last = std::max(out.last, found->second);
    }
    return out;
  }

 private:
  LocalDate since_;
  std::map<CaseId, UtcTime> received_;
};

RepeatsOfPerson repeats_of_person(const PersonCases& who, const std::vector<PersonCases>& people,
                                  const std::vector<HomeCases>& homes, const Counter& counter) {
  Cases household;
  Cases address;
  Cases adults;
  Cases of_children;
  for (const auto& home : homes) {
    if (!home.people.contains(who.person)) continue;
    add(address, home.anybody);
    add(household, home.own);
  }
  for (const auto& p : people) {
    if (p.is_child) add(of_children, p.own);
    if (p.of_concern && p.person != who.person) add(adults, p.own);
  }
  RepeatsOfPerson out{.person = who.person,
                      .own = counter.count(who.own),
                      .household = counter.count(household),
                      .address = counter.count(address),
                      .adults = counter.count(adults)};
  if (who.of_concern) {
    Cases other;
    std::ranges::set_difference(who.own, of_children, std::inserter(other, other.end()));
    out.of_other_children = counter.count(other).altogether;
  }
  Cases together = who.own;
  for (const auto* more : {&household, &address, &adults}) add(together, *more);
  out.together = counter.count(together);
  return out;
}

// "24 November 2025"
std::string day_of(UtcTime at) {
  return plain_date(to_london(at).date);
}

std::string number(int n) {
  return n == 0 ? "none" : std::to_string(n);
}

std::string plural(int n, const std::string& one, const std::string& many) {
  return std::to_string(n) + " " + (n == 1 ? one : many);
}

struct Part {
  std::string_view name;
  const Count& count;
};

// "by person 2, at the address none"; of those where there is any.
std::string parts_in_words(const std::vector<Part>& parts) {
  std::string out;
  for (const auto& p : parts) {
    if (p.count.altogether == 0) continue;
    out += (out.empty() ? "" : ", ") + std::string(p.name) + " " + number(p.count.recent);
  }
  return out;
}

// What a person's household, address and adults of concern add to their own cases.
std::string wider_in_words(const RepeatsOfPerson& p, const std::string& since) {
  if (p.together.altogether == p.own.altogether) return "";
  const Count nothing;
  const bool alone = p.household.altogether == p.own.altogether;
  const std::vector<Part> parts = {{"household", alone ? nothing : p.household},
                                   {"address", p.address},
                                   {"adults of concern", p.adults}};
  return "Counting household, address and adults of concern: " + number(p.together.recent) +
         " since " + since + " (" + parts_in_words(parts) + "), the last on " +
         day_of(p.together.last) + "; " + std::to_string(p.together.altogether) + " altogether.";
}

std::string summary_of(const Repeats& r) {
  const std::string since = plain_date(r.since);
  if (r.together.altogether == 0) {
    return r.not_identified == 0
               ? "First time: no other case names these people or their addresses."
               : "No other case found so far.";
  }
  const std::string parts = parts_in_words(
      {{"by person", r.own}, {"at the address", r.address}, {"by adults of concern", r.adults}});
  return (r.together.recent == 0 ? "No other case"
                                 : plural(r.together.recent, "other case", "other cases")) +
         " since " + since + " (" + parts + "), the last on " + day_of(r.together.last) + "; " +
         std::to_string(r.together.altogether) + " altogether.";
}

std::string how_counted(const Repeats& r, const RepeatRule& rule) {
  const bool days = rule.unit == RepeatRule::Unit::days;
  std::string out = "Counted from " + plain_date(r.since) + ", " +
                    plural(rule.amount, days ? "day" : "month", days ? "days" : "months") +
                    " before this case was received, and each case once; one case may be both by "
                    "person and at the address.";
  if (rule.left_out.empty()) {
    return out + " Every case counts, also those that are closed or came to no further action.";
  }
  out += " Left out, by where they stand: ";
  std::string states;
  for (const auto state : rule.left_out) {
    states += (states.empty() ? "" : "; ") + std::string(model::words_of(state));
  }
  return out + states + ".";
}

std::string not_identified_in_words(const Repeats& r) {
  std::string out;
  if (r.not_identified != 0) {
    out = plural(static_cast<int>(r.not_identified),
                 "person is still to be looked up and counts by address alone.",
                 "people are still to be looked up and count by address alone.");
  }
  if (r.address_known) return out;
  return out + (out.empty() ? "" : " ") + "No address is known that could be compared.";
}

}  // namespace

std::optional<Repeats> repeats_of(pipeline::Context& c, const Recogniser& recogniser,
                                  const RepeatRule& rule, const std::vector<Statement>& said) {
  if (!cases::is_front_door(c.principal) || said.empty()) return std::nullopt;
  const auto hidden = cases::barred_cases(c.tx, c.principal.person);
  const auto people = people_in(c, said, hidden);
  Repeats out;
  Cases own;
  Cases adults;
  Cases address;
  for (const auto& p : people) {
    add(own, p.own);
    if (p.of_concern) add(adults, p.own);
  }
  std::vector<HomeCases> homes;
  for (const auto& home : homes_in(said)) {
    auto found = recogniser.cases_at_home_of(*home.said, hidden);
    found.cases.erase(c.case_id);
    add(address, found.cases);
    homes.push_back(home_cases(home, people, std::move(found.cases)));
    if (found.more) out.many.push_back(home.address);
  }
  Cases together = own;
  add(together, address);
  Cases asked = together;
  asked.insert(c.case_id);
  const Counter counter(rule, cases::find_cases(c.tx, asked), c.case_id);
  for (const auto& p : people) out.people.push_back(repeats_of_person(p, people, homes, counter));
  out.since = counter.since();
  out.own = counter.count(own);
  out.address = counter.count(address);
  out.adults = counter.count(adults);
  out.together = counter.count(together);
  out.address_known = !homes.empty();
  out.not_identified = static_cast<std::size_t>(
      std::ranges::count_if(said, [](const Statement& s) { return s.person.empty(); }));
  return out;
}

std::string repeats_in_words(const Repeats& repeats, const PersonId& person) {
  const auto p = std::ranges::find(repeats.people, person, &RepeatsOfPerson::person);
  if (p == repeats.people.end()) return "";
  const std::string since = plain_date(repeats.since);
  std::string out;
  if (p->own.altogether != 0) {
    out = "Since " + since + ": " + number(p->own.recent) + ", the last on " + day_of(p->own.last) +
          ".";
  }
  if (p->of_other_children != 0) {
    out += p->of_other_children == p->own.altogether
               ? " No child of this case is named there."
               : " No child of this case is named in " + std::to_string(p->of_other_children) +
                     " of these.";
  }
  const std::string wider = wider_in_words(*p, since);
  return out + (out.empty() || wider.empty() ? "" : " ") + wider;
}

json::Value repeats_view(const Repeats& repeats, const RepeatRule& rule) {
  json::Array many;
  for (const auto& address : repeats.many) many.emplace_back(json::Object{{"address", address}});
  json::Value out = json::Object{};
  out.set("summary", summary_of(repeats));
  out.set("many", std::move(many));
  out.set("not_identified", not_identified_in_words(repeats));
  out.set("how", how_counted(repeats, rule));
  return out;
}

}  // namespace mash::people
