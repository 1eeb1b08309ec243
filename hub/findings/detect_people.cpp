// SPDX-License-Identifier: MIT
// Adults around several families, and rates that are changing.
#include <algorithm>
#include <charconv>
#include <cmath>
#include <map>
#include <set>

#include "detect.h"
#include "mash/patterns/alarms.h"
#include "mash/people/repeat_policy.h"

namespace mash::findings {

namespace {

using research::Index;
using research::Part;

constexpr std::int64_t k_whole = 100;
constexpr double k_in_hundredths = 100;

std::int64_t hundredths(double value) {
  return std::llround(value * k_in_hundredths);
}

// As the weights of libs/patterns have the colours.
double severity_of(const research::CaseFacts& facts) {
  constexpr double k_least = 1;
  const auto word = facts.rating == model::Rating::amber   ? "amber"
                    : facts.rating == model::Rating::red   ? "red"
                    : facts.rating == model::Rating::green ? "green"
                                                           : "blue";
  return patterns::severity_of(patterns::weights(), word).value_or(k_least);
}

std::vector<patterns::Person> streams(const Lookout& l) {
  std::vector<patterns::Person> out;
  for (Index person = 0; person < l.in.size(); ++person) {
    if (!l.record.people[person].child || !l.is_known(person)) continue;
    patterns::Person one{.id = std::to_string(person)};
    for (const Index i : l.in[person]) {
      const auto& sources = l.of(i).sources;
      one.events.push_back(
          {.day = static_cast<double>(day_number(l.of(i).day)),
           .severity = severity_of(l.of(i)),
           .source = sources.empty() ? 0 : static_cast<std::uint32_t>(*sources.begin()) + 1});
    }
    out.push_back(std::move(one));
  }
  return out;
}

// Sources dense from 0, as the library wants them.
void number_sources(std::vector<patterns::Person>& people) {
  std::map<std::uint32_t, std::uint32_t> numbers;
  for (auto& one : people) {
    for (auto& event : one.events) {
      event.source =
          numbers.emplace(event.source, static_cast<std::uint32_t>(numbers.size())).first->second;
    }
  }
}

std::string_view rule_of(std::string_view alarm) {
  if (alarm == "escalation") return "own-rate-rises";
  return alarm == "rate" ? "own-rate-is-high" : "more-than-own-rate";
}

Index number_in(const std::string& text) {
  Index out = 0;
  std::from_chars(text.data(), text.data() + text.size(), out);
  return out;
}

Finding change_of(const Lookout& l, const patterns::Alarm& alarm,
                  const patterns::Population& population) {
  const auto person = number_in(alarm.id);
  const auto& cases = l.in[person];
  Finding out{
      .kind = Kind::change, .rule = l.rule(rule_of(alarm.rule)), .newest = l.of(cases.back()).day};
  out.subjects = {{About::child, l.record.people[person].id}};
  std::int64_t recent = 0;
  constexpr int k_quarter = 90;
  for (const Index i : cases) {
    out.evidence.push_back({l.of(i).id, Says::named});
    recent += l.is_recent(l.of(i).day, k_quarter) ? 1 : 0;
  }
  const double years =
      (static_cast<double>(day_number(l.today)) - population.start + 1) / patterns::k_year;
  const auto own = patterns::own_rate(population.counts, static_cast<double>(cases.size()), years);
  const double mean = population.counts.mean();
  out.strength = mean > 0 ? hundredths(own.mean / mean) : k_whole;
  out.numbers = {{"cases", std::ssize(cases)},
                 {"recent", recent},
                 {"rate_hundredths", hundredths(own.mean)},
                 {"low_hundredths", hundredths(own.low)},
                 {"high_hundredths", hundredths(own.high)},
                 {"all_hundredths", hundredths(mean)},
                 {"twice_percent", hundredths(own.twice)},
                 {"years_hundredths", hundredths(years)},
                 {"statistic_hundredths", hundredths(alarm.statistic)},
                 {"false_alarms", l.policy.change.false_alarms}};
  return out;
}

}  // namespace

void find_adults(const Lookout& l, std::vector<Finding>& out) {
  const auto& rule = l.policy.adults;
  const LocalDate from = people::counts_from(
      people::built_in_repeat_policy(),
      {.amount = rule.months, .unit = people::RepeatWindow::Unit::months}, l.today);
  // Of concern in some case, not only a parent who has had two partners.
  std::set<Index> of_concern;
  for (const auto& n : l.record.named) {
    if (n.part == Part::adult) of_concern.insert(n.person);
  }
  for (const auto& found : l.network.adults_around(static_cast<network::Day>(day_number(from)),
                                                   static_cast<network::Day>(day_number(l.today)),
                                                   {}, static_cast<std::uint32_t>(rule.families))) {
    if (!of_concern.contains(found.adult)) continue;
    std::set<Index> cases;
    Finding one{.kind = Kind::adult_around, .rule = l.rule("adult-around")};
    one.subjects = {{About::adult, l.record.people[found.adult].id}};
    for (const auto& child : found.children) {
      one.subjects.push_back({About::child, l.record.people[child.child].id});
      cases.insert(child.events.begin(), child.events.end());
    }
    one.newest = l.of(*cases.rbegin()).day;
    if (!l.is_recent(one.newest, l.policy.holds_days)) continue;
    for (const Index i : cases) one.evidence.push_back({l.of(i).id, Says::adult_named});
    one.strength = std::int64_t{found.families} * k_whole / rule.families;
    one.numbers = {{"families", found.families},
                   {"families_needed", rule.families},
                   {"children", std::ssize(found.children)},
                   {"cases", std::ssize(cases)},
                   {"months", rule.months},
                   {"from", as_number(from)}};
    out.push_back(std::move(one));
  }
}

void find_changes(const Lookout& l, std::vector<Finding>& out) {
  auto people = streams(l);
  // The threshold is learnt from these people, and a few of them teach none.
  if (std::ssize(people) < l.policy.change.people) return;
  number_sources(people);
  patterns::order(people);
  const auto today = static_cast<double>(day_number(l.today));
  const auto population = patterns::population_at(people, today, patterns::weights());
  std::set<std::string> known;
  const auto all =
      patterns::alarms(std::move(people),
                       {.from = today - l.policy.change.days,
                        .to = today,
                        .false_alarms = static_cast<double>(l.policy.change.false_alarms)},
                       patterns::weights());
  for (const std::string_view rule : {"escalation", "rate", "repeat"}) {
    for (const auto& alarm : all) {
      // A first case is serious or not; it changes no rate.
      if (l.in[number_in(alarm.id)].size() < 2) continue;
      if (alarm.rule != rule || !known.insert(alarm.id).second) continue;
      out.push_back(change_of(l, alarm, population));
    }
  }
}

}  // namespace mash::findings
