// SPDX-License-Identifier: MIT
#include <filesystem>
#include <iostream>

#include "commands.h"
#include "gate_core.h"
#include "hub_core.h"
#include "hub_keys.h"
#include "mash/crypto/crypto.h"
#include "node.h"
#include "say.h"

namespace mash::server {

namespace {

// False: there is no record of this side here.
Result<bool> print_log_key(const Settings& settings, const std::string& side,
                           const std::string& origin) {
  constexpr const char* k_key = "sign";
  const Path folder = Path(settings.data) / side;
  if (!std::filesystem::exists(folder / "keys.json")) return false;
  const auto keys = read_keys(folder);
  const auto held = keys.find(k_key);
  if (held == keys.end()) return invalid("data", "There is no key named sign for " + side);
  MASH_TRY(const auto open, keyhold::open(k_key, held->second, {}));
  const crypto::SigningKey key(open.now);
  std::cout << "log " << audit::verifier_key(origin, key).encode() << "\n";
  return true;
}

}  // namespace

int log_keys_command(const Settings& settings) {
  const auto borough = load_borough(settings);
  if (!borough) return say(borough.error());
  const auto hub = print_log_key(settings, "hub", log_origin(*borough));
  if (!hub) return say(hub.error());
  const auto gate = print_log_key(settings, "gate", k_gate_origin);
  if (!gate) return say(gate.error());
  if (!*hub && !*gate) return say(invalid("data", "There is no record in " + settings.data));
  return 0;
}

int witnesses_command(const Settings& settings) {
  json::Value request;
  request.set("command", "witnesses");
  const SystemClock clock;
  crypto::SystemRandom random;
  const auto answer =
      hub_command(settings, clock, random, request, [](const json::Value& /*progress*/) {});
  if (!answer) return say(answer.error());
  for (const auto& one : *(*answer)["witnesses"].as_array()) {
    std::cout << one.text("name") << ": " << one.number("size") << " entries";
    if (!one.text("trouble").empty()) std::cout << ", " << one.text("trouble");
    std::cout << "\n";
  }
  std::cout << "quorum: " << answer->number("size") << " entries";
  if (!answer->text("at").empty()) std::cout << ", " << answer->text("at");
  std::cout << "\n";
  if (answer->flag("put_back")) std::cout << "THE RECORD DOES NOT GO ON FROM THERE\n";
  if (answer->text("without").empty()) return 0;
  std::cout << "none since " << answer->text("without") << "\n";
  return 1;
}

int witness_init_command(const WitnessSettings& settings) {
  const SystemClock clock;
  crypto::SystemRandom random;
  const auto card = make_witness(settings, clock, random);
  if (!card) return say(card.error());
  std::cerr << "Give both to each hub and recipient that relies on this witness. Keep no copy of "
               "the folder: one that was put back might sign a second history\n";
  std::cout << "key: " << card->key.encode() << "\n"
            << "certificate: " << card->certificate << "\n";
  return 0;
}

int witness_serve_command(const WitnessSettings& settings) {
  const SystemClock clock;
  const auto done = run_witness(settings, clock, [](const std::string& address) {
    std::cout << "witness: " << address << std::endl;
  });
  return done ? 0 : say(done.error());
}

int log_reader_command(const LogReaderSettings& settings) {
  const SystemClock clock;
  const auto done = run_log_reader(settings, clock, [](const std::string& address) {
    std::cout << "log: " << address << std::endl;
  });
  return done ? 0 : say(done.error());
}

}  // namespace mash::server
