// SPDX-License-Identifier: MIT
// Signed notes and verifier keys of C2SP signed-note: text, a blank line, then signature lines
// "(U+2014) name base64(key id, signature)". Lines by keys that nobody asked for are kept and
// ignored, as the specification wants. Stricter than it in one way: ASCII only.
// Errors: ErrorCode::invalid_input, with a message that repeats nothing of the note.
// Thread safety: pure functions. Cost: 20 microseconds to sign, 50 to verify.
// Source: https://c2sp.org/signed-note
#pragma once

#include <array>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "mash/base/bytes.h"
#include "mash/base/result.h"
#include "mash/crypto/crypto.h"

namespace mash::audit {

using KeyId = std::array<std::uint8_t, 4>;

// Not empty, printable ASCII, no space, no plus.
bool is_key_name(std::string_view name);

// What a key signs, and what its signatures look like. The byte is the specification's. ML-DSA-44
// (0x06) is not read yet.
enum class KeyType : std::uint8_t {
  signer = 0x01,    // Ed25519 over the text: a log
  cosigner = 0x04,  // Ed25519 over a time and the text: a witness (cosignature.h)
};

// Whom to believe: "name+hex(key id)+base64(type, public key)".
struct VerifierKey {
  std::string name;
  crypto::PublicKey key{};
  KeyType type = KeyType::signer;

  bool operator==(const VerifierKey&) const = default;
  [[nodiscard]] KeyId id() const;  // SHA-256(name, 0x0A, type, key), first 4 bytes
  [[nodiscard]] std::string encode() const;
  static Result<VerifierKey> parse(std::string_view text);
};
VerifierKey verifier_key(std::string_view name, const crypto::SigningKey& key,
                         KeyType type = KeyType::signer);

struct NoteSignature {
  std::string name;
  KeyId key_id{};
  Bytes signature;

  // Says it is; whether it is true is for open_note or cosignature.h.
  [[nodiscard]] bool is_by(const VerifierKey& key) const;
};
struct Note {
  std::string text;  // ends in a newline
  std::vector<NoteSignature> signatures;
};
std::string format_note(const Note& note);
// At most 64 KiB and 100 signatures.
Result<Note> parse_note(std::string_view note);
// The signature lines alone; there may be none.
std::string format_signatures(std::span<const NoteSignature> signatures);
Result<std::vector<NoteSignature>> parse_signatures(std::string_view lines);

// `text` ends in a newline.
NoteSignature sign_text(std::string_view text, std::string_view name,
                        const crypto::SigningKey& key);
// The note, if it has a good signature by this key (a signer) and no bad one.
Result<Note> open_note(std::string_view note, const VerifierKey& key);

}  // namespace mash::audit
