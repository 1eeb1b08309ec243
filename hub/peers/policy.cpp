// SPDX-License-Identifier: MIT
#include <algorithm>
#include <array>
#include <stdexcept>

#include "mash/peers/peers.h"
#include "peers_data.h"

namespace mash::peers {

namespace {

constexpr int k_most_minutes = 10'080;  // a week
constexpr int k_most_days = 90;

Result<int> minutes(const json::Value& value, const char* name) {
  const auto* number = value.as_int();
  if (number == nullptr || *number < 1 || *number > k_most_minutes) {
    return invalid(name, "Give whole minutes from 1 to 10080");
  }
  return static_cast<int>(*number);
}

}  // namespace

Result<PeersPolicy> parse_peers_policy(std::string_view text) {
  constexpr auto k_members = std::to_array<std::string_view>(
      {"title", "version", "sources", "again_after_minutes", "receipt_within_minutes",
       "account_every_minutes", "passing_kept_days"});
  MASH_TRY(const json::Value file, json::parse(text));
  const auto* members = file.as_object();
  if (members == nullptr) return invalid("policy", "Give an object");
  for (const auto& [name, value] : *members) {
    if (std::ranges::find(k_members, name) == k_members.end()) {
      return invalid("policy", "There is a member that this version does not know. Take it out");
    }
  }
  const auto* version = file["version"].as_int();
  if (version == nullptr || *version < 1) return invalid("version", "Give a whole number from 1");
  if (file.text("sources").empty()) return invalid("sources", "Say where the values come from");
  PeersPolicy out{.version = static_cast<int>(*version)};
  const auto* again = file["again_after_minutes"].as_array();
  if (again == nullptr || again->empty()) {
    return invalid("again_after_minutes", "Give a list of minutes");
  }
  for (const auto& one : *again) {
    MASH_TRY(const int each, minutes(one, "again_after_minutes"));
    out.again_after_minutes.push_back(each);
  }
  MASH_TRY(out.receipt_within_minutes,
           minutes(file["receipt_within_minutes"], "receipt_within_minutes"));
  MASH_TRY(out.account_every_minutes,
           minutes(file["account_every_minutes"], "account_every_minutes"));
  const auto* days = file["passing_kept_days"].as_int();
  if (days == nullptr || *days < 1 || *days > k_most_days) {
    return invalid("passing_kept_days", "Give whole days from 1 to 90");
  }
  out.passing_kept_days = static_cast<int>(*days);
  return out;
}

const PeersPolicy& built_in_peers_policy() {
  static const PeersPolicy policy = [] {
    auto parsed = parse_peers_policy(peers_data());
    if (!parsed) throw std::runtime_error("data/hubs.json: " + parsed.error().message);
    return *std::move(parsed);
  }();
  return policy;
}

}  // namespace mash::peers
