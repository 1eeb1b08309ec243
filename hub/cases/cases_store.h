// SPDX-License-Identifier: MIT
#pragma once

#include "mash/cases/cases.h"
#include "mash/cases/clocks.h"
#include "mash/cases/queue.h"

namespace mash::cases {

void insert_case(db::Transaction& tx, const CaseHead& head);
// Sets one column and raises the version.
void store_state(db::Transaction& tx, const CaseId& id, std::string_view state);
void store_rating(db::Transaction& tx, const CaseId& id, std::string_view rating,
                  std::string_view level);
void store_taken_by(db::Transaction& tx, const CaseId& id, const StaffId& person);
void store_basis_complete(db::Transaction& tx, const CaseId& id);
void store_screened(db::Transaction& tx, const CaseId& id);
void store_file_count(db::Transaction& tx, const CaseId& id);  // one more

void insert_news(db::Transaction& tx, const CaseId& id, const News& news);
void insert_deadline(db::Transaction& tx, const Deadline& d);
// Not the clock of what was told by telephone: that it runs says that something was told, which all
// but those who may read the call must not know. It stands on that call's page and in their tasks.
bool is_for_all(const Deadline& deadline);
// The running clocks (not met, not withdrawn) of a case.
std::vector<Deadline> running(db::Transaction& tx, const CaseId& id);
void store_met(db::Transaction& tx, const std::string& id, UtcTime at);
// The clock ends here; `replacement` may be empty.
void store_withdrawn(db::Transaction& tx, const std::string& id, UtcTime at,
                     const std::string& replacement);
// The id of what has replaced this clock last; its own where nothing has.
std::string newest_replacement(db::Transaction& tx, std::string id);
void store_breached(db::Transaction& tx, const std::string& id, UtcTime at);
void clear_breach(db::Transaction& tx, const std::string& id);
void store_breach_reason(db::Transaction& tx, const std::string& id, std::string_view reason);
std::vector<Deadline> unrecorded_breaches(db::Transaction& tx, UtcTime now, int limit);

}  // namespace mash::cases
