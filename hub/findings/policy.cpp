// SPDX-License-Identifier: MIT
#include "mash/findings/policy.h"

#include <algorithm>
#include <stdexcept>

#include "findings_data.h"
#include "mash/json/value.h"

namespace mash::findings {

namespace {

constexpr std::int64_t k_most_versions = 1'000'000;
constexpr std::int64_t k_most = 1000;  // of anything else that is counted here
constexpr std::int64_t k_longest_clearance = 31;

// Reads members of one object and keeps the first that is wrong.
class Members {
 public:
  Members(const json::Value& object, std::string where)
      : object_(object), where_(std::move(where)) {
    if (object_.as_object() == nullptr) fail("", "Give an object");
  }
  int whole(const char* name, std::int64_t most = k_most) {
    known_.emplace_back(name);
    const auto* number = object_[name].as_int();
    if (number == nullptr || *number < 1 || *number > most) {
      fail(name, "Give a whole number from 1 to " + std::to_string(most));
      return 0;
    }
    return static_cast<int>(*number);
  }
  std::string words(const char* name) {
    known_.emplace_back(name);
    auto out = object_.text(name);
    if (out.empty()) fail(name, "Give words");
    return out;
  }
  const json::Value& other(const char* name) {
    known_.emplace_back(name);
    return object_[name];
  }
  [[nodiscard]] std::string at(std::string_view name) const {
    return where_.empty() || name.empty() ? where_ + std::string(name)
                                          : where_ + "." + std::string(name);
  }
  void fail(std::string_view name, const std::string& message) {
    if (!fault_) fault_ = invalid(at(name), message);
  }
  [[nodiscard]] std::optional<Error> fault() {
    if (const auto* members = object_.as_object(); members != nullptr) {
      for (const auto& [name, value] : *members) {
        if (std::ranges::find(known_, name) == known_.end()) {
          fail("", "There is a member that this version does not know. Take it out");
        }
      }
    }
    return fault_;
  }

 private:
  const json::Value& object_;
  std::string where_;
  std::vector<std::string> known_;
  std::optional<Error> fault_;
};

Result<RepeatRule> parse_rule(const json::Value& value) {
  Members in(value, "repeats");
  RepeatRule out;
  out.id = in.words("id");
  const auto of = model::from_code<RepeatOf>(in.words("scope"));
  if (!of) in.fail("scope", "Give CHILD, FAMILY, HOME or ADULT");
  out.of = of.value_or(RepeatOf::child);
  out.cases = in.whole("cases");
  out.sources = in.whole("sources");
  out.months = in.whole("months");
  in.words("source");
  if (auto fault = in.fault()) return *std::move(fault);
  return out;
}

Result<std::vector<RepeatRule>> parse_rules(const json::Value& value) {
  const auto* all = value.as_array();
  if (all == nullptr || all->empty()) return invalid("repeats", "Give a list of rules");
  std::vector<RepeatRule> out;
  for (const auto& one : *all) {
    MASH_TRY(auto rule, parse_rule(one));
    if (std::ranges::find(out, rule.id, &RepeatRule::id) != out.end()) {
      return invalid("repeats.id", "Give each rule an id of its own");
    }
    out.push_back(std::move(rule));
  }
  return out;
}

Result<std::vector<Theme>> parse_themes(const json::Value& value) {
  const auto* all = value.as_array();
  if (all == nullptr || all->empty()) return invalid("themes", "Give a list of themes");
  std::vector<Theme> out;
  for (const auto& one : *all) {
    Members in(one, "themes");
    Theme theme{.code = in.words("code"), .words = in.words("words")};
    if (auto fault = in.fault()) return *std::move(fault);
    if (std::ranges::find(out, theme.code, &Theme::code) != out.end()) {
      return invalid("themes.code", "Give each theme a code of its own");
    }
    out.push_back(std::move(theme));
  }
  if (std::ranges::find(out, k_other_theme, &Theme::code) == out.end()) {
    return invalid("themes", "Give one with the code OTHER, for what the others do not say");
  }
  return out;
}

// Numbers of one group, each into its place.
Result<void> parse_group(const json::Value& value, const char* where,
                         std::initializer_list<std::pair<const char*, int*>> numbers) {
  Members in(value, where);
  for (const auto& [name, to] : numbers) *to = in.whole(name);
  in.words("source");
  if (auto fault = in.fault()) return *std::move(fault);
  return {};
}

}  // namespace

Result<FindingsPolicy> parse_findings_policy(std::string_view text) {
  MASH_TRY(const json::Value file, json::parse(text));
  Members in(file, "");
  FindingsPolicy out;
  for (const auto* name : {"title", "sources", "holds_source", "cleared_source", "themes_source"})
    in.words(name);
  out.version = in.whole("version", k_most_versions);
  out.holds_days = in.whole("holds_days");
  out.cleared_days = in.whole("cleared_days", k_longest_clearance);
  MASH_TRY(out.themes, parse_themes(in.other("themes")));
  MASH_TRY(out.repeats, parse_rules(in.other("repeats")));
  MASH_TRY_DO(parse_group(in.other("adults"), "adults",
                          {{"families", &out.adults.families}, {"months", &out.adults.months}}));
  MASH_TRY_DO(parse_group(in.other("missing_place"), "missing_place",
                          {{"children", &out.missing_place.children},
                           {"families", &out.missing_place.families},
                           {"days", &out.missing_place.days}}));
  MASH_TRY_DO(parse_group(in.other("missing_together"), "missing_together",
                          {{"times", &out.missing_together.times},
                           {"days", &out.missing_together.days},
                           {"months", &out.missing_together.months}}));
  MASH_TRY_DO(parse_group(in.other("change"), "change",
                          {{"false_alarms", &out.change.false_alarms},
                           {"days", &out.change.days},
                           {"people", &out.change.people}}));
  MASH_TRY_DO(parse_group(
      in.other("higher"), "higher",
      {{"months", &out.higher.months}, {"level", &out.higher.level}, {"days", &out.higher.days}}));
  MASH_TRY_DO(parse_group(
      in.other("surge"), "surge",
      {{"years", &out.surge.years}, {"alpha_thousandths", &out.surge.alpha_thousandths}}));
  if (auto fault = in.fault()) return *std::move(fault);
  return out;
}

const FindingsPolicy& built_in_findings_policy() {
  static const FindingsPolicy policy = [] {
    auto parsed = parse_findings_policy(findings_data());
    if (!parsed) throw std::runtime_error("data/findings.json: " + parsed.error().message);
    return *std::move(parsed);
  }();
  return policy;
}

}  // namespace mash::findings
