// SPDX-License-Identifier: MIT
#include "mash/audit/entry.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>

#include "mash/base/assert.h"

namespace mash::audit {
namespace {

// The next word of `text`, which is shortened by it and the space behind it.
std::string_view next_word(std::string_view& text) {
  const std::string_view word = text.substr(0, text.find(' '));
  text.remove_prefix(std::min(text.size(), word.size() + 1));
  return word;
}

}  // namespace

bool is_event_class(std::string_view text) {
  return !text.empty() && text.size() <= 40 && std::ranges::all_of(text, [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '.' || c == '-';
  });
}

Hash commit(const crypto::Key& k_entry, ByteView detail) {
  return crypto::hmac_sha256(k_entry.bytes(), detail);
}

Bytes make_leaf(UtcTime time, std::string_view event_class, const Hash& commitment) {
  MASH_ASSERT(time.micros >= 0 && is_event_class(event_class));
  return to_bytes(fmt::format("1 {} {} {}", time.micros, event_class, base64(commitment)));
}

Result<Entry> parse_leaf(ByteView leaf) {
  const Error bad = invalid("entry", "An audit entry of version 1");
  const std::string line = to_text(leaf);
  std::string_view rest = line;
  const std::string_view version = next_word(rest);
  const std::string_view time = next_word(rest);
  const std::string_view event_class = next_word(rest);
  const auto commitment = from_base64(rest);
  Entry entry;
  const auto read = std::from_chars(time.data(), time.data() + time.size(), entry.time.micros);
  if (version != "1" || read.ec != std::errc{} || entry.time.micros < 0 ||
      !is_event_class(event_class) || !commitment || commitment->size() != sizeof(Hash)) {
    return bad;
  }
  entry.event_class = event_class;
  std::ranges::copy(*commitment, entry.commitment.begin());
  const Bytes canonical = make_leaf(entry.time, entry.event_class, entry.commitment);
  if (!std::ranges::equal(canonical, leaf)) return bad;
  return entry;
}

}  // namespace mash::audit
