// SPDX-License-Identifier: MIT
#include "canary.h"

#include <algorithm>
#include <queue>
#include <set>

#include "mash/base/assert.h"
#include "mash/base/bytes.h"

namespace mash::leak {

namespace {

// In longer texts trigrams are found by chance.
constexpr std::size_t k_longest_for_trigrams = 256U * 1024;

std::string cased(std::string text, bool upper) {
  for (char& ch : text) {
    if (upper && ch >= 'a' && ch <= 'z') ch = static_cast<char>(ch - 'a' + 'A');
    if (!upper && ch >= 'A' && ch <= 'Z') ch = static_cast<char>(ch - 'A' + 'a');
  }
  return text;
}

// The part of the base64 text that does not depend on what stands before and behind.
std::string base64_inside(const std::string& token, std::size_t offset) {
  const std::string padded = std::string(offset, '.') + token;
  const std::string text = base64(as_bytes(padded));
  const std::size_t first = (offset * 8 + 5) / 6;
  const std::size_t last = padded.size() * 8 / 6;
  return text.substr(first, last - first);
}

template <class F>
std::string each(const std::string& token, const F& f) {
  std::string out;
  for (const char ch : token) out += f(ch);
  return out;
}

std::string hex_of(char ch, bool upper) {
  constexpr std::string_view lower_digits = "0123456789abcdef";
  constexpr std::string_view upper_digits = "0123456789ABCDEF";
  const auto& digits = upper ? upper_digits : lower_digits;
  const auto byte = static_cast<unsigned char>(ch);
  return {digits[byte >> 4U], digits[byte & 15U]};
}

// Calls `f` with each run of three bytes.
template <class F>
void each_trigram(std::string_view text, const F& f) {
  std::uint32_t trigram = 0;
  std::size_t length = 0;
  for (const char ch : text) {
    trigram = ((trigram << 8U) | static_cast<unsigned char>(ch)) & 0xFFFFFFU;
    if (++length >= 3) f(trigram);
  }
}

std::set<std::uint32_t> trigrams_of(std::string_view token) {
  std::set<std::uint32_t> out;
  each_trigram(token, [&out](std::uint32_t trigram) { out.insert(trigram); });
  return out;
}

}  // namespace

std::vector<std::pair<std::string, std::string>> encodings(const std::string& token) {
  const auto wide = [](bool big) {
    return [big](char ch) { return big ? std::string{'\0', ch} : std::string{ch, '\0'}; };
  };
  std::vector<std::pair<std::string, std::string>> out = {
      {"raw", token},
      {"upper", cased(token, true)},
      {"lower", cased(token, false)},
      {"reversed", {token.rbegin(), token.rend()}},
      {"hex", each(token, [](char ch) { return hex_of(ch, false); })},
      {"HEX", each(token, [](char ch) { return hex_of(ch, true); })},
      {"url", each(token, [](char ch) { return "%" + hex_of(ch, true); })},
      {"url lower", each(token, [](char ch) { return "%" + hex_of(ch, false); })},
      {"json", each(token, [](char ch) { return "\\u00" + hex_of(ch, false); })},
      {"JSON", each(token, [](char ch) { return "\\u00" + hex_of(ch, true); })},
      {"html", each(token, [](char ch) { return "&#" + std::to_string(ch) + ";"; })},
      {"html hex", each(token, [](char ch) { return "&#x" + hex_of(ch, false) + ";"; })},
      {"spaced", each(token, [](char ch) { return std::string{ch, ' '}; })},
      {"hyphened", each(token, [](char ch) { return std::string{ch, '-'}; })},
      {"utf16le", each(token, wide(false))},
      {"utf16be", each(token, wide(true))}};
  for (std::size_t offset = 0; offset < 3; ++offset) {
    std::string text = base64_inside(token, offset);
    out.emplace_back("base64+" + std::to_string(offset), text);
    std::ranges::replace(text, '+', '-');
    std::ranges::replace(text, '/', '_');
    out.emplace_back("base64url+" + std::to_string(offset), std::move(text));
  }
  return out;
}

void Canaries::plant(const std::string& name, const std::string& token) {
  MASH_ASSERT(token.size() >= 16);
  tokens_.emplace_back(name, trigrams_of(token));
  if (wanted_.empty()) wanted_.resize(1U << 24U);
  for (const auto trigram : tokens_.back().second) wanted_[trigram] = true;
  std::set<std::string> known;
  for (const auto& [encoding, text] : encodings(token)) {
    if (!known.insert(text).second) continue;  // upper case of what is in upper case
    patterns_.push_back({name, encoding, text.size()});
    insert(static_cast<std::uint32_t>(patterns_.size() - 1), text);
  }
}

void Canaries::insert(std::uint32_t pattern, std::string_view bytes) {
  MASH_ASSERT(!built_);  // plant everything before the first search
  std::size_t node = 0;
  for (const char ch : bytes) {
    const auto byte = static_cast<unsigned char>(ch);
    if (nodes_[node].next.at(byte) == 0) {
      nodes_[node].next.at(byte) = static_cast<std::int32_t>(nodes_.size());
      nodes_.emplace_back();
    }
    node = static_cast<std::size_t>(nodes_[node].next.at(byte));
  }
  nodes_[node].ends.push_back(pattern);
}

// Completes the transitions, so that the search never goes back in the text.
void Canaries::build() {
  std::queue<std::size_t> waiting;
  for (const auto child : nodes_.front().next) {
    if (child != 0) waiting.push(static_cast<std::size_t>(child));
  }
  while (!waiting.empty()) {
    Node& node = nodes_[waiting.front()];
    waiting.pop();
    const Node& shorter = nodes_[static_cast<std::size_t>(node.fail)];
    node.ends.insert(node.ends.end(), shorter.ends.begin(), shorter.ends.end());
    for (std::size_t byte = 0; byte < node.next.size(); ++byte) {
      const auto otherwise = shorter.next.at(byte);
      if (node.next.at(byte) == 0) {
        node.next.at(byte) = otherwise;
        continue;
      }
      nodes_[static_cast<std::size_t>(node.next.at(byte))].fail = otherwise;
      waiting.push(static_cast<std::size_t>(node.next.at(byte)));
    }
  }
  built_ = true;
}

std::vector<Finding> Canaries::search(std::string_view bytes) {
  if (!built_) build();
  std::vector<Finding> out;
  std::set<std::uint32_t> found;
  std::size_t node = 0;
  for (std::size_t i = 0; i < bytes.size(); ++i) {
    const auto byte = static_cast<unsigned char>(bytes[i]);
    node = static_cast<std::size_t>(nodes_[node].next.at(byte));
    for (const auto pattern : nodes_[node].ends) {
      if (!found.insert(pattern).second) continue;
      const Finding& p = patterns_[pattern];
      out.push_back({p.name, p.encoding, i + 1 - p.at});
    }
  }
  if (!tokens_.empty() && bytes.size() <= k_longest_for_trigrams) search_trigrams(bytes, out);
  return out;
}

// A search index would hold a word in pieces: nine tenths of them in one answer are no chance.
void Canaries::search_trigrams(std::string_view bytes, std::vector<Finding>& out) const {
  std::set<std::uint32_t> present;
  each_trigram(bytes, [&](std::uint32_t trigram) {
    if (wanted_[trigram]) present.insert(trigram);
  });
  for (const auto& [name, wanted] : tokens_) {
    const auto hits = std::ranges::count_if(wanted, [&](auto t) { return present.contains(t); });
    if (static_cast<std::size_t>(hits) * 10 >= wanted.size() * 9) {
      out.push_back({name, "trigrams", 0});
    }
  }
}

std::string describe(const std::vector<Finding>& findings) {
  std::string out;
  for (const auto& f : findings) {
    out += (out.empty() ? "" : ", ") + f.name + " as " + f.encoding + " at " + std::to_string(f.at);
  }
  return out;
}

}  // namespace mash::leak
