// SPDX-License-Identifier: MIT
// Feeds arbitrary bytes to every reader of what comes from outside: the first byte chooses it. What
// is read must be written as something that is read as the same; a witness signs nothing of it, and
// no receipt or note of it is believed.
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "mash/audit/entry.h"
#include "mash/audit/quorum.h"
#include "mash/audit/receipt.h"
#include "mash/audit/witness.h"
#include "mash/base/assert.h"

namespace {

using namespace mash::audit;

const mash::crypto::SigningKey& log_key() {
  static const mash::crypto::SigningKey key(*mash::crypto::Key::from(mash::Bytes(32, 1)));
  return key;
}
const VerifierKey& log_verifier() {
  static const VerifierKey verifier = verifier_key("hub.example/audit", log_key());
  return verifier;
}
const WitnessPolicy& policy() {
  static const WitnessPolicy policy =
      *WitnessPolicy::parse("log " + log_verifier().encode() + "\nquorum none\n");
  return policy;
}

void check_note(std::string_view text) {
  const auto note = parse_note(text);
  if (!note) return;
  MASH_ASSERT(format_note(*note) == format_note(*parse_note(format_note(*note))));
  MASH_ASSERT(!open_note(text, log_verifier()));
  if (const auto checkpoint = parse_checkpoint(note->text)) {
    MASH_ASSERT(*parse_checkpoint(format_checkpoint(*checkpoint)) == *checkpoint);
  }
}

void check_leaf(std::string_view text) {
  const auto entry = parse_leaf(mash::as_bytes(text));
  if (!entry) return;
  const auto written = make_leaf(entry->time, entry->event_class, entry->commitment);
  MASH_ASSERT(mash::to_text(written) == text);
}

void check_receipt(std::string_view text) {
  const auto receipt = parse_receipt(text);
  if (!receipt) return;
  MASH_ASSERT(format_receipt(*parse_receipt(format_receipt(*receipt))) == format_receipt(*receipt));
  MASH_ASSERT(!verify_receipt(*receipt, mash::as_bytes(text), log_verifier(), policy()));
}

// Of a log that the note names and that has signed nothing.
void check_submission(std::string_view text) {
  const auto read = read_submission(text, std::span(&log_verifier(), 1));
  MASH_ASSERT(std::holds_alternative<WitnessRefusal>(read));
}

void check_policy(std::string_view text) {
  const auto read = WitnessPolicy::parse(text);
  if (!read) return;
  for (const auto& log : read->logs()) {
    MASH_ASSERT(*VerifierKey::parse(log.key.encode()) == log.key);
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size == 0) return 0;
  const std::string text(data + 1, data + size);
  switch (data[0] % 5) {
    case 0:
      check_note(text);
      break;
    case 1:
      check_leaf(text);
      break;
    case 2:
      check_receipt(text);
      break;
    case 3:
      check_submission(text);
      break;
    default:
      check_policy(text);
  }
  return 0;
}
