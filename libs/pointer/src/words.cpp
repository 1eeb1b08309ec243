// SPDX-License-Identifier: MIT
#include "mash/pointer/words.h"

#include <algorithm>
#include <array>

#include "mash/json/value.h"

namespace mash::pointer {

namespace {

constexpr std::array<std::string_view, 6> k_kinds = {
    "openmash pointer list 1",    "openmash pointer ask 1",     "openmash pointer evaluated 1",
    "openmash pointer refused 1", "openmash pointer confirm 1", "openmash pointer answer 1"};
constexpr std::array<std::string_view, k_whys> k_why = {
    "quota-user", "quota-hub", "epoch", "reason", "size", "replay", "element"};
// As long as each other: the size of an answer tells nothing.
constexpr std::array<std::string_view, 3> k_says = {"yes", "ask", "not"};

constexpr std::size_t k_id = 32;
constexpr std::size_t k_longest_line = 200;
constexpr std::int64_t k_most_parts = 10'000;
constexpr std::int64_t k_all_fields = (std::int64_t{1} << k_fields) - 1;

Error wrong(std::string_view member) {
  return invalid(std::string(member), "Is missing, or has another form than this version knows.");
}

template <class T>
std::string joined(const std::vector<T>& items) {
  Bytes all;
  for (const auto& item : items) all.insert(all.end(), item.begin(), item.end());
  return base64(all);
}

json::Value head(std::size_t kind) {
  json::Value out;
  out.set("word", k_kinds.at(kind));
  return out;
}

json::Value value_of(const ListPart& w) {
  json::Value out = head(0);
  out.set("epoch", w.epoch);
  out.set("edition", w.edition);
  out.set("key", base64(w.key));
  out.set("part", w.part);
  out.set("parts", w.parts);
  out.set("piece", base64(w.piece));
  return out;
}

json::Value value_of(const Ask& w) {
  json::Value out = head(1);
  out.set("id", w.id);
  out.set("epoch", w.epoch);
  out.set("user", w.purpose.user);
  out.set("agency", w.purpose.agency);
  out.set("reason", w.purpose.reason);
  out.set("reference", w.purpose.reference);
  out.set("commitment", hex(w.commitment));
  out.set("elements", joined(w.elements));
  return out;
}

json::Value value_of(const Evaluated& w) {
  json::Value out = head(2);
  out.set("id", w.id);
  out.set("elements", joined(w.batch.elements));
  out.set("proof", base64(w.batch.proof));
  return out;
}

json::Value value_of(const Refused& w) {
  json::Value out = head(3);
  out.set("id", w.id);
  out.set("why", k_why.at(static_cast<std::size_t>(w.why)));
  return out;
}

json::Value value_of(const Confirm& w) {
  json::Value out = head(4);
  out.set("id", w.id);
  // Five digits, whatever is known.
  const std::string digits = std::to_string(w.asked);
  out.set("asked", std::string(5 - digits.size(), '0') + digits);
  out.set("tags", joined(w.tags));
  return out;
}

json::Value value_of(const Answer& w) {
  json::Value out = head(5);
  out.set("id", w.id);
  out.set("says", k_says.at(static_cast<std::size_t>(w.says)));
  return out;
}

bool all_of(std::string_view text, std::string_view more) {
  return std::ranges::all_of(text, [&](char c) {
    return (c >= '0' && c <= '9') || more.find(c) != std::string_view::npos;
  });
}

constexpr std::string_view k_hex = "abcdef";
constexpr std::string_view k_name = "abcdefghijklmnopqrstuvwxyz-";

Result<std::string> id_of(const json::Value& v) {
  std::string id = v.text("id");
  if (id.size() != k_id || !all_of(id, k_hex)) return wrong("id");
  return id;
}

Result<Epoch> epoch_of(const json::Value& v) {
  Epoch out = v.text("epoch");
  if (out.empty() || out.size() > 40 || !all_of(out, k_name)) return wrong("epoch");
  return out;
}

Result<std::string> line_of(const json::Value& v, std::string_view name) {
  std::string out = v.text(name);
  const bool control =
      std::ranges::any_of(out, [](char c) { return static_cast<unsigned char>(c) < 0x20; });
  if (out.empty() || out.size() > k_longest_line || control) return wrong(name);
  return out;
}

Result<std::int64_t> count_of(const json::Value& v, std::string_view name, std::int64_t most) {
  const auto* number = v[name].as_int();
  if (number == nullptr || *number < 1 || *number > most) return wrong(name);
  return *number;
}

template <std::size_t N>
Result<std::vector<std::array<std::uint8_t, N>>> cut(const json::Value& v, std::string_view name) {
  const auto all = from_base64(v.text(name));
  if (!all || all->empty() || all->size() % N != 0 ||
      all->size() / N > crypto::voprf::k_batch_limit) {
    return wrong(name);
  }
  std::vector<std::array<std::uint8_t, N>> out(all->size() / N);
  for (std::size_t i = 0; i < out.size(); ++i) {
    std::copy_n(all->begin() + static_cast<std::ptrdiff_t>(i * N), N, out[i].begin());
  }
  return out;
}

template <std::size_t N>
Result<std::array<std::uint8_t, N>> one(const json::Value& v, std::string_view name) {
  MASH_TRY(const auto all, cut<N>(v, name));
  if (all.size() != 1) return wrong(name);
  return all.front();
}

template <class Enum, std::size_t N>
Result<Enum> word_of(const json::Value& v, std::string_view name,
                     const std::array<std::string_view, N>& words) {
  const auto* const found = std::ranges::find(words, v.text(name));
  if (found == words.end()) return wrong(name);
  return static_cast<Enum>(found - words.begin());
}

Result<Word> list_part(const json::Value& v) {
  ListPart out;
  MASH_TRY(out.epoch, epoch_of(v));
  MASH_TRY(out.edition, count_of(v, "edition", INT64_MAX));
  MASH_TRY(out.key, one<32>(v, "key"));
  MASH_TRY(out.parts, count_of(v, "parts", k_most_parts));
  MASH_TRY(out.part, count_of(v, "part", out.parts));
  auto piece = from_base64(v.text("piece"));
  if (!piece || piece->empty()) return wrong("piece");
  out.piece = *std::move(piece);
  return Word(std::move(out));
}

Result<Word> ask(const json::Value& v) {
  Ask out;
  MASH_TRY(out.id, id_of(v));
  MASH_TRY(out.epoch, epoch_of(v));
  MASH_TRY(out.purpose.user, line_of(v, "user"));
  MASH_TRY(out.purpose.agency, line_of(v, "agency"));
  MASH_TRY(out.purpose.reason, line_of(v, "reason"));
  MASH_TRY(out.purpose.reference, line_of(v, "reference"));
  const auto commitment = from_hex(v.text("commitment"));
  if (!commitment || commitment->size() != out.commitment.size()) return wrong("commitment");
  std::ranges::copy(*commitment, out.commitment.begin());
  MASH_TRY(out.elements, cut<32>(v, "elements"));
  return Word(std::move(out));
}

Result<Word> evaluated(const json::Value& v) {
  Evaluated out;
  MASH_TRY(out.id, id_of(v));
  MASH_TRY(out.batch.elements, cut<32>(v, "elements"));
  MASH_TRY(out.batch.proof, one<64>(v, "proof"));
  return Word(std::move(out));
}

Result<Word> refused(const json::Value& v) {
  Refused out;
  MASH_TRY(out.id, id_of(v));
  MASH_TRY(out.why, word_of<Why>(v, "why", k_why));
  return Word(std::move(out));
}

Result<Word> confirm(const json::Value& v) {
  Confirm out;
  MASH_TRY(out.id, id_of(v));
  const std::string digits = v.text("asked");
  std::int64_t asked = 0;
  if (digits.size() != 5 || !all_of(digits, "")) return wrong("asked");
  for (const char c : digits) asked = asked * 10 + (c - '0');
  if (asked > k_all_fields) return wrong("asked");
  out.asked = static_cast<Fields>(asked);
  MASH_TRY(out.tags, cut<16>(v, "tags"));
  if (!std::ranges::is_sorted(out.tags)) return wrong("tags");
  return Word(std::move(out));
}

Result<Word> answer(const json::Value& v) {
  Answer out;
  MASH_TRY(out.id, id_of(v));
  MASH_TRY(out.says, word_of<Says>(v, "says", k_says));
  return Word(std::move(out));
}

Result<Word> read(const json::Value& v) {
  const std::string kind = v.text("word");
  if (kind == k_kinds[0]) return list_part(v);
  if (kind == k_kinds[1]) return ask(v);
  if (kind == k_kinds[2]) return evaluated(v);
  if (kind == k_kinds[3]) return refused(v);
  if (kind == k_kinds[4]) return confirm(v);
  if (kind == k_kinds[5]) return answer(v);
  return wrong("word");
}

}  // namespace

std::string encode(const Word& word) {
  return json::encode(std::visit([](const auto& w) { return value_of(w); }, word));
}

Result<Word> decode(std::string_view text) {
  MASH_TRY(const json::Value value, json::parse(text));
  MASH_TRY(Word out, read(value));
  if (encode(out) != text) return wrong("word");  // one form, and nothing else in it
  return out;
}

}  // namespace mash::pointer
