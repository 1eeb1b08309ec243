// SPDX-License-Identifier: MIT
#include "gate_command.h"

#include "confined.h"
#include "mash/base/text.h"
#include "mash/inbox/inbox.h"
#include "mash/machine/token.h"
#include "session_command.h"
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

Result<json::Value> add_token(GateCore& core, const json::Value& request) {
  constexpr std::size_t k_longest = 100;
  MASH_TRY(const AgencyId agency, AgencyId::parse(request.text("agency")));
  const std::string name = one_line(request.text("name"));
  if (name.empty() || count_characters(name) > k_longest) {
    return invalid("name", "Enter a name for the system of 1 to 100 characters");
  }
  notify::Sender sender{agency, request.text("agency_name"), {}};
  for (const auto& code : *request["sources"].as_array()) {
    sender.sources.push_back(*code.as_string());
  }
  return core.app().system_act<policy::Action::log_notification>(
      "machine.token-made", [&](const auto&, pipeline::Context& c) -> Result<json::Value> {
        const Sensitive token = machine::add_token(c, sender, name);
        c.note("agency." + agency.text());
        return json::Value(json::Object{{"id", c.objects.back()}, {"token", token.reveal()}});
      });
}

Result<json::Value> list_tokens(GateCore& core) {
  return core.app().system_act<policy::Action::log_notification>(
      "machine.tokens-listed", [&](const auto& grant, pipeline::Context& c) -> Result<json::Value> {
        json::Array list;
        for (const auto& t : machine::tokens(c, grant)) {
          list.emplace_back(json::Object{{"id", t.id},
                                         {"agency", t.agency.agency.text()},
                                         {"agency_name", t.agency.agency_name},
                                         {"name", t.name},
                                         {"made_at", iso_london(t.made_at)}});
        }
        return json::Value(json::Object{{"tokens", std::move(list)}});
      });
}

Result<json::Value> revoke_token(GateCore& core, const json::Value& request) {
  const std::string id = request.text("id");
  return core.app().system_act<policy::Action::log_notification>(
      "machine.token-revoked", [&](const auto&, pipeline::Context& c) -> Result<json::Value> {
        if (is_id_text(id) && machine::revoke_token(c, id)) return json::Value(json::Object{});
        return invalid("id",
                       "There is no such token. openmash gate-token list shows those there are");
      });
}

}  // namespace

Result<json::Value> run_command(GateCore& core, Publisher& publisher, const json::Value& request) {
  const std::string command = request.text("command");
  if (command == "set-password") return set_password(core, request);
  if (command == "end-sessions") return end_sessions(core.app(), request);
  if (command == "token-add") return add_token(core, request);
  if (command == "token-list") return list_tokens(core);
  if (command == "token-revoke") return revoke_token(core, request);
  if (command == "verify") {
    json::Value out;
    publisher.quiet([&] {
      out = verify_record(core.database(), core.keys(), core.folder() / "log", k_gate_origin);
    });
    return out;
  }
  if (command == "try-confinement") return try_confinement();
  return invalid("command", "The gate does not know this command");
}

}  // namespace mash::server
