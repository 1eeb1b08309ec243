// SPDX-License-Identifier: MIT
// The record of who did what: rows in the database are the truth (settled.md 8), written in the
// same transaction as the act. Tiles and checkpoints (libs/audit) are projections of them.
#pragma once

#include <string>
#include <vector>

#include "mash/audit/statement.h"
#include "mash/db/database.h"
#include "mash/pipeline/route.h"
#include "mash/pipeline/vault.h"
#include "mash/policy/policy.h"

namespace mash::pipeline {

struct Event {
  UtcTime at;
  std::string kind;  // "case.read"
  Outcome outcome = Outcome::granted;
  policy::Rule rule = policy::Rule::wrong_side;
  StaffId person;
  AgencyId agency;
  std::string role;
  CaseId case_id;
  std::vector<std::string> objects;
  std::vector<std::string> notes;
};

// Adds the next row: sequence, time, kind, commitment HMAC-SHA256(k, detail), and k with the detail
// sealed under the audit key. Detail holds ids and codes, never words about a person.
void append_event(db::Transaction& tx, const KeyRing& keys, Random& random, const Event& event);

// A row that commits to words which somebody outside can say again (libs/audit, statement.h), and
// to nothing else. Answers its sequence.
std::int64_t append_statement(db::Transaction& tx, const KeyRing& keys, Random& random, UtcTime at,
                              std::string_view kind, std::string_view words);
// What opens it. Throws std::runtime_error if the row is not there or does not open.
audit::Opening opening_of(db::Transaction& tx, const KeyRing& keys, std::int64_t sequence);

struct RecordedEvent {
  std::int64_t sequence = 0;
  Event event;
};
// The newest events of one case, newest first, at most `limit`. Needs a read_looks or like proof.
std::vector<RecordedEvent> events_of_case(db::Transaction& tx, const policy::Proof& proof,
                                          const KeyRing& keys, const CaseId& case_id, int limit);

// All entries since then, the oldest first, for what counts them again after a start: shows nobody
// anything. Cost: opens each.
std::vector<Event> events_since(db::Transaction& tx, const KeyRing& keys, UtcTime since);

// Leaf bytes of rows [first, first + count) for the tile log; fewer where the table ends.
std::vector<Bytes> event_leaves(db::Transaction& tx, std::int64_t first, std::int64_t count);
std::int64_t event_count(db::Transaction& tx);
// Whether the sealed detail of this row opens and matches its commitment: empty, or what is wrong.
std::string event_fault(db::Transaction& tx, const KeyRing& keys, std::int64_t sequence);

}  // namespace mash::pipeline
