// SPDX-License-Identifier: MIT
#include <algorithm>
#include <array>
#include <span>
#include <stdexcept>

#include "mash/people/repeats.h"
#include "repeats_data.h"

namespace mash::people {

namespace {

constexpr int k_most_days = 3660;
constexpr int k_most_months = 120;
constexpr std::array<std::string_view, 6> k_members = {
    "title", "version", "sources", "window", "boundary_day_counts", "states_left_out"};
constexpr std::array<std::string_view, 2> k_window = {"amount", "unit"};

Result<void> only(const json::Value& v, std::span<const std::string_view> known,
                  const std::string& at) {
  const auto* members = v.as_object();
  if (members == nullptr) return invalid(at.empty() ? "rule" : at, "Give an object");
  for (const auto& [name, value] : *members) {
    if (std::ranges::find(known, name) == known.end()) {
      return invalid((at.empty() ? "" : at + ".") + name, "There is no such member");
    }
  }
  return {};
}

Result<void> read_window(const json::Value& window, RepeatRule& out) {
  MASH_TRY_DO(only(window, k_window, "window"));
  const std::string unit = window.text("unit");
  if (unit != "DAYS" && unit != "MONTHS") return invalid("window.unit", "Give DAYS or MONTHS");
  out.unit = unit == "DAYS" ? RepeatRule::Unit::days : RepeatRule::Unit::months;
  const int most = out.unit == RepeatRule::Unit::days ? k_most_days : k_most_months;
  const auto amount = window.number("amount");
  if (amount < 1 || amount > most) {
    return invalid("window.amount", "Give a whole number from 1 to " + std::to_string(most));
  }
  out.amount = static_cast<int>(amount);
  return {};
}

Result<void> read_states(const json::Value& list, RepeatRule& out) {
  const auto* codes = list.as_array();
  if (codes == nullptr) return invalid("states_left_out", "Give a list; empty: every case counts");
  for (std::size_t i = 0; i < codes->size(); ++i) {
    const std::string at = "states_left_out[" + std::to_string(i) + "]";
    const auto* code = (*codes)[i].as_string();
    MASH_TRY(const auto state,
             model::parse<model::NotificationState>(code == nullptr ? "" : *code, at));
    out.left_out.insert(state);
  }
  return {};
}

LocalDate months_before(LocalDate day, int months) {
  const int all = day.year * 12 + day.month - 1 - months;
  for (int d = day.day;; --d) {
    if (const auto found = LocalDate::of(all / 12, all % 12 + 1, d)) return *found;
  }
}

}  // namespace

Result<RepeatRule> parse_repeat_rule(std::string_view text) {
  MASH_TRY(const json::Value file, json::parse(text));
  MASH_TRY_DO(only(file, k_members, ""));
  RepeatRule out{.version = static_cast<int>(file.number("version"))};
  if (out.version < 1) return invalid("version", "Give the version, 1 or more");
  if (file.text("sources").empty()) return invalid("sources", "Say where the values come from");
  MASH_TRY_DO(read_window(file["window"], out));
  const auto* counts = file["boundary_day_counts"].as_bool();
  if (counts == nullptr) return invalid("boundary_day_counts", "Give true or false");
  out.boundary_day_counts = *counts;
  MASH_TRY_DO(read_states(file["states_left_out"], out));
  return out;
}

const RepeatRule& built_in_repeat_rule() {
  static const RepeatRule rule = [] {
    auto parsed = parse_repeat_rule(repeats_data());
    if (!parsed) {
      throw std::logic_error("data/repeats.json: " + parsed.error().faults.front().field);
    }
    return *std::move(parsed);
  }();
  return rule;
}

LocalDate counts_from(const RepeatRule& rule, LocalDate received) {
  const LocalDate boundary = rule.unit == RepeatRule::Unit::days
                                 ? received.plus_days(-rule.amount)
                                 : months_before(received, rule.amount);
  return rule.boundary_day_counts ? boundary : boundary.plus_days(1);
}

}  // namespace mash::people
