// SPDX-License-Identifier: MIT
// The signed statement "this log has this many entries and this root" of C2SP tlog-checkpoint:
//
//   hub.example/audit
//   300
//   CsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=
//
//   (U+2014) hub.example/audit Az3grlgtzPICa5OS8npVmf1Myq/5IZniMp+ZJurmRDeOoRDe4URYN7u5/Zhc...
//
// The name of the key is the origin. No extension lines: they are refused.
// Errors, thread safety and cost: as note.h. Source: https://c2sp.org/tlog-checkpoint
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "mash/audit/note.h"

namespace mash::audit {

using crypto::Hash;

struct Checkpoint {
  std::string origin;  // is_key_name
  std::uint64_t size = 0;
  Hash root{};
  bool operator==(const Checkpoint&) const = default;
};

std::string format_checkpoint(const Checkpoint& checkpoint);
Result<Checkpoint> parse_checkpoint(std::string_view text);

// A whole signed note.
std::string sign_checkpoint(const Checkpoint& checkpoint, const crypto::SigningKey& key);
// The statement, if this key signed it and its origin is the key's name.
Result<Checkpoint> open_checkpoint(std::string_view note, const VerifierKey& key);

}  // namespace mash::audit
