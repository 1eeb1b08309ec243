// SPDX-License-Identifier: MIT
// Passkeys of people of both rooms, with authenticators in software that are the same in each
// world.
#include <stdexcept>

#include "mash/base/base64url.h"
#include "mash/support/software_passkey.h"
#include "mash/world/journey.h"

namespace mash::world {

namespace {

// What the script of the page sends: the page as JSON has the same question.
void add_passkey(Visitor& who, support::SoftwarePasskey& device, const std::string& name) {
  who.page("/passkeys");
  Form form = who.form("/passkeys");
  const json::Value page = who.get("/passkeys").json();
  const json::Value options = *json::parse(page.text("options"));
  const auto made =
      device.make({.expected = {.rp_id = options.text("rp"),
                                .origin = page.text("origin"),
                                .challenge = *from_base64url(options.text("challenge"))}});
  form.set("name", name).set("asked", page.text("asked"));
  form.set("client_data", base64url(made.client_data_json));
  form.set("attestation", base64url(made.attestation_object));
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

support::SoftwarePasskey& Journey::device(const std::string& seed) {
  return devices_.try_emplace(seed, support::SoftwarePasskey::from_seed(seed)).first->second;
}

void Journey::passkey_counts(const std::string& holder, const std::string& colleague) {
  const std::string name = "of " + holder;
  world_.at(holder + " adds a passkey", world_.minute() + 1);
  world_.hub(holder).forget_cookies();  // whoever adds one has just signed in
  add_passkey(world_.hub(holder), device(name), name);
  const json::Value made = passkey_called(world_.hub(holder), name);
  world_.at(colleague + " answers for it", world_.minute() + 1);
  Visitor& deputy = world_.hub(colleague);
  const std::string path = "/passkeys/" + made.text("id") + "/confirm";
  deputy.page("/passkeys/colleagues");
  deputy.page(path);
  must(deputy, deputy.form(path).set("code", made.text("code")));
}

void Journey::sign(const std::string& person, const std::string& path) {
  sign(person, path, path);
}

void Journey::sign(const std::string& person, const std::string& path, const std::string& act) {
  Visitor& who = world_.hub(person);
  who.page(path);
  Form form = who.form(act);
  const json::Value page = who.get(path).json()["form"];
  const json::Value options = *json::parse(page.text("options"));
  const auto answer =
      device("of " + person)
          .sign({.expected = {.rp_id = options.text("rp"),
                              .origin = page.text("origin"),
                              .challenge = *from_base64url(options.text("challenge"))}});
  form.set("step_up", page.text("token"));
  form.set("credential", base64url(answer.credential_id));
  form.set("authenticator_data", base64url(answer.authenticator_data));
  form.set("client_data", base64url(answer.client_data_json));
  form.set("signature", base64url(answer.signature));
  must(who, form);
}

void Journey::owners_sign() {
  for (const auto& [holder, colleague] :
       {std::pair{"u08", "u31"}, {"u10", "u32"}, {"u03", "u30"}}) {
    passkey_counts(holder, colleague);
  }
  for (const char* owner : {"u08", "u10"}) {
    world_.at(std::string(owner) + " signs what leaves", world_.minute() + 1);
    sign(owner, "/releases/" + product_id + "/sign");
  }
}

void Journey::manager_signs(const std::string& once_more) {
  world_.at("the manager signs what was sent" + once_more, world_.minute() + 1);
  sign("u03", "/products/" + product_id + "/sign");
  world_.at("the signatures are delivered" + once_more, world_.minute() + 1);
  world_.door();
}

void Journey::passkeys_are_kept() {
  world_.at("a police supervisor adds passkeys", world_.minute() + 1);
  world_.hub("u08").forget_cookies();
  Visitor& holder = world_.hub("u08");
  add_passkey(holder, device("lost"), "lost");
  add_passkey(holder, device("unwanted"), "unwanted");
  remove_passkey(holder, "unwanted");
  const std::string lost = passkey_called(holder, "lost").text("id");
  world_.at("the deputy takes one away", world_.minute() + 1);
  Visitor& deputy = world_.hub("u31");
  deputy.page("/passkeys/colleagues");
  must(deputy, deputy.form("/passkeys/" + lost + "/take-away"));
  world_.at("a recipient has passkeys too", world_.minute() + 1);
  world_.gate("r01").forget_cookies();
  Visitor& recipient = world_.gate("r01");
  add_passkey(recipient, device("outside"), "outside");
  add_passkey(recipient, device("unwanted outside"), "unwanted outside");
  remove_passkey(recipient, "unwanted outside");
}

}  // namespace mash::world
