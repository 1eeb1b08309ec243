// SPDX-License-Identifier: MIT
#include "mash/audit/witness.h"

#include <algorithm>

#include "mash/audit/cosignature.h"
#include "mash/base/assert.h"
#include "proof_text.h"

namespace mash::audit {
namespace {

constexpr std::string_view k_old = "old";

// The note with the one signature that the key made; nothing if there is none that is good.
std::optional<std::string> opened_by(const Note& note, const VerifierKey& log) {
  Note own{note.text, {}};
  for (const NoteSignature& signature : note.signatures) {
    if (signature.is_by(log)) own.signatures.push_back(signature);
  }
  if (own.signatures.empty()) return std::nullopt;
  own.signatures.resize(1);
  if (!open_note(format_note(note), log)) return std::nullopt;
  return format_note(own);
}

}  // namespace

std::string format_add_checkpoint(std::uint64_t old_size, std::span<const Hash> proof,
                                  std::string_view note) {
  return format_proof_text(k_old, {old_size, {proof.begin(), proof.end()}, std::string(note)});
}

std::variant<Submission, WitnessRefusal> read_submission(std::string_view body,
                                                         std::span<const VerifierKey> logs) {
  auto text = parse_proof_text(k_old, body);
  if (!text) return MalformedRequest{};
  const auto note = parse_note(text->note);
  if (!note) return MalformedRequest{};
  auto checkpoint = parse_checkpoint(note->text);
  if (!checkpoint) return MalformedRequest{};
  bool known = false;
  std::optional<std::string> own;
  for (const VerifierKey& log : logs) {
    if (log.name != checkpoint->origin) continue;
    known = true;
    if (!own) own = opened_by(*note, log);
  }
  if (!known) return UnknownLog{};
  if (!own) return NotByTheLog{};
  if (text->number > checkpoint->size) return MalformedRequest{};
  return Submission{text->number, std::move(text->proof), *std::move(checkpoint), *std::move(own)};
}

std::optional<WitnessRefusal> judge(const Submission& submission, const HeldCheckpoint& held) {
  const Checkpoint& checkpoint = submission.checkpoint;
  if (submission.old_size != held.size) return OtherSizeHeld{held.size};
  if (checkpoint.size == held.size && checkpoint.root != held.root) {
    return OtherRootHeld{{held.note, submission.note}};
  }
  if (!verify_consistency(held.size, held.root, checkpoint.size, checkpoint.root,
                          submission.proof)) {
    return BadProof{{held.note, submission.note}};
  }
  return std::nullopt;
}

Witness::Witness(std::string name, const crypto::SigningKey& key, std::vector<VerifierKey> logs,
                 WitnessState state)
    : name_(std::move(name)), key_(key), logs_(std::move(logs)), state_(std::move(state)) {}

Result<std::unique_ptr<Witness>> Witness::make(std::string name, const crypto::SigningKey& key,
                                               std::vector<VerifierKey> logs, WitnessState state) {
  if (!is_key_name(name)) {
    return invalid("name", "Name the witness in printable ASCII without spaces or plus signs");
  }
  for (const VerifierKey& log : logs) {
    if (log.type != KeyType::signer) return invalid("log", "Give the log's own key, of type 0x01");
    if (log.key == key.public_key()) return invalid("log", "Give the witness a key of its own");
  }
  return std::unique_ptr<Witness>(
      new Witness(std::move(name), key, std::move(logs), std::move(state)));
}

VerifierKey Witness::key() const {
  return verifier_key(name_, key_, KeyType::cosigner);
}

WitnessAnswer Witness::add_checkpoint(std::string_view body, UtcTime now) {
  const auto read = read_submission(body, logs_);
  if (const auto* refusal = std::get_if<WitnessRefusal>(&read)) return *refusal;
  const auto& submission = std::get<Submission>(read);
  const std::lock_guard lock(mutex_);
  if (auto refusal = judge(submission, state_.held(submission.checkpoint.origin))) {
    return *std::move(refusal);
  }
  const auto kept = state_.keep(submission.note);
  MASH_ASSERT(kept);  // judge has refused whatever goes back
  const NoteSignature line = cosign(submission.checkpoint, name_, key_, now);
  return Cosigned{format_signatures(std::span(&line, 1))};
}

}  // namespace mash::audit
