// SPDX-License-Identifier: MIT
#include "mash/audit/cosignature.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstdint>

#include "mash/base/assert.h"

namespace mash::audit {
namespace {

constexpr std::uint64_t k_micros = 1'000'000;
constexpr std::size_t k_time_bytes = 8;

std::string cosigned_text(const Checkpoint& checkpoint, std::uint64_t seconds) {
  return fmt::format("cosignature/v1\ntime {}\n{}", seconds, format_checkpoint(checkpoint));
}

Result<UtcTime> verify_line(const Checkpoint& checkpoint, ByteView line, const VerifierKey& key) {
  const Error bad = invalid("cosignature", "The cosignature does not fit the checkpoint");
  if (line.size() != k_time_bytes + sizeof(crypto::Signature)) return bad;
  std::uint64_t seconds = 0;
  for (const std::uint8_t byte : line.first(k_time_bytes)) seconds = seconds << 8U | byte;
  if (seconds > INT64_MAX / k_micros) return bad;
  const std::string text = cosigned_text(checkpoint, seconds);
  if (!crypto::verify(key.key, as_bytes(text), line.subspan(k_time_bytes))) return bad;
  return UtcTime{static_cast<std::int64_t>(seconds * k_micros)};
}

}  // namespace

NoteSignature cosign(const Checkpoint& checkpoint, std::string_view name,
                     const crypto::SigningKey& key, UtcTime at) {
  MASH_ASSERT(at.micros >= 0);
  const std::uint64_t seconds = static_cast<std::uint64_t>(at.micros) / k_micros;
  NoteSignature out{std::string(name), verifier_key(name, key, KeyType::cosigner).id(), {}};
  for (std::size_t i = 0; i < k_time_bytes; ++i) {
    out.signature.push_back(static_cast<std::uint8_t>(seconds >> (8 * (k_time_bytes - 1 - i))));
  }
  const crypto::Signature signature = key.sign(as_bytes(cosigned_text(checkpoint, seconds)));
  out.signature.insert(out.signature.end(), signature.begin(), signature.end());
  return out;
}

Result<std::optional<UtcTime>> cosigned_at(const Checkpoint& checkpoint,
                                           std::span<const NoteSignature> lines,
                                           const VerifierKey& witness) {
  MASH_ASSERT(witness.type == KeyType::cosigner);
  std::optional<UtcTime> latest;
  for (const NoteSignature& line : lines) {
    if (!line.is_by(witness)) continue;
    MASH_TRY(const UtcTime at, verify_line(checkpoint, line.signature, witness));
    latest = latest ? std::max(*latest, at) : at;
  }
  return latest;
}

Result<std::string> add_cosignatures(std::string_view note, std::string_view answer,
                                     const VerifierKey& witness) {
  MASH_TRY(Note whole, parse_note(note));
  MASH_TRY(const Checkpoint checkpoint, parse_checkpoint(whole.text));
  MASH_TRY(std::vector<NoteSignature> lines, parse_signatures(answer));
  MASH_TRY(const auto at, cosigned_at(checkpoint, lines, witness));
  if (!at) return invalid("cosignature", "There is no cosignature by the expected witness");
  for (NoteSignature& line : lines) {
    if (line.is_by(witness)) whole.signatures.push_back(std::move(line));
  }
  std::string out = format_note(whole);
  MASH_TRY_DO(parse_note(out));  // within the limits of a note
  return out;
}

}  // namespace mash::audit
