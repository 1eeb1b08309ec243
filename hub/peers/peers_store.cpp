// SPDX-License-Identifier: MIT
#include "peers_store.h"

#include <algorithm>
#include <stdexcept>

namespace mash::peers {

namespace {

constexpr std::string_view k_peers =
    "select hub, allowed, changed_at, out_line, out_next, out_last, out_received, in_line, in_next,"
    " in_last, heard_at, accounted_at, trouble from peer";
constexpr std::string_view k_out =
    "select id, hub, line, number, kind, about, by_staff, at, due_at, sent_at, times, told_at,"
    " received_at, read_at, message, sealed from hub_word_out";
constexpr std::string_view k_in =
    "select id, hub, line, number, hash, kind, about, at, taken_at, answer_by, read_at, read_by,"
    " answered_at, sealed from hub_word_in";

crypto::Hash hash_of(const Bytes& bytes) {
  crypto::Hash out{};
  if (bytes.size() != out.size()) throw std::runtime_error("a hash of a word in the database");
  std::ranges::copy(bytes, out.begin());
  return out;
}

Bytes bytes_of(const crypto::Hash& hash) {
  return {hash.begin(), hash.end()};
}

exchange::Directory directory_in(const db::Row& row) {
  auto read = exchange::decode_directory(row.text(0));
  if (!read) throw std::runtime_error("the directory of hubs in the database does not read");
  return std::move(read->directory);
}

std::optional<UtcTime> time_or_none(const db::Row& r, std::size_t column) {
  if (r.is_null(column)) return std::nullopt;
  return r.time(column);
}

db::Param or_null(const std::optional<UtcTime>& at) {
  return at ? db::Param(*at) : db::Param(db::Null{});
}

std::vector<Peer> peers_from(const db::Rows& rows) {
  std::vector<Peer> out;
  for (const auto& r : rows) {
    out.push_back(
        {.hub = r.text(0),
         .allowed = r.integer(1) != 0,
         .changed_at = r.time(2),
         .sending = {.line = r.integer(3),
                     .next = r.integer(4),
                     .last = hash_of(r.blob(5)),
                     .received = r.integer(6)},
         .receiving = {.line = r.integer(7), .next = r.integer(8), .last = hash_of(r.blob(9))},
         .heard_at = time_or_none(r, 10),
         .accounted_at = time_or_none(r, 11),
         .trouble = r.is_null(12) ? "" : r.text(12)});
  }
  return out;
}

std::vector<WordOut> out_from(const db::Rows& rows) {
  std::vector<WordOut> out;
  for (const auto& r : rows) {
    out.push_back({.id = r.text(0),
                   .hub = r.text(1),
                   .line = r.integer(2),
                   .number = r.integer(3),
                   .kind = r.text(4),
                   .about = r.text(5),
                   .by = r.id<StaffId>(6),
                   .at = r.time(7),
                   .due_at = r.time(8),
                   .sent_at = r.time(9),
                   .times = r.integer(10),
                   .told_at = time_or_none(r, 11),
                   .received_at = time_or_none(r, 12),
                   .read_at = time_or_none(r, 13),
                   .message = r.blob(14),
                   .sealed = r.blob(15)});
  }
  return out;
}

std::vector<WordIn> in_from(const db::Rows& rows) {
  std::vector<WordIn> out;
  for (const auto& r : rows) {
    out.push_back({.id = r.text(0),
                   .hub = r.text(1),
                   .line = r.integer(2),
                   .number = r.integer(3),
                   .hash = hash_of(r.blob(4)),
                   .kind = r.text(5),
                   .about = r.text(6),
                   .at = r.time(7),
                   .taken_at = r.time(8),
                   .answer_by = r.text(9),
                   .read_at = time_or_none(r, 10),
                   .answered_at = time_or_none(r, 12),
                   .read_by = r.is_null(11) ? StaffId() : r.id<StaffId>(11),
                   .sealed = r.blob(13)});
  }
  return out;
}

template <class T>
std::optional<T> first_of(std::vector<T> all) {
  if (all.empty()) return std::nullopt;
  return std::move(all.front());
}

std::string with(std::string_view select, std::string_view rest) {
  return std::string(select) + std::string(rest);
}

}  // namespace

std::optional<exchange::Directory> current_directory(db::Transaction& tx) {
  const auto rows = tx.query("select words from hub_directory order by version desc limit 1");
  if (rows.empty()) return std::nullopt;
  return directory_in(rows.front());
}

std::vector<exchange::Directory> all_directories(db::Transaction& tx) {
  std::vector<exchange::Directory> out;
  for (const auto& row : tx.query("select words from hub_directory order by version desc")) {
    out.push_back(directory_in(row));
  }
  return out;
}

void store_directory(db::Transaction& tx, const exchange::SignedDirectory& directory, UtcTime now) {
  tx.execute("insert into hub_directory (version, words, taken_at) values ($1, $2, $3)",
             {directory.directory.version, encode(directory), now});
}

std::optional<Peer> find_peer(db::Transaction& tx, const exchange::HubId& hub) {
  return first_of(peers_from(tx.query(with(k_peers, " where hub = $1"), {hub})));
}

std::vector<Peer> all_peers(db::Transaction& tx) {
  return peers_from(tx.query(with(k_peers, " order by hub")));
}

void store_peer(db::Transaction& tx, const Peer& p) {
  tx.execute(
      "insert into peer (hub, allowed, changed_at, out_line, out_next, out_last, out_received,"
      " in_line, in_next, in_last, heard_at, accounted_at, trouble)"
      " values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)"
      " on conflict (hub) do update set allowed = excluded.allowed,"
      " changed_at = excluded.changed_at, out_line = excluded.out_line,"
      " out_next = excluded.out_next, out_last = excluded.out_last,"
      " out_received = excluded.out_received, in_line = excluded.in_line,"
      " in_next = excluded.in_next, in_last = excluded.in_last, heard_at = excluded.heard_at,"
      " accounted_at = excluded.accounted_at, trouble = excluded.trouble",
      {p.hub, p.allowed ? 1 : 0, p.changed_at, p.sending.line, p.sending.next,
       bytes_of(p.sending.last), p.sending.received, p.receiving.line, p.receiving.next,
       bytes_of(p.receiving.last), or_null(p.heard_at), or_null(p.accounted_at),
       p.trouble.empty() ? db::Param(db::Null{}) : db::Param(p.trouble)});
}

void insert_word(db::Transaction& tx, const WordOut& w) {
  tx.execute(
      "insert into hub_word_out (id, hub, line, number, kind, about, by_staff, at, due_at, sent_at,"
      " times, message, sealed) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)",
      {w.id, w.hub, w.line, w.number, w.kind, w.about, w.by, w.at, w.due_at, w.sent_at, w.times,
       w.message, w.sealed});
}

std::vector<WordOut> words_from(db::Transaction& tx, const exchange::HubId& hub, std::int64_t line,
                                std::int64_t number) {
  return out_from(tx.query(with(k_out,
                                " where hub = $1 and ($2 = 0 or line = $2) and number >= $3"
                                " order by line, number"),
                           {hub, line, number}));
}

std::vector<WordOut> without_receipt(db::Transaction& tx, const exchange::HubId& hub) {
  return out_from(tx.query(
      with(k_out, " where hub = $1 and received_at is null order by line, number"), {hub}));
}

std::vector<WordOut> words_out_about(db::Transaction& tx, std::string_view letter) {
  return out_from(tx.query(with(k_out, " where about = $1 order by at, id"), {letter}));
}

std::vector<WordOut> newest_letters_out(db::Transaction& tx) {
  return out_from(tx.query(with(k_out, " where kind = 'letter' order by at desc, id limit 100")));
}

std::optional<WordOut> find_word_out(db::Transaction& tx, std::string_view id) {
  return first_of(out_from(tx.query(with(k_out, " where id = $1"), {id})));
}

void set_sent(db::Transaction& tx, std::string_view id, UtcTime at) {
  tx.execute("update hub_word_out set sent_at = $2, times = times + 1 where id = $1", {id, at});
}

void set_told(db::Transaction& tx, std::string_view id, UtcTime at) {
  tx.execute("update hub_word_out set told_at = $2 where id = $1", {id, at});
}

void set_received(db::Transaction& tx, const exchange::HubId& hub, std::int64_t line,
                  std::int64_t up_to, UtcTime at) {
  tx.execute(
      "update hub_word_out set received_at = $4"
      " where hub = $1 and line = $2 and number <= $3 and received_at is null",
      {hub, line, up_to, at});
}

void forget_received(db::Transaction& tx, const exchange::HubId& hub, std::string_view kind,
                     UtcTime before) {
  tx.execute(
      "delete from hub_word_out where hub = $1 and kind = $2 and received_at is not null"
      " and received_at < $3",
      {hub, kind, before});
}

void set_read(db::Transaction& tx, std::string_view id, UtcTime at) {
  tx.execute("update hub_word_out set read_at = $2 where id = $1 and read_at is null", {id, at});
}

void set_place(db::Transaction& tx, const WordOut& w) {
  tx.execute(
      "update hub_word_out set line = $2, number = $3, message = $4, sent_at = $5 where id = $1",
      {w.id, w.line, w.number, w.message, w.sent_at});
}

bool insert_word(db::Transaction& tx, const WordIn& w) {
  const bool known = tx.execute(
                         "update hub_word_in set line = $2, number = $3, hash = $4"
                         " where id = $1 and hub = $5",
                         {w.id, w.line, w.number, bytes_of(w.hash), w.hub}) == 1;
  if (known) return false;
  return tx.execute(
             "insert into hub_word_in (id, hub, line, number, hash, kind, about, at, taken_at,"
             " answer_by, sealed) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)"
             " on conflict (id) do nothing",
             {w.id, w.hub, w.line, w.number, bytes_of(w.hash), w.kind, w.about, w.at, w.taken_at,
              w.answer_by, w.sealed}) == 1;
}

std::optional<WordIn> find_word_in(db::Transaction& tx, std::string_view id) {
  return first_of(in_from(tx.query(with(k_in, " where id = $1"), {id})));
}

std::vector<WordIn> words_in_about(db::Transaction& tx, std::string_view letter) {
  return in_from(tx.query(with(k_in, " where about = $1 order by taken_at, id"), {letter}));
}

std::vector<WordIn> newest_letters_in(db::Transaction& tx) {
  return in_from(
      tx.query(with(k_in, " where kind = 'letter' order by taken_at desc, id limit 100")));
}

std::vector<WordIn> letters_without_answer(db::Transaction& tx) {
  return in_from(
      tx.query(with(k_in, " where kind = 'letter' and answered_at is null order by taken_at, id")));
}

std::optional<crypto::Hash> hash_in(db::Transaction& tx, const exchange::HubId& hub,
                                    std::int64_t line, std::int64_t number) {
  const auto rows =
      tx.query("select hash from hub_word_in where hub = $1 and line = $2 and number = $3",
               {hub, line, number});
  if (rows.empty()) return std::nullopt;
  return hash_of(rows.front().blob(0));
}

void set_read_here(db::Transaction& tx, std::string_view id, const StaffId& by, UtcTime at) {
  tx.execute("update hub_word_in set read_at = $2, read_by = $3 where id = $1 and read_at is null",
             {id, at, by});
}

void set_answered(db::Transaction& tx, std::string_view id, UtcTime at) {
  tx.execute("update hub_word_in set answered_at = $2 where id = $1 and answered_at is null",
             {id, at});
}

}  // namespace mash::peers
