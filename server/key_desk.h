// SPDX-License-Identifier: MIT
// What may be done with root keys while a hub owns its folder: say how they are held, seal and open
// an agency's compartment, write how a key is held, change it for a new one.
// What not: asking people for secrets and opening holders, which the command does in a process of
// its own (keys_command.cpp): no passphrase and no PIN reaches the hub that way, but the key. Only
// what an agency's people type on their own page does (hub/compartment).
// Errors: invalid_input names the field and the way out. Each act is on the record.
// Thread safety: any thread; one act at a time. Cost: rewrap_on() up to a second
// (docs/benchmarks.md).
#pragma once

#include <map>
#include <mutex>
#include <optional>
#include <string>

#include "folder.h"
#include "hub_keys.h"
#include "mash/compartment/compartment.h"
#include "mash/json/value.h"
#include "mash/model/borough.h"
#include "mash/pipeline/app.h"

namespace mash::server {

class KeyDesk {
 public:
  // `keys` shares what App and Vault work with.
  KeyDesk(Path folder, const model::Borough& borough, pipeline::KeyRing keys, Random& random);

  // {"keys": [{"name", "called", "held", "open", "since", "shares", "rotating"}]}
  json::Value status();
  // One line for pages; empty where nothing is sealed.
  std::string notice() const;
  // Forgets the root key at once: what is in hand goes with its request.
  Result<json::Value> seal(pipeline::App& app, const std::string& name);
  // `key`: 64 hexadecimal digits of the key that keys.json holds.
  Result<json::Value> open(pipeline::App& app, const std::string& name, const std::string& key);
  // By what somebody of the agency typed on a page of the hub: slow, one at a time. standing() says
  // what came of it.
  void open_by_passphrase(pipeline::App& app, const std::string& name, const Sensitive& passphrase);
  compartment::Standing standing(const std::string& name);
  // Nothing that this agency said about the case opens ever again.
  Result<json::Value> destroy(pipeline::App& app, const std::string& name, const CaseId& case_id);
  // The same key, held in another way from now on. `entries`: {name: as keyhold::to_json}.
  Result<json::Value> write(pipeline::App& app, const json::Value& entries);
  // From now on `next` is the agency's root key, and `entry` holds it with the one before it.
  Result<json::Value> begin_rotation(pipeline::App& app, const std::string& name,
                                     const json::Value& entry, const std::string& next);
  // Wraps some more data keys anew; to be asked until "done". Whoever was cut off begins again,
  // which costs a look at each.
  Result<json::Value> rewrap_on(pipeline::App& app, db::Database& database,
                                const std::string& name);

 private:
  struct Pass {
    std::string after;
    std::int64_t wrapped = 0;
    std::int64_t lost = 0;
  };
  // Reads the file each time: a key that is held in clear stands in no other memory.
  Result<keyhold::HeldKey> held_of(const std::string& name) const;
  void store(const std::string& name, const keyhold::HeldKey& held) const;
  std::string called(const std::string& name) const;
  static void record(pipeline::App& app, const std::string& event, const std::string& name,
                     const std::vector<std::string>& notes = {});

  // `seals`: as when the try began; conflict if it was sealed since.
  Result<void> open_unless_sealed(const std::string& name, const std::string& key,
                                  std::optional<std::int64_t> seals);

  const Path folder_;
  const model::Borough& borough_;
  pipeline::KeyRing keys_;
  Random& random_;
  std::mutex one_at_a_time_;
  std::map<std::string, Pass> passes_;
  std::map<std::string, std::int64_t> seals_;      // how often each was sealed
  std::map<std::string, std::string> last_tries_;  // that did not open it, and why
  std::mutex making_key_;
};

// As KeyDesk::status, without "called" and "open".
json::Value status_of(const keyhold::Table& table);
// Without a hub that runs: the same key, held in another way. The folder's lock is the caller's.
Result<void> write_entries(const Path& folder, const json::Value& entries);

}  // namespace mash::server
