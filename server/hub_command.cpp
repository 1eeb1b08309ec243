// SPDX-License-Identifier: MIT
#include "hub_command.h"

#include "confined.h"
#include "mash/agreements/agreements.h"
#include "mash/cases/disposed.h"
#include "mash/directory/directory.h"
#include "mash/figures/figures.h"
#include "mash/intake/import_run.h"
#include "mash/peers/peers.h"
#include "mash/product/product.h"
#include "session_command.h"
#include "verify.h"

namespace mash::server {

namespace {

constexpr const char* k_asks_nobody =
    "Nobody is asked to witness the record here: start the hub with --witnesses";

Result<UtcTime> instant(const json::Value& request, const std::string& member,
                        const std::string& option) {
  const auto parsed = parse_iso(request.text(member));
  if (!parsed) return invalid(option, "Give an ISO 8601 date and time with its offset");
  return *parsed;
}

Result<json::Value> import_files(HubCore& core, const json::Value& request,
                                 const Progress& progress, UtcTime now) {
  intake::ImportOptions options{.dry_run = request.flag("dry_run"),
                                .clock = now,
                                .on_red = core.on_red(),
                                .on_arrived = core.on_arrived()};
  if (!request.text("import_clock").empty()) {
    MASH_TRY(options.clock, instant(request, "import_clock", "import-clock"));
  }
  if (!request.text("history_before").empty()) {
    MASH_TRY(options.history_before, instant(request, "history_before", "history-before"));
  }
  MASH_TRY(const Bytes notifications, from_base64(request.text("notifications")));
  MASH_TRY(const Bytes people, from_base64(request.text("people")));
  return intake::run_import(core.app(), core.timescales(),
                            {to_text(notifications), to_text(people)}, options,
                            [&](std::size_t done, std::size_t of) {
                              json::Value p;
                              p.set("done", done);
                              p.set("of", of);
                              progress(p);
                            });
}

// Of somebody who works in the hub: people outside come and go with the hub's list of them.
Result<StaffId> hub_person(const HubCore& core, const json::Value& request) {
  MASH_TRY(const StaffId person, StaffId::parse(request.text("person")));
  const auto* member = core.borough().find_staff(person);
  if (member == nullptr || member->side != model::Side::hub) {
    return invalid("person",
                   "Nobody with this id works in the hub. Whoever is outside leaves with the "
                   "configuration: take them out of it and start the hub again");
  }
  return person;
}

Result<json::Value> change_account(HubCore& core, const json::Value& request, bool open) {
  MASH_TRY(const StaffId person, hub_person(core, request));
  return core.app().system_act<policy::Action::log_notification>(
      open ? "account.opened" : "account.closed",
      [&](const auto&, pipeline::Context& c) -> Result<json::Value> {
        MASH_TRY_DO(open ? directory::open_account(c, core.borough(), person)
                         : directory::close_account(c, core.borough(), person));
        return json::Value(json::Object{});
      });
}

// Nothing of them is about a family.
Result<json::Value> documents(HubCore& core) {
  return core.app().system_act<policy::Action::log_notification>(
      "agreement.document", [&](const auto&, pipeline::Context& c) -> Result<json::Value> {
        MASH_TRY(const auto all, agreements::documents(c, core.borough()));
        json::Array out;
        for (const auto& one : all) {
          out.push_back(json::Object{{"name", one.name}, {"pdf", base64(as_bytes(one.pdf))}});
        }
        return json::Value(json::Object{{"documents", std::move(out)}});
      });
}

Result<json::Value> set_password(HubCore& core, const json::Value& request) {
  MASH_TRY(const StaffId person, StaffId::parse(request.text("person")));
  const auto* member = core.borough().find_staff(person);
  if (member != nullptr && member->side == model::Side::gate) {
    return invalid("person", "This person signs in at the gate: add --gate, on the gate's machine");
  }
  return core.app().system_act<policy::Action::log_notification>(
      "account.password-set", [&](const auto&, pipeline::Context& c) -> Result<json::Value> {
        MASH_TRY(const auto login,
                 directory::set_password(c, core.borough(), person, request.text("password")));
        json::Value out;
        out.set("totp_uri", login.totp_uri);
        out.set("totp_secret", login.totp_secret);
        return out;
      });
}

// As server/keys_command.cpp asks.
Result<json::Value> key_command(HubCore& core, const json::Value& request) {
  const std::string command = request.text("command");
  const std::string key = request.text("key");
  KeyDesk& desk = core.key_desk();
  if (command == "keys-status") return desk.status();
  if (command == "keys-seal") return desk.seal(core.app(), key);
  if (command == "keys-open") return desk.open(core.app(), key, request.text("root"));
  if (command == "keys-write") return desk.write(core.app(), request["entries"]);
  if (command == "keys-rotate") {
    return desk.begin_rotation(core.app(), key, request["entry"], request.text("root"));
  }
  if (command == "keys-destroy") {
    MASH_TRY(const CaseId id, CaseId::parse(request.text("case")));
    return desk.destroy(core.app(), key, id);
  }
  if (command == "keys-rewrap") {
    return desk.rewrap_on(core.app(), core.database(), key, request.text("root"));
  }
  if (command == "keys-leave") {
    return desk.leave_on(core.app(), core.database(), key, request.text("root"),
                         request.text("quarter"));
  }
  return invalid("command", "The hub does not know this command");
}

// They are public.
Result<json::Value> figures_file(HubCore& core, const std::string& quarter) {
  std::optional<std::string> file;
  core.database().read([&](db::Transaction& tx) { file = figures::published_file(tx, quarter); });
  if (!file) return invalid("quarter", "This hub has published no figures of such a quarter");
  return json::Value(json::Object{{"file", *file}});
}

// As server/hubs_command.cpp asks. A directory is public, and says nothing of any family.
Result<json::Value> hubs_command(HubCore& core, const json::Value& request, UtcTime now) {
  const std::string command = request.text("command");
  if (command == "hubs-list") {
    json::Value out;
    core.database().read(
        [&](db::Transaction& tx) { out = peers::standing(tx, core.borough(), now); });
    return out;
  }
  if (command == "hubs-take") {
    return core.app().system_act<policy::Action::collect>(
        "hubs.directory-taken", [&](const auto&, pipeline::Context& c) -> Result<json::Value> {
          MASH_TRY(const std::int64_t version,
                   peers::take_directory(c, core.borough(), request.text("directory"),
                                         request.text("first")));
          return json::Value(json::Object{{"version", version}});
        });
  }
  const bool allow = command == "hubs-allow";
  if (!allow && command != "hubs-disallow") {
    return invalid("command", "The hub does not know this command");
  }
  return core.app().system_act<policy::Action::collect>(
      allow ? "hubs.allowed" : "hubs.disallowed",
      [&](const auto&, pipeline::Context& c) -> Result<json::Value> {
        MASH_TRY_DO(peers::set_allowed(c, core.borough(), request.text("hub"), allow));
        return json::Value(json::Object{});
      });
}

}  // namespace

Stated tombstones() {
  return {std::string(cases::k_disposed_event), [](db::Transaction& tx) {
            std::vector<Stated::Line> out;
            for (const auto& one : cases::all_disposed(tx)) {
              out.push_back({one.entry, cases::statement_of(one)});
            }
            return out;
          }};
}

Result<json::Value> run_command(HubCore& core, Publisher& publisher, const json::Value& request,
                                UtcTime now, const Progress& progress, Witnessing* witnessing) {
  const std::string command = request.text("command");
  if (command == "import") return import_files(core, request, progress, now);
  if (command == "set-password") return set_password(core, request);
  if (command == "end-sessions") return end_sessions(core.app(), request);
  if (command == "close-account") return change_account(core, request, false);
  if (command == "open-account") return change_account(core, request, true);
  if (command == "documents") return documents(core);
  if (command == "verify") {
    json::Value out;
    publisher.quiet([&] {
      out =
          verify_record(core.database(), core.keys(), core.folder() / "log",
                        log_origin(core.borough()), witnessed_file(core.folder()), {tombstones()});
    });
    return out;
  }
  if (command == "witnesses") {
    if (witnessing == nullptr) return Error{ErrorCode::unavailable, k_asks_nobody, {}};
    return to_json(witnessing->status());
  }
  if (command.starts_with("keys-")) return key_command(core, request);
  if (command == "figures") return figures_file(core, request.text("quarter"));
  if (command.starts_with("hubs-")) return hubs_command(core, request, now);
  if (command == "try-confinement") return try_confinement();
  return invalid("command", "The hub does not know this command");
}

}  // namespace mash::server
