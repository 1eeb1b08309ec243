// SPDX-License-Identifier: MIT
#include "mash/pointer/policy.h"

#include <algorithm>
#include <array>
#include <set>
#include <stdexcept>

#include "mash/json/value.h"
#include "pointer_policy_data.h"

namespace mash::pointer {

namespace {

constexpr auto k_numbers =
    std::to_array<std::string_view>({"batch", "ask_bits", "known_bits", "user_a_day", "hub_a_day",
                                     "epoch_days", "list_minutes", "list_round"});
constexpr auto k_others =
    std::to_array<std::string_view>({"title", "version", "sources", "reasons"});
constexpr std::int64_t k_most = 1'000'000;
constexpr std::int64_t k_most_batch = 256;

bool is_in(std::string_view name, std::span<const std::string_view> names) {
  return std::ranges::find(names, name) != names.end();
}

Result<std::int64_t> whole(const json::Value& value, std::string_view name) {
  const auto* number = value.as_int();
  if (number == nullptr || *number < 1 || *number > k_most) {
    return invalid(std::string(name), "Give a whole number from 1 to 1,000,000");
  }
  return *number;
}

Result<std::int64_t> sourced(const json::Value& file, std::string_view name) {
  const json::Value& member = file[name];
  const auto* object = member.as_object();
  if (object == nullptr || object->size() != 2 || member.text("source").empty()) {
    return invalid(std::string(name), "Give an object of a value and its source");
  }
  return whole(member["value"], name);
}

bool is_code(std::string_view text) {
  return !text.empty() && text.size() <= 20 &&
         std::ranges::all_of(text, [](char c) { return (c >= 'a' && c <= 'z') || c == '-'; });
}

Result<std::vector<Reason>> reasons_of(const json::Value& list) {
  const auto* items = list.as_array();
  if (items == nullptr || items->empty()) return invalid("reasons", "Give at least one");
  std::vector<Reason> out;
  std::set<std::string> seen;
  for (const auto& item : *items) {
    const auto* object = item.as_object();
    const Reason reason{.code = item.text("code"), .words = item.text("words")};
    if (object == nullptr || object->size() != 2 || !is_code(reason.code) || reason.words.empty() ||
        !seen.insert(reason.code).second) {
      return invalid("reasons", "Give each a code of its own (a-z, '-', at most 20) and words");
    }
    out.push_back(reason);
  }
  return out;
}

}  // namespace

const Reason* Policy::reason(std::string_view code) const {
  const auto found = std::ranges::find(reasons, code, &Reason::code);
  return found == reasons.end() ? nullptr : &*found;
}

Result<Policy> parse_policy(std::string_view text) {
  MASH_TRY(const json::Value file, json::parse(text));
  const auto* members = file.as_object();
  if (members == nullptr) return invalid("policy", "Give an object");
  for (const auto& [name, value] : *members) {
    if (!is_in(name, k_numbers) && !is_in(name, k_others)) {
      return invalid("policy", "There is a member that this version does not know. Take it out");
    }
  }
  if (file.text("sources").empty()) return invalid("sources", "Say where the values come from");
  Policy out;
  MASH_TRY(out.version, whole(file["version"], "version"));
  MASH_TRY(const auto batch, sourced(file, "batch"));
  if (batch > k_most_batch) return invalid("batch", "Give a whole number from 1 to 256");
  MASH_TRY(const auto ask, sourced(file, "ask_bits"));
  MASH_TRY(const auto known, sourced(file, "known_bits"));
  if (known <= ask) return invalid("known_bits", "Give more than ask_bits");
  MASH_TRY(out.user_a_day, sourced(file, "user_a_day"));
  MASH_TRY(out.hub_a_day, sourced(file, "hub_a_day"));
  MASH_TRY(out.epoch_days, sourced(file, "epoch_days"));
  MASH_TRY(out.list_minutes, sourced(file, "list_minutes"));
  MASH_TRY(const auto round, sourced(file, "list_round"));
  MASH_TRY(out.reasons, reasons_of(file["reasons"]));
  out.batch = static_cast<std::size_t>(batch);
  out.ask_bits = static_cast<double>(ask);
  out.known_bits = static_cast<double>(known);
  out.list_round = static_cast<std::size_t>(round);
  return out;
}

const Policy& built_in_policy() {
  static const Policy policy = [] {
    auto parsed = parse_policy(pointer_policy_data());
    if (!parsed) throw std::runtime_error("data/pointer_policy.json: " + parsed.error().message);
    return *std::move(parsed);
  }();
  return policy;
}

}  // namespace mash::pointer
