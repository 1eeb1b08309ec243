// SPDX-License-Identifier: MIT
// People of both rooms make a password of their own and sign out elsewhere.
#include "mash/directory/directory.h"
#include "mash/inbox/inbox.h"
#include "mash/support/authenticator.h"
#include "mash/world/journey.h"

namespace mash::world {

namespace {

constexpr const char* k_given = "seven otters under the bridge";
constexpr const char* k_own = "eleven herons on the old wall";

using SetPassword = std::function<Result<login::Secret>(pipeline::Context&)>;

login::Secret given_password(const Room& room, const SetPassword& set) {
  std::optional<login::Secret> out;
  const auto done = room.app.system_act<policy::Action::log_notification>(
      "account.password-set", [&](const auto&, pipeline::Context& c) -> Result<json::Value> {
        MASH_TRY(out, set(c));
        return json::Value{};
      });
  if (!done) throw std::runtime_error("no password: " + done.error().message);
  return *out;
}

void make_ones_own(Visitor& who, const login::Secret& secret, UtcTime now) {
  who.page("/account");
  must(who, who.form("/account/password")
                .set("current", k_given)
                .set("code", support::authenticator_code(secret.totp_secret, now))
                .set("password", k_own));
}

void sign_out_elsewhere(Visitor& who, const login::Secret& secret, UtcTime now) {
  who.page("/account");
  const auto done =
      who.submit("/account/sessions/end",
                 {{"session", "others"},
                  {"presence_code", support::authenticator_code(secret.totp_secret, now)}});
  if (done.status != 303) throw std::runtime_error("not signed out elsewhere: " + done.body);
}

}  // namespace

void Journey::passwords_are_changed() {
  world_.at("a password is given in the hub", world_.minute() + 1);
  const auto& borough = world_.borough();
  const auto in_hub = given_password(world_.hub_room(), [&](pipeline::Context& c) {
    return directory::set_password(c, borough, StaffId::trusted("u32"), k_given);
  });
  world_.hub("u32").forget_cookies();
  make_ones_own(world_.hub("u32"), in_hub, world_.now());
  world_.at("they sign out elsewhere in the hub", world_.minute() + 1);
  sign_out_elsewhere(world_.hub("u32"), in_hub, world_.now());
  world_.at("a password is given at the gate", world_.minute() + 1);
  const auto at_gate = given_password(world_.gate_room(), [](pipeline::Context& c) {
    return inbox::set_password(c, StaffId::trusted("r01"), k_given);
  });
  world_.gate("r01").forget_cookies();
  make_ones_own(world_.gate("r01"), at_gate, world_.now());
  world_.at("they sign out elsewhere at the gate", world_.minute() + 1);
  sign_out_elsewhere(world_.gate("r01"), at_gate, world_.now());
}

}  // namespace mash::world
