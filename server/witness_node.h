// SPDX-License-Identifier: MIT
// A witness as a process (`openmash witness`): what a partner agency or the Board runs on a machine
// of its own, so that nobody who holds a hub's log and its key can rewrite what was witnessed.
//
// It needs no database and no installation of a hub: a folder with its key, its certificate and
// what it has signed (libs/audit, witness_state.h), and the policy file (libs/audit, quorum.h) for
// the logs that it knows. It reads sizes, roots and proofs, and no entry. POST .../add-checkpoint
// alone is answered, to anybody: who asks is known by the log's signature.
//
// A folder is one witness. Put back from a copy it might sign a second history: make a new one.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "folder.h"
#include "mash/audit/witness.h"
#include "mash/http/message.h"
#include "node.h"

namespace mash::server {

struct WitnessSettings {
  std::string data;    // folder of this witness
  std::string name;    // of its key: "police.example/witness"
  std::string policy;  // file with the logs that it knows
  std::string bind = "127.0.0.1";
  std::uint16_t port = 8446;
};

// What hubs and recipients must know of a witness.
struct WitnessCard {
  audit::VerifierKey key;
  std::string certificate;  // SHA-256 (hex) of what it shows to whoever connects
};
// Once in the life of a witness. conflict: the folder has one. invalid_input: the name is no name
// of a key.
Result<WitnessCard> make_witness(const WitnessSettings& settings, const Clock& clock,
                                 Random& random);

class WitnessNode {
 public:
  // conflict: another process has the folder. invalid_input: there is no witness in it, or the
  // policy has faults. internal: what it has signed is missing or damaged.
  static Result<std::unique_ptr<WitnessNode>> open(const WitnessSettings& settings,
                                                   const Clock& clock);

  // Thread safety and cost: as Witness::add_checkpoint. Two histories that a log has signed are
  // kept in the folder `evidence`, once each, before the answer leaves.
  http::Response answer(const http::Request& request);
  [[nodiscard]] WitnessCard card() const;
  [[nodiscard]] const crypto::Certificate& certificate() const { return certificate_; }

 private:
  WitnessNode(FolderLock lock, Path folder, crypto::Certificate certificate,
              std::unique_ptr<audit::Witness> witness, const Clock& clock);
  http::Response refuse(const audit::WitnessRefusal& refusal);
  void keep(const audit::Evidence& evidence);

  FolderLock lock_;
  Path folder_;
  crypto::Certificate certificate_;
  std::unique_ptr<audit::Witness> witness_;
  const Clock& clock_;
  std::mutex evidence_;
};

// Serves until SIGINT or SIGTERM.
Result<void> run_witness(const WitnessSettings& settings, const Clock& clock, const Ready& ready);

}  // namespace mash::server
