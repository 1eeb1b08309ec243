// SPDX-License-Identifier: MIT
#include "mash/pace/pace_policy.h"

#include <algorithm>
#include <array>
#include <stdexcept>

#include "mash/json/value.h"
#include "mash/policy/policy.h"
#include "pace_data.h"

namespace mash::pace {

namespace {

constexpr auto k_members =
    std::to_array<std::string_view>({"title", "version", "sources", "window_minutes", "limits"});
constexpr auto k_limit = std::to_array<std::string_view>({"role", "cases", "stops", "source"});
constexpr std::int64_t k_most_versions = 1'000'000;
constexpr std::int64_t k_longest_minutes = 24 * 60;
constexpr std::int64_t k_most_cases = 10'000;

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

Result<std::int64_t> whole(const json::Value& v, const char* name, const std::string& at,
                           std::int64_t most) {
  const auto* number = v[name].as_int();
  if (number == nullptr || *number < 1 || *number > most) {
    return invalid(at + name, "Give a whole number from 1 to " + std::to_string(most));
  }
  return *number;
}

bool reads_cases(policy::Role role) {
  return policy::is_grant(policy::decide(policy::Side::hub, role, false, policy::Action::read_case,
                                         {.case_member = true}));
}

Result<void> read_limit(const json::Value& v, const std::string& at, PacePolicy& out) {
  MASH_TRY_DO(only(v, k_limit, at));
  const std::string role = v.text("role");
  if (role.empty() || out.limits.contains(role)) {
    return invalid(at + ".role", "Name each role once");
  }
  MASH_TRY(const auto cases, whole(v, "cases", at + ".", k_most_cases));
  const auto* stops = v["stops"].as_bool();
  if (stops == nullptr) return invalid(at + ".stops", "Say true or false");
  if (*stops && role == policy::name_of(policy::Role::emergency_duty)) {
    return invalid(at + ".stops", "The duty team is never stopped. Say false");
  }
  if (v.text("source").empty()) return invalid(at + ".source", "Name the source");
  out.limits[role] = {.cases = static_cast<int>(cases), .stops = *stops};
  return {};
}

}  // namespace

Result<PacePolicy> parse_pace_policy(std::string_view text) {
  MASH_TRY(const json::Value file, json::parse(text));
  MASH_TRY_DO(only(file, k_members, "policy"));
  PacePolicy out;
  MASH_TRY(const auto version, whole(file, "version", "", k_most_versions));
  MASH_TRY(const auto minutes, whole(file, "window_minutes", "", k_longest_minutes));
  if (file.text("sources").empty()) return invalid("sources", "Say where the values come from");
  out.version = static_cast<int>(version);
  out.window = Duration::minutes(minutes);
  const auto* limits = file["limits"].as_array();
  if (limits == nullptr) return invalid("limits", "Give a list");
  for (std::size_t i = 0; i < limits->size(); ++i) {
    MASH_TRY_DO(read_limit((*limits)[i], "limits[" + std::to_string(i) + "]", out));
  }
  std::size_t known = 0;
  for (int i = 0; i < policy::k_roles; ++i) {
    const auto role = static_cast<policy::Role>(i);
    if (!reads_cases(role)) continue;
    ++known;
    if (!out.limits.contains(policy::name_of(role))) {
      return invalid("limits", "Give each role that reads cases a limit");
    }
  }
  if (known != out.limits.size()) {
    return invalid("limits", "Take out what is no role that reads cases");
  }
  return out;
}

const PacePolicy& built_in_pace_policy() {
  static const PacePolicy policy = [] {
    auto parsed = parse_pace_policy(pace_data());
    if (!parsed) throw std::runtime_error("data/pace.json: " + parsed.error().message);
    return *std::move(parsed);
  }();
  return policy;
}

}  // namespace mash::pace
