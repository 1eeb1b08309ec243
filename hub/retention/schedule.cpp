// SPDX-License-Identifier: MIT
#include "mash/retention/schedule.h"

#include <algorithm>
#include <array>
#include <set>
#include <stdexcept>

#include "mash/base/assert.h"
#include "mash/json/value.h"
#include "retention_data.h"

namespace mash::retention {

namespace {

constexpr auto k_members = std::to_array<std::string_view>(
    {"title", "version", "sources", "proposal_days", "groups", "rules"});
constexpr auto k_group = std::to_array<std::string_view>({"group", "words", "outcomes"});
constexpr auto k_rule = std::to_array<std::string_view>(
    {"id", "class", "owner", "group", "years", "until_age", "then", "source"});
constexpr std::int64_t k_most_versions = 1'000'000;
constexpr std::int64_t k_most_years = 100;
constexpr std::int64_t k_most_days = 365;

struct ClassWords {
  Class kind;
  std::string_view code;
  std::string_view words;
};
constexpr auto k_classes = std::to_array<ClassWords>({
    {Class::item, "ITEM", "Information that was told to the hub"},
    {Class::own_words, "OWN_WORDS",
     "All else that was written: answers, log, tasks and discussions"},
    {Class::case_record, "CASE", "The record of the case"},
});

template <class Known>
Result<void> only(const json::Value& v, const Known& known, const std::string& at) {
  const auto* members = v.as_object();
  if (members == nullptr) return invalid(at, "Give an object");
  for (const auto& [name, value] : *members) {
    if (std::ranges::find(known, name) == known.end()) {
      return invalid(at, "There is a member that this version does not know. Take it out");
    }
  }
  return {};
}

Result<int> whole(const json::Value& v, const char* name, const std::string& at, std::int64_t least,
                  std::int64_t most) {
  const auto* number = v[name].as_int();
  if (number == nullptr || *number < least || *number > most) {
    return invalid(at + name, "Give a whole number from " + std::to_string(least) + " to " +
                                  std::to_string(most));
  }
  return static_cast<int>(*number);
}

Result<std::string> text(const json::Value& v, const char* name, const std::string& at) {
  std::string out = v.text(name);
  if (out.empty()) return invalid(at + name, "Say it in words");
  return out;
}

Result<void> read_group(const json::Value& v, const std::string& at, Schedule& out,
                        std::set<model::Outcome>& seen) {
  MASH_TRY_DO(only(v, k_group, at));
  Group group;
  MASH_TRY(group.code, text(v, "group", at + "."));
  MASH_TRY(group.words, text(v, "words", at + "."));
  const auto* codes = v["outcomes"].as_array();
  if (codes == nullptr) return invalid(at + ".outcomes", "Give a list");
  for (const auto& one : *codes) {
    const auto* code = one.as_string();
    const auto outcome = model::from_code<model::Outcome>(code == nullptr ? "" : *code);
    if (!outcome || !seen.insert(*outcome).second) {
      return invalid(at + ".outcomes", "Name each outcome of a decision in one group");
    }
    group.outcomes.push_back(*outcome);
  }
  if (std::ranges::find(out.groups, group.code, &Group::code) != out.groups.end()) {
    return invalid(at + ".group", "Name each group once");
  }
  out.groups.push_back(std::move(group));
  return {};
}

Result<void> read_rule(const json::Value& v, const std::string& at, Schedule& out) {
  MASH_TRY_DO(only(v, k_rule, at));
  Rule rule;
  MASH_TRY(rule.id, text(v, "id", at + "."));
  const std::string kind = v.text("class");
  const auto found = std::ranges::find(k_classes, kind, &ClassWords::code);
  if (found == k_classes.end()) return invalid(at + ".class", "Say ITEM, OWN_WORDS or CASE");
  rule.kind = found->kind;
  const std::string owner = v.text("owner");
  if (!owner.empty()) {
    const auto agency = AgencyId::parse(owner);
    if (!agency) return invalid(at + ".owner", "Give an agency's id, or an empty text");
    rule.owner = *agency;
  }
  rule.group = v.text("group");
  if (std::ranges::find(out.groups, rule.group, &Group::code) == out.groups.end()) {
    return invalid(at + ".group", "Name one of the groups");
  }
  MASH_TRY(rule.years, whole(v, "years", at + ".", 1, k_most_years));
  MASH_TRY(rule.until_age, whole(v, "until_age", at + ".", 0, k_most_years));
  const std::string then = v.text("then");
  if (then != "DISPOSE" && then != "REVIEW") return invalid(at + ".then", "Say DISPOSE or REVIEW");
  rule.review = then == "REVIEW";
  MASH_TRY(rule.source, text(v, "source", at + "."));
  for (const auto& other : out.rules) {
    if (other.id == rule.id) return invalid(at + ".id", "Name each rule once");
    if (other.kind == rule.kind && other.owner == rule.owner && other.group == rule.group) {
      return invalid(at, "There are two rules for the same class, owner and group");
    }
  }
  out.rules.push_back(std::move(rule));
  return {};
}

const Rule* own_or_hubs(const Schedule& schedule, Class kind, const AgencyId& owner,
                        std::string_view group) {
  const Rule* hubs = nullptr;
  for (const auto& rule : schedule.rules) {
    if (rule.kind != kind || rule.group != group) continue;
    if (rule.owner.empty()) {
      hubs = &rule;
    } else if (rule.owner == owner) {
      return &rule;
    }
  }
  return hubs;
}

LocalDate years_later(LocalDate date, int years) {
  date.year += years;
  const auto same = LocalDate::of(date.year, date.month, date.day);
  // A birthday on 29 February is kept on 1 March.
  return same ? *same : LocalDate{date.year, 3, 1};
}

}  // namespace

std::string_view code_of(Class kind) {
  return std::ranges::find(k_classes, kind, &ClassWords::kind)->code;
}
std::string_view words_of(Class kind) {
  return std::ranges::find(k_classes, kind, &ClassWords::kind)->words;
}

const Group& Schedule::group_of(const std::vector<model::Outcome>& decided) const {
  for (const auto& group : groups) {
    for (const auto outcome : decided) {
      if (std::ranges::find(group.outcomes, outcome) != group.outcomes.end()) return group;
    }
  }
  return groups.back();
}

const Rule& Schedule::rule_for(Class kind, const AgencyId& owner, std::string_view group) const {
  const Rule* found = own_or_hubs(*this, kind, owner, group);
  MASH_ASSERT(found != nullptr);
  return *found;
}

Result<Schedule> parse_schedule(std::string_view text_of_file) {
  MASH_TRY(const json::Value file, json::parse(text_of_file));
  MASH_TRY_DO(only(file, k_members, "schedule"));
  Schedule out;
  MASH_TRY(out.version, whole(file, "version", "", 1, k_most_versions));
  MASH_TRY_DO(text(file, "sources", ""));
  MASH_TRY(out.proposal_days, whole(file, "proposal_days", "", 1, k_most_days));
  const auto* groups = file["groups"].as_array();
  if (groups == nullptr || groups->empty()) return invalid("groups", "Give a list");
  std::set<model::Outcome> seen;
  for (std::size_t i = 0; i < groups->size(); ++i) {
    MASH_TRY_DO(read_group((*groups)[i], "groups[" + std::to_string(i) + "]", out, seen));
  }
  if (seen.size() != model::k_words<model::Outcome>.size()) {
    return invalid("groups", "Put each outcome of a decision into a group");
  }
  const auto* rules = file["rules"].as_array();
  if (rules == nullptr) return invalid("rules", "Give a list");
  for (std::size_t i = 0; i < rules->size(); ++i) {
    MASH_TRY_DO(read_rule((*rules)[i], "rules[" + std::to_string(i) + "]", out));
  }
  for (const auto& kind : k_classes) {
    for (const auto& group : out.groups) {
      if (own_or_hubs(out, kind.kind, AgencyId{}, group.code) == nullptr) {
        return invalid("rules", "Give each class and group a rule without an owner");
      }
    }
  }
  return out;
}

const Schedule& built_in_schedule() {
  static const Schedule schedule = [] {
    auto parsed = parse_schedule(retention_data());
    if (!parsed) throw std::runtime_error("data/retention.json: " + parsed.error().message);
    return *std::move(parsed);
  }();
  return schedule;
}

LocalDate over_on(const Rule& rule, LocalDate last, LocalDate born) {
  const LocalDate inactive = years_later(last, rule.years);
  return rule.until_age == 0 ? inactive : std::max(inactive, years_later(born, rule.until_age));
}

}  // namespace mash::retention
