// SPDX-License-Identifier: MIT
#include "mash/audit/note.h"

#include <algorithm>

#include "mash/base/assert.h"

namespace mash::audit {
namespace {

constexpr std::string_view k_dash = "\xE2\x80\x94 ";  // U+2014 and a space
constexpr std::size_t k_most_bytes = std::size_t{64} << 10U;
constexpr std::size_t k_most_signatures = 100;

Error bad_note() {
  return invalid("note", "A signed note: text, a blank line, signature lines");
}
Error bad_key() {
  return invalid("verifier key", "A key of the form name+id+key, type 0x01 or 0x04");
}

bool is_printable(char c) {
  return c >= 0x20 && c < 0x7F;
}

Bytes typed_key(const VerifierKey& key) {
  Bytes out{static_cast<std::uint8_t>(key.type)};
  out.insert(out.end(), key.key.begin(), key.key.end());
  return out;
}

Result<NoteSignature> parse_signature(std::string_view line) {
  if (!line.starts_with(k_dash)) return bad_note();
  line.remove_prefix(k_dash.size());
  const std::size_t space = line.find(' ');
  if (space == std::string_view::npos || !is_key_name(line.substr(0, space))) return bad_note();
  const auto raw = from_base64(line.substr(space + 1));
  NoteSignature out{std::string(line.substr(0, space)), {}, {}};
  if (!raw || raw->size() <= out.key_id.size()) return bad_note();
  const ByteView bytes = *raw;
  std::ranges::copy(bytes.first(out.key_id.size()), out.key_id.begin());
  const ByteView signature = bytes.subspan(out.key_id.size());
  out.signature.assign(signature.begin(), signature.end());
  return out;
}

}  // namespace

bool is_key_name(std::string_view name) {
  return !name.empty() &&
         std::ranges::all_of(name, [](char c) { return is_printable(c) && c != ' ' && c != '+'; });
}

KeyId VerifierKey::id() const {
  const crypto::Hash hash = crypto::sha256(as_bytes(name + "\n"), typed_key(*this));
  KeyId out;
  std::copy_n(hash.begin(), out.size(), out.begin());
  return out;
}

std::string VerifierKey::encode() const {
  return name + "+" + hex(id()) + "+" + base64(typed_key(*this));
}

Result<VerifierKey> VerifierKey::parse(std::string_view text) {
  const std::size_t first = text.find('+');
  if (first == std::string_view::npos || !is_key_name(text.substr(0, first))) return bad_key();
  const std::size_t second = text.find('+', first + 1);
  if (second == std::string_view::npos) return bad_key();
  const auto raw = from_base64(text.substr(second + 1));
  VerifierKey out{std::string(text.substr(0, first)), {}};
  if (!raw || raw->size() != 1 + out.key.size()) return bad_key();
  out.type = KeyType{raw->front()};
  if (out.type != KeyType::signer && out.type != KeyType::cosigner) return bad_key();
  std::copy(raw->begin() + 1, raw->end(), out.key.begin());
  if (out.encode() != text) return bad_key();
  return out;
}

VerifierKey verifier_key(std::string_view name, const crypto::SigningKey& key, KeyType type) {
  MASH_ASSERT(is_key_name(name));
  return VerifierKey{std::string(name), key.public_key(), type};
}

bool NoteSignature::is_by(const VerifierKey& key) const {
  return name == key.name && key_id == key.id();
}

std::string format_note(const Note& note) {
  return note.text + "\n" + format_signatures(note.signatures);
}

std::string format_signatures(std::span<const NoteSignature> signatures) {
  std::string out;
  for (const NoteSignature& signature : signatures) {
    Bytes blob(signature.key_id.begin(), signature.key_id.end());
    blob.insert(blob.end(), signature.signature.begin(), signature.signature.end());
    out.append(k_dash).append(signature.name).append(" ").append(base64(blob)).append("\n");
  }
  return out;
}

Result<Note> parse_note(std::string_view note) {
  if (note.size() > k_most_bytes || !note.ends_with('\n')) return bad_note();
  const std::size_t border = note.rfind("\n\n");  // signature lines are never blank
  if (border == std::string_view::npos) return bad_note();
  Note out{std::string(note.substr(0, border + 1)), {}};
  if (!std::ranges::all_of(out.text, [](char c) { return is_printable(c) || c == '\n'; })) {
    return bad_note();
  }
  MASH_TRY(out.signatures, parse_signatures(note.substr(border + 2)));
  if (out.signatures.empty()) return bad_note();
  return out;
}

Result<std::vector<NoteSignature>> parse_signatures(std::string_view lines) {
  if (lines.size() > k_most_bytes || (!lines.empty() && !lines.ends_with('\n'))) return bad_note();
  std::vector<NoteSignature> out;
  while (!lines.empty()) {
    const std::size_t end = lines.find('\n');
    MASH_TRY(NoteSignature signature, parse_signature(lines.substr(0, end)));
    if (out.size() == k_most_signatures) return bad_note();
    out.push_back(std::move(signature));
    lines.remove_prefix(end + 1);
  }
  return out;
}

NoteSignature sign_text(std::string_view text, std::string_view name,
                        const crypto::SigningKey& key) {
  MASH_ASSERT(text.ends_with('\n'));
  const crypto::Signature signature = key.sign(as_bytes(text));
  return NoteSignature{std::string(name), verifier_key(name, key).id(),
                       Bytes(signature.begin(), signature.end())};
}

Result<Note> open_note(std::string_view note, const VerifierKey& key) {
  MASH_ASSERT(key.type == KeyType::signer);
  MASH_TRY(Note parsed, parse_note(note));
  bool signed_by_key = false;
  for (const NoteSignature& signature : parsed.signatures) {
    if (!signature.is_by(key)) continue;
    if (!crypto::verify(key.key, as_bytes(parsed.text), signature.signature)) {
      return invalid("note", "The signature does not fit the text");
    }
    signed_by_key = true;
  }
  if (!signed_by_key) return invalid("note", "There is no signature by the expected key");
  return parsed;
}

}  // namespace mash::audit
