// SPDX-License-Identifier: MIT
#include "hubs_command.h"

#include <charconv>
#include <filesystem>
#include <iostream>
#include <memory>

#include "hub_core.h"
#include "hub_keys.h"
#include "mash/crypto/crypto.h"
#include "mash/peers/peers.h"
#include "node.h"
#include "public_file.h"
#include "say.h"

namespace mash::server {

namespace {

// A misspelt folder must not become a hub.
Result<void> check_hub(const Settings& settings) {
  if (std::filesystem::exists(Path(settings.data) / "hub" / "keys.json")) return {};
  return invalid("data", "There is no hub in " + settings.data);
}

Result<UtcTime> day_of(const std::string& text, const char* option) {
  const auto day = LocalDate::parse(text);
  if (!day) return invalid(option, "Give a day like 2026-12-01");
  return from_london(*day, 0, 0);
}

Result<exchange::Hub> entry_of(const Settings& settings, const HubsArguments& arguments) {
  MASH_TRY_DO(check_hub(settings));
  MASH_TRY(const model::Borough borough, load_borough(settings));
  MASH_TRY(const PublicFile gate, read_public(settings, "gate"));
  if (gate.relay.empty()) return invalid("data", "Start the gate once, then copy its gate.json");
  crypto::SystemRandom random;
  const auto keys = load_own_keys(Path(settings.data) / "hub", borough, random);
  exchange::Hub out{.id = borough.hub.id,
                    .name = borough.hub.name,
                    .decides = arguments.decides,
                    .recommends = arguments.recommends,
                    .certificate = gate.relay,
                    .sign = peers::signing_key(keys).public_key(),
                    .box = peers::box_key(keys)};
  const auto colon = arguments.gate.rfind(':');
  const auto* const last = arguments.gate.data() + arguments.gate.size();
  const auto* const port = colon == std::string::npos ? last : arguments.gate.data() + colon + 1;
  const auto [end, fault] = std::from_chars(port, last, out.port);
  if (fault != std::errc{} || end != last || colon == 0) {
    return invalid("gate", "Give a host and a port, like gate.example:8447");
  }
  out.host = arguments.gate.substr(0, colon);
  MASH_TRY(out.from, day_of(arguments.from, "from"));
  MASH_TRY(out.until, day_of(arguments.until, "until"));
  // As whoever takes it will read it.
  const exchange::SignedDirectory alone{
      .directory = {.version = 1, .needs = 1, .until = out.until, .hubs = {out}}, .signatures = {}};
  MASH_TRY_DO(exchange::decode_directory(encode(alone)));
  return out;
}

Result<exchange::SignedDirectory> signed_anew(const Settings& settings,
                                              const HubsArguments& arguments) {
  MASH_TRY_DO(check_hub(settings));
  MASH_TRY(const model::Borough borough, load_borough(settings));
  MASH_TRY(const std::string text, read_named("file", arguments.file));
  MASH_TRY(auto directory, exchange::decode_directory(text));
  crypto::SystemRandom random;
  const auto keys = load_own_keys(Path(settings.data) / "hub", borough, random);
  exchange::sign(directory, borough.hub.id, peers::signing_key(keys));
  return directory;
}

Result<json::Value> ask_hub(const Settings& settings, const json::Value& request) {
  MASH_TRY_DO(check_hub(settings));
  const SystemClock clock;
  crypto::SystemRandom random;
  return hub_command(settings, clock, random, request, [](const json::Value& /*progress*/) {});
}

std::string joined(const std::vector<std::string>& all) {
  std::string out;
  for (const auto& one : all) out += (out.empty() ? "" : ", ") + one;
  return out.empty() ? "none" : out;
}

}  // namespace

int hubs_entry_command(const Settings& settings, const HubsArguments& arguments) {
  const auto entry = entry_of(settings, arguments);
  if (!entry) return say(entry.error());
  std::cout << encode(*entry);
  return 0;
}

int hubs_sign_command(const Settings& settings, const HubsArguments& arguments) {
  const auto directory = signed_anew(settings, arguments);
  if (!directory) return say(directory.error());
  std::cout << encode(*directory);
  return 0;
}

int hubs_check_command(const HubsArguments& arguments) {
  const auto text = read_named("file", arguments.file);
  if (!text) return say(text.error());
  const auto read = exchange::decode_directory(*text);
  if (!read) return say(read.error());
  const auto& directory = read->directory;
  std::cout << "version " << directory.version << ", until " << iso_utc(directory.until) << "\n"
            << "fingerprint " << exchange::fingerprint(directory) << "\n";
  for (const auto& hub : directory.hubs) {
    const auto signature = read->signatures.find(hub.id);
    const bool good = signature != read->signatures.end() &&
                      crypto::verify(hub.sign, as_bytes(encode(directory)), signature->second);
    std::cout << hub.id << ": decides for " << joined(hub.decides) << ", recommends to "
              << joined(hub.recommends) << (hub.revoked ? ", REVOKED" : "")
              << (good ? ", has signed it" : "") << "\n";
  }
  const auto count = exchange::signed_by(*read, directory, SystemClock{}.now());
  std::cout << count << " of its own hubs have signed it; it asks for " << directory.needs
            << " of these to sign the next\n";
  return 0;
}

int hubs_take_command(const Settings& settings, const HubsArguments& arguments) {
  const auto text = read_named("file", arguments.file);
  if (!text) return say(text.error());
  const auto done = ask_hub(
      settings,
      json::Object{{"command", "hubs-take"}, {"directory", *text}, {"first", arguments.first}});
  if (!done) return say(done.error());
  std::cout << "taken: version " << done->number("version") << "\n";
  return 0;
}

int hubs_allow_command(const Settings& settings, const HubsArguments& arguments, bool allow) {
  const auto done = ask_hub(
      settings,
      json::Object{{"command", allow ? "hubs-allow" : "hubs-disallow"}, {"hub", arguments.hub}});
  if (!done) return say(done.error());
  std::cout << arguments.hub << (allow ? ": allowed\n" : ": not allowed any more\n");
  return 0;
}

int hubs_list_command(const Settings& settings) {
  const auto done = ask_hub(settings, json::Object{{"command", "hubs-list"}});
  if (!done) return say(done.error());
  std::cout << "version " << done->number("version") << "\n";
  bool overdue = false;
  for (const auto& hub : *(*done)["hubs"].as_array()) {
    const auto heard = hub.text("heard_at");
    std::cout << hub.text("id") << ": " << (hub.flag("allowed") ? "allowed" : "not allowed")
              << (hub.flag("good") ? "" : ", keys not good") << ", "
              << (heard.empty() ? "never heard" : "heard " + heard) << ", " << hub.number("waiting")
              << " without a receipt, " << hub.number("overdue") << " overdue"
              << (hub.text("trouble").empty() ? "" : ", " + hub.text("trouble")) << "\n";
    overdue = overdue || hub.number("overdue") > 0;
  }
  return overdue ? 1 : 0;
}

void add_hubs(CLI::App& top, Settings& settings, std::function<int()>& run) {
  auto* group =
      top.add_subcommand("hubs", "Other hubs: their directory, and whom this one talks to");
  group->require_subcommand(1);
  const auto a = std::make_shared<HubsArguments>();
  const auto of_hub = [&](const char* name, const char* words) {
    auto* c = group->add_subcommand(name, words);
    c->add_option("--data", settings.data, "Folder of the installation")->required();
    c->add_option("--config", settings.config, "As given to the hub");
    c->add_option("--db", settings.database, "As given to the hub");
    return c;
  };
  auto* entry = of_hub("entry", "Print how this hub stands in a directory");
  entry->add_option("--gate", a->gate, "Where other gates find its gate: gate.example:8447")
      ->required();
  entry->add_option("--decides", a->decides, "Authority whose front door it is; may be repeated");
  entry->add_option("--recommends", a->recommends,
                    "Authority that decides itself, on its word; may be repeated");
  entry->add_option("--from", a->from, "Day from which its keys are good")->required();
  entry->add_option("--until", a->until, "Day before which they are")->required();
  entry->callback(
      [a, &settings, &run] { run = [a, &settings] { return hubs_entry_command(settings, *a); }; });
  auto* sign = of_hub("sign", "Sign the directory in a file as this hub, and print it");
  sign->add_option("file", a->file, "The directory")->required();
  sign->callback(
      [a, &settings, &run] { run = [a, &settings] { return hubs_sign_command(settings, *a); }; });
  auto* check = group->add_subcommand("check", "Say what stands in a directory and who signed it");
  check->add_option("file", a->file, "The directory")->required();
  check->callback([a, &run] { run = [a] { return hubs_check_command(*a); }; });
  auto* take = of_hub("take", "Take a directory, which counts from then on");
  take->add_option("file", a->file, "The directory")->required();
  take->add_option("--first", a->first,
                   "Of the first: its fingerprint, as somebody of another hub read it out");
  take->callback(
      [a, &settings, &run] { run = [a, &settings] { return hubs_take_command(settings, *a); }; });
  for (const bool allow : {true, false}) {
    auto* c = of_hub(allow ? "allow" : "disallow",
                     allow ? "Talk to this hub from now on" : "Do not talk to it any more");
    c->add_option("hub", a->hub, "Its id in the directory")->required();
    c->callback([a, allow, &settings, &run] {
      run = [a, allow, &settings] { return hubs_allow_command(settings, *a, allow); };
    });
  }
  auto* list = of_hub("list", "Say how this hub stands with each other");
  list->callback([&settings, &run] { run = [&settings] { return hubs_list_command(settings); }; });
}

}  // namespace mash::server
