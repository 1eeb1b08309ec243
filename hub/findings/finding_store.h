// SPDX-License-Identifier: MIT
// Rows of this slice.
#pragma once

#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "finding.h"
#include "mash/base/bytes.h"
#include "mash/db/database.h"

namespace mash::findings {

// What a reader may know of, and what was looked at for it.
struct ScopeRow {
  std::string scope;
  std::set<CaseId> hidden;
  std::set<CaseId> walled;  // from all, when it was looked
  UtcTime at;
  std::int64_t version = 0;  // of the policy
};
std::vector<ScopeRow> scope_rows(db::Transaction& tx);
// All of them anew; findings of scopes that are no more go.
void store_scopes(db::Transaction& tx, const std::vector<ScopeRow>& rows);

struct FindingRow {
  std::string scope, id;
  Finding what;
  UtcTime last_seen;
  std::optional<UtcTime> ended_at;
};
// What holds now; what was known of it stays. What is not among them no longer holds and says so,
// or goes: its sentence may rest on what has been hidden since.
enum class Ended { stays, goes };
void store_findings(db::Transaction& tx, const std::string& scope,
                    const std::vector<FindingRow>& rows, Ended ended, UtcTime now);
// The newest evidence first, then the strongest.
std::vector<FindingRow> finding_rows(db::Transaction& tx, std::string_view scope);
std::optional<FindingRow> find_finding(db::Transaction& tx, std::string_view scope,
                                       std::string_view id);

void insert_request(db::Transaction& tx, const std::string& id, const StaffId& by, UtcTime at);
// Which nobody has looked for yet.
std::vector<std::string> open_requests(db::Transaction& tx);
void end_requests(db::Transaction& tx, const std::vector<std::string>& ids, UtcTime at);

struct AsideRow {
  std::string id, scope, finding;
  UtcTime at;
  StaffId by;
  std::string reason;
  std::set<CaseId> evidence;
  Bytes sealed;
};
void insert_aside(db::Transaction& tx, const AsideRow& row);
// The newest of each finding of the scope.
std::vector<AsideRow> aside_rows(db::Transaction& tx, std::string_view scope);

}  // namespace mash::findings
