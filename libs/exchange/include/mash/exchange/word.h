// SPDX-License-Identifier: MIT
// What hubs send each other: words, signed by the hub that sends and sealed to the hub that is
// told, and receipts, signed by the hub that has them for good.
//
// What: whoever carries them (gates) sees from whom, to whom, which kind and how large, and
// nothing else. What not: what a kind means, storage, order (link.h).
// A word that was taken out of its envelope and put into another's does not open: from, to, id and
// kind stand inside the seal as well.
// Errors: invalid_input that names the line; not what was said. Thread safety: pure functions.
// Cost: one signature and one box, 20 and 70 us to make; 50 and 70 to check and open.
#pragma once

#include <string>
#include <string_view>
#include <variant>

#include "mash/base/random.h"
#include "mash/base/sensitive.h"
#include "mash/exchange/directory.h"

namespace mash::exchange {

// Bytes of a word, sealed and encoded: any hub and gate take as many.
inline constexpr std::size_t k_most_bytes = 400'000;
// Bytes of what is said in one.
inline constexpr std::size_t k_most_said = 200'000;

struct Word {
  std::string id;  // random, 26 characters; stays when it is written into a new line
  HubId from, to;
  std::int64_t line = 1;    // of numbers; a hub that lost its numbers begins a new one
  std::int64_t number = 1;  // from 1 without gaps
  crypto::Hash after{};     // of the word before in this line; of the first all zeros
  UtcTime at;               // by the sender's clock; nothing follows from it
  std::string kind;         // a-z, 0-9, '-'
  Bytes box;
  crypto::Signature signature{};
};

// All words of the line up to the number are stored for good.
struct Receipt {
  HubId from, to;  // of the receipt: `from` has the words
  std::int64_t line = 0;
  std::int64_t number = 0;
  crypto::Hash last{};  // of the word of that number
  bool wants = false;   // words behind it have come: send from the next number on
  UtcTime at;
  crypto::Signature signature{};
};

std::string encode(const Word& word);
std::string encode(const Receipt& receipt);
// Strict: one form for each value.
Result<std::variant<Word, Receipt>> decode(std::string_view text);
// Of all but the signature, so that it stays when a hub signs anew.
crypto::Hash hash_of(const Word& word);

Word signed_by(const crypto::SigningKey& key, Word word);
Receipt signed_by(const crypto::SigningKey& key, Receipt receipt);
bool is_genuine(const Word& word, const crypto::PublicKey& key);
bool is_genuine(const Receipt& receipt, const crypto::PublicKey& key);

// Fills the box. `word` has id, from, to and kind.
Word sealed_to(const crypto::PublicKey& hub, Word word, const Sensitive& said, Random& random);
// internal, without content: it does not open, or was said in another envelope.
Result<Sensitive> open(const crypto::Key& box, const Word& word);

}  // namespace mash::exchange
