// SPDX-License-Identifier: MIT
// What C2SP tlog-witness and tlog-proof have in common: a word and a number, the hashes of a proof,
// a blank line, a signed note.
//
//   old 300
//   CsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=
//
//   hub.example/audit
//   ...
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "mash/audit/merkle.h"

namespace mash::audit {

// Decimal, no sign, no leading zero, below 2^63.
std::optional<std::uint64_t> parse_number(std::string_view text);

struct ProofText {
  std::uint64_t number = 0;
  std::vector<Hash> proof;
  std::string note;  // all behind the blank line; not looked at
};
std::string format_proof_text(std::string_view word, const ProofText& text);
// Nothing unless format_proof_text gives these bytes again; at most 63 hashes, as many as a tree
// of less than 2^63 leaves can need.
std::optional<ProofText> parse_proof_text(std::string_view word, std::string_view text);

}  // namespace mash::audit
