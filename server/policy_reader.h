// SPDX-License-Identifier: MIT
// Reads a policy of numbers out of JSON, as data/gate_policies.json and data/hub_policies.json hold
// them: strict, each fault named with its member.
#pragma once

#include <map>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "mash/json/value.h"
#include "mash/pipeline/network_share.h"
#include "settings.h"

namespace mash::server {

class PolicyReader {
 public:
  // `name` stands in front of each fault: "gate_policy".
  PolicyReader(const json::Value& policy, std::string name);
  [[nodiscard]] std::string id();
  [[nodiscard]] int number(const std::string& group, const std::string& member, int lowest,
                           int highest);
  [[nodiscard]] bool flag(const std::string& group, const std::string& member);
  // {count_member, "minutes", "ipv4_bits", "ipv6_bits"} of one group.
  [[nodiscard]] pipeline::Share share(const std::string& group, const std::string& count_member);
  // The group "sign_in". A share comes back within a minute, as the page says that tells to wait.
  [[nodiscard]] pipeline::Share sign_in();
  void fault(const std::string& member, std::string message);
  // Members that nobody asked for are faults too.
  Result<void> finish();

 private:
  const json::Value& policy_;
  std::string name_;
  std::map<std::string, std::set<std::string>> asked_;
  std::vector<Fault> faults_;
};

// Member `name` of the configuration; else, of the policies `carried` with the product, that named
// "demonstration" with --demo, where all come from one address, and else "standard". invalid_input:
// there is no such configuration.
Result<json::Value> find_policy(const Settings& settings, const std::string& name,
                                std::string_view carried);

// For how long an act that was sent is known again, so that it is not done twice: longer than any
// session lasts, within which a browser might send it again.
inline constexpr int k_fewest_act_hours = 13;

}  // namespace mash::server
