// SPDX-License-Identifier: MIT
// A witness's line below a checkpoint, cosignature/v1 of C2SP tlog-cosignature: "at this time this
// was the greatest tree that I have seen of this log, and it goes on from all that I saw before".
//
//   (U+2014) police.example/witness base64(key id, time, signature)
//
// One key for one witness: the name is not among what is signed, so a line of one witness would be
// a good line of any other that has the same key. WitnessPolicy (quorum.h) refuses two that share
// a key, and a witness that has the key of a log.
//
// Not here: whether the tree does go on from the one before (witness.h), how many witnesses are
// enough (quorum.h), whether a time is late or lies ahead.
// Units: times are whole seconds since 1970-01-01T00:00:00Z in the line; fractions are dropped.
// Errors, thread safety and cost: as note.h. Source: https://c2sp.org/tlog-cosignature
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "mash/audit/checkpoint.h"
#include "mash/base/time.h"

namespace mash::audit {

NoteSignature cosign(const Checkpoint& checkpoint, std::string_view name,
                     const crypto::SigningKey& key, UtcTime at);

// When this witness (a cosigner) saw the checkpoint: the latest, if it has signed more than once.
// Nothing if no line is by it; an error if any line that says to be by it is not good.
Result<std::optional<UtcTime>> cosigned_at(const Checkpoint& checkpoint,
                                           std::span<const NoteSignature> lines,
                                           const VerifierKey& witness);

// The signed note with those lines of a witness's answer put below it that are by this witness.
// An error if there is none, or one that is not good.
Result<std::string> add_cosignatures(std::string_view note, std::string_view answer,
                                     const VerifierKey& witness);

}  // namespace mash::audit
