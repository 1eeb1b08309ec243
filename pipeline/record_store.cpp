// SPDX-License-Identifier: MIT
#include <algorithm>
#include <stdexcept>

#include "mash/audit/entry.h"
#include "mash/pipeline/record.h"
#include "mash/pipeline/rotation.h"
#include "mash/pipeline/statements.h"

namespace mash::pipeline {

namespace {

std::string_view name_of(Outcome o) {
  switch (o) {
    case Outcome::granted:
      return "granted";
    case Outcome::denied:
      return "denied";
    case Outcome::failed:
      return "failed";
  }
  return "";
}
Outcome outcome_of(std::string_view name) {
  if (name == "granted") return Outcome::granted;
  return name == "denied" ? Outcome::denied : Outcome::failed;
}

policy::Rule rule_of(std::string_view name) {
  for (int i = 0; i < policy::k_rules; ++i) {
    const auto rule = static_cast<policy::Rule>(i);
    if (policy::name_of(rule) == name) return rule;
  }
  return policy::Rule::wrong_side;
}

json::Array texts(const std::vector<std::string>& list) {
  json::Array out;
  for (const auto& s : list) out.emplace_back(s);
  return out;
}
std::vector<std::string> texts(const json::Value& list) {
  std::vector<std::string> out;
  if (const auto* array = list.as_array()) {
    for (const auto& v : *array) {
      if (const auto* s = v.as_string()) out.push_back(*s);
    }
  }
  return out;
}

std::string detail_of(const Event& e) {
  json::Value d = json::Object{};
  d.set("outcome", name_of(e.outcome));
  d.set("rule", policy::name_of(e.rule));
  d.set("person", e.person.text());
  d.set("agency", e.agency.text());
  d.set("role", e.role);
  d.set("case", e.case_id.text());
  d.set("objects", texts(e.objects));
  d.set("notes", texts(e.notes));
  return json::encode(d);
}

// Every clear column of the row is bound to its sealed detail.
std::string associated(std::int64_t sequence, UtcTime at, std::string_view kind,
                       std::string_view case_id) {
  std::string out = "audit_event\x1f" + std::to_string(sequence) + '\x1f';
  out += std::to_string(at.micros) + '\x1f';
  out += std::string(kind) + '\x1f' + std::string(case_id);
  return out;
}

constexpr std::size_t k_key_size = 32;

constexpr std::string_view k_columns = "seq, at, kind, case_id, commitment, sealed";

// Of a row with k_columns.
std::string associated(const db::Row& row) {
  return associated(row.integer(0), row.time(1), row.text(2), row.text_or(3, ""));
}

const AgencyId k_audit = AgencyId::trusted("audit");

// Key and detail of a row with k_columns, or empty if it does not open.
Bytes opened(const KeyRing& keys, const db::Row& row) {
  const RootKey key = keys.root_of(k_audit);
  const std::string bound = associated(row);
  auto plain = crypto::open(key.now.get(), row.blob(5), as_bytes(bound));
  if (!plain && key.before) plain = crypto::open(key.before->get(), row.blob(5), as_bytes(bound));
  if (!plain || plain->size() < k_key_size) return {};
  return *std::move(plain);
}

}  // namespace

namespace {

// Answers its sequence.
std::int64_t append(db::Transaction& tx, const KeyRing& keys, Random& random, UtcTime at,
                    std::string_view kind, const CaseId& case_id, std::string_view detail) {
  const auto sequence = event_count(tx);
  const crypto::Key entry_key = crypto::Key::make(random);
  const auto commitment = audit::commit(entry_key, as_bytes(detail));
  Bytes plain(entry_key.bytes().begin(), entry_key.bytes().end());
  plain.insert(plain.end(), detail.begin(), detail.end());
  const Bytes sealed = crypto::seal(
      keys.of("audit"), plain, as_bytes(associated(sequence, at, kind, case_id.text())), random);
  tx.execute(
      "insert into audit_event (seq, at, kind, commitment, sealed, case_id)"
      " values ($1, $2, $3, $4, $5, $6)",
      {sequence, at, kind, Bytes(commitment.begin(), commitment.end()), sealed, case_id});
  return sequence;
}

}  // namespace

void append_event(db::Transaction& tx, const KeyRing& keys, Random& random, const Event& event) {
  append(tx, keys, random, event.at, event.kind, event.case_id, detail_of(event));
}

std::int64_t append_statement(db::Transaction& tx, const KeyRing& keys, Random& random, UtcTime at,
                              std::string_view kind, std::string_view words) {
  return append(tx, keys, random, at, kind, CaseId{}, words);
}

audit::Opening opening_of(db::Transaction& tx, const KeyRing& keys, std::int64_t sequence) {
  const auto rows =
      tx.query("select " + std::string(k_columns) + " from audit_event where seq = $1", {sequence});
  const Bytes plain = rows.empty() ? Bytes() : opened(keys, rows.front());
  if (plain.empty()) throw std::runtime_error("audit event does not open");
  return {rows.front().time(1), *crypto::Key::from(ByteView(plain).first(k_key_size))};
}

namespace {

// Of a row with k_columns; nothing: somebody has changed it.
std::optional<Event> event_if_whole(const KeyRing& keys, const db::Row& row) {
  const Bytes plain = opened(keys, row);
  if (plain.empty()) return std::nullopt;
  const auto detail = json::parse(to_text(ByteView(plain).subspan(k_key_size)));
  if (!detail) return std::nullopt;
  Event e{.at = row.time(1), .kind = row.text(2)};
  e.outcome = outcome_of(detail->text("outcome"));
  e.rule = rule_of(detail->text("rule"));
  e.person = StaffId::trusted(detail->text("person"));
  e.agency = AgencyId::trusted(detail->text("agency"));
  e.role = detail->text("role");
  e.case_id = CaseId::trusted(row.text_or(3, ""));
  e.objects = texts((*detail)["objects"]);
  e.notes = texts((*detail)["notes"]);
  return e;
}

Event event_in(const KeyRing& keys, const db::Row& row) {
  auto event = event_if_whole(keys, row);
  if (!event) throw std::runtime_error("audit event does not open");
  return *std::move(event);
}

}  // namespace

std::vector<RecordedEvent> events_of_case(db::Transaction& tx, const policy::Proof& /*proof*/,
                                          const KeyRing& keys, const CaseId& case_id, int limit) {
  std::vector<RecordedEvent> out;
  for (const auto& row : tx.query("select " + std::string(k_columns) +
                                      " from audit_event where case_id = $1"
                                      " order by seq desc limit $2",
                                  {case_id, limit})) {
    out.push_back({row.integer(0), event_in(keys, row)});
  }
  return out;
}

std::vector<Event> events_since(db::Transaction& tx, const KeyRing& keys, UtcTime since) {
  constexpr int k_batch = 500;  // by sequence, which has an index; times do not
  std::vector<Event> out;
  for (auto below = event_count(tx); below > 0; below -= k_batch) {
    const auto rows = tx.query("select " + std::string(k_columns) +
                                   " from audit_event where seq < $1 and seq >= $2"
                                   " order by seq desc",
                               {below, below - k_batch});
    for (const auto& row : rows) {
      if (row.time(1) < since) {
        std::ranges::reverse(out);
        return out;
      }
      // A row that commits to words said outside has no detail of a request.
      if (row.text_or(3, "").empty() && row.text(2) != "pace.said") continue;
      // A hub starts with a record that somebody has changed; verifying it says which row it is.
      if (auto event = event_if_whole(keys, row)) out.push_back(*std::move(event));
    }
  }
  std::ranges::reverse(out);
  return out;
}

std::vector<Bytes> event_leaves(db::Transaction& tx, std::int64_t first, std::int64_t count) {
  std::vector<Bytes> out;
  for (const auto& row : tx.query("select at, kind, commitment from audit_event"
                                  " where seq >= $1 order by seq limit $2",
                                  {first, count})) {
    audit::Hash commitment{};
    const Bytes& stored = row.blob(2);
    // A damaged commitment still gives leaf bytes, which the tree then does not accept.
    std::copy_n(stored.begin(), std::min(stored.size(), commitment.size()), commitment.begin());
    out.push_back(audit::make_leaf(row.time(0), row.text(1), commitment));
  }
  return out;
}

Resealed reseal_record(db::Transaction& tx, const KeyRing& keys, std::int64_t from, int most,
                       Random& random) {
  const RootKey key = keys.root_of(k_audit);
  Resealed out{.next = from};
  for (const auto& row : tx.query("select " + std::string(k_columns) +
                                      " from audit_event where seq >= $1 order by seq limit $2",
                                  {from, most})) {
    out.next = row.integer(0) + 1;
    ++out.seen;
    const std::string bound = associated(row);
    if (crypto::open(key.now.get(), row.blob(5), as_bytes(bound))) continue;
    Bytes plain = opened(keys, row);
    if (plain.empty()) {
      ++out.lost;
      continue;
    }
    tx.execute("update audit_event set sealed = $2 where seq = $1",
               {row.integer(0), crypto::seal(key.now.get(), plain, as_bytes(bound), random)});
    wipe(plain);
    ++out.sealed;
  }
  return out;
}

std::int64_t event_count(db::Transaction& tx) {
  return tx.query("select coalesce(max(seq), -1) + 1 from audit_event").front().integer(0);
}

std::vector<std::int64_t> entries_of(db::Transaction& tx, std::string_view kind) {
  std::vector<std::int64_t> out;
  for (const auto& r :
       tx.query("select seq from audit_event where kind = $1 order by seq", {kind})) {
    out.push_back(r.integer(0));
  }
  return out;
}

std::string event_fault(db::Transaction& tx, const KeyRing& keys, std::int64_t sequence) {
  const auto rows =
      tx.query("select " + std::string(k_columns) + " from audit_event where seq = $1", {sequence});
  if (rows.empty()) return "the row is missing";
  const Bytes plain = opened(keys, rows.front());
  if (plain.empty()) return "the sealed detail does not open";
  const auto entry_key = crypto::Key::from(ByteView(plain).first(k_key_size));
  if (!entry_key) return "the entry's key is damaged";
  const auto commitment = audit::commit(*entry_key, ByteView(plain).subspan(k_key_size));
  if (!crypto::equal_in_constant_time(commitment, rows.front().blob(4))) {
    return "the detail does not match its commitment";
  }
  return "";
}

}  // namespace mash::pipeline
