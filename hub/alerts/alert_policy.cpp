// SPDX-License-Identifier: MIT
#include "mash/alerts/alert_policy.h"

#include <algorithm>
#include <span>
#include <stdexcept>

#include "alerts_data.h"
#include "mash/json/value.h"

namespace mash::alerts {

namespace {

constexpr int k_most_minutes = 24 * 60;
constexpr int k_most_seconds = 3600;
constexpr int k_most_days = 3660;
constexpr int k_all = 100;  // percent
constexpr std::array<std::string_view, 8> k_members = {
    "title",    "version", "sources", "unseen_red", "clocks", "again", "late_after_seconds",
    "keep_days"};
constexpr std::array<std::string_view, 5> k_step = {"id", "who", "while_closed", "after_minutes",
                                                    "source"};
constexpr std::array<std::string_view, 5> k_rule = {"id", "percent", "who", "stages", "source"};
constexpr std::array<std::string_view, 3> k_again = {"first_seconds", "longest_seconds", "source"};
constexpr std::array<std::string_view, 2> k_value = {"value", "source"};

// An object of these members alone, with a source where it may have one.
Result<void> only(const json::Value& v, std::span<const std::string_view> known,
                  const std::string& at) {
  const auto* members = v.as_object();
  if (members == nullptr) return invalid(at, "Give an object");
  for (const auto& [name, value] : *members) {
    if (std::ranges::find(known, name) == known.end()) {
      return invalid(at + "." + name, "There is no such member");
    }
  }
  const std::string_view source = known.back() == "source" ? "source" : "sources";
  const bool sourced = std::ranges::find(known, source) != known.end();
  if (sourced && v.text(source).empty()) {
    return invalid(at + "." + std::string(source), "Say where the values come from");
  }
  return {};
}

Result<int> whole(const json::Value& v, std::string_view name, const std::string& at, int least,
                  int most) {
  const auto* number = v[name].as_int();
  if (number == nullptr || *number < least || *number > most) {
    return invalid(
        at + "." + std::string(name),
        "Give a whole number from " + std::to_string(least) + " to " + std::to_string(most));
  }
  return static_cast<int>(*number);
}

Result<int> sourced_value(const json::Value& file, const std::string& name, int most) {
  MASH_TRY_DO(only(file[name], k_value, name));
  return whole(file[name], "value", name, 1, most);
}

Result<std::vector<Step>> read_steps(const json::Value& list) {
  const auto* steps = list.as_array();
  if (steps == nullptr || steps->empty()) return invalid("unseen_red", "Give at least one step");
  std::vector<Step> out;
  for (std::size_t i = 0; i < steps->size(); ++i) {
    const std::string at = "unseen_red[" + std::to_string(i) + "]";
    const json::Value& v = (*steps)[i];
    MASH_TRY_DO(only(v, k_step, at));
    MASH_TRY(const Who who, model::parse<Who>(v.text("who"), at + ".who"));
    MASH_TRY(const int minutes, whole(v, "after_minutes", at, 0, k_most_minutes));
    if (v.text("id").empty() || std::ranges::find(out, v.text("id"), &Step::id) != out.end()) {
      return invalid(at + ".id", "Give the step a name of its own");
    }
    if (!out.empty() && minutes <= out.back().after_minutes) {
      return invalid(at + ".after_minutes", "Give more than the step before has");
    }
    if ((who == Who::nobody) != (i + 1 == steps->size())) {
      return invalid(at + ".who", "The last step, and no other, is NOBODY");
    }
    Step step{.id = v.text("id"), .who = who, .after_minutes = minutes, .source = v.text("source")};
    if (!v["while_closed"].is_null()) {
      MASH_TRY(step.while_closed, model::parse<Who>(v.text("while_closed"), at + ".while_closed"));
    }
    out.push_back(std::move(step));
  }
  return out;
}

Result<ClockRule> read_rule(const json::Value& v, const std::string& at) {
  MASH_TRY_DO(only(v, k_rule, at));
  ClockRule out{.id = v.text("id"), .source = v.text("source")};
  if (out.id.empty()) return invalid(at + ".id", "Give the rule a name of its own");
  MASH_TRY(out.percent, whole(v, "percent", at, 0, k_all));
  MASH_TRY(out.who, model::parse<Owed>(v.text("who"), at + ".who"));
  const auto* stages = v["stages"].as_array();
  if (stages == nullptr || stages->empty()) return invalid(at + ".stages", "Give at least one");
  for (const json::Value& one : *stages) {
    const auto* code = one.as_string();
    MASH_TRY(const auto stage,
             model::parse<model::Stage>(code == nullptr ? "" : *code, at + ".stages"));
    out.stages.insert(stage);
  }
  return out;
}

Result<std::vector<ClockRule>> read_clocks(const json::Value& list) {
  const auto* rules = list.as_array();
  if (rules == nullptr) return invalid("clocks", "Give a list; empty: no clock tells anybody");
  std::vector<ClockRule> out;
  for (std::size_t i = 0; i < rules->size(); ++i) {
    const std::string at = "clocks[" + std::to_string(i) + "]";
    MASH_TRY(auto rule, read_rule((*rules)[i], at));
    if (std::ranges::find(out, rule.id, &ClockRule::id) != out.end()) {
      return invalid(at + ".id", "Another rule has this name");
    }
    out.push_back(std::move(rule));
  }
  return out;
}

}  // namespace

Result<AlertPolicy> parse_alert_policy(std::string_view text) {
  MASH_TRY(const json::Value file, json::parse(text));
  MASH_TRY_DO(only(file, k_members, "policy"));
  AlertPolicy out;
  MASH_TRY(out.version, whole(file, "version", "policy", 1, k_most_days));
  if (file.text("sources").empty()) {
    return invalid("policy.sources", "Say where the values come from");
  }
  MASH_TRY(out.unseen_red, read_steps(file["unseen_red"]));
  MASH_TRY(out.clocks, read_clocks(file["clocks"]));
  MASH_TRY_DO(only(file["again"], k_again, "again"));
  MASH_TRY(const int first, whole(file["again"], "first_seconds", "again", 1, k_most_seconds));
  MASH_TRY(const int longest,
           whole(file["again"], "longest_seconds", "again", first, k_most_seconds));
  MASH_TRY(const int late, sourced_value(file, "late_after_seconds", k_most_seconds));
  MASH_TRY(out.keep_days, sourced_value(file, "keep_days", k_most_days));
  out.first_again = Duration::seconds(first);
  out.longest_again = Duration::seconds(longest);
  out.late_after = Duration::seconds(late);
  return out;
}

const AlertPolicy& built_in_alert_policy() {
  static const AlertPolicy policy = [] {
    auto parsed = parse_alert_policy(alerts_data());
    if (!parsed) throw std::runtime_error("data/alerts.json: " + parsed.error().message);
    return *std::move(parsed);
  }();
  return policy;
}

}  // namespace mash::alerts
