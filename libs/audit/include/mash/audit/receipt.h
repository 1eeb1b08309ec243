// SPDX-License-Identifier: MIT
// A receipt that an entry is in the log and that witnesses have seen the log with it, for anybody
// to check without asking anybody: a .tlog-proof file of C2SP tlog-proof.
//
//   c2sp.org/tlog-proof@v1
//   extra b3B0aW9uYWw=                (only if there is something extra)
//   index 2
//   1b21ihkXOmoBEd8/H2LbqgDkQiHg8JtHSJgSoBDNUxQ=
//
//   hub.example/audit
//   ...                               (a checkpoint with the lines of log and witnesses)
//
// The entry is not in it: whoever checks it has the entry. Nobody vouches for `extra`.
// Units: times of witnesses are their own. Errors: ErrorCode::invalid_input unless said otherwise,
// with messages that repeat nothing of the receipt. Thread safety: pure functions, except that
// make_receipt reads the log.
// Cost: 50 microseconds for each signature; to make one, a file for each hash of the proof.
// Source: https://c2sp.org/tlog-proof
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "mash/audit/quorum.h"
#include "mash/audit/tile_log.h"

namespace mash::audit {

struct Receipt {
  std::uint64_t index = 0;
  std::vector<Hash> proof;
  std::string note;
  Bytes extra = {};  // untrusted
};

std::string format_receipt(const Receipt& receipt);
// At most 128 KiB.
Result<Receipt> parse_receipt(std::string_view text);

// For entry `index`, below a checkpoint of this log with whatever cosignatures it has; the log may
// have grown since. ErrorCode::not_found if the entry came after the checkpoint,
// ErrorCode::internal if the checkpoint is not of this log. Throws what TileLog::subtrees does.
Result<Receipt> make_receipt(const TileLog& log, std::uint64_t index, std::string_view note);

// Who has witnessed the log with this entry, if it is in it and the policy's quorum is reached.
Result<Witnessed> verify_receipt(const Receipt& receipt, ByteView entry, const VerifierKey& log,
                                 const WitnessPolicy& policy);

}  // namespace mash::audit
