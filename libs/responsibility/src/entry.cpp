// SPDX-License-Identifier: MIT
#include "mash/responsibility/entry.h"

#include <algorithm>
#include <array>
#include <charconv>

namespace mash::responsibility {

namespace {

constexpr std::string_view k_entry_head = "openmash responsibility 1\n";
constexpr std::string_view k_answer_head = "openmash responsibility answer 1\n";
constexpr std::array<std::string_view, 3> k_says = {"accepts", "refuses", "assumes"};
constexpr std::array<std::string_view, 5> k_what = {"begin", "offer", "withdraw", "transfer",
                                                    "keep"};
constexpr std::string_view k_none = "-";

std::string line(std::string_view name, std::string_view value) {
  return std::string(name) + ' ' + std::string(value.empty() ? k_none : value) + '\n';
}

// Reads lines of a known order.
class Lines {
 public:
  explicit Lines(std::string_view text) : rest_(text) {}
  bool head(std::string_view wanted) {
    if (!rest_.starts_with(wanted)) return false;
    rest_.remove_prefix(wanted.size());
    return true;
  }
  Result<std::string> take(std::string_view name) {
    const auto end = rest_.find('\n');
    const auto whole = rest_.substr(0, end);
    if (end == std::string_view::npos || whole.size() < name.size() + 2 ||
        !whole.starts_with(name) || whole[name.size()] != ' ') {
      return invalid(std::string(name), "Missing, or not in its place.");
    }
    rest_.remove_prefix(end + 1);
    const auto value = whole.substr(name.size() + 1);
    return value == k_none ? std::string() : std::string(value);
  }
  [[nodiscard]] bool at_end() const { return rest_.empty(); }

 private:
  std::string_view rest_;
};

template <std::size_t N>
Result<std::array<std::uint8_t, N>> array_of(const Result<Bytes>& bytes, const char* field) {
  if (!bytes || bytes->size() != N) return invalid(field, "Has the wrong length or other signs.");
  std::array<std::uint8_t, N> out{};
  std::ranges::copy(*bytes, out.begin());
  return out;
}

Result<std::int64_t> number(const std::string& text, const char* field) {
  std::int64_t out = 0;
  const auto* const last = text.data() + text.size();
  const auto [end, error] = std::from_chars(text.data(), last, out);
  if (error != std::errc{} || end != last || std::to_string(out) != text) {
    return invalid(field, "Is no whole number.");
  }
  return out;
}

template <class Enum, std::size_t N>
Result<Enum> word(const std::string& text, const std::array<std::string_view, N>& words,
                  const char* field) {
  const auto* const found = std::ranges::find(words, text);
  if (found == words.end()) return invalid(field, "Is none of the words that may stand here.");
  return static_cast<Enum>(found - words.begin());
}

std::string unsigned_text(const Answer& a) {
  std::string out(k_answer_head);
  out += line("chain", a.chain);
  out += line("to", hex(a.to));
  out += line("says", k_says.at(static_cast<std::size_t>(a.says)));
  out += line("by", a.by);
  out += line("person", a.person);
  out += line("second", a.second);
  out += line("at", std::to_string(a.at.micros));
  return out;
}

std::string unsigned_text(const Entry& e) {
  std::string out(k_entry_head);
  out += line("chain", e.chain);
  out += line("place", std::to_string(e.place));
  out += line("after", hex(e.after));
  out += line("what", k_what.at(static_cast<std::size_t>(e.what)));
  out += line("by", e.by);
  out += line("to", e.to);
  out += line("at", std::to_string(e.at.micros));
  out += line("answer", e.answer ? base64(as_bytes(encode(*e.answer))) : std::string());
  return out;
}

template <class Signed>
bool genuine(const Signed& it, const KeyOf& key_of) {
  const auto key = key_of(it.by);
  return key && crypto::verify(*key, as_bytes(unsigned_text(it)), it.signature);
}

Result<std::optional<Answer>> answer_in(const std::string& text) {
  if (text.empty()) return std::optional<Answer>();
  MASH_TRY(const Bytes bytes, from_base64(text));
  MASH_TRY(Answer answer, decode_answer(to_text(bytes)));
  return std::optional(std::move(answer));
}

}  // namespace

Answer signed_by(const crypto::SigningKey& key, Answer answer) {
  answer.signature = key.sign(as_bytes(unsigned_text(answer)));
  return answer;
}

Entry signed_by(const crypto::SigningKey& key, Entry entry) {
  entry.signature = key.sign(as_bytes(unsigned_text(entry)));
  return entry;
}

std::string encode(const Answer& answer) {
  return unsigned_text(answer) + line("sign", base64(answer.signature));
}

std::string encode(const Entry& entry) {
  return unsigned_text(entry) + line("sign", base64(entry.signature));
}

Result<Answer> decode_answer(std::string_view text) {
  Lines lines(text);
  if (!lines.head(k_answer_head)) return invalid("answer", "Is no answer of this version.");
  Answer out;
  MASH_TRY(out.chain, lines.take("chain"));
  MASH_TRY(const auto to, lines.take("to"));
  MASH_TRY(out.to, array_of<32>(from_hex(to), "to"));
  MASH_TRY(const auto says, lines.take("says"));
  MASH_TRY(out.says, word<Says>(says, k_says, "says"));
  MASH_TRY(out.by, lines.take("by"));
  MASH_TRY(out.person, lines.take("person"));
  MASH_TRY(out.second, lines.take("second"));
  MASH_TRY(const auto at, lines.take("at"));
  MASH_TRY(out.at.micros, number(at, "at"));
  MASH_TRY(const auto sign, lines.take("sign"));
  MASH_TRY(out.signature, array_of<64>(from_base64(sign), "sign"));
  if (!lines.at_end() || encode(out) != text) return invalid("answer", "Has another form.");
  return out;
}

Result<Entry> decode_entry(std::string_view text) {
  Lines lines(text);
  if (!lines.head(k_entry_head)) return invalid("entry", "Is no entry of this version.");
  Entry out;
  MASH_TRY(out.chain, lines.take("chain"));
  MASH_TRY(const auto place, lines.take("place"));
  MASH_TRY(const auto counted, number(place, "place"));
  out.place = static_cast<std::uint64_t>(counted);
  MASH_TRY(const auto after, lines.take("after"));
  MASH_TRY(out.after, array_of<32>(from_hex(after), "after"));
  MASH_TRY(const auto what, lines.take("what"));
  MASH_TRY(out.what, word<What>(what, k_what, "what"));
  MASH_TRY(out.by, lines.take("by"));
  MASH_TRY(out.to, lines.take("to"));
  MASH_TRY(const auto at, lines.take("at"));
  MASH_TRY(out.at.micros, number(at, "at"));
  MASH_TRY(const auto answer, lines.take("answer"));
  MASH_TRY(out.answer, answer_in(answer));
  MASH_TRY(const auto sign, lines.take("sign"));
  MASH_TRY(out.signature, array_of<64>(from_base64(sign), "sign"));
  if (counted < 0 || !lines.at_end() || encode(out) != text) {
    return invalid("entry", "Has another form.");
  }
  return out;
}

crypto::Hash hash_of(const Entry& entry) {
  return crypto::sha256(as_bytes(encode(entry)));
}

bool is_genuine(const Answer& answer, const KeyOf& key_of) {
  return genuine(answer, key_of);
}

bool is_genuine(const Entry& entry, const KeyOf& key_of) {
  return genuine(entry, key_of);
}

}  // namespace mash::responsibility
