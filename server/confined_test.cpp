// SPDX-License-Identifier: MIT
// Goal: each process is left what its settings name and no more.
#include "confined.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "alert_settings.h"
#include "folder.h"
#include "mash/support/test_app.h"

namespace mash::server {
namespace {

using ::testing::AllOf;
using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::IsSupersetOf;
using ::testing::Not;
using ::testing::UnorderedElementsAre;

TEST(Confined, what_settings_of_issuers_and_witnesses_name_is_read_and_dialled) {
  const support::TempFolder folder;
  const std::string in = folder.path() + "/";
  write_file(in + "oidc.json", R"({"gate": {"issuers": [
      {"issuer": "https://login.example:8443/police", "key_file": "police.key"},
      {"issuer": "https://health.example/", "ca_file": "authorities.pem"}]}})");
  write_file(in + "witnesses.json", R"({"policy": "partners", "certificates": {}})");
  write_file(in + "partners", "witness a a+00+BA== https://a.example:8446/\nquorum a\n");
  Settings settings;
  settings.data = "place";
  settings.oidc = in + "oidc.json";
  settings.witnesses = in + "witnesses.json";
  const auto gate = gate_room(settings);
  EXPECT_THAT(gate.dials, IsSupersetOf({8443, 443}));
  EXPECT_THAT(gate.dials, Not(Contains(8446))) << "only the hub asks witnesses";
  EXPECT_THAT(gate.reads,
              IsSupersetOf({in + "oidc.json", in + "police.key", in + "authorities.pem"}));
  const auto hub = hub_room(settings);
  EXPECT_THAT(hub.dials, IsSupersetOf({8443, 443, 8446}));
  EXPECT_THAT(hub.reads, IsSupersetOf({in + "witnesses.json", in + "partners"}));
}

TEST(Confined, the_gate_a_witness_and_a_reader_dial_and_start_nothing) {
  Settings settings;
  settings.data = "place";
  settings.config = "hub.json";
  settings.alerts = "alerts.json";
  const auto gate = gate_room(settings);
  EXPECT_THAT(gate.owns, ElementsAre("place/gate", "/dev/null"));
  EXPECT_THAT(gate.reads, IsSupersetOf({"place/public", "hub.json"}));
  EXPECT_THAT(gate.reads, AllOf(Not(Contains("/etc")), Not(Contains("alerts.json"))));
  EXPECT_THAT(gate.dials, IsEmpty());
  EXPECT_THAT(gate.starts, IsEmpty());
  const auto reader = log_reader_room({.log = "hub/log", .data = "reader"});
  EXPECT_THAT(reader.owns, ElementsAre("reader"));
  EXPECT_THAT(reader.reads, Contains("hub/log"));
  EXPECT_THAT(reader.dials, IsEmpty());
  EXPECT_THAT(reader.starts, IsEmpty());
  const auto witness = witness_room({.data = "seen", .policy = "logs.policy"});
  EXPECT_THAT(witness.owns, ElementsAre("seen"));
  EXPECT_THAT(witness.reads, Contains("logs.policy"));
  EXPECT_THAT(witness.dials, IsEmpty());
  EXPECT_THAT(witness.starts, IsEmpty());
}

TEST(Confined, the_hub_dials_the_door_and_starts_what_draws) {
  Settings settings;
  settings.data = "place";
  settings.door_port = 4711;
  const auto hub = hub_room(settings);
  EXPECT_THAT(hub.owns, ElementsAre("place/hub", "/dev/null"));
  EXPECT_THAT(hub.dials, UnorderedElementsAre(53, 4711));
  EXPECT_THAT(hub.starts,
              ElementsAre("/proc/self/exe", "/lib64/ld-linux-x86-64.so.2", "/usr/bin/pdftoppm"));
}

TEST(Confined, alerts_bring_their_ports_and_files) {
  const support::TempFolder folder;
  const Path place = folder.path();
  const Path file = place / "alerts.json";
  write_file(file, R"({"smtp": {"server": "mail", "port": 587, "password_file": "word"},
      "notify": {"address": "https://notify.example/v2", "secret_file": "/run/secret",
                 "ca_file": "ca.pem"}})");
  Settings settings;
  settings.data = "place";
  settings.alerts = file;
  const auto needs = needs_of_alerts(settings);
  EXPECT_THAT(needs.ports, ElementsAre(587, 443));
  EXPECT_THAT(needs.files, ElementsAre(file, place / "word", "/run/secret", place / "ca.pem"));
  EXPECT_THAT(hub_room(settings).dials, IsSupersetOf({587, 443}));
  EXPECT_THAT(hub_room(settings).reads, IsSupersetOf(needs.files));
  write_file(file, R"({"notify": {"address": "http://127.0.0.1:8099"}})");
  EXPECT_THAT(needs_of_alerts(settings).ports, ElementsAre(8099));
}

TEST(Confined, a_database_brings_its_ports_and_files) {
  const auto room = [](const std::string& address) {
    confine::Room out;
    add_database(out, address);
    return out;
  };
  EXPECT_THAT(room("").dials, IsEmpty());
  EXPECT_THAT(room("").reads, IsEmpty());
  EXPECT_THAT(room("postgres://db/hub").dials, UnorderedElementsAre(53, 5432));
  EXPECT_THAT(room("postgresql://user:pass%40word@db:6543/hub").dials, Contains(6543));
  EXPECT_THAT(room("postgres://a:6001,[2001:db8::1]:6002/hub?port=6003").dials,
              IsSupersetOf({6001, 6002, 6003}));
  EXPECT_THAT(room("postgres://db/hub?sslmode=verify-full&sslrootcert=%2Fsrv%2Fca.pem").reads,
              IsSupersetOf({"/etc", "/srv/ca.pem"}));
}

}  // namespace
}  // namespace mash::server
