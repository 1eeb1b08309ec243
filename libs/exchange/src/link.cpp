// SPDX-License-Identifier: MIT
#include "mash/exchange/link.h"

#include <algorithm>

namespace mash::exchange {

namespace {

// Lines are begun after an old copy was put back. One that claims more of them than there can be
// would use up the numbers, and is not believed.
constexpr std::int64_t k_most_lines_lost = 1'000'000;

}  // namespace

Word next_word(Sending& sending, Word word) {
  word.line = sending.line;
  word.number = sending.next;
  word.after = sending.last;
  ++sending.next;
  sending.last = hash_of(word);
  return word;
}

void begin_line(Sending& sending, std::int64_t above) {
  sending = Sending{.line = std::max(sending.line, above) + 1};
}

Noted note(Sending& sending, const Receipt& receipt, const HashAt& hash_at) {
  if (receipt.line < sending.line) return receipt.wants ? Noted::resend : Noted::same;
  if (receipt.line - k_most_lines_lost > sending.line) return Noted::same;
  if (receipt.line > sending.line || receipt.number >= sending.next) return Noted::forked;
  if (receipt.number > 0) {
    const auto ours = hash_at(receipt.number);
    if (ours && *ours != receipt.last) return Noted::forked;
  }
  const bool more = receipt.number > sending.received;
  sending.received = std::max(sending.received, receipt.number);
  if (receipt.wants) return Noted::resend;
  return more ? Noted::more : Noted::same;
}

Taken take(Receiving& receiving, const Word& word, const HashAt& hash_at) {
  if (word.line < receiving.line) return Taken::again;
  const bool begins = word.line > receiving.line;
  const std::int64_t next = begins ? 1 : receiving.next;
  const crypto::Hash last = begins ? crypto::Hash{} : receiving.last;
  if (word.number > next) return Taken::early;
  if (word.number < next) {
    const auto stored = hash_at(word.number);
    return stored && *stored != hash_of(word) ? Taken::forked : Taken::again;
  }
  if (word.after != last) return Taken::forked;
  receiving = {.line = word.line, .next = next + 1, .last = hash_of(word)};
  return Taken::fresh;
}

Receipt receipt_of(const Receiving& receiving, const HubId& from, const HubId& to, bool wants,
                   UtcTime at) {
  return {.from = from,
          .to = to,
          .line = receiving.line,
          .number = receiving.next - 1,
          .last = receiving.last,
          .wants = wants,
          .at = at};
}

}  // namespace mash::exchange
