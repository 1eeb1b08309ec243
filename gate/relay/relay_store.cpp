// SPDX-License-Identifier: MIT
#include "relay_store.h"

namespace mash::relay {

namespace {

std::vector<packages::HubGate> gates_from(const db::Rows& rows) {
  std::vector<packages::HubGate> out;
  for (const auto& r : rows) {
    out.push_back(
        {.hub = r.text(0), .host = r.text(1), .port = r.integer(2), .certificate = r.text(3)});
  }
  return out;
}

}  // namespace

void set_gates(db::Transaction& tx, const packages::HubGates& gates) {
  tx.execute("delete from relay_gate");
  for (const auto& one : gates.gates) {
    tx.execute("insert into relay_gate (hub, host, port, certificate) values ($1, $2, $3, $4)",
               {one.hub, one.host, one.port, one.certificate});
  }
  // What waits for a hub that is there no more goes nowhere.
  tx.execute("delete from relay_waiting where hub not in (select hub from relay_gate)");
  tx.execute(
      "insert into relay_own (one, hub) values (1, $1)"
      " on conflict (one) do update set hub = excluded.hub",
      {gates.own});
}

std::vector<packages::HubGate> all_gates(db::Transaction& tx) {
  return gates_from(tx.query("select hub, host, port, certificate from relay_gate order by hub"));
}

std::optional<packages::HubGate> gate_with(db::Transaction& tx, std::string_view certificate) {
  auto found = gates_from(tx.query(
      "select hub, host, port, certificate from relay_gate where certificate = $1", {certificate}));
  if (found.empty()) return std::nullopt;
  return std::move(found.front());
}

std::string own_hub(db::Transaction& tx) {
  const auto rows = tx.query("select hub from relay_own");
  return rows.empty() ? std::string() : rows.front().text(0);
}

void add_waiting(db::Transaction& tx, std::string_view id, const packages::HubWord& word,
                 UtcTime at) {
  tx.execute(
      "insert into relay_waiting (id, hub, at, message) values ($1, $2, $3, $4)"
      " on conflict (id) do nothing",
      {id, word.hub, at, word.message});
}

std::vector<Waiting> waiting_for(db::Transaction& tx, std::string_view hub, std::int64_t limit,
                                 std::size_t bytes) {
  std::vector<Waiting> out;
  std::size_t total = 0;
  for (const auto& r : tx.query("select id, message from relay_waiting where hub = $1"
                                " order by at, id limit $2",
                                {hub, limit})) {
    Waiting one{r.text(0), r.blob(1)};
    total += one.message.size();
    if (!out.empty() && total > bytes) break;
    out.push_back(std::move(one));
  }
  return out;
}

void forget_waiting(db::Transaction& tx, std::string_view id) {
  tx.execute("delete from relay_waiting where id = $1", {id});
}

std::int64_t uncollected(db::Transaction& tx) {
  return tx.query("select coalesce(sum(length(body)), 0) from inward where kind = 'hub_word'")
      .front()
      .integer(0);
}

}  // namespace mash::relay
