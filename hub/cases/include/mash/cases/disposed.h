// SPDX-License-Identifier: MIT
// Tombstones: what was disposed of, when its time was over, and by which rule. Each is a line of
// the database and a commitment in the record, so that nobody can add one, change one or take one
// away unnoticed (openmash audit verify). What not: the disposal itself (retention). Thread safety:
// as the Context or transaction that is passed in. Cost: one statement each.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "mash/pipeline/route.h"

namespace mash::cases {

// The tables of tombstones, for db::Migration, on top of schema().
std::string_view disposed_schema();

struct Disposed {
  std::string id;
  CaseId case_id;
  AgencyId owner;
  std::string kind;     // a class of data/retention.json
  std::string subject;  // the item's id; empty: all that the owner held about the case
  bool inside = true;   // false: only its owner knew of it
  std::string rule;
  std::int64_t rule_version = 0;
  UtcTime due_at;
  UtcTime at;
  StaffId by;
  std::int64_t texts = 0;  // how many sealed texts went, files not counted
  std::int64_t files = 0;
  std::string hash;  // SHA-256 over their ciphertext, in hexadecimal
  std::int64_t entry = 0;
  // Of the record of a case: as JSON, who proposed it, why, and how many texts of which kind.
  std::string detail{};
};
// The event class of the entry that commits to it.
inline constexpr std::string_view k_disposed_event = "retention.tombstone";
// What the entry commits to: the whole line as JSON, its members in a fixed order.
std::string statement_of(const Disposed& one);

// Adds line and entry; makes `id` and `entry`.
void add_disposed(pipeline::Context& c, Disposed one);
std::vector<Disposed> disposed_of_case(db::Transaction& tx, const CaseId& id);  // the oldest first
// The newest first, at most `limit`.
std::vector<Disposed> disposed_by(db::Transaction& tx, const AgencyId& owner, int limit);
// All, for whoever verifies the record. Nothing where the room has no such table.
std::vector<Disposed> all_disposed(db::Transaction& tx);
// "disposed of under rule ITEM-NFA, version 1, on 24 November 2033"
std::string words_of(const Disposed& one);

}  // namespace mash::cases
