// SPDX-License-Identifier: MIT
// Two hubs and the words between them, in one direction: what the one that writes and the one that
// reads must remember so that each word arrives, once and in order, whatever happens on the way.
//
// What: small values that go into the same transaction as the word itself. Lost, repeated, late and
// reordered messages change nothing: the writer sends whatever has no receipt, the reader takes the
// next number and nothing else, and its receipt says how far it has come.
// What not: when to send again and whom to tell of a word without a receipt (the caller's policy);
// who may write at all (directory.h); storage: the caller keeps the words of a line by number, and
// the ids of those it has taken, since a word keeps its id in a new line.
// A hub that was restored from an old copy is told by the other's receipt that it has written more
// than it knows: it begins a new line. Without that it would write other words under old numbers,
// which the reader refuses (forked).
// The reader sends a receipt that wants more when it starts and now and then: what it had and lost
// comes again, and a writer that was restored hears of it.
// Clocks play no part. Thread safety: values. Cost: a hash for each call.
#pragma once

#include <functional>
#include <optional>

#include "mash/exchange/word.h"

namespace mash::exchange {

// Of the word with this number in the current line; nothing: not kept.
using HashAt = std::function<std::optional<crypto::Hash>(std::int64_t number)>;

struct Sending {
  std::int64_t line = 1;
  std::int64_t next = 1;      // the number of the next word
  crypto::Hash last{};        // of the word before it
  std::int64_t received = 0;  // all up to here have a receipt
};

// Gives the word its place. Sign it afterwards.
Word next_word(Sending& sending, Word word);
// All words that are kept are to be given a place each anew, in their order, those with a receipt
// as well: of what the reader has it takes the number alone, by the id.
void begin_line(Sending& sending, std::int64_t above);

enum class Noted {
  more,    // `received` is higher now
  same,    // nothing new
  resend,  // the reader lacks words, which may be ones that had a receipt: it was restored
  forked,  // the reader has words that this hub has not written, or other ones
};
// `receipt` is genuine, and from the reader to the writer.
Noted note(Sending& sending, const Receipt& receipt, const HashAt& hash_at);

struct Receiving {
  std::int64_t line = 0;  // 0: nothing has come yet
  std::int64_t next = 1;
  crypto::Hash last{};
};

enum class Taken {
  fresh,   // store it (unless its id is known: then only its number moves), then give a receipt
  again,   // is here already: give a receipt
  early,   // words before it are missing: give a receipt that wants them
  forked,  // another word has its place, or it follows another: refuse and tell people
};
// `word` is genuine, and from the writer to the reader. Changes `receiving` for `fresh` alone.
Taken take(Receiving& receiving, const Word& word, const HashAt& hash_at);
// Sign it afterwards; only once what it says is durable.
Receipt receipt_of(const Receiving& receiving, const HubId& from, const HubId& to, bool wants,
                   UtcTime at);

}  // namespace mash::exchange
