// SPDX-License-Identifier: MIT
#include "mash/audit/statement.h"

#include <charconv>

#include "mash/audit/entry.h"

namespace mash::audit {

namespace {

Error bad_opening() {
  return invalid("receipt", "It does not say when its entry was written, and by which key");
}

}  // namespace

Bytes format_opening(const Opening& opening) {
  return to_bytes(std::to_string(opening.at.micros) + " " + base64(opening.entry.bytes()));
}

Result<Opening> parse_opening(ByteView extra) {
  const std::string text = to_text(extra);
  const auto space = text.find(' ');
  if (space == std::string::npos) return bad_opening();
  std::int64_t micros = 0;
  const auto read = std::from_chars(text.data(), text.data() + space, micros);
  if (read.ec != std::errc{} || read.ptr != text.data() + space || micros < 0) return bad_opening();
  const auto bytes = from_base64(std::string_view(text).substr(space + 1));
  if (!bytes) return bad_opening();
  const auto key = crypto::Key::from(*bytes);
  if (!key) return bad_opening();
  Opening out{UtcTime{micros}, *key};
  if (format_opening(out) != Bytes(extra.begin(), extra.end())) return bad_opening();
  return out;
}

Result<Stated> verify_statement(const Receipt& receipt, std::string_view event_class,
                                std::string_view words, const VerifierKey& log,
                                const WitnessPolicy& policy) {
  MASH_TRY(const Opening opening, parse_opening(receipt.extra));
  const Bytes entry = make_leaf(opening.at, event_class, commit(opening.entry, as_bytes(words)));
  MASH_TRY(Witnessed witnessed, verify_receipt(receipt, entry, log, policy));
  return Stated{opening.at, std::move(witnessed)};
}

}  // namespace mash::audit
