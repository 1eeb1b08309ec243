// SPDX-License-Identifier: MIT
#include "mash/people/repeat_policy.h"

#include <algorithm>
#include <array>
#include <span>
#include <stdexcept>

#include "mash/json/value.h"
#include "repeats_data.h"

namespace mash::people {

namespace {

constexpr int k_most_days = 3660;
constexpr int k_most_months = 120;
constexpr int k_most_cases = 100;
constexpr std::string_view k_action = "SECOND_SIGNATURE";  // the only one that there is
constexpr std::array<std::string_view, 7> k_members = {
    "title", "version", "sources", "window", "boundary_day_counts", "states_left_out", "rules"};
constexpr std::array<std::string_view, 2> k_window = {"amount", "unit"};
constexpr std::array<std::string_view, 8> k_rule = {
    "id", "count", "window", "scope", "distinct_sources", "other_ratings", "action", "source"};

std::string inside(const std::string& at, std::string_view name) {
  return (at.empty() ? "" : at + ".") + std::string(name);
}

std::string numbered(const std::string& at, std::size_t i) {
  return at + "[" + std::to_string(i) + "]";
}

Result<void> only(const json::Value& v, std::span<const std::string_view> known,
                  const std::string& at) {
  const auto* members = v.as_object();
  if (members == nullptr) return invalid(at.empty() ? "policy" : at, "Give an object");
  for (const auto& [name, value] : *members) {
    if (std::ranges::find(known, name) == known.end()) {
      return invalid(inside(at, name), "There is no such member");
    }
  }
  return {};
}

Result<int> read_number(const json::Value& v, std::string_view name, const std::string& at,
                        int least, int most) {
  const auto number = v.number(name);
  if (number < least || number > most) {
    return invalid(inside(at, name), "Give a whole number from " + std::to_string(least) + " to " +
                                         std::to_string(most));
  }
  return static_cast<int>(number);
}

Result<RepeatWindow> read_window(const json::Value& window, const std::string& at) {
  MASH_TRY_DO(only(window, k_window, at));
  const std::string unit = window.text("unit");
  if (unit != "DAYS" && unit != "MONTHS") return invalid(inside(at, "unit"), "Give DAYS or MONTHS");
  const bool days = unit == "DAYS";
  MASH_TRY(const int amount,
           read_number(window, "amount", at, 1, days ? k_most_days : k_most_months));
  return RepeatWindow{amount, days ? RepeatWindow::Unit::days : RepeatWindow::Unit::months};
}

template <model::Coded E>
Result<std::set<E>> read_codes(const json::Value& list, const std::string& at) {
  const auto* codes = list.as_array();
  if (codes == nullptr) return invalid(at, "Give a list; it may be empty");
  std::set<E> out;
  for (std::size_t i = 0; i < codes->size(); ++i) {
    const auto* code = (*codes)[i].as_string();
    MASH_TRY(const auto value, model::parse<E>(code == nullptr ? "" : *code, numbered(at, i)));
    out.insert(value);
  }
  return out;
}

Result<bool> read_flag(const json::Value& v, std::string_view name, const std::string& at) {
  const auto* flag = v[name].as_bool();
  if (flag == nullptr) return invalid(inside(at, name), "Give true or false");
  return *flag;
}

Result<RepeatRule> read_rule(const json::Value& v, const std::string& at) {
  MASH_TRY_DO(only(v, k_rule, at));
  RepeatRule out{.id = v.text("id")};
  if (out.id.empty()) return invalid(inside(at, "id"), "Give the rule a name of its own");
  if (v.text("source").empty()) {
    return invalid(inside(at, "source"), "Say where the values come from");
  }
  if (v.text("action") != k_action) {
    return invalid(inside(at, "action"), "Give " + std::string(k_action));
  }
  MASH_TRY(const int count, read_number(v, "count", at, 2, k_most_cases));
  MASH_TRY(const auto window, read_window(v["window"], inside(at, "window")));
  MASH_TRY(const auto scope, model::parse<RepeatScope>(v.text("scope"), inside(at, "scope")));
  MASH_TRY(const bool distinct, read_flag(v, "distinct_sources", at));
  MASH_TRY(auto ratings,
           read_codes<model::Rating>(v["other_ratings"], inside(at, "other_ratings")));
  out.count = count;
  out.window = window;
  out.scope = scope;
  out.distinct_sources = distinct;
  out.other_ratings = std::move(ratings);
  return out;
}

Result<std::vector<RepeatRule>> read_rules(const json::Value& list) {
  const auto* rules = list.as_array();
  if (rules == nullptr) return invalid("rules", "Give a list; empty: nothing forces a signature");
  std::vector<RepeatRule> out;
  for (std::size_t i = 0; i < rules->size(); ++i) {
    const std::string at = numbered("rules", i);
    MASH_TRY(auto rule, read_rule((*rules)[i], at));
    if (std::ranges::find(out, rule.id, &RepeatRule::id) != out.end()) {
      return invalid(inside(at, "id"), "Another rule has this name");
    }
    out.push_back(std::move(rule));
  }
  return out;
}

LocalDate months_before(LocalDate day, int months) {
  const int all = day.year * 12 + day.month - 1 - months;
  for (int d = day.day;; --d) {
    if (const auto found = LocalDate::of(all / 12, all % 12 + 1, d)) return *found;
  }
}

}  // namespace

Result<RepeatPolicy> parse_repeat_policy(std::string_view text) {
  MASH_TRY(const json::Value file, json::parse(text));
  MASH_TRY_DO(only(file, k_members, ""));
  RepeatPolicy out{.version = static_cast<int>(file.number("version"))};
  if (out.version < 1) return invalid("version", "Give the version, 1 or more");
  if (file.text("sources").empty()) return invalid("sources", "Say where the values come from");
  MASH_TRY(const auto window, read_window(file["window"], "window"));
  MASH_TRY(const bool boundary, read_flag(file, "boundary_day_counts", ""));
  MASH_TRY(auto left_out,
           read_codes<model::NotificationState>(file["states_left_out"], "states_left_out"));
  MASH_TRY(auto rules, read_rules(file["rules"]));
  out.window = window;
  out.boundary_day_counts = boundary;
  out.left_out = std::move(left_out);
  out.rules = std::move(rules);
  return out;
}

const RepeatPolicy& built_in_repeat_policy() {
  static const RepeatPolicy policy = [] {
    auto parsed = parse_repeat_policy(repeats_data());
    if (!parsed) {
      throw std::logic_error("data/repeats.json: " + parsed.error().faults.front().field);
    }
    return *std::move(parsed);
  }();
  return policy;
}

LocalDate counts_from(const RepeatPolicy& policy, const RepeatWindow& window, LocalDate received) {
  const LocalDate boundary = window.unit == RepeatWindow::Unit::days
                                 ? received.plus_days(-window.amount)
                                 : months_before(received, window.amount);
  return policy.boundary_day_counts ? boundary : boundary.plus_days(1);
}

}  // namespace mash::people
