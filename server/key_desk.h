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

#include <condition_variable>
#include <functional>
#include <list>
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
#include "mash/pipeline/rotation.h"

namespace mash::server {

class KeyDesk {
 public:
  using Open = std::function<Result<keyhold::OpenKey>(
      const std::string& name, const keyhold::HeldKey& held, const Sensitive& passphrase)>;
  // `keys` shares what App and Vault work with; `open` makes a key of a passphrase, for a second.
  KeyDesk(Path folder, const model::Borough& borough, pipeline::KeyRing keys, const Clock& clock,
          Random& random, Open open = keyhold::open);

  // A key for this quarter, for each agency that is open and has none yet.
  void begin_quarters(db::Transaction& tx);

  // {"keys": [{"name", "called", "held", "open", "since", "shares", "rotating"}]}
  json::Value status();
  // One line for pages; empty where nothing is sealed.
  std::string notice() const;
  // Forgets the root key at once: what is in hand goes with its request.
  Result<json::Value> seal(pipeline::App& app, const std::string& name);
  // `key`: 64 hexadecimal digits of the key that keys.json holds.
  Result<json::Value> open(pipeline::App& app, const std::string& name, const std::string& key);
  // By what somebody of the agency typed on a page of the hub: slow; one at a time for each agency,
  // two at a time for all, who take turns. standing() says what came of it.
  void open_by_passphrase(pipeline::App& app, const std::string& name, const Sensitive& passphrase);
  compartment::Standing standing(const std::string& name);
  // Nothing that this agency said about the case opens ever again.
  Result<json::Value> destroy(pipeline::App& app, const std::string& name, const CaseId& case_id);
  // The same key, held in another way from now on. `entries`: {name: as keyhold::to_json}.
  Result<json::Value> write(pipeline::App& app, const json::Value& entries);
  // From now on `next` is the agency's root key, and `entry` holds it with the one before it.
  Result<json::Value> begin_rotation(pipeline::App& app, const std::string& name,
                                     const json::Value& entry, const std::string& next);
  // Wraps some more keys anew; to be asked until "done". `root`: as of open(). Neither of the two
  // opens what is sealed or seals what is open. Whoever was cut off begins again.
  Result<json::Value> rewrap_on(pipeline::App& app, db::Database& database, const std::string& name,
                                const std::string& root);
  // The same for the data keys of one quarter ("2026-Q4"), which go under a new key of a quarter.
  Result<json::Value> leave_on(pipeline::App& app, db::Database& database, const std::string& name,
                               const std::string& root, const std::string& quarter);

  // Nothing waits at the gate, and all that it sends from now on is sealed to this key of the
  // hub's; empty: not known. Ends the box key before, when that is so for k_box_settles and that
  // key's days are over (box_key.h). What a gate says falsely costs its own messages.
  void gate_emptied(pipeline::App& app, const std::string& seals_to);

 private:
  struct Pass {
    std::string after;
    std::int64_t wrapped = 0;
    std::int64_t quarters = 0;
    std::int64_t lost = 0;
  };
  // Reads the file each time: a key that is held in clear stands in no other memory.
  Result<keyhold::HeldKey> held_of(const std::string& name) const;
  void store(const std::string& name, const keyhold::HeldKey& held) const;
  std::string called(const std::string& name) const;
  static void record(pipeline::App& app, const std::string& event, const std::string& name,
                     const std::vector<std::string>& notes = {});

  using Some = std::function<pipeline::Rewrapped(db::Transaction&, const std::string& after)>;
  // Some transactions of a pass; true: that was the last.
  static bool go_on(db::Database& database, Pass& pass, const Some& some);
  static json::Value told(const Pass& pass, bool done);
  // With this one key, whether its compartment is sealed or not.
  static Result<pipeline::KeyRing> ring_of(const std::string& name, const keyhold::HeldKey& held,
                                           const std::string& root);
  Result<void> wait_for_turn(const std::string& name);
  void end_turn(const std::string& name);
  Result<void> try_passphrase(pipeline::App& app, const std::string& name,
                              const Sensitive& passphrase);

  // `seals`: as when the try began; conflict if it was sealed since.
  Result<void> open_unless_sealed(const std::string& name, const std::string& key,
                                  std::optional<std::int64_t> seals);

  const Path folder_;
  const model::Borough& borough_;
  pipeline::KeyRing keys_;
  const Clock& clock_;
  Random& random_;
  const Open open_;
  std::mutex one_at_a_time_;
  std::map<std::string, Pass> passes_;
  std::optional<UtcTime> box_settles_since_;
  std::map<std::string, std::int64_t> seals_;      // how often each was sealed
  std::map<std::string, std::string> last_tries_;  // that did not open it, and why
  std::mutex turns_;
  std::condition_variable turn_ended_;
  std::list<std::string> trying_;  // who makes a key of a passphrase, and then who waits
};

// As KeyDesk::status, without "called" and "open".
json::Value status_of(const keyhold::Table& table);
// Without a hub that runs: the same key, held in another way. The folder's lock is the caller's.
Result<void> write_entries(const Path& folder, const json::Value& entries);

}  // namespace mash::server
