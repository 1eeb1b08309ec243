// SPDX-License-Identifier: MIT
#include "mash/glass/glass_policy.h"

#include <algorithm>
#include <array>
#include <stdexcept>

#include "glass_data.h"
#include "mash/json/value.h"

namespace mash::glass {

namespace {

constexpr auto k_members = std::to_array<std::string_view>(
    {"title", "version", "sources", "read_minutes", "review_hours", "remind_hours"});
constexpr std::int64_t k_most_versions = 1'000'000;
constexpr std::int64_t k_longest_read_minutes = 3 * 60;
constexpr std::int64_t k_longest_review_hours = 7 * 24;

static_assert(Duration::minutes(k_longest_read_minutes) == k_longest_read);

Result<std::int64_t> whole(const json::Value& file, const char* name, std::int64_t most) {
  const auto* number = file[name].as_int();
  if (number == nullptr || *number < 1 || *number > most) {
    return invalid(name, "Give a whole number from 1 to " + std::to_string(most));
  }
  return *number;
}

}  // namespace

Result<GlassPolicy> parse_glass_policy(std::string_view text) {
  MASH_TRY(const json::Value file, json::parse(text));
  const auto* members = file.as_object();
  if (members == nullptr) return invalid("policy", "Give an object");
  for (const auto& [name, value] : *members) {
    if (std::ranges::find(k_members, name) == k_members.end()) {
      return invalid("policy", "There is a member that this version does not know. Take it out");
    }
  }
  GlassPolicy out;
  MASH_TRY(const auto version, whole(file, "version", k_most_versions));
  if (file.text("sources").empty()) return invalid("sources", "Say where the values come from");
  MASH_TRY(const auto read, whole(file, "read_minutes", k_longest_read_minutes));
  MASH_TRY(const auto review, whole(file, "review_hours", k_longest_review_hours));
  MASH_TRY(const auto remind, whole(file, "remind_hours", k_longest_review_hours));
  out.version = static_cast<int>(version);
  out.read = Duration::minutes(read);
  out.review = Duration::hours(review);
  out.remind_again = Duration::hours(remind);
  return out;
}

const GlassPolicy& built_in_glass_policy() {
  static const GlassPolicy policy = [] {
    auto parsed = parse_glass_policy(glass_data());
    if (!parsed) throw std::runtime_error("data/glass.json: " + parsed.error().message);
    return *std::move(parsed);
  }();
  return policy;
}

}  // namespace mash::glass
