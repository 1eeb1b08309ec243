// SPDX-License-Identifier: MIT
#include "gate_command.h"

#include "mash/inbox/inbox.h"
#include "verify.h"

namespace mash::server {

namespace {

Result<json::Value> set_password(GateCore& core, const json::Value& request) {
  MASH_TRY(const StaffId person, StaffId::parse(request.text("person")));
  return core.app().system_act<policy::Action::log_notification>(
      "account.password-set", [&](const auto&, pipeline::Context& c) -> Result<json::Value> {
        MASH_TRY(const auto login, inbox::set_password(c, person, request.text("password")));
        json::Value out;
        out.set("totp_uri", login.totp_uri);
        out.set("totp_secret", login.totp_secret);
        return out;
      });
}

}  // namespace

Result<json::Value> run_command(GateCore& core, Publisher& publisher, const json::Value& request) {
  const std::string command = request.text("command");
  if (command == "set-password") return set_password(core, request);
  if (command == "verify") {
    json::Value out;
    publisher.quiet([&] {
      out = verify_record(core.database(), core.keys(), core.folder() / "log", k_gate_origin);
    });
    return out;
  }
  return invalid("command", "The gate does not know this command");
}

}  // namespace mash::server
