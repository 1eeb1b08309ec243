// SPDX-License-Identifier: MIT
// The rows of this slice. Thread safety: as the transaction. Cost: one statement each.
#pragma once

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "mash/base/bytes.h"
#include "mash/base/id.h"
#include "mash/base/time.h"
#include "mash/db/database.h"
#include "mash/pointer/words.h"
#include "stands.h"

namespace mash::pointers {

struct EnquiryRow {
  std::string id;
  CaseId case_id;
  StatementId child;  // the first that was said of the child in this case
  StaffId by;
  UtcTime at;
  std::string reason;
  Bytes sealed;  // the seed, and what is asked for
};
void insert_enquiry(db::Transaction& tx, const EnquiryRow& row);
std::optional<EnquiryRow> find_enquiry(db::Transaction& tx, std::string_view id);
std::vector<EnquiryRow> enquiries_of(db::Transaction& tx, const CaseId& id);  // the newest first
std::int64_t enquiries_by(db::Transaction& tx, const StaffId& staff, UtcTime since);

// One hub of one enquiry.
struct AskedRow {
  std::string enquiry;
  std::string hub;
  Stands stands = Stands::no_list;
  UtcTime at;  // since when it stands so
  std::string epoch = {};
  std::string ask_id = {};
};
void store_asked(db::Transaction& tx, const AskedRow& row);
std::vector<AskedRow> asked_of(db::Transaction& tx, std::string_view enquiry);
std::optional<AskedRow> find_asked(db::Transaction& tx, std::string_view hub,
                                   std::string_view ask_id);
std::vector<AskedRow> without_list(db::Transaction& tx, std::string_view hub);

// Parts of a hub's list, as they came.
bool insert_part(db::Transaction& tx, std::string_view hub, const pointer::ListPart& part,
                 std::string_view words);
std::vector<std::string> parts_of(db::Transaction& tx, std::string_view hub, std::int64_t edition);
std::vector<std::int64_t> editions_of(db::Transaction& tx, std::string_view hub);
void delete_editions_before(db::Transaction& tx, std::string_view hub, std::int64_t edition);

// What other hubs asked.
struct GivenRow {
  std::string hub;
  std::string id;
  UtcTime at;
  std::string epoch;
  std::string reason;
  Bytes asker;  // a keyed hash of the person, to count by
  std::string commitment;
  std::string elements;
  std::string refused = {};
  std::string hits = {};  // a hash of those that were answered
  Bytes sealed;           // who asked
};
void store_given(db::Transaction& tx, const GivenRow& row);
std::optional<GivenRow> find_given(db::Transaction& tx, std::string_view hub, std::string_view id);
void set_hits(db::Transaction& tx, std::string_view hub, std::string_view id,
              std::string_view hits);
// Evaluated since then: of the hub, and of one of its people.
struct GivenCount {
  std::int64_t of_hub = 0;
  std::int64_t of_user = 0;
};
GivenCount given_since(db::Transaction& tx, std::string_view hub, const Bytes& asker,
                       UtcTime since);
std::vector<std::pair<std::string, std::int64_t>> given_by_hub(db::Transaction& tx, UtcTime since);
std::vector<GivenRow> newest_given(db::Transaction& tx, int limit);

// The list that this hub gives to others.
struct OwnList {
  std::int64_t edition = 0;
  std::string hash;
  UtcTime at;
};
OwnList own_list(db::Transaction& tx);
void store_own_list(db::Transaction& tx, const OwnList& own);
std::int64_t edition_sent(db::Transaction& tx, std::string_view hub);  // 0: none
void store_edition_sent(db::Transaction& tx, std::string_view hub, std::int64_t edition);

}  // namespace mash::pointers
