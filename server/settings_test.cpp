// SPDX-License-Identifier: MIT
// Goal: passkeys belong to the address that browsers show, as the operator says it or by default.
#include "settings.h"

#include <gtest/gtest.h>

namespace mash::server {
namespace {

TEST(OriginTest, is_this_machines_own_unless_another_is_chosen) {
  Settings s;
  EXPECT_EQ(hub_origin(s).value(), "https://hub.localhost:8443");
  EXPECT_EQ(gate_origin(s).value(), "https://gate.localhost:8444");
  s.hub_port = 443;
  EXPECT_EQ(hub_origin(s).value(), "https://hub.localhost") << "as browsers show it";
  s.hub_origin = "https://hub.example";
  s.gate_origin = "https://gate.example:8444";
  EXPECT_EQ(hub_origin(s).value(), "https://hub.example");
  EXPECT_EQ(gate_origin(s).value(), "https://gate.example:8444");
}

TEST(OriginTest, a_port_that_is_not_known_beforehand_has_no_passkeys) {
  Settings s;
  s.hub_port = 0;
  EXPECT_EQ(hub_origin(s).value(), "");
}

TEST(OriginTest, what_no_browser_shows_is_refused_by_name) {
  Settings s;
  s.hub_origin = "hub.example";
  s.gate_origin = "https://gate.example/";
  EXPECT_EQ(hub_origin(s).error().faults.front().field, "hub-origin");
  EXPECT_EQ(gate_origin(s).error().faults.front().field, "gate-origin");
}

}  // namespace
}  // namespace mash::server
