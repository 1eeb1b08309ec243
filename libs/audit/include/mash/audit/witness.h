// SPDX-License-Identifier: MIT
// A witness of C2SP tlog-witness: what it answers to add-checkpoint. It signs a checkpoint of a log
// that it knows once that is shown to go on from the last one it signed, so whoever holds the log's
// key cannot have it sign a second history, nor an older one.
//
// Not here: HTTP, the clock, what is done with evidence. The witness holds no entry of the log,
// only sizes and roots. Errors: add_checkpoint throws what WitnessState does; nothing is signed
// then, nor later, until the witness is made again from disk. Thread safety: any number at once;
// check and record are one step. Cost: 0.2 ms and two waits for the disk, one request at a time;
// what is refused for its form or signature waits for nobody. Source: https://c2sp.org/tlog-witness
#pragma once

#include <memory>
#include <mutex>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "mash/audit/checkpoint.h"
#include "mash/audit/witness_state.h"
#include "mash/base/time.h"

namespace mash::audit {

// Two notes that the log has signed.
struct Evidence {
  std::string held;       // empty: nothing yet of this log
  std::string submitted;  // without the signatures of others
};

// Why a witness does not sign, each with its HTTP status.
struct MalformedRequest {};  // 400: not of the form, or the old size is above the new one
struct NotByTheLog {};       // 403: no good signature by the key known for this origin
struct UnknownLog {};        // 404
struct OtherSizeHeld {       // 409, body "size\n" as text/x.tlog.size: prove from here
  std::uint64_t size = 0;
};
struct OtherRootHeld {  // 409: the log has signed two histories
  Evidence evidence;
};
struct BadProof {  // 422: a second history, or just a bad proof
  Evidence evidence;
};
using WitnessRefusal =
    std::variant<MalformedRequest, NotByTheLog, UnknownLog, OtherSizeHeld, OtherRootHeld, BadProof>;

// 200, body: the line.
struct Cosigned {
  std::string line;
};
using WitnessAnswer = std::variant<Cosigned, WitnessRefusal>;

// "old N", at most 63 lines of proof, a blank line, the signed checkpoint.
std::string format_add_checkpoint(std::uint64_t old_size, std::span<const Hash> proof,
                                  std::string_view note);

// A request in good form about a known log, signed by it.
struct Submission {
  std::uint64_t old_size = 0;
  std::vector<Hash> proof;
  Checkpoint checkpoint;
  std::string note;  // without the signatures of others
};
// Pure; what add_checkpoint is made of. `logs` are signers; one origin may have several.
std::variant<Submission, WitnessRefusal> read_submission(std::string_view body,
                                                         std::span<const VerifierKey> logs);
std::optional<WitnessRefusal> judge(const Submission& submission, const HeldCheckpoint& held);

class Witness {
 public:
  // ErrorCode::invalid_input if the name is no key name, a key is not a log's own, or a log has the
  // key of the witness.
  static Result<std::unique_ptr<Witness>> make(std::string name, const crypto::SigningKey& key,
                                               std::vector<VerifierKey> logs, WitnessState state);

  WitnessAnswer add_checkpoint(std::string_view body, UtcTime now);
  [[nodiscard]] VerifierKey key() const;  // to be given to those who write policies

 private:
  Witness(std::string name, const crypto::SigningKey& key, std::vector<VerifierKey> logs,
          WitnessState state);

  const std::string name_;
  const crypto::SigningKey key_;
  const std::vector<VerifierKey> logs_;
  std::mutex mutex_;  // held across the disk, as the specification wants
  WitnessState state_;
};

}  // namespace mash::audit
