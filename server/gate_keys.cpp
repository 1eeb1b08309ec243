// SPDX-License-Identifier: MIT
#include "gate_keys.h"

#include <filesystem>
#include <iostream>

#include "commands.h"
#include "folder.h"
#include "gate_slices.h"
#include "mash/json/value.h"
#include "say.h"

namespace mash::server {

namespace {

constexpr const char* k_content = "gate-content";
constexpr int k_in_one_transaction = 500;

std::string before_name(const std::string& which) {
  return which + std::string(k_key_before);
}

// The file with its keys changed; the old one stays until the new one is whole.
Result<void> change(const Path& file, const std::function<void(json::Value& keys)>& how) {
  MASH_TRY(const std::string text, read_file(file));
  MASH_TRY(json::Value all, json::parse(text));
  json::Value keys = all["keys"];
  how(keys);
  all.set("keys", std::move(keys));
  write_file(file, json::encode_pretty(all));
  return {};
}

Result<void> begin(const Path& file, const std::string& which, Random& random) {
  return change(file, [&](json::Value& keys) {
    keys.set(before_name(which), keys[which]);
    keys.set(which, hex(crypto::Key::make(random).bytes()));
  });
}

Result<void> finish(const Path& file, const std::string& which) {
  return change(file, [&](json::Value& keys) {
    json::Value left = json::Object{};
    for (const auto& [name, value] : *keys.as_object()) {
      if (name != before_name(which)) left.set(name, value);
    }
    keys = std::move(left);
  });
}

using Work = std::function<void(db::Database&, const pipeline::KeyRing&)>;
// `work` leaves nothing under the key before.
Result<void> rotate(const Settings& settings, const std::string& which, const Clock& clock,
                    Random& random, const Work& work) {
  const Path folder = Path(settings.data) / "gate";
  const Path file = folder / "keys.json";
  if (!std::filesystem::exists(file)) {
    return invalid("data", "There is no gate in " + settings.data);
  }
  MASH_TRY(const FolderLock lock, FolderLock::take(folder));
  if (!load_keys(file, gate_key_names(), random).has(before_name(which))) {
    MASH_TRY_DO(begin(file, which, random));
  }
  const auto keys = load_keys(file, gate_key_names(), random);
  const auto database = db::Database::open(database_options(settings, "gate"));
  db::migrate(*database, gate_migrations(), clock.now());
  work(*database, keys);
  return finish(file, which);
}

}  // namespace

Result<pipeline::Rewrapped> rotate_gate_key(const Settings& settings, const Clock& clock,
                                            Random& random) {
  pipeline::Rewrapped all;
  const Work wrap = [&](db::Database& database, const pipeline::KeyRing& keys) {
    pipeline::Rewrapped some;
    do {
      database.write([&](db::Transaction& tx) {
        some = pipeline::rewrap_some(tx, keys, AgencyId::trusted(k_content), all.last,
                                     k_in_one_transaction, random);
      });
      all.wrapped += some.wrapped;
      all.lost += some.lost;
      all.last = some.last;
    } while (some.seen == k_in_one_transaction);
  };
  MASH_TRY_DO(rotate(settings, k_content, clock, random, wrap));
  return all;
}

Result<RecordSealed> rotate_gate_record_key(const Settings& settings, const Clock& clock,
                                            Random& random) {
  RecordSealed all;
  MASH_TRY_DO(rotate(settings, k_record_key, clock, random,
                     [&](db::Database& database, const pipeline::KeyRing& keys) {
                       all = seal_record_anew(database, keys, clock, random);
                     }));
  return all;
}

int keys_rotate_gate_command(const Settings& settings, const std::string& which) {
  crypto::SystemRandom random;
  if (which == k_record_key) {
    const auto done = rotate_gate_record_key(settings, SystemClock{}, random);
    if (!done) return say(done.error());
    std::cout << words_of(*done);
    return 0;
  }
  const auto done = rotate_gate_key(settings, SystemClock{}, random);
  if (!done) return say(done.error());
  std::cout << "The gate has a new key for what it holds; " << done->wrapped
            << " data keys were wrapped anew";
  if (done->lost > 0) std::cout << "; " << done->lost << " open under no key";
  std::cout << ". Older copies of its keys.json open what older copies of its database hold: "
               "destroy them\n";
  return 0;
}

}  // namespace mash::server
