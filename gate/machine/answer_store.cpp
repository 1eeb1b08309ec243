// SPDX-License-Identifier: MIT
#include "answer_store.h"

#include "mash/base/assert.h"
#include "mash/json/value.h"
#include "mash/machine/machine.h"

namespace mash::machine {

namespace {

Bytes key_hash(const pipeline::Context& c, const Caller& caller, const std::string& key) {
  return c.vault.lookup("machine.key", caller.token + '\x1f' + key);
}
Bytes body_hash(const pipeline::Context& c, const Caller& caller) {
  return c.vault.lookup("machine.body", caller.token + '\x1f' + c.request.body);
}
Bytes sent_hash(const pipeline::Context& c, const AgencyId& agency, const std::string& reference) {
  return c.vault.lookup("machine.sent", agency.text() + '\x1f' + reference);
}
crypto::Key answer_key(const Caller& caller, const std::string& key) {
  return crypto::derive(caller.secret, "machine.answer", key);
}

}  // namespace

std::optional<Answered> find_answer(pipeline::Context& c, const Caller& caller,
                                    const std::string& key) {
  const Bytes hash = key_hash(c, caller, key);
  const auto rows =
      c.tx.query("select body_hash, sealed from machine_answer where key_hash = $1", {hash});
  if (rows.empty()) return std::nullopt;
  if (!crypto::equal_in_constant_time(rows.front().blob(0), body_hash(c, caller))) {
    return Answered{};
  }
  const auto plain = crypto::open(answer_key(caller, key), rows.front().blob(1), hash);
  MASH_ASSERT(plain.has_value());
  const auto value = json::parse(to_text(*plain));
  MASH_ASSERT(value.has_value());
  return Answered{true, value->text("location"), value->text("body")};
}

void add_answer(pipeline::Context& c, const Caller& caller, const std::string& key,
                const Answered& answer) {
  const Bytes hash = key_hash(c, caller, key);
  const Sensitive plain(
      json::encode(json::Object{{"location", answer.location}, {"body", answer.body}}));
  c.tx.execute(
      "insert into machine_answer (key_hash, body_hash, sealed, at) values ($1, $2, $3, $4)",
      {hash, body_hash(c, caller),
       crypto::seal(answer_key(caller, key), as_bytes(plain.reveal()), hash, c.random), c.now});
}

void add_sent(pipeline::Context& c, const AgencyId& agency, const std::string& reference) {
  c.tx.execute("insert into machine_sent (sent_hash, at) values ($1, $2)",
               {sent_hash(c, agency, reference), c.now});
}

bool has_sent(pipeline::Context& c, const AgencyId& agency, const std::string& reference) {
  return !c.tx.query("select 1 from machine_sent where sent_hash = $1",
                     {sent_hash(c, agency, reference)})
              .empty();
}

void sweep(db::Transaction& tx, UtcTime now, int answer_hours, int receipt_days) {
  tx.execute("delete from machine_answer where at < $1", {now - Duration::hours(answer_hours)});
  tx.execute("delete from machine_sent where at < $1", {now - Duration::days(receipt_days)});
}

}  // namespace mash::machine
