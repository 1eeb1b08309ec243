// SPDX-License-Identifier: MIT
#include <algorithm>
#include <array>
#include <stdexcept>

#include "mash/disclosure/standing.h"
#include "mash/json/value.h"
#include "standing_data.h"

namespace mash::disclosure {

namespace {

constexpr auto k_members =
    std::to_array<std::string_view>({"title", "version", "sources", "most_days"});
constexpr std::int64_t k_most_versions = 1'000'000;
constexpr std::int64_t k_twelve_months = 366;

Result<int> whole(const json::Value& file, const char* name, std::int64_t most) {
  const auto* number = file[name].as_int();
  if (number == nullptr || *number < 1 || *number > most) {
    return invalid(name, "Give a whole number from 1 to " + std::to_string(most));
  }
  return static_cast<int>(*number);
}

}  // namespace

Result<StandingPolicy> parse_standing_policy(std::string_view text) {
  MASH_TRY(const json::Value file, json::parse(text));
  const auto* members = file.as_object();
  if (members == nullptr) return invalid("policy", "Give an object");
  for (const auto& [name, value] : *members) {
    if (std::ranges::find(k_members, name) == k_members.end()) {
      return invalid("policy", "There is a member that this version does not know. Take it out");
    }
  }
  if (file.text("sources").empty()) return invalid("sources", "Say where the values come from");
  StandingPolicy out;
  MASH_TRY(out.version, whole(file, "version", k_most_versions));
  MASH_TRY(out.most_days, whole(file, "most_days", k_twelve_months));
  return out;
}

const StandingPolicy& built_in_standing_policy() {
  static const StandingPolicy policy = [] {
    auto parsed = parse_standing_policy(standing_data());
    if (!parsed) throw std::runtime_error("data/standing_releases.json: " + parsed.error().message);
    return *std::move(parsed);
  }();
  return policy;
}

}  // namespace mash::disclosure
