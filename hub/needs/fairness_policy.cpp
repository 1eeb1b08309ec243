// SPDX-License-Identifier: MIT
#include "mash/needs/fairness_policy.h"

#include <algorithm>
#include <array>
#include <stdexcept>
#include <string>
#include <utility>

#include "fairness_data.h"
#include "mash/json/value.h"

namespace mash::needs {

namespace {

constexpr std::int64_t k_most = 1000;

}  // namespace

Result<FairnessPolicy> parse_fairness_policy(std::string_view text) {
  MASH_TRY(const json::Value file, json::parse(text));
  const auto* members = file.as_object();
  if (members == nullptr) return invalid("", "Give an object");
  FairnessPolicy out;
  const std::array<std::pair<const char*, int*>, 6> numbers{
      {{"version", &out.version},
       {"looks", &out.looks},
       {"later_months", &out.later_months},
       {"least_children", &out.least_children},
       {"largest_unknown_percent", &out.largest_unknown_percent},
       {"ratio_tenths", &out.ratio_tenths}}};
  constexpr std::array k_words{"title",        "sources",        "looks_source", "later_source",
                               "least_source", "unknown_source", "ratio_source"};
  for (const auto& [name, to] : numbers) {
    const auto* number = file[name].as_int();
    if (number == nullptr || *number < 1 || *number > k_most) {
      return invalid(name, "Give a whole number from 1 to " + std::to_string(k_most));
    }
    *to = static_cast<int>(*number);
  }
  for (const auto* name : k_words) {
    if (file.text(name).empty()) return invalid(name, "Give words");
  }
  for (const auto& [name, value] : *members) {
    const auto is = [&](const auto& known) { return name == known; };
    if (std::ranges::any_of(k_words, is) ||
        std::ranges::any_of(numbers, [&](const auto& one) { return is(one.first); })) {
      continue;
    }
    return invalid(name, "There is a member that this version does not know. Take it out");
  }
  return out;
}

const FairnessPolicy& built_in_fairness_policy() {
  static const FairnessPolicy policy = [] {
    auto parsed = parse_fairness_policy(fairness_data());
    if (!parsed) throw std::runtime_error("data/fairness.json: " + parsed.error().message);
    return *std::move(parsed);
  }();
  return policy;
}

}  // namespace mash::needs
