// SPDX-License-Identifier: MIT
#include "hub_policy.h"

#include "embedded.h"
#include "policy_reader.h"

namespace mash::server {

namespace {
constexpr const char* k_name = "hub_policy";
constexpr int k_year_of_hours = 366 * 24;
constexpr int k_year_of_days = 366;
constexpr int k_most_requests = 1'000'000;
constexpr int k_longest_wall_hours = 24;  // nobody forgets one for longer than a day
constexpr int k_hour_of_seconds = 60 * 60;
constexpr int k_day_of_minutes = 24 * 60;
constexpr int k_week_of_hours = 7 * 24;
constexpr int k_largest_padding = 65536;

WitnessRules witnessing_of(PolicyReader& in) {
  const auto number = [&in](const char* member, int highest) {
    return in.number("witnessing", member, 1, highest);
  };
  return {.every = Duration::seconds(number("every_seconds", k_hour_of_seconds)),
          .padded_after = Duration::minutes(number("padded_after_minutes", k_day_of_minutes)),
          .alarm_after = Duration::minutes(number("alarm_after_minutes", k_day_of_minutes)),
          .pause_after = Duration::hours(number("pause_after_hours", k_week_of_hours)),
          .multiple_of = static_cast<std::uint64_t>(number("multiple_of", k_largest_padding))};
}
}  // namespace

Result<HubPolicy> parse_hub_policy(const json::Value& policy) {
  PolicyReader in(policy, k_name);
  HubPolicy out;
  out.id = in.id();
  out.sign_in = in.sign_in();
  out.act_hours = in.number("keep", "act_hours", k_fewest_act_hours, k_year_of_hours);
  out.unlisted_days = in.number("keep", "unlisted_days", 1, k_year_of_days);
  out.scim.strangers = in.share("scim", "stranger_requests");
  out.scim.requests = in.number("scim", "requests", 1, k_most_requests);
  out.scim.minutes = out.scim.strangers.minutes;
  out.wall_hours = in.number("wall", "hours", 1, k_longest_wall_hours);
  out.witnessing = witnessing_of(in);
  MASH_TRY_DO(in.finish());
  return out;
}

Result<HubPolicy> load_hub_policy(const Settings& settings) {
  MASH_TRY(const json::Value policy, find_policy(settings, k_name, hub_policies()));
  return parse_hub_policy(policy);
}

}  // namespace mash::server
