// SPDX-License-Identifier: MIT
// A new key for what the gate holds (`gate-content`: products, accounts, receipts), or for the
// details of its record, while the gate stands still. Its file holds both keys until each data key
// is wrapped anew, or each detail sealed, so that whoever is killed in between loses nothing: the
// gate starts with either, and to do it again goes on.
// What not: the gate's other keys, whose outputs are compared or known outside (docs/keys.md).
// Errors: invalid_input names the folder; conflict: the gate is running.
// Thread safety: one thread. Cost: as pipeline::rewrap_some for each product and account;
// record_key.h.
#pragma once

#include "mash/pipeline/rotation.h"
#include "record_key.h"
#include "settings.h"

namespace mash::server {

// Answers how many data keys were wrapped, and how many open under no key.
Result<pipeline::Rewrapped> rotate_gate_key(const Settings& settings, const Clock& clock,
                                            Random& random);
Result<RecordSealed> rotate_gate_record_key(const Settings& settings, const Clock& clock,
                                            Random& random);

}  // namespace mash::server
