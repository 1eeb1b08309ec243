// SPDX-License-Identifier: MIT
// What goes with the front door's record of a case when it is disposed of (decision 0049). Each
// slice names its own rows: `record_rows()`. What stays is without words: random ids, codes and
// times that figures count. What not: what agencies seal (rekey.h), whether it may go (retention).
// Errors: std::runtime_error of the database. Thread safety: inside a write transaction.
// Cost: one or two statements for each entry of the list.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "mash/base/id.h"
#include "mash/db/database.h"
#include "mash/pipeline/rekey.h"

namespace mash::pipeline {

// Done in their order, so that no row goes before those that name it.
struct CaseRows {
  std::string_view kind = {};    // as the tombstone counts it
  std::string_view sealed = {};  // $1 case: row, sealed. Empty: nothing of it is sealed.
  std::string_view erase = {};   // $1 case; $2 an empty text, where a row stays without its words
};

struct ErasedRows {
  // One for each ciphertext that was there: "statement <row> <SHA-256>".
  std::vector<std::string> lines;
  std::map<std::string, std::int64_t, std::less<>> counts;  // of these, by kind
};
ErasedRows erase_rows(db::Transaction& tx, const CaseId& case_id, const std::vector<CaseRows>& all);

// The same of what this agency sealed, whose texts are emptied.
ErasedRows erase_texts(db::Transaction& tx, const AgencyId& agency, const CaseId& case_id,
                       const std::vector<SealedRows>& all);

// Who has sealed something about the case: with a key that opens it, and with one destroyed.
struct Keyholders {
  std::vector<AgencyId> open, destroyed;
};
Keyholders keyholders(db::Transaction& tx, const CaseId& case_id);

// Ends each data key of the case that is left, also those that hold nothing any more.
void end_keys_of_case(db::Transaction& tx, const CaseId& case_id);

}  // namespace mash::pipeline
