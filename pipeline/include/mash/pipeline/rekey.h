// SPDX-License-Identifier: MIT
// What an agency seals about a case, sealed anew under another data key, so that what was taken out
// before opens no more, in no older copy of the database either, once no older copy of the data
// keys is left (docs/retention.md). Keys of single texts are derived and cannot end alone.
// Errors: SealedCompartment; std::runtime_error where something does not open: roll back, so that
// nothing is lost. Thread safety: inside a write transaction.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "mash/pipeline/vault.h"

namespace mash::pipeline {

// Where a slice keeps texts of one kind that agencies seal. Each has one text of its own for a row
// and a version.
struct SealedRows {
  std::string_view kind;  // Label::kind
  // $1 case, $2 agency: row, version, sensitivity, marks, sealed.
  std::string_view select;
  // $1 sealed, $2 row, $3 version.
  std::string_view store;
};

// Answers how many texts were sealed anew; -1: the agency has no data key of the case, or it was
// destroyed. `all` must name everything that agencies seal: what it leaves out is lost.
// Cost: a debug build takes 0.05 milliseconds for each with SQLite, 0.12 with PostgreSQL.
int rekey(db::Transaction& tx, const KeyRing& keys, const AgencyId& agency, const CaseId& case_id,
          const std::vector<SealedRows>& all, Random& random);

// Empties each of these texts and ends the data key under which they lay: what the agency sealed
// about the case opens no more (SealedCompartment, whose sentence says so), and what it says from
// now on lies under a key of its own. Answers how many; -1 as rekey(), and then nothing changes.
// `all` as for rekey(). Cost: one statement for each.
int clear(db::Transaction& tx, const AgencyId& agency, const CaseId& case_id,
          const std::vector<SealedRows>& all);

// Whether this agency has sealed something about the case that was not destroyed. Cost: one row.
bool has_key(db::Transaction& tx, const CaseId& case_id, const AgencyId& agency);
// The cases about which this agency has sealed something that was not destroyed. Cost: one
// statement over all data keys.
std::vector<CaseId> cases_with_key(db::Transaction& tx, const AgencyId& agency);

}  // namespace mash::pipeline
