// SPDX-License-Identifier: MIT
// Passkeys of people of both rooms, with authenticators in software that are the same in each
// world.
#include <stdexcept>

#include "mash/passkey/base64url.h"
#include "mash/support/software_passkey.h"
#include "mash/world/journey.h"

namespace mash::world {

namespace {

// What the script of the page sends: the page as JSON has the same question.
void add_passkey(Visitor& who, const std::string& seed) {
  auto device = support::SoftwarePasskey::from_seed(seed);
  who.page("/passkeys");
  Form form = who.form("/passkeys");
  const json::Value page = who.get("/passkeys").json();
  const json::Value options = *json::parse(page.text("options"));
  const auto made =
      device.make({.expected = {.rp_id = options.text("rp"),
                                .origin = page.text("origin"),
                                .challenge = *passkey::from_base64url(options.text("challenge"))}});
  form.set("name", seed).set("asked", page.text("asked"));
  form.set("client_data", passkey::base64url(made.client_data_json));
  form.set("attestation", passkey::base64url(made.attestation_object));
  must(who, form);
}

json::Value passkey_called(Visitor& who, const std::string& name) {
  const json::Value page = who.get("/passkeys").json();
  for (const auto& one : *page["passkeys"].as_array()) {
    if (one.text("name") == name) return one;
  }
  throw std::runtime_error(who.name() + " has no passkey called " + name);
}

void remove_passkey(Visitor& who, const std::string& name) {
  const std::string id = passkey_called(who, name).text("id");
  who.page("/passkeys");
  must(who, who.form("/passkeys/" + id + "/remove"));
}

}  // namespace

void Journey::passkeys_are_kept() {
  world_.at("a police supervisor adds passkeys", world_.minute() + 1);
  Visitor& holder = world_.hub("u08");
  add_passkey(holder, "lost");
  add_passkey(holder, "kept");
  add_passkey(holder, "unwanted");
  remove_passkey(holder, "unwanted");
  const std::string lost = passkey_called(holder, "lost").text("id");
  const std::string kept = passkey_called(holder, "kept").text("id");
  const std::string code = passkey_called(holder, "kept").text("code");
  world_.at("the deputy answers for one of them", world_.minute() + 1);
  Visitor& deputy = world_.hub("u31");
  deputy.page("/passkeys/colleagues");
  deputy.page("/passkeys/" + kept + "/confirm");
  must(deputy, deputy.form("/passkeys/" + kept + "/confirm").set("code", code));
  deputy.page("/passkeys/colleagues");
  must(deputy, deputy.form("/passkeys/" + lost + "/take-away"));
  world_.at("a recipient has passkeys too", world_.minute() + 1);
  Visitor& recipient = world_.gate("r01");
  add_passkey(recipient, "outside");
  add_passkey(recipient, "unwanted outside");
  remove_passkey(recipient, "unwanted outside");
}

}  // namespace mash::world
