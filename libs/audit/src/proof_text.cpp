// SPDX-License-Identifier: MIT
#include "proof_text.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>

namespace mash::audit {
namespace {

constexpr std::size_t k_most_hashes = 63;

// Up to the next newline, which is taken, too.
std::optional<std::string_view> take_line(std::string_view& text) {
  const std::size_t end = text.find('\n');
  if (end == std::string_view::npos) return std::nullopt;
  const std::string_view line = text.substr(0, end);
  text.remove_prefix(end + 1);
  return line;
}

}  // namespace

std::optional<std::uint64_t> parse_number(std::string_view text) {
  std::uint64_t value = 0;
  const auto read = std::from_chars(text.data(), text.data() + text.size(), value);
  const bool whole = read.ec == std::errc{} && read.ptr == text.data() + text.size();
  const bool leading_zero = text.size() > 1 && text.starts_with('0');
  if (!whole || leading_zero || value > INT64_MAX) return std::nullopt;
  return value;
}

std::string format_proof_text(std::string_view word, const ProofText& text) {
  std::string out = fmt::format("{} {}\n", word, text.number);
  for (const Hash& hash : text.proof) out.append(base64(hash)).append("\n");
  return out + "\n" + text.note;
}

std::optional<ProofText> parse_proof_text(std::string_view word, std::string_view text) {
  const auto first = take_line(text);
  if (!first || !first->starts_with(word) || !first->substr(word.size()).starts_with(' ')) {
    return std::nullopt;
  }
  const auto number = parse_number(first->substr(word.size() + 1));
  if (!number) return std::nullopt;
  ProofText out{*number, {}, {}};
  for (auto line = take_line(text); !line || !line->empty(); line = take_line(text)) {
    const auto raw = line ? from_base64(*line) : Result<Bytes>(Bytes());
    Hash hash;
    if (!raw || raw->size() != hash.size() || out.proof.size() == k_most_hashes) {
      return std::nullopt;
    }
    std::ranges::copy(*raw, hash.begin());
    out.proof.push_back(hash);
  }
  out.note = text;
  return out;
}

}  // namespace mash::audit
