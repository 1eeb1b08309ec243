// SPDX-License-Identifier: MIT
#include "hub_policy.h"

#include "embedded.h"
#include "policy_reader.h"

namespace mash::server {

namespace {
constexpr const char* k_name = "hub_policy";
constexpr int k_year_of_hours = 366 * 24;
constexpr int k_longest_wall_hours = 24;  // nobody forgets one for longer than a day
}  // namespace

Result<HubPolicy> parse_hub_policy(const json::Value& policy) {
  PolicyReader in(policy, k_name);
  HubPolicy out;
  out.id = in.id();
  out.sign_in = in.sign_in();
  out.act_hours = in.number("keep", "act_hours", k_fewest_act_hours, k_year_of_hours);
  out.wall_hours = in.number("wall", "hours", 1, k_longest_wall_hours);
  MASH_TRY_DO(in.finish());
  return out;
}

Result<HubPolicy> load_hub_policy(const Settings& settings) {
  MASH_TRY(const json::Value policy, find_policy(settings, k_name, hub_policies()));
  return parse_hub_policy(policy);
}

}  // namespace mash::server
