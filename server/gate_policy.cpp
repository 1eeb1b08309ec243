// SPDX-License-Identifier: MIT
#include "gate_policy.h"

#include <algorithm>
#include <array>

#include "embedded.h"
#include "folder.h"
#include "mash/base/assert.h"

namespace mash::server {

namespace {

struct Number {
  const char* group;
  const char* name;
  int lowest, highest;
  int& place;
};

constexpr int k_year = 366;

auto numbers_of(GatePolicy& p) {
  constexpr int k_million = 1'000'000;
  return std::to_array<Number>(
      {{"form", "starts", 1, k_million, p.form.starts},
       {"form", "answers", 1, k_million, p.form.answers},
       {"form", "minutes", 1, 24 * 60, p.form.minutes},
       {"form", "ipv4_bits", 0, 32, p.form.bits.ipv4},
       {"form", "ipv6_bits", 0, 128, p.form.bits.ipv6},
       {"keep", "receipt_days", 1, 10 * k_year, p.receipt_days},
       {"keep", "answered_product_days", 1, 10 * k_year, p.products.answered_days},
       {"keep", "product_days", 1, 10 * k_year, p.products.unanswered_days},
       {"keep", "delivery_days", 1, 10 * k_year, p.delivery_days}});
}

class Reader {
 public:
  explicit Reader(const json::Value& policy) : policy_(policy) {}

  Result<GatePolicy> run() {
    GatePolicy out;
    out.id = policy_.text("id");
    if (out.id.empty()) fault("id", "must be there");
    known("", policy_, {"id", "notice", "form", "keep"});
    known("form.", policy_["form"], {"starts", "answers", "minutes", "ipv4_bits", "ipv6_bits"});
    known("keep.", policy_["keep"],
          {"receipt_days", "answered_product_days", "product_days", "delivery_days"});
    for (const Number& n : numbers_of(out)) read(n);
    if (faults_.empty() && out.delivery_days < out.products.unanswered_days) {
      // Else a package that is delivered once more would bring back what was taken away.
      fault("keep.delivery_days", "must not be less than product_days");
    }
    if (faults_.empty()) return out;
    return Error{ErrorCode::invalid_input, "The gate's policy has faults", std::move(faults_)};
  }

 private:
  void fault(const std::string& member, std::string message) {
    faults_.push_back({"gate_policy." + member, std::move(message)});
  }
  void known(const std::string& group, const json::Value& object,
             std::initializer_list<std::string_view> names) {
    const auto* members = object.as_object();
    if (members == nullptr) return;
    for (const auto& [name, value] : *members) {
      if (std::ranges::find(names, name) == names.end()) fault(group + name, "is not known");
    }
  }
  void read(const Number& n) {
    const auto* value = policy_[n.group][n.name].as_int();
    if (value == nullptr || *value < n.lowest || *value > n.highest) {
      return fault(std::string(n.group) + "." + n.name, "must be a whole number from " +
                                                            std::to_string(n.lowest) + " to " +
                                                            std::to_string(n.highest));
    }
    n.place = static_cast<int>(*value);
  }

  const json::Value& policy_;
  std::vector<Fault> faults_;
};

}  // namespace

Result<GatePolicy> parse_gate_policy(const json::Value& policy) {
  return Reader(policy).run();
}

Result<GatePolicy> load_gate_policy(const Settings& settings) {
  if (!settings.config.empty()) {
    const auto file = read_file(settings.config);
    if (!file) return invalid("config", "There is no file " + settings.config);
    MASH_TRY(const json::Value value, json::parse(*file));
    if (!value["gate_policy"].is_null()) return parse_gate_policy(value["gate_policy"]);
  }
  MASH_TRY(const json::Value file, json::parse(gate_policies()));
  for (const json::Value& policy : *file["policies"].as_array()) {
    if (policy.text("id") == (settings.demo ? "demonstration" : "standard")) {
      return parse_gate_policy(policy);
    }
  }
  MASH_ASSERT(false);
}

}  // namespace mash::server
