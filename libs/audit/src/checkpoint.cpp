// SPDX-License-Identifier: MIT
#include "mash/audit/checkpoint.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>

namespace mash::audit {

std::string format_checkpoint(const Checkpoint& checkpoint) {
  return fmt::format("{}\n{}\n{}\n", checkpoint.origin, checkpoint.size, base64(checkpoint.root));
}

Result<Checkpoint> parse_checkpoint(std::string_view text) {
  const Error bad = invalid("checkpoint", "Three lines: origin, size, root");
  const std::size_t first = text.find('\n');
  const std::size_t second = first == std::string_view::npos ? first : text.find('\n', first + 1);
  if (second == std::string_view::npos || !text.ends_with('\n')) return bad;
  const std::string_view size = text.substr(first + 1, second - first - 1);
  const auto root =
      from_base64(text.substr(second + 1, text.size() - std::min(text.size(), second + 2)));
  Checkpoint out;
  out.origin = text.substr(0, first);
  const auto read = std::from_chars(size.data(), size.data() + size.size(), out.size);
  if (!is_key_name(out.origin) || read.ec != std::errc{} || out.size > INT64_MAX || !root ||
      root->size() != out.root.size()) {
    return bad;
  }
  std::ranges::copy(*root, out.root.begin());
  if (format_checkpoint(out) != text) return bad;  // no leading zeros, nothing left over
  return out;
}

std::string sign_checkpoint(const Checkpoint& checkpoint, const crypto::SigningKey& key) {
  const std::string text = format_checkpoint(checkpoint);
  return format_note(Note{text, {sign_text(text, checkpoint.origin, key)}});
}

Result<Checkpoint> open_checkpoint(std::string_view note, const VerifierKey& key) {
  MASH_TRY(const Note opened, open_note(note, key));
  MASH_TRY(Checkpoint checkpoint, parse_checkpoint(opened.text));
  if (checkpoint.origin != key.name) {
    return invalid("checkpoint", "The origin is not the name of the key");
  }
  return checkpoint;
}

}  // namespace mash::audit
