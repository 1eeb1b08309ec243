// SPDX-License-Identifier: MIT
// An entry whose commitment is over words that somebody outside can say again, such as the hash of
// what they were sent; a receipt for it proves to them, and to whomever they show it, that the log
// said so at that time. What opens the commitment (the entry's time and key) travels in the
// receipt's `extra`, in one line of ASCII:
//
//   1795510800000000 kFX0bFSi7m1pS9Vq6qtl2o0cQFZ4l6WQn3PpVb0r8tE=
//
// It is believed only because the entry made from it is in the log.
// Not here: what the words are. Errors: ErrorCode::invalid_input, repeating nothing of what came.
// Thread safety: pure functions. Cost: as receipt.h.
#pragma once

#include <string_view>

#include "mash/audit/receipt.h"
#include "mash/base/time.h"

namespace mash::audit {

struct Opening {
  UtcTime at;         // of the entry
  crypto::Key entry;  // k_entry
};
Bytes format_opening(const Opening& opening);
Result<Opening> parse_opening(ByteView extra);

struct Stated {
  UtcTime at;           // when the log's keeper says that it was written
  Witnessed witnessed;  // who has signed the log with it
};
// That the log holds an entry of this class which commits to these words.
Result<Stated> verify_statement(const Receipt& receipt, std::string_view event_class,
                                std::string_view words, const VerifierKey& log,
                                const WitnessPolicy& policy);

}  // namespace mash::audit
