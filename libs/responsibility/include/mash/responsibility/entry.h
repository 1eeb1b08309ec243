// SPDX-License-Identifier: MIT
// What hubs write down about who is responsible for a child: entries of a chain, and the written
// answers of other hubs that they rest on.
//
// What: one text for each, signed by the hub whose it is.
// What not: no names, no reasons, nothing about a family: ids, hashes, times. A person of a hub is
// that hub's id for them.
// Errors: invalid_input that names the field. Thread safety: pure functions. Cost: one signature,
// 20 us to make and 50 to check.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>

#include "mash/base/result.h"
#include "mash/base/time.h"
#include "mash/crypto/crypto.h"

namespace mash::responsibility {

using HubId = std::string;    // as the directory of hubs has it: a-z, 0-9, '-'
using ChainId = std::string;  // random, one for each child and kind of responsibility

// The key by which a hub signs; nothing: not a hub, or no longer.
using KeyOf = std::function<std::optional<crypto::PublicKey>(const HubId&)>;

enum class Says {
  accepts,  // what is offered: acts from now on, is responsible once this stands in the chain
  refuses,
  assumes,  // acts since the responsible hub cannot be reached; two people say so
};

// The written answer of a hub that is not responsible.
struct Answer {
  ChainId chain;
  crypto::Hash to{};  // the entry it answers; of an assumption the last that was known
  Says says = Says::refuses;
  HubId by;
  std::string person;       // who answers for the hub
  std::string second = {};  // of an assumption: another person
  UtcTime at;
  crypto::Signature signature{};
};

enum class What {
  begin,
  offer,
  withdraw,
  transfer,
  keep,  // is still there, and stays responsible
};

// Written by the responsible hub alone.
struct Entry {
  ChainId chain;
  std::uint64_t place = 0;  // from 0 without gaps
  crypto::Hash after{};     // of the entry before; of the first all zeros
  What what = What::begin;
  HubId by;
  HubId to = {};  // of an offer and a transfer
  UtcTime at;
  std::optional<Answer> answer = {};  // of a transfer: what it rests on
  crypto::Signature signature{};
};

Answer signed_by(const crypto::SigningKey& key, Answer answer);
Entry signed_by(const crypto::SigningKey& key, Entry entry);

std::string encode(const Answer& answer);
std::string encode(const Entry& entry);
// Of the text; strict: one form for each value.
Result<Answer> decode_answer(std::string_view text);
Result<Entry> decode_entry(std::string_view text);
crypto::Hash hash_of(const Entry& entry);

// Whether the hub that it names as its own wrote it.
bool is_genuine(const Answer& answer, const KeyOf& key_of);
bool is_genuine(const Entry& entry, const KeyOf& key_of);

}  // namespace mash::responsibility
