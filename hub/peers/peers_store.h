// SPDX-License-Identifier: MIT
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "mash/db/database.h"
#include "mash/exchange/link.h"

namespace mash::peers {

std::optional<exchange::Directory> current_directory(db::Transaction& tx);
// Those that were taken, the newest first.
std::vector<exchange::Directory> all_directories(db::Transaction& tx);
void store_directory(db::Transaction& tx, const exchange::SignedDirectory& directory, UtcTime now);

struct Peer {
  exchange::HubId hub;
  bool allowed = false;
  UtcTime changed_at;
  exchange::Sending sending;
  exchange::Receiving receiving;
  std::optional<UtcTime> heard_at;      // a genuine word or receipt came
  std::optional<UtcTime> accounted_at;  // it was told what this hub has
  std::string trouble;                  // a code, or empty
};
std::optional<Peer> find_peer(db::Transaction& tx, const exchange::HubId& hub);
std::vector<Peer> all_peers(db::Transaction& tx);
void store_peer(db::Transaction& tx, const Peer& peer);

struct WordOut {
  std::string id;
  exchange::HubId hub;
  std::int64_t line = 0, number = 0;
  std::string kind, about;
  StaffId by;
  UtcTime at, due_at, sent_at;
  std::int64_t times = 0;
  std::optional<UtcTime> told_at, received_at, read_at;
  Bytes message, sealed;
};
void insert_word(db::Transaction& tx, const WordOut& word);
// Those of the hub's current line from this number on; of all lines where `line` is 0.
std::vector<WordOut> words_from(db::Transaction& tx, const exchange::HubId& hub, std::int64_t line,
                                std::int64_t number);
std::vector<WordOut> without_receipt(db::Transaction& tx, const exchange::HubId& hub);
std::vector<WordOut> words_out_about(db::Transaction& tx, std::string_view letter);
std::vector<WordOut> newest_letters_out(db::Transaction& tx);
std::optional<WordOut> find_word_out(db::Transaction& tx, std::string_view id);
void set_sent(db::Transaction& tx, std::string_view id, UtcTime at);
void set_told(db::Transaction& tx, std::string_view id, UtcTime at);
void set_received(db::Transaction& tx, const exchange::HubId& hub, std::int64_t line,
                  std::int64_t up_to, UtcTime at);
// Words of this kind that had their receipt by then.
void forget_received(db::Transaction& tx, const exchange::HubId& hub, std::string_view kind,
                     UtcTime before);
void set_read(db::Transaction& tx, std::string_view id, UtcTime at);
// In a new line.
void set_place(db::Transaction& tx, const WordOut& word);

struct WordIn {
  std::string id;
  exchange::HubId hub;
  std::int64_t line = 0, number = 0;
  crypto::Hash hash{};
  std::string kind, about;
  UtcTime at, taken_at;
  std::string answer_by;
  std::optional<UtcTime> read_at, answered_at;
  StaffId read_by;
  Bytes sealed;
};
// Where its id is known only its place is new; false then.
bool insert_word(db::Transaction& tx, const WordIn& word);
std::optional<WordIn> find_word_in(db::Transaction& tx, std::string_view id);
std::vector<WordIn> words_in_about(db::Transaction& tx, std::string_view letter);
std::vector<WordIn> newest_letters_in(db::Transaction& tx);
std::vector<WordIn> letters_without_answer(db::Transaction& tx);
std::optional<crypto::Hash> hash_in(db::Transaction& tx, const exchange::HubId& hub,
                                    std::int64_t line, std::int64_t number);
void set_read_here(db::Transaction& tx, std::string_view id, const StaffId& by, UtcTime at);
void set_answered(db::Transaction& tx, std::string_view id, UtcTime at);

}  // namespace mash::peers
