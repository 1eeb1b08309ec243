// SPDX-License-Identifier: MIT
#include "policy_reader.h"

#include "folder.h"
#include "mash/base/assert.h"

namespace mash::server {

namespace {
constexpr int k_million = 1'000'000;
}  // namespace

PolicyReader::PolicyReader(const json::Value& policy, std::string name)
    : policy_(policy), name_(std::move(name)) {}

std::string PolicyReader::id() {
  std::string id = policy_.text("id");
  if (id.empty()) fault("id", "must be there");
  return id;
}

int PolicyReader::number(const std::string& group, const std::string& member, int lowest,
                         int highest) {
  asked_[group].insert(member);
  const auto* value = policy_[group][member].as_int();
  if (value != nullptr && *value >= lowest && *value <= highest) return static_cast<int>(*value);
  fault(group + "." + member,
        "must be a whole number from " + std::to_string(lowest) + " to " + std::to_string(highest));
  return lowest;
}

bool PolicyReader::flag(const std::string& group, const std::string& member) {
  asked_[group].insert(member);
  const auto* value = policy_[group][member].as_bool();
  if (value != nullptr) return *value;
  fault(group + "." + member, "must be true or false");
  return false;
}

pipeline::Share PolicyReader::share(const std::string& group, const std::string& count_member) {
  pipeline::Share out;
  out.count = number(group, count_member, 1, k_million);
  out.minutes = number(group, "minutes", 1, 24 * 60);
  out.bits.ipv4 = number(group, "ipv4_bits", 0, 32);
  out.bits.ipv6 = number(group, "ipv6_bits", 0, 128);
  return out;
}

pipeline::Share PolicyReader::sign_in() {
  const pipeline::Share out = share("sign_in", "tries");
  if (out.count < out.minutes) fault("sign_in.tries", "must not be less than minutes");
  return out;
}

void PolicyReader::fault(const std::string& member, std::string message) {
  faults_.push_back({name_ + "." + member, std::move(message)});
}

Result<void> PolicyReader::finish() {
  if (const auto* members = policy_.as_object()) {
    for (const auto& [name, value] : *members) {
      if (name == "id" || name == "notice") continue;
      const auto group = asked_.find(name);
      if (group == asked_.end()) fault(name, "is not known");
      if (group == asked_.end() || value.as_object() == nullptr) continue;
      for (const auto& [member, unused] : *value.as_object()) {
        if (!group->second.contains(member)) fault(name + "." + member, "is not known");
      }
    }
  }
  if (faults_.empty()) return {};
  return Error{ErrorCode::invalid_input, "The policy has faults", std::move(faults_)};
}

Result<json::Value> find_policy(const Settings& settings, const std::string& name,
                                std::string_view carried) {
  if (!settings.config.empty()) {
    const auto file = read_file(settings.config);
    if (!file) return invalid("config", "There is no file " + settings.config);
    MASH_TRY(const json::Value value, json::parse(*file));
    if (!value[name].is_null()) return value[name];
  }
  MASH_TRY(const json::Value file, json::parse(carried));
  for (const json::Value& policy : *file["policies"].as_array()) {
    if (policy.text("id") == (settings.demo ? "demonstration" : "standard")) return policy;
  }
  MASH_ASSERT(false);
}

}  // namespace mash::server
