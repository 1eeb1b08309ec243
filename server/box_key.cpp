// SPDX-License-Identifier: MIT
#include "box_key.h"

#include <filesystem>

#include "folder.h"
#include "hub_core.h"
#include "hub_keys.h"
#include "mash/pipeline/record.h"
#include "record_key.h"

namespace mash::server {

Result<void> rotate_box_key(const Settings& settings, const Clock& clock, Random& random) {
  const Path folder = Path(settings.data) / "hub";
  if (!std::filesystem::exists(folder / "keys.json")) {
    return invalid("data", "There is no hub in " + settings.data);
  }
  MASH_TRY(const FolderLock lock, FolderLock::take(folder));
  keyhold::Table table = read_keys(folder);
  keyhold::HeldKey& held = table[k_box_key];
  if (!held.before.empty()) {
    return Error{ErrorCode::conflict,
                 "The key before this one still opens what may wait at the gate. It goes by itself "
                 "35 days after " +
                     held.since + ", once the gate seals to the new one: wait for that",
                 {}};
  }
  MASH_TRY(const auto opened, keyhold::open(k_box_key, held, {}));
  MASH_TRY(const auto record, keyhold::open(k_record_key, table[k_record_key], {}));
  MASH_TRY(held, new_own_key(k_box_key, held, opened.now, to_london(clock.now()).date, random));
  pipeline::KeyRing keys;
  keys.open(k_record_key, locked(record));
  const auto database = db::Database::open(database_options(settings, "hub"));
  db::migrate(*database, hub_migrations(), clock.now());
  database->write([&](db::Transaction& tx) {
    append_event(tx, keys, random,
                 {.at = clock.now(),
                  .kind = "keys.box-changed",
                  .outcome = pipeline::Outcome::granted,
                  .rule = policy::Rule::own_system,
                  .person = pipeline::k_system,
                  .agency = pipeline::k_front_door,
                  .role = "system",
                  .objects = {k_box_key}});
  });
  // Last: who is killed before has changed nothing, but for an entry that says it was begun.
  write_keys(folder, table);
  return {};
}

}  // namespace mash::server
