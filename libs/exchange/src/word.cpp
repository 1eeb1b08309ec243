// SPDX-License-Identifier: MIT
#include "mash/exchange/word.h"

#include "lines.h"
#include "mash/base/id.h"

namespace mash::exchange {

namespace {

constexpr std::string_view k_word_head = "openmash word 1\n";
constexpr std::string_view k_receipt_head = "openmash receipt 1\n";
constexpr std::string_view k_sealed_head = "openmash sealed 1\n";

std::string unsigned_text(const Word& w) {
  std::string out(k_word_head);
  out += line("id", w.id);
  out += line("from", w.from);
  out += line("to", w.to);
  out += line("line", w.line);
  out += line("number", w.number);
  out += line("after", hex(w.after));
  out += line("at", w.at.micros);
  out += line("kind", w.kind);
  out += line("box", base64(w.box));
  return out;
}

std::string unsigned_text(const Receipt& r) {
  std::string out(k_receipt_head);
  out += line("from", r.from);
  out += line("to", r.to);
  out += line("line", r.line);
  out += line("number", r.number);
  out += line("last", hex(r.last));
  out += line("wants", r.wants ? "yes" : "no");
  out += line("at", r.at.micros);
  return out;
}

// What stands inside the seal before what is said.
std::string inner_head(const Word& w) {
  return std::string(k_sealed_head) + line("id", w.id) + line("from", w.from) + line("to", w.to) +
         line("kind", w.kind);
}

Result<std::string> code(Lines& lines, std::string_view name) {
  MASH_TRY(std::string text, lines.take(name));
  if (!is_code_text(text)) return invalid(std::string(name), "Is no name of this kind.");
  return text;
}

Error another_form() {
  return invalid("word", "Has another form.");
}

Result<Word> read_word(Lines& lines) {
  Word out;
  MASH_TRY(out.id, lines.take("id"));
  if (!is_id_text(out.id)) return invalid("id", "Is no id.");
  MASH_TRY(out.from, code(lines, "from"));
  MASH_TRY(out.to, code(lines, "to"));
  MASH_TRY(out.line, lines.number("line", 1));
  MASH_TRY(out.number, lines.number("number", 1));
  MASH_TRY(out.after, lines.hex_of<32>("after"));
  MASH_TRY(out.at, lines.micros("at"));
  MASH_TRY(out.kind, code(lines, "kind"));
  MASH_TRY(const std::string box, lines.take("box"));
  MASH_TRY(out.box, from_base64(box));
  MASH_TRY(out.signature, lines.base64_of<64>("sign"));
  return out;
}

Result<Receipt> read_receipt(Lines& lines) {
  Receipt out;
  MASH_TRY(out.from, code(lines, "from"));
  MASH_TRY(out.to, code(lines, "to"));
  MASH_TRY(out.line, lines.number("line", 0));
  MASH_TRY(out.number, lines.number("number", 0));
  MASH_TRY(out.last, lines.hex_of<32>("last"));
  MASH_TRY(const std::string wants, lines.take("wants"));
  out.wants = wants == "yes";
  MASH_TRY(out.at, lines.micros("at"));
  MASH_TRY(out.signature, lines.base64_of<64>("sign"));
  return out;
}

template <class Signed>
bool genuine(const Signed& it, const crypto::PublicKey& key) {
  return crypto::verify(key, as_bytes(unsigned_text(it)), it.signature);
}

}  // namespace

std::string encode(const Word& word) {
  return unsigned_text(word) + line("sign", base64(word.signature));
}

std::string encode(const Receipt& receipt) {
  return unsigned_text(receipt) + line("sign", base64(receipt.signature));
}

Result<std::variant<Word, Receipt>> decode(std::string_view text) {
  using Either = std::variant<Word, Receipt>;
  if (text.size() > k_most_bytes) return Error{ErrorCode::too_large, "It is too large", {}};
  Lines lines(text);
  if (lines.head(k_word_head)) {
    MASH_TRY(Word word, read_word(lines));
    if (!lines.at_end() || encode(word) != text) return another_form();
    return Either(std::move(word));
  }
  if (!lines.head(k_receipt_head)) {
    return Error{ErrorCode::unsupported, "Is no word of this version.", {}};
  }
  MASH_TRY(Receipt receipt, read_receipt(lines));
  if (!lines.at_end() || encode(receipt) != text) return another_form();
  return Either(std::move(receipt));
}

crypto::Hash hash_of(const Word& word) {
  return crypto::sha256(as_bytes(unsigned_text(word)));
}

Word signed_by(const crypto::SigningKey& key, Word word) {
  word.signature = key.sign(as_bytes(unsigned_text(word)));
  return word;
}

Receipt signed_by(const crypto::SigningKey& key, Receipt receipt) {
  receipt.signature = key.sign(as_bytes(unsigned_text(receipt)));
  return receipt;
}

bool is_genuine(const Word& word, const crypto::PublicKey& key) {
  return genuine(word, key);
}

bool is_genuine(const Receipt& receipt, const crypto::PublicKey& key) {
  return genuine(receipt, key);
}

Word sealed_to(const crypto::PublicKey& hub, Word word, const Sensitive& said, Random& random) {
  word.box = crypto::box_seal(hub, as_bytes(inner_head(word) + said.reveal()), random);
  return word;
}

Result<Sensitive> open(const crypto::Key& box, const Word& word) {
  MASH_TRY(const Bytes plain, crypto::box_open(box, word.box));
  std::string text = to_text(plain);
  const std::string head = inner_head(word);
  if (!text.starts_with(head)) {
    return Error{ErrorCode::internal, "The word was sealed for another envelope", {}};
  }
  return Sensitive(text.substr(head.size()));
}

}  // namespace mash::exchange
