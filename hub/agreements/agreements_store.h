// SPDX-License-Identifier: MIT
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "mash/agreements/agreement.h"
#include "mash/db/database.h"

namespace mash::agreements {

std::vector<Agreement> all_agreements(db::Transaction& tx);
std::optional<Agreement> find_agreement(db::Transaction& tx, std::string_view id);

// A draft that is not there yet, or in place of the one that is.
void store_draft(db::Transaction& tx, std::string_view agreement, const Version& version);
// Counts as an edit: a form of the draft that is open yet is then an old one.
void set_put(db::Transaction& tx, std::string_view agreement, std::int64_t version,
             const StaffId& by, UtcTime at);

struct WordRow {
  std::string id;
  AgencyId agency;
  Word word;
  std::optional<Bytes> sealed;  // why it leaves; of one on paper who signed, and where it lies
};
void insert_word(db::Transaction& tx, std::string_view agreement, std::int64_t version,
                 const WordRow& row);
// All of a version, the oldest first.
std::vector<WordRow> words_of_version(db::Transaction& tx, std::string_view agreement,
                                      std::int64_t version);
void insert_end(db::Transaction& tx, std::string_view agreement, const StaffId& by, UtcTime at,
                const Bytes& sealed);
Bytes sealed_end(db::Transaction& tx, std::string_view agreement);

}  // namespace mash::agreements
