// SPDX-License-Identifier: MIT
// Goal: what an agency's own system sends to the gate reaches the hub's people as what anybody
// tells does: once, with its clock, and at once where a child is in danger (A20, A21, H01).
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "mash/cases/cases.h"
#include "mash/world/world.h"

namespace mash::world {
namespace {

using testing::HasSubstr;

class MachineWorld : public testing::TestWithParam<db::Engine> {
 protected:
  support::Answer send(const std::string& method, const std::string& path,
                       const std::string& body = "") {
    Visitor& system = world_.passer_by("the police's system");
    http::Request r = system.request(method, path);
    r.headers.emplace_back("authorization", "Bearer " + token_);
    if (method == "POST") {
      r.headers.emplace_back("content-type", "application/json");
      r.headers.emplace_back("idempotency-key", "\"ref-1\"");
      r.body = body;
    }
    return system.send(std::move(r));
  }
  std::vector<CaseId> cases() {
    std::vector<CaseId> out;
    world_.hub_room().database.read([&](db::Transaction& tx) {
      for (const auto& row : tx.query("select id from case_file")) out.push_back(row.id<CaseId>(0));
    });
    return out;
  }

  World world_{{.engine = GetParam()}};
  std::string token_ = world_.gate_token("police");
};

TEST_P(MachineWorld, H01_what_the_police_send_is_a_provisional_red_from_the_gates_receipt) {
  const std::string body = R"({"danger":"yes",
    "children":[{"given_name":"Amara","surname":"Okafor"},{"given_name":"Tobi"}],
    "narrative":"Found alone in the street.","informed":"unknown",
    "referrer":{"name":"Iris Vale","role":"Sergeant","phone":"020 7946 0155"}})";
  world_.at("the police tell", 5);
  const auto told_at = world_.now();
  const auto first = send("POST", "/api/v1/notifications", body);
  ASSERT_EQ(first.status, 201) << first.body;
  world_.at("their network failed, and they send it again", 6);
  EXPECT_EQ(send("POST", "/api/v1/notifications", body).body, first.body);
  world_.at("the hub collects", 9);
  EXPECT_EQ(world_.door(), 2) << "one notification, and the receiving team hears of the Red";
  world_.at("it is sent once more", 10);
  EXPECT_EQ(send("POST", "/api/v1/notifications", body).body, first.body);
  EXPECT_EQ(send("GET", first.location).json().text("state"), "collected");
  world_.at("the hub looks again", 11);
  world_.door();

  const auto all = cases();
  ASSERT_EQ(all.size(), 1U);
  world_.hub_room().database.read([&](db::Transaction& tx) {
    const auto head = cases::find_case(tx, all.front());
    EXPECT_EQ(head->rating, model::Rating::provisional_red);
    EXPECT_TRUE(head->urgent);
    EXPECT_EQ(head->received_at, told_at);
  });
  world_.at("an officer reads", 12);
  const auto page = world_.hub("u02").page("/case/" + all.front().text() + "/notification");
  for (const char* words :
       {"Barnfield Borough Police", "Iris Vale", "Found alone in the street", "Amara", "Tobi"}) {
    EXPECT_THAT(page.body, HasSubstr(words));
  }
}

INSTANTIATE_TEST_SUITE_P(Engines, MachineWorld,
                         testing::Values(db::Engine::sqlite, db::Engine::postgres),
                         [](const auto& info) { return engine_name(info.param); });

}  // namespace
}  // namespace mash::world
