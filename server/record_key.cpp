// SPDX-License-Identifier: MIT
#include "record_key.h"

#include <filesystem>
#include <iostream>
#include <map>

#include "box_key.h"
#include "folder.h"
#include "hub_core.h"
#include "hub_keys.h"
#include "keys_command.h"
#include "mash/pipeline/record.h"
#include "say.h"

namespace mash::server {

namespace {

constexpr int k_in_one_transaction = 500;

// Of the hub's own keys, why each of the others stays.
Result<void> check_changes(const std::string& which) {
  static const std::map<std::string, std::string, std::less<>> stays = {
      {"session", "accounts of agencies and passkeys are known by what it hashed"},
      {"lookup", "what it hashed is compared, and the texts are not kept to hash them anew"},
      {"sign", "witnesses, auditors and the proofs that recipients keep know the log by it"},
      {"front-door", "it is changed by: openmash keys rotate --key front-door"}};
  if (which == k_record_key) return {};
  const auto found = stays.find(which);
  if (found == stays.end()) return invalid("which", "Only audit and box are changed so");
  return invalid("which", "This key stays as it is: " + found->second + " (docs/keys.md)");
}

}  // namespace

RecordSealed seal_record_anew(db::Database& database, const pipeline::KeyRing& keys,
                              const Clock& clock, Random& random) {
  RecordSealed all;
  pipeline::Resealed some;
  do {
    const std::int64_t from = some.next;
    database.write([&](db::Transaction& tx) {
      some = pipeline::reseal_record(tx, keys, from, k_in_one_transaction, random);
    });
    all.sealed += some.sealed;
    all.lost += some.lost;
  } while (some.seen == k_in_one_transaction);
  database.write([&](db::Transaction& tx) {
    append_event(tx, keys, random,
                 {.at = clock.now(),
                  .kind = "keys.record-sealed",
                  .outcome = pipeline::Outcome::granted,
                  .rule = policy::Rule::own_system,
                  .person = pipeline::k_system,
                  .agency = pipeline::k_front_door,
                  .role = "system",
                  .objects = {k_record_key}});
  });
  return all;
}

std::string words_of(const RecordSealed& done) {
  std::string out = "The record has a new key; the details of " + std::to_string(done.sealed) +
                    " entries were sealed anew";
  if (done.lost > 0) out += "; " + std::to_string(done.lost) + " open under no key";
  return out +
         ". Older copies of keys.json open what older copies of the database hold: destroy them\n";
}

Result<RecordSealed> rotate_hub_key(const Settings& settings, const std::string& which,
                                    const Clock& clock, Random& random) {
  MASH_TRY_DO(check_changes(which));
  const Path folder = Path(settings.data) / "hub";
  if (!std::filesystem::exists(folder / "keys.json")) {
    return invalid("data", "There is no hub in " + settings.data);
  }
  MASH_TRY(const FolderLock lock, FolderLock::take(folder));
  keyhold::Table table = read_keys(folder);
  keyhold::HeldKey& held = table[which];
  MASH_TRY(auto opened, keyhold::open(which, held, {}));
  if (!opened.before) {
    const LocalDate today = to_london(clock.now()).date;
    MASH_TRY(held, new_own_key(which, held, opened.now, today, random));
    write_keys(folder, table);
    MASH_TRY(opened, keyhold::open(which, held, {}));
  }
  pipeline::KeyRing keys;
  keys.open(which, locked(opened));
  const auto database = db::Database::open(database_options(settings, "hub"));
  db::migrate(*database, hub_migrations(), clock.now());
  const RecordSealed done = seal_record_anew(*database, keys, clock, random);
  held.before.clear();
  write_keys(folder, table);
  return done;
}

int keys_rotate_hub_command(const Settings& settings, const std::string& which) {
  crypto::SystemRandom random;
  if (which == k_box_key) {
    const auto done = rotate_box_key(settings, SystemClock{}, random);
    if (!done) return say(done.error());
    std::cout << k_box_next;
    return 0;
  }
  const auto done = rotate_hub_key(settings, which, SystemClock{}, random);
  if (!done) return say(done.error());
  std::cout << words_of(*done);
  return 0;
}

}  // namespace mash::server
