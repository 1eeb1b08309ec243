// SPDX-License-Identifier: MIT
// Which hub is responsible for a child, as one hub knows it.
//
// What: the responsible hub alone appends. It offers, another accepts in writing, and its entry
// with that answer in it is the instant at which responsibility moves: no timeout, silence or
// receipt moves it. From its acceptance on the other acts too, so that somebody always does.
// What not: no transport, no clock of its own, no storage: whoever calls keeps the entries, and
// sends one only after it is durable.
// An acceptance binds: the other acts until the responsible hub has transferred or withdrawn. What
// the responsible hub writes ends an assumption, since it can be reached.
// A hub that was restored from an old copy may write again at a place where something stands: that
// is a fork, refused by everybody who has the other entry.
// Errors: invalid_input with the field that is wrong; conflict for a fork and for what is not of
// this hub to write now; not_found where entries between are missing.
// Thread safety: as a value. Cost: a signature check for each entry or answer.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "mash/responsibility/entry.h"

namespace mash::responsibility {

// Whoever writes: a hub, its key, who of it and when.
struct Writer {
  const HubId& hub;
  const crypto::SigningKey& key;
  UtcTime at;
};

class Chain {
 public:
  static Chain begin(ChainId id, const Writer& writer);
  // From the first entry, as another hub sent it.
  static Result<Chain> from(const Entry& first, const KeyOf& key_of);

  [[nodiscard]] const ChainId& id() const { return entries_.front().chain; }
  [[nodiscard]] const std::vector<Entry>& entries() const { return entries_; }
  [[nodiscard]] const HubId& responsible() const { return responsible_; }
  // To whom it is offered, and nobody has withdrawn or transferred; empty: to nobody.
  [[nodiscard]] const HubId& offered_to() const { return offered_to_; }
  // Who has assumed the duty while the responsible hub could not be reached: disputed until that
  // hub writes again.
  [[nodiscard]] const std::map<HubId, Answer>& assumed() const { return assumed_; }
  // The hub must act: it is responsible, has accepted what is still offered, or has assumed.
  [[nodiscard]] bool acts(const HubId& hub) const;

  // What the responsible hub writes. Each answers the entry that it added.
  Result<Entry> offer(const Writer& writer, const HubId& to);
  Result<Entry> withdraw(const Writer& writer);
  Result<Entry> keep(const Writer& writer);
  // Rests on the acceptance of the standing offer, or on an assumption, which was noted here.
  Result<Entry> transfer(const Writer& writer, const HubId& to);

  // What others write. The answers are made, signed and noted here.
  Result<Answer> accept(const Writer& writer, const std::string& person);
  Result<Answer> refuse(const Writer& writer, const std::string& person);
  Result<Answer> assume(const Writer& writer, const std::string& person, const std::string& second);

  // What has come from another hub. Twice is once.
  Result<void> add(const Entry& entry, const KeyOf& key_of);
  Result<void> note(const Answer& answer, const KeyOf& key_of);

 private:
  Chain() = default;
  [[nodiscard]] Entry next(const Writer& writer, What what, const HubId& to = {}) const;
  [[nodiscard]] Result<void> check(const Entry& entry) const;
  [[nodiscard]] Result<void> check_transfer(const Entry& entry) const;
  [[nodiscard]] Result<void> check(const Answer& answer) const;
  Result<Entry> write(const Writer& writer, Entry entry);
  Result<Answer> say(const Writer& writer, Says says, const std::string& person,
                     const std::string& second);
  void apply(const Entry& entry);
  void apply(const Answer& answer);

  std::vector<Entry> entries_;
  std::vector<crypto::Hash> hashes_;  // of each
  HubId responsible_;
  HubId offered_to_;
  std::optional<Answer> to_offer_;  // of whom it is offered to: accepted or refused
  std::map<HubId, Answer> assumed_;
};

}  // namespace mash::responsibility
