// SPDX-License-Identifier: MIT
#include "keys_command.h"

#include <filesystem>
#include <iostream>

#include "box_key.h"
#include "folder.h"
#include "hub_core.h"
#include "hub_keys.h"
#include "key_desk.h"
#include "mash/crypto/crypto.h"
#include "mash/keyhold/shares.h"
#include "node.h"
#include "record_key.h"
#include "say.h"
#include "typed_secret.h"

namespace mash::server {

namespace {

using keyhold::HeldKey;
using keyhold::Kind;
using keyhold::OpenKey;
using keyhold::Place;

// One command at work: the folder, and what was typed.
struct Desk {
  const Settings& settings;
  SystemClock clock = {};
  crypto::SystemRandom random = {};

  [[nodiscard]] Path folder() const { return Path(settings.data) / "hub"; }
  [[nodiscard]] std::string today() const { return to_london(clock.now()).date.iso(); }
  Result<json::Value> ask_hub(const json::Value& request) const {
    return ask(folder() / "control", request, [](const json::Value& /*progress*/) {});
  }
};

Result<HeldKey> held_in(const Desk& desk, const std::string& name) {
  if (!std::filesystem::exists(desk.folder() / "keys.json")) {
    return invalid("data", "There is no hub in " + desk.settings.data);
  }
  auto table = read_keys(desk.folder());
  const auto found = table.find(name);
  if (found == table.end()) {
    return invalid("key", "The hub has no key of this name: openmash keys status lists them");
  }
  return std::move(found->second);
}

// What the holder of `place` wants to be told; nothing where it needs nobody.
Sensitive secret_for(const std::string& name, const Place& place) {
  if (place.unattended()) return {};
  if (place.kind == Kind::passphrase) return ask_secret("Passphrase of " + name);
  return ask_secret("PIN of the token " + place.token.token);
}

struct Current {
  HeldKey held;
  Sensitive secret;
  OpenKey key;
};

Result<Current> open_current(const Desk& desk, const std::string& name) {
  MASH_TRY(HeldKey held, held_in(desk, name));
  Sensitive secret = secret_for(name, held.place);
  MASH_TRY(OpenKey key, keyhold::open(name, held, secret));
  return Current{std::move(held), std::move(secret), std::move(key)};
}

// The same key with all that is known of it, in another place.
Result<HeldKey> rehold(Desk& desk, const std::string& name, const HeldKey& was, const OpenKey& key,
                       const Place& place, const Sensitive& secret) {
  MASH_TRY(auto held, keyhold::hold(name, key.now, place, secret, was.since, desk.random));
  if (key.before) keyhold::keep_before(name, held, key.now, *key.before, desk.random);
  held.shares = was.shares;
  return held;
}

// A key file is made where there is none. In the folder it would be copied with what it holds.
Result<void> prepare_file(Desk& desk, Place& place) {
  if (place.file.empty()) return invalid("file", "Name the key file: --file");
  const Path file = std::filesystem::absolute(place.file).lexically_normal();
  const Path data = std::filesystem::absolute(desk.settings.data).lexically_normal();
  const auto inside = file.lexically_relative(data);
  if (!inside.empty() && *inside.begin() != "..") {
    return invalid("file",
                   "A key file lies outside the installation's folder: whoever copies that "
                   "would have the key with it");
  }
  place.file = file.string();
  if (std::filesystem::exists(file)) return {};
  if (!std::filesystem::is_directory(file.parent_path())) {
    return invalid("file", "There is no folder " + file.parent_path().string());
  }
  write_file(file, hex(crypto::Key::make(desk.random).bytes()) + "\n");
  std::cerr << "Made " << place.file << ". Without it the key is lost: keep a copy elsewhere\n";
  return {};
}

struct NewPlace {
  Place place;
  Sensitive secret;
};

Result<NewPlace> new_place(Desk& desk, const KeyArguments& a) {
  NewPlace out;
  MASH_TRY(out.place.kind, keyhold::parse_kind(a.by));
  switch (out.place.kind) {
    case Kind::clear:
      return invalid("by", "A key that was in clear stays so until it is moved; none goes back");
    case Kind::key_file:
      out.place.file = a.file;
      MASH_TRY_DO(prepare_file(desk, out.place));
      break;
    case Kind::passphrase:
      if (is_own_key(a.key)) return needs_nobody();
      out.secret = ask_new_secret("New passphrase of " + a.key + " (15 to 256 characters)");
      MASH_TRY_DO(keyhold::check_passphrase(out.secret));
      break;
    case Kind::token:
      out.place.token = {a.module, a.token, a.label,
                         a.pin_file.empty() ? "" : std::filesystem::absolute(a.pin_file).string()};
      if (a.module.empty() || a.token.empty() || a.label.empty()) {
        return invalid("by", "A token needs --module, --token and --label");
      }
      if (is_own_key(a.key) && a.pin_file.empty()) return needs_nobody();
      out.secret = secret_for(a.key, out.place);
      if (a.make) MASH_TRY_DO(keyhold::make_token_key(out.place.token, out.secret));
      break;
  }
  return out;
}

// Through the hub that runs, else in its folder, which nobody else may use meanwhile.
Result<void> write_down(const Desk& desk, const json::Value& entries) {
  const json::Value request = json::Object{{"command", "keys-write"}, {"entries", entries}};
  const auto answer = desk.ask_hub(request);
  if (answer) return {};
  if (answer.error().code != ErrorCode::unavailable) return answer.error();
  MASH_TRY(const FolderLock lock, FolderLock::take(desk.folder()));
  return write_entries(desk.folder(), entries);
}

Result<void> hold(Desk& desk, const KeyArguments& a) {
  std::map<std::string, Current> current;
  for (const auto& name : moved_with(a.key)) {
    MASH_TRY(auto one, open_current(desk, name));
    current.emplace(name, std::move(one));
  }
  MASH_TRY(const NewPlace to, new_place(desk, a));
  json::Value entries = json::Object{};
  for (const auto& [name, was] : current) {
    MASH_TRY(const auto held, rehold(desk, name, was.held, was.key, to.place, to.secret));
    entries.set(name, keyhold::to_json(held));
  }
  MASH_TRY_DO(write_down(desk, entries));
  std::cout << a.key << " is held by " << a.by << " from now on. Older copies of keys.json open as "
            << "before: destroy them\n";
  return {};
}

Result<void> unseal(const Desk& desk, const std::string& name) {
  MASH_TRY(const auto current, open_current(desk, name));
  const json::Value request =
      json::Object{{"command", "keys-open"}, {"key", name}, {"root", hex(current.key.now.bytes())}};
  const auto answer = desk.ask_hub(request);
  if (answer) return {};
  if (answer.error().code != ErrorCode::unavailable) return answer.error();
  return invalid("data", "No hub runs in " + desk.settings.data +
                             ": it starts with this key sealed. Start it, then open it");
}

// All that is left to do, a part at a time.
Result<json::Value> go_on(const AskHub& ask_for, const json::Value& request) {
  while (true) {
    MASH_TRY(auto part, ask_for(request));
    if (part.flag("done")) return part;
    std::cerr << part.number("wrapped") << " data keys wrapped anew\n";
  }
}

// Begins unless it was begun. The hub opens nothing for it, so that who is cut off leaves what was
// sealed sealed and what was open open.
Result<json::Value> rotate_by(Desk& desk, const AskHub& ask_for, const std::string& name,
                              const Current& current) {
  crypto::Key root = current.key.now;
  if (current.held.before.empty()) {
    root = crypto::Key::make(desk.random);
    MASH_TRY(auto entry, keyhold::hold(name, root, current.held.place, current.secret, desk.today(),
                                       desk.random));
    keyhold::keep_before(name, entry, root, current.key.now, desk.random);
    MASH_TRY_DO(ask_for(json::Object{{"command", "keys-rotate"},
                                     {"key", name},
                                     {"entry", keyhold::to_json(entry)},
                                     {"root", hex(root.bytes())}}));
  } else {
    std::cerr << "Going on with the new key that was begun\n";
  }
  return go_on(
      ask_for,
      json::Object{{"command", "keys-rewrap"}, {"key", name}, {"root", hex(root.bytes())}});
}

void say_lost(const json::Value& done) {
  if (const auto lost = done.number("lost"); lost > 0) {
    std::cout << "; " << lost << " open under no key, and their words were lost before";
  }
}

Result<void> rotate_quarter(Desk& desk, const KeyArguments& a, const Current& current) {
  Result<json::Value> done{json::Value{}};
  MASH_TRY_DO(with_hub(desk.settings, desk.clock, desk.random, [&](const AskHub& ask_for) {
    done = go_on(ask_for, json::Object{{"command", "keys-leave"},
                                       {"key", a.key},
                                       {"quarter", a.quarter},
                                       {"root", hex(current.key.now.bytes())}});
  }));
  if (!done) return done.error();
  std::cout << done->number("wrapped") << " data keys of " << a.key << " left the key of "
            << a.quarter;
  say_lost(*done);
  std::cout << "\n";
  return {};
}

Result<void> rotate(Desk& desk, const KeyArguments& a) {
  if (is_own_key(a.key) && a.key != pipeline::k_front_door.text()) {
    return invalid("key",
                   "Only the keys of agencies and of the front door are changed so; of the "
                   "hub's own keys for purposes: openmash keys rotate-hub");
  }
  MASH_TRY(const auto current, open_current(desk, a.key));
  if (!a.quarter.empty()) return rotate_quarter(desk, a, current);
  Result<json::Value> done{json::Value{}};
  MASH_TRY_DO(with_hub(desk.settings, desk.clock, desk.random, [&](const AskHub& ask_for) {
    done = rotate_by(desk, ask_for, a.key, current);
  }));
  if (!done) return done.error();
  std::cout << a.key << " has a new key; " << done->number("quarters") << " keys of quarters and "
            << done->number("wrapped") << " data keys were wrapped anew";
  say_lost(*done);
  std::cout << ".\nRecovery shares of the old key are worth nothing now: print new ones\n";
  return {};
}

Result<void> print_shares(Desk& desk, const KeyArguments& a) {
  MASH_TRY(const auto current, open_current(desk, a.key));
  if (!current.held.before.empty()) {
    return invalid("key", "A new key was begun: finish it first (openmash keys rotate)");
  }
  MASH_TRY(const auto borough, load_borough(desk.settings));
  const auto* agency = borough.find_agency(AgencyId::trusted(a.key));
  HeldKey held = current.held;
  if (held.check.empty()) {  // in clear: the file's old form has no room for a date
    MASH_TRY(held, rehold(desk, a.key, held, current.key, held.place, {}));
  }
  held.shares = desk.today();
  MASH_TRY_DO(write_down(desk, json::Object{{a.key, keyhold::to_json(held)}}));
  const auto shares = keyhold::split(a.key, current.key.now, desk.random);
  for (const auto& share : shares) {
    if (share.number > 1) std::cout << "\f";
    std::cout << keyhold::sheet_of(a.key, agency == nullptr ? a.key : agency->name, share,
                                   desk.today());
  }
  return {};
}

Result<void> recover(Desk& desk, const KeyArguments& a) {
  MASH_TRY(const auto held, held_in(desk, a.key));
  const Sensitive one = ask_secret("One share, all sixteen groups in one line");
  const Sensitive other = ask_secret("Another share");
  MASH_TRY(const crypto::Key key, keyhold::join(a.key, held, one, other));
  MASH_TRY(const OpenKey opened, keyhold::with_before(a.key, held, key));
  MASH_TRY(const NewPlace to, new_place(desk, a));
  MASH_TRY(const auto again, rehold(desk, a.key, held, opened, to.place, to.secret));
  MASH_TRY_DO(write_down(desk, json::Object{{a.key, keyhold::to_json(again)}}));
  std::cout << a.key << " is held by " << a.by << " from now on. Two shares were seen: have a new "
            << "key made (openmash keys rotate) and new sheets printed\n";
  return {};
}

Result<void> destroy(Desk& desk, const KeyArguments& a) {
  std::cerr << "What " << a.key << " said about case " << a.case_id
            << " will open for nobody any more, and nobody can undo that.\n"
            << "Type " << a.key << " to go on: " << std::flush;
  std::string typed;
  std::getline(std::cin, typed);
  if (typed != a.key)
    return invalid("key", "That is not what was asked for. Nothing was destroyed");
  MASH_TRY_DO(
      hub_command(desk.settings, desk.clock, desk.random,
                  json::Object{{"command", "keys-destroy"}, {"key", a.key}, {"case", a.case_id}},
                  [](const json::Value& /*progress*/) {}));
  std::cout << "Destroyed. Copies of the data keys that are older open it still: destroy them when "
            << "their time is over (docs/operations.md)\n";
  return {};
}

// Of a key that has the one before it with it.
std::string begun_words(const std::string& name) {
  if (name == k_box_key) return ", the key before still opens what may wait at the gate";
  const std::string command = name == k_record_key ? "rotate-hub --which audit" : "rotate";
  return ", A NEW KEY WAS BEGUN: openmash keys " + command;
}

// Of a key that was made on this ISO date.
std::string age_of(const std::string& since, const Clock& clock) {
  const auto made = LocalDate::parse(since);
  if (!made) return ", made before its date was kept";
  return ", made " + since + " (" +
         std::to_string(days_between(*made, to_london(clock.now()).date)) + " days ago)";
}

int exit_code(const Result<void>& done) {
  return done ? 0 : say(done.error());
}

}  // namespace

int keys_status_command(const Settings& settings) {
  const Desk desk{settings};
  auto status = desk.ask_hub(json::Object{{"command", "keys-status"}});
  const bool runs = status.has_value();
  if (!runs && status.error().code != ErrorCode::unavailable) return say(status.error());
  if (!runs) {
    if (!std::filesystem::exists(desk.folder() / "keys.json")) {
      return say(invalid("data", "There is no hub in " + settings.data));
    }
    status = status_of(read_keys(desk.folder()));
  }
  for (const auto& one : *(*status)["keys"].as_array()) {
    std::cout << one.text("name") << ": held by " << one.text("held");
    if (one.text("held") == "clear") std::cout << " (in keys.json as it is)";
    if (runs) std::cout << (one.flag("open") ? ", open" : ", SEALED");
    std::cout << age_of(one.text("since"), desk.clock);
    std::cout << (one.text("shares").empty() ? ", no recovery shares"
                                             : ", recovery shares of " + one.text("shares"));
    if (one.flag("rotating")) std::cout << begun_words(one.text("name"));
    std::cout << "\n";
  }
  if (!runs) std::cout << "No hub runs here\n";
  return 0;
}

int keys_hold_command(const Settings& settings, const KeyArguments& arguments) {
  Desk desk{settings};
  return exit_code(hold(desk, arguments));
}

int keys_seal_command(const Settings& settings, const KeyArguments& arguments) {
  const Desk desk{settings};
  const auto answer = desk.ask_hub(json::Object{{"command", "keys-seal"}, {"key", arguments.key}});
  if (!answer && answer.error().code == ErrorCode::unavailable) {
    return say(invalid("data", "No hub runs in " + settings.data + ": nothing is open"));
  }
  if (!answer) return say(answer.error());
  const auto held = held_in(desk, arguments.key);
  std::cout << arguments.key << " is sealed\n";
  if (held && held->place.unattended()) {
    std::cout << "It opens by itself when the hub starts: move it to a passphrase if it may not\n";
  }
  return 0;
}

int keys_unseal_command(const Settings& settings, const KeyArguments& arguments) {
  const auto done = unseal(Desk{settings}, arguments.key);
  if (done) std::cout << arguments.key << " is open\n";
  return exit_code(done);
}

int keys_rotate_command(const Settings& settings, const KeyArguments& arguments) {
  Desk desk{settings};
  return exit_code(rotate(desk, arguments));
}

int keys_destroy_command(const Settings& settings, const KeyArguments& arguments) {
  Desk desk{settings};
  return exit_code(destroy(desk, arguments));
}

int keys_shares_command(const Settings& settings, const KeyArguments& arguments) {
  Desk desk{settings};
  return exit_code(print_shares(desk, arguments));
}

int keys_recover_command(const Settings& settings, const KeyArguments& arguments) {
  Desk desk{settings};
  return exit_code(recover(desk, arguments));
}

}  // namespace mash::server
