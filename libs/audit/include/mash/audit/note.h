// SPDX-License-Identifier: MIT
// Signed notes and verifier keys of C2SP signed-note: text, a blank line, then signature lines
// "(U+2014) name base64(key id, signature)". Key type 0x01, Ed25519, only; lines by others are
// kept and ignored, as the specification wants. Stricter than it in one way: ASCII only.
// Errors: ErrorCode::invalid_input, with a message that repeats nothing of the note.
// Thread safety: pure functions. Cost: 20 microseconds to sign, 50 to verify.
// Source: https://c2sp.org/signed-note
#pragma once

#include <array>
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

// Whom to believe: "name+hex(key id)+base64(0x01, public key)".
struct VerifierKey {
  std::string name;
  crypto::PublicKey key{};

  [[nodiscard]] KeyId id() const;  // SHA-256(name, 0x0A, 0x01, key), first 4 bytes
  [[nodiscard]] std::string encode() const;
  static Result<VerifierKey> parse(std::string_view text);
};
VerifierKey verifier_key(std::string_view name, const crypto::SigningKey& key);

struct NoteSignature {
  std::string name;
  KeyId key_id{};
  Bytes signature;
};
struct Note {
  std::string text;  // ends in a newline
  std::vector<NoteSignature> signatures;
};
std::string format_note(const Note& note);
// At most 64 KiB and 100 signatures.
Result<Note> parse_note(std::string_view note);

// `text` ends in a newline.
NoteSignature sign_text(std::string_view text, std::string_view name,
                        const crypto::SigningKey& key);
// The note, if it has a good signature by this key and no bad one.
Result<Note> open_note(std::string_view note, const VerifierKey& key);

}  // namespace mash::audit
