// SPDX-License-Identifier: MIT
// Rows of family_bars.h.
#pragma once

#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "mash/db/database.h"
#include "mash/people/people.h"

namespace mash::people {

void insert_arrival(db::Transaction& tx, const CaseId& id, UtcTime at);
// Nothing: it came before arrivals were kept, or is one of history.
std::optional<UtcTime> arrival_of(db::Transaction& tx, const CaseId& id);

// Does any bar stand, or does any follow?
bool any_bar(db::Transaction& tx);
// Cases from which somebody is barred by hand, and not since another case.
std::set<CaseId> barred_by_hand(db::Transaction& tx);

// From which at least so many people are barred. One statement.
std::vector<CaseId> cases_hidden_from(db::Transaction& tx, std::int64_t people);

void insert_likely_match(db::Transaction& tx, const StatementId& said, const StatementId& other,
                         const StaffId& spared);
// All in which somebody of this one is, by what was said of who they are; this one too.
std::set<CaseId> cases_of_same_people(db::Transaction& tx, const CaseId& id);
// The same of whoever this statement is about; none, if nobody has said that.
std::set<CaseId> cases_of_same_person(db::Transaction& tx, const StatementId& id);
// Of those in this case, whether or not somebody has said who they are.
struct LikelyMatch {
  StatementId said, other;
  StaffId spared;
};
std::vector<LikelyMatch> likely_matches(db::Transaction& tx, const CaseId& id);
// Cases in which somebody is very likely somebody of this one, by the look-up when they came in.
std::set<CaseId> cases_likely_alike(db::Transaction& tx, const CaseId& id);

struct FollowedBar {
  std::string bar;
  std::string source;
  CaseId source_case;
  StaffId staff;
  bool stands = false;  // lifted neither by somebody nor, as it no longer follows, by the hub
};
void insert_followed(db::Transaction& tx, const CaseId& id, const FollowedBar& row);
std::vector<FollowedBar> followed_bars(db::Transaction& tx, const CaseId& id);
void end_followed(db::Transaction& tx, std::string_view bar, UtcTime at);
// Cases in which a bar of this one is followed, or was.
std::set<CaseId> cases_that_followed(db::Transaction& tx, const CaseId& id);

// A bar that somebody set.
struct OwnBar {
  std::string id;
  CaseId case_id;
  StaffId staff;
  UtcTime set_at;
  UtcTime since;  // the first time that this person was barred there, if that was lifted meanwhile
};
// Those that stand, of these cases, the oldest first; none that was set behind a wall that stands.
std::vector<OwnBar> own_bars(db::Transaction& tx, const std::set<CaseId>& ids);
// When somebody last showed this case to this person again; nothing: nobody did.
std::optional<UtcTime> shown_again_at(db::Transaction& tx, const CaseId& id, const StaffId& staff);

}  // namespace mash::people
