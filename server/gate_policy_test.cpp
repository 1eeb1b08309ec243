// SPDX-License-Identifier: MIT
// Goal: the gate starts with no policy but a whole one, and a fault is named with its member.
#include "gate_policy.h"

#include <gtest/gtest.h>

#include "folder.h"
#include "mash/support/test_app.h"

namespace mash::server {
namespace {

json::Value sound() {
  return *json::parse(R"({"id": "own",
    "form": {"starts": 3, "answers": 40, "minutes": 5, "ipv4_bits": 24, "ipv6_bits": 48},
    "files": {"kilobytes": 2000, "minutes": 10, "ipv4_bits": 32, "ipv6_bits": 56,
              "room_megabytes": 3},
    "sign_in": {"tries": 5, "minutes": 5, "ipv4_bits": 32, "ipv6_bits": 56},
    "machine": {"requests": 9, "stranger_requests": 4, "minutes": 5, "ipv4_bits": 32,
                "ipv6_bits": 56},
    "keep": {"receipt_days": 30, "answered_product_days": 7, "product_days": 60,
             "delivery_days": 60, "act_hours": 24, "answer_hours": 24},
    "products": {"signed_before_shown": true}})");
}

std::string fault_of(const json::Value& policy) {
  const auto read = parse_gate_policy(policy);
  return read ? "" : read.error().faults.front().field;
}

json::Value with(const char* group, const char* name, json::Value value) {
  json::Value policy = sound();
  json::Value changed = policy[group];
  changed.set(name, std::move(value));
  policy.set(group, std::move(changed));
  return policy;
}

TEST(GatePolicy, what_comes_with_the_product_is_sound) {
  Settings settings;
  const auto standard = load_gate_policy(settings);
  ASSERT_TRUE(standard);
  EXPECT_EQ(standard->id, "standard");
  settings.demo = true;
  const auto demonstration = load_gate_policy(settings);
  ASSERT_TRUE(demonstration);
  EXPECT_GT(demonstration->form.starts, standard->form.starts);
  EXPECT_EQ(demonstration->receipt_days, standard->receipt_days);
}

TEST(GatePolicy, the_configuration_may_have_its_own) {
  const support::TempFolder folder;
  Settings settings;
  settings.demo = true;
  settings.config = folder.path() + "/config.json";
  EXPECT_EQ(load_gate_policy(settings).error().faults.front().field, "config");
  write_file(settings.config, "{}");
  EXPECT_EQ(load_gate_policy(settings)->id, "demonstration");
  write_file(settings.config, json::encode(json::Object{{"gate_policy", sound()}}));
  const auto own = load_gate_policy(settings);
  ASSERT_TRUE(own);
  EXPECT_EQ(own->id, "own");
  EXPECT_EQ(own->form.bits.ipv4, 24);
  EXPECT_EQ(own->form.files.count, 2000);
  EXPECT_EQ(own->file_room, 3 << 20);
  EXPECT_EQ(own->products.answered_days, 7);
  EXPECT_EQ(own->machine.requests, 9);
  EXPECT_EQ(own->machine.strangers.count, 4);
}

TEST(GatePolicy, a_fault_is_named) {
  EXPECT_EQ(fault_of(sound()), "");
  EXPECT_EQ(fault_of(json::Object{}), "gate_policy.id");
  EXPECT_EQ(fault_of(with("form", "starts", 0)), "gate_policy.form.starts");
  EXPECT_EQ(fault_of(with("form", "starts", "3")), "gate_policy.form.starts");
  EXPECT_EQ(fault_of(with("form", "ipv4_bits", 33)), "gate_policy.form.ipv4_bits");
  EXPECT_EQ(fault_of(with("files", "kilobytes", 0)), "gate_policy.files.kilobytes");
  EXPECT_EQ(fault_of(with("files", "room_megabytes", 0)), "gate_policy.files.room_megabytes");
  EXPECT_EQ(fault_of(with("form", "startz", 3)), "gate_policy.form.startz");
  EXPECT_EQ(fault_of(with("keep", "delivery_days", 59)), "gate_policy.keep.delivery_days");
  EXPECT_EQ(fault_of(with("sign_in", "tries", 4)), "gate_policy.sign_in.tries");
  EXPECT_EQ(fault_of(with("sign_in", "ipv6_bits", 129)), "gate_policy.sign_in.ipv6_bits");
  EXPECT_EQ(fault_of(with("keep", "act_hours", 12)), "gate_policy.keep.act_hours");
  EXPECT_EQ(fault_of(with("keep", "answer_hours", 23)), "gate_policy.keep.answer_hours");
  EXPECT_EQ(fault_of(with("products", "signed_before_shown", 1)),
            "gate_policy.products.signed_before_shown");
  EXPECT_EQ(fault_of(with("machine", "requests", 0)), "gate_policy.machine.requests");
  json::Value policy = sound();
  policy.set("other", 1);
  EXPECT_EQ(fault_of(policy), "gate_policy.other");
  policy = sound();
  policy.set("keep", json::Value{});
  EXPECT_EQ(fault_of(policy), "gate_policy.keep.receipt_days");
}

}  // namespace
}  // namespace mash::server
